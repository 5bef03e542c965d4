import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { ConfigContext, ConfigFlags } from "../config/config-context.ts";
import { openConfig } from "../config/open-config.ts";
import { programPolicy } from "../config/secret-programs.ts";
import { selectTargets } from "../config/select-targets.ts";
import { partOf, shardOf } from "../config/shard.ts";
import { loadTarget, type Target } from "../config/target.ts";
import { statePathsOf, urlOfTarget } from "../config/target-url.ts";
import { formatPlace } from "../desired/diagnostic.ts";
import type { LoadedState, StateText } from "../desired/load.ts";
import { rootsOf } from "../desired/reach.ts";
import { Reading } from "../desired/reading.ts";
import { isWell } from "../documents/results.ts";
import { nameMatcher } from "../model/address.ts";
import { Refusal } from "../model/refusal.ts";
import { some } from "../model/some.ts";
import { addressName } from "../model/where.ts";
import { earlierRun, reachedIn, refuseStrangers, tellUnsaid } from "./resume.ts";
import type { World } from "./world.ts";

/** Which targets a run means, and how much of them. */
export interface TargetOptions extends Omit<ConfigFlags, "target"> {
  /** Names or patterns; absent: the config's default. */
  readonly target?: readonly string[];
  readonly label?: readonly string[];
  /** Names or patterns that are left out of those. */
  readonly excludeTarget?: readonly string[];
  /** `PART/OF`: one even part of the targets, for several machines that share them. */
  readonly shard?: string;
  /** An earlier run: only the targets that were not well in it. */
  readonly resume?: string;
  /** Addresses or patterns: only what they name is looked at. */
  readonly only?: readonly string[];
  /** Addresses or patterns: what they name is left alone. */
  readonly exclude?: readonly string[];
  /** How many targets at once, and of one target how many reads. */
  readonly parallelism?: number;
  /** How many targets of one host at once. */
  readonly perHost?: number;
  /** No target is begun after one that failed. */
  readonly failFast?: boolean;
  /** Nobody reads the plan before it is applied. */
  readonly autoApprove?: boolean;
}

/** The one target of a command that speaks to one server. */
export async function targetOf(
  flags: TargetOptions,
  world: World,
  offline = false,
  reading = new Reading(),
): Promise<Target> {
  const names = await selectedNames(flags, world, reading);
  if (names.length > 1)
    throw new Refusal("error", `this command takes one target; these fit: ${some(names as string[])}`);
  return namedTarget(names[0], flags, world, offline, reading);
}

/**
 * The names of the targets that the flags mean, one part of them where they are shared, and those that were not well where
 * an earlier run is resumed; [undefined]: the default one, or none of a config.
 */
export async function targetNames(
  flags: TargetOptions,
  world: World,
  reading = new Reading(),
): Promise<readonly (string | undefined)[]> {
  const { resume } = flags;
  const names =
    resume === undefined ? await selectedNames(flags, world, reading) : await leftNames(resume, flags, world, reading);
  return partOf(names, shardOf(flags.shard, world.env));
}

/**
 * Without --target or --label: of a recorded run what was not well in it, since it names all that it was to reach; of a file
 * all targets of the config that are not well in it, since a run that was interrupted wrote no line for the others.
 */
async function leftNames(
  resume: string,
  flags: TargetOptions,
  world: World,
  reading: Reading,
): Promise<readonly (string | undefined)[]> {
  const { target, label, url = world.env["IOP_URL"] } = flags;
  const file = await openConfig(flags.config, world.cwd, reading);
  const earlier = earlierRun(resume, file === undefined ? world.cwd : dirname(file.path), world);
  const { lines, well } = reachedIn(earlier);
  const chosen = target !== undefined || label !== undefined;
  // Of one server that no name stands for: the default target, or an address.
  const nameless = ["", ...(url ? [addressName(url)] : [])];
  if (!chosen && [...lines].every((name) => nameless.includes(name) && !file?.targets.has(name)))
    return earlier.lines.every(isWell) ? [] : [undefined];
  if (!earlier.whole) refuseStrangers(earlier, [...(file?.targets.keys() ?? [])], file?.shown ?? "a config");
  const left = earlier.whole ? [...lines].filter((name) => !well.has(name)) : ["*"];
  if (!chosen && left.length === 0) return [];
  const names = await selectedNames(chosen ? flags : { ...flags, target: left }, world, reading);
  const unsaid = names.flatMap((name) => (name === undefined || lines.has(name) ? [] : [name]));
  if (!chosen) tellUnsaid(resume, unsaid, flags.autoApprove === true, world.note);
  return names.filter((name) => !well.has(name ?? ""));
}

/** All targets of the config where the flags choose none: for who looks, and changes nothing. */
export async function everyTarget<T extends TargetOptions>(flags: T, world: World): Promise<T> {
  const { target, label, url, config } = flags;
  if (target !== undefined || label !== undefined || url !== undefined || world.env["IOP_URL"]) return flags;
  const file = await openConfig(config, world.cwd, new Reading());
  return file === undefined || file.targets.size === 0 ? flags : { ...flags, target: ["*"] };
}

/** The targets of a saved plan that the flags mean. */
export async function narrowed(
  names: readonly string[],
  { resume, shard, excludeTarget = [], config }: TargetOptions,
  world: World,
): Promise<readonly string[]> {
  const without = excludeTarget.map(nameMatcher);
  const kept = names.filter((name) => !without.some((matches) => matches(name)));
  if (resume === undefined) return partOf(kept, shardOf(shard, world.env));
  const file = await openConfig(config, world.cwd, new Reading());
  const earlier = earlierRun(resume, file === undefined ? world.cwd : dirname(file.path), world);
  const known = [...names, ...(file?.targets.keys() ?? [])];
  if (!earlier.whole) refuseStrangers(earlier, known, file?.shown ?? "the plan");
  const { well } = reachedIn(earlier);
  return partOf(
    kept.filter((name) => !well.has(name)),
    shardOf(shard, world.env),
  );
}

/** The folder below which runs are recorded: the config's. */
export async function homeOf({ config }: TargetOptions, { cwd }: World, reading: Reading): Promise<string> {
  const file = await openConfig(config, cwd, reading);
  return file === undefined ? cwd : dirname(file.path);
}

async function selectedNames(
  flags: TargetOptions,
  world: World,
  reading: Reading,
): Promise<readonly (string | undefined)[]> {
  return selectTargets(flags, await openConfig(flags.config, world.cwd, reading)) ?? [undefined];
}

/** The target of a name; undefined: the default one. `offline`: nothing will be connected to. Throws InvalidFiles. */
export function namedTarget(
  name: string | undefined,
  flags: TargetOptions,
  world: World,
  offline = false,
  reading = new Reading(),
): Promise<Target> {
  return loadTarget(configFlags(name, flags), configContext(world), offline, reading);
}

/** Which server a target speaks to, and the state paths that it uses, before any secret of it is read. */
export async function placesOf(
  name: string | undefined,
  flags: TargetOptions,
  world: World,
  reading: Reading,
): Promise<{ readonly url: string; readonly state: readonly string[] }> {
  const [targetFlags, context] = [configFlags(name, flags), configContext(world)];
  return {
    url: await urlOfTarget(name, targetFlags, context, reading),
    state: await statePathsOf(name, targetFlags, context, reading),
  };
}

function configFlags(name: string | undefined, flags: TargetOptions): ConfigFlags {
  const { target: _patterns, ...rest } = flags;
  return { ...rest, ...(name === undefined ? {} : { target: name }) };
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
  reading = new Reading(),
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
    allowProgram: programPolicy({
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
    reading,
    gate: target.url,
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
