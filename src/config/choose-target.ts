import { type Diagnostic, InvalidFiles, type Place } from "../desired/diagnostic.ts";
import { CONFIG } from "../desired/schemas.ts";
import { resolveTree, toPlain } from "../desired/tree.ts";
import { validateTree } from "../desired/validate.ts";
import type { SecretCommands, VariableContext } from "../desired/variable-context.ts";
import type { Entry, MapTree, Tree } from "../desired/yaml-tree.ts";
import type { ConfigDocument, TargetEntry } from "../generated/config.ts";
import { nearestName } from "../model/nearest.ts";
import { some } from "../model/some.ts";
import type { ConfigContext, ConfigFlags } from "./config-context.ts";
import { child, type OpenConfig } from "./open-config.ts";
import { programPolicy } from "./secret-programs.ts";
import { listed, problem } from "./select-targets.ts";
import { nonEmpty } from "./server-url.ts";
import { urlOf } from "./target-url.ts";
import type { Schedule } from "./windows.ts";

/** A target of the config, its variables resolved. */
export interface Chosen {
  readonly name: string;
  readonly entry: TargetEntry;
  readonly whole: ConfigDocument;
  /** Where each of its state paths is written. */
  readonly statePlaces: readonly Place[];
  readonly schedule: Schedule | undefined;
}

/**
 * The target that a run means, its own variables resolved and no other's: what is wrong with another target is not this
 * run's matter. undefined: none is meant, by flags or config. Throws InvalidFiles.
 */
export async function chooseTarget(
  file: OpenConfig,
  flags: ConfigFlags,
  context: ConfigContext,
  offline: boolean,
  roots: readonly string[],
): Promise<Chosen | undefined> {
  const { tree, targets } = file;
  if (tree === undefined) {
    if (file.problems.length > 0) throw new InvalidFiles(file.problems);
    return undefined;
  }
  const name = nameOfChosen(file, tree, flags, context);
  if (name === undefined) return undefined;
  const written = targets.get(name) ?? noTarget(file, tree, name, flags);
  const { place } = written.value;
  const asksNobody = offline || flags.secrets === false;
  const found = file.problems.filter(
    ({ place: there }) => there && there.start >= place.start && there.end <= place.end,
  );
  const variables = variablesOf(file, tree, written, flags, context, roots);
  const resolved = resolveTree(written.value, { ...variables, offline: asksNobody }, (diagnostic) =>
    found.push(diagnostic),
  );
  const chosen = withoutUnknown(resolved);
  const only = onlyTarget(tree as MapTree, name, { key: written.key, value: chosen });
  const inside = found.filter(
    ({ place: there, message }) =>
      there === undefined || !mayBeUnset(file.text.slice(0, there.start), message, context, asksNobody),
  );
  const report = (diagnostic: Diagnostic) => inside.push(diagnostic);
  if (inside.length === 0) validateTree(only, CONFIG, report);
  const entry = (toPlain(chosen) ?? {}) as TargetEntry;
  const { readSchedule } =
    inside.length === 0 && (child(only, "windows") ?? child(only, "freeze")) !== undefined
      ? await import("./schedule.ts")
      : {};
  const schedule = readSchedule?.(only, { name, labels: entry.labels ?? {} }, report);
  if (inside.length > 0) throw new InvalidFiles(inside);
  return { name, entry, whole: toPlain(only) as ConfigDocument, statePlaces: statePlacesOf(chosen), schedule };
}

/** By the flag, the config's default, or since there is only one. Throws InvalidFiles where several could be meant. */
function nameOfChosen(
  { targets, shown }: OpenConfig,
  tree: Tree,
  flags: ConfigFlags,
  { env }: ConfigContext,
): string | undefined {
  const wanted = flags.target ?? (child(tree, "default_target") as { text?: string } | undefined)?.text;
  if (wanted !== undefined) return wanted;
  const names = [...targets.keys()];
  if (names.length > 1 && flags.url === undefined && !env["IOP_URL"])
    throw problem(`which target? ${shown} has ${some(names)}`, "Use --target, or set default_target.");
  return names.length === 1 ? names[0] : undefined;
}

/** Throws InvalidFiles: at the place of the config that names the target, where a flag did not. */
function noTarget({ targets, shown }: OpenConfig, tree: Tree, name: string, flags: ConfigFlags): never {
  const all = [...targets.keys()];
  const message = `there is no target "${name}"; ${listed(name, all)}`;
  const place = flags.target === undefined ? child(tree, "default_target")?.place : undefined;
  if (place === undefined) throw problem(`${shown}: ${message}`);
  const near = nearestName(name, all);
  const hint = near === undefined ? {} : { hint: `did you mean "${near}"?` };
  throw new InvalidFiles([{ message: `default_target: ${message}`, place, ...hint }]);
}

/** What the target's variables may see, and which programs may give its secrets. */
function variablesOf(
  file: OpenConfig,
  tree: Tree,
  written: Entry,
  flags: ConfigFlags,
  context: ConfigContext,
  roots: readonly string[],
): VariableContext {
  const commands = child(tree, "secret_commands");
  const secretCommands = commands?.kind === "map" ? (toPlain(commands) as SecretCommands) : {};
  const url = flags.url ?? nonEmpty(context.env["IOP_URL"]) ?? urlOf(file, written.value, context, roots);
  return {
    ...context,
    secretCommands,
    allowProgram: programPolicy({ ...context, roots, url }),
    roots,
    placeholders: context.untrusted !== undefined,
  };
}

function statePlacesOf(target: Tree): readonly Place[] {
  const state = child(target, "state");
  const entries = state?.kind === "list" ? state.items : state === undefined ? [] : [state];
  return entries.map(({ place }) => place);
}

/** Without the credentials that were not asked for: the environment's own count. */
function withoutUnknown(target: Tree): Tree {
  if (target.kind !== "map") return target;
  const kept = [...target.entries].filter(
    ([key, { value }]) => !(["username", "password"].includes(key) && value.kind === "scalar" && value.unknown),
  );
  return { ...target, entries: new Map(kept) };
}

/** Credentials that the environment gives anyway, or that are not needed, may name variables that are not set. */
function mayBeUnset(before: string, message: string, { env }: ConfigContext, offline: boolean): boolean {
  if (!message.includes("not set")) return false;
  const key = /(username|password)\s*:\s*["']?$/.exec(before)?.[1];
  if (key === undefined) return false;
  return offline || env[`IOP_${key.toUpperCase()}`] !== undefined;
}

function onlyTarget(tree: MapTree, name: string, target: Entry): MapTree {
  const entries = new Map(tree.entries);
  const entry = entries.get("targets");
  if (entry)
    entries.set("targets", {
      key: entry.key,
      value: { ...entry.value, entries: new Map([[name, target]]) } as MapTree,
    });
  return { ...tree, entries };
}
