import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { programGate } from "../config/secret-programs.ts";
import { type ConfigContext, type ConfigFlags, loadTarget, selectTargets, type Target } from "../config/target.ts";
import { formatPlace } from "../desired/diagnostic.ts";
import type { LoadedState, StateText } from "../desired/load.ts";
import { rootsOf } from "../desired/reach.ts";
import { Refusal } from "../model/refusal.ts";
import type { World } from "./world.ts";

/** Which targets a run means, and how much of them. */
export interface TargetOptions extends Omit<ConfigFlags, "target"> {
  /** Names or patterns; absent: the config's default. */
  readonly target?: readonly string[];
  readonly label?: readonly string[];
  /** Addresses or patterns: only what they name is looked at. */
  readonly only?: readonly string[];
  /** How many reads are under way at once. */
  readonly parallelism?: number;
}

/** The one target of a command that speaks to one server. */
export async function targetOf(flags: TargetOptions, world: World, offline = false): Promise<Target> {
  const names = await targetNames(flags, world);
  if (names.length > 1) throw new Refusal("error", `this command takes one target; these fit: ${names.join(", ")}`);
  return namedTarget(names[0], flags, world, offline);
}

/** The names of the targets that the flags mean; [undefined]: the default one, or none of a config. */
export async function targetNames(flags: TargetOptions, world: World): Promise<readonly (string | undefined)[]> {
  return (await selectTargets(flags, configContext(world))) ?? [undefined];
}

export function namedTarget(
  name: string | undefined,
  flags: TargetOptions,
  world: World,
  offline = false,
): Promise<Target> {
  const { target: _patterns, label: _labels, ...rest } = flags;
  return loadTarget({ ...rest, ...(name === undefined ? {} : { target: name }) }, configContext(world), offline);
}

function configContext({ cwd, env, untrusted, secrets, warn, ask }: World): ConfigContext {
  return { cwd, env, onSecret: (text) => secrets.add(text), warn, untrusted, ask };
}

/** What was said already: many targets may read the same files. */
const noted = new Set<string>();

/** The state files of a run: the arguments, else the target's, else the current directory. */
export async function statesOf(
  paths: readonly (string | StateText)[],
  target: Target,
  { cwd, env, untrusted, secrets, ask, note }: World,
  offline = false,
  placeholders = false,
): Promise<{ readonly states: readonly LoadedState[]; readonly sources: readonly string[] }> {
  const { loadDesired } = await import("../desired/load.ts");
  const sources = paths.length > 0 ? paths : (target.state ?? ["."]);
  const onSecret = (text: string) => secrets.add(text);
  const loaded = await loadDesired(sources, {
    cwd,
    env,
    onSecret,
    namespace: target.namespace,
    ...(paths.length > 0 || target.statePlaces === undefined ? {} : { places: target.statePlaces }),
    secretCommands: target.secretCommands,
    allowProgram: programGate({
      env,
      roots: target.roots,
      url: target.url,
      untrusted,
      ask,
    }),
    // What is named on the command line is the person's own.
    roots: [...target.roots, ...paths.flatMap((path) => rootsOf(folderOf(resolve(cwd, pathOf(path))), env))],
    offline,
    placeholders,
    onNote: (text) => {
      if (!noted.has(text)) note(`note: ${text}`);
      noted.add(text);
    },
  });
  refuseOtherNamespace(loaded, target);
  const { sensitiveNames } = target;
  const states = loaded.map((state) => ({ ...state, desired: { ...state.desired, sensitiveNames } }));
  return { states, sources: sources.map(pathOf) };
}

function pathOf(source: string | StateText): string {
  return typeof source === "string" ? source : source.file;
}

function folderOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false ? dirname(path) : path;
}

/** What the files say is not overridden in silence. */
function refuseOtherNamespace(states: readonly LoadedState[], { namespaceFlag: flag }: Target): void {
  if (flag === undefined) return;
  for (const { tree, desired } of states) {
    const written = tree.entries.get("namespace");
    if (written === undefined || desired.namespace === flag) continue;
    const place = formatPlace(written.value.place);
    throw new Refusal(
      "usage",
      `--namespace ${flag}: the files are for ${desired.namespace} (${place}).\n` +
        "  Leave the flag out, or take the key out of the files.",
    );
  }
}
