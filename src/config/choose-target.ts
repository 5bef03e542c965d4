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
import { unknownKeys } from "./unknown-keys.ts";
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
  const wanted = flags.target ?? wantedOf(file, tree);
  const stray = unknownKeys(tree, wanted === undefined ? [] : [wanted]);
  const written = wanted === undefined ? undefined : targets.get(wanted);
  // A misspelt key may be why no target is found.
  if (written === undefined && stray.length > 0) throw new InvalidFiles(stray);
  if (wanted === undefined) return noneMeant(file, flags, context);
  if (written === undefined) throw noTarget(file, tree, wanted, flags);
  const { place } = written.value;
  const asksNobody = offline || flags.secrets === false;
  const found = file.problems.filter(
    ({ place: there }) => there && there.start >= place.start && there.end <= place.end,
  );
  const variables = variablesOf(file, tree, written, flags, context, roots);
  // Of keys that are wrong already nobody is asked for a secret.
  const placeholders = variables.placeholders === true || stray.length > 0;
  const resolved = resolveTree(written.value, { ...variables, placeholders, offline: asksNobody }, (diagnostic) =>
    found.push(diagnostic),
  );
  const chosen = withoutUnknown(resolved);
  const only = onlyTarget(tree as MapTree, wanted, { key: written.key, value: chosen });
  const unset = found.filter(
    ({ place: there, message }) =>
      there === undefined || !mayBeUnset(file.text.slice(0, there.start), message, context, asksNobody),
  );
  const inside = unset.length > 0 ? [...stray, ...unset] : [];
  const report = (diagnostic: Diagnostic) => inside.push(diagnostic);
  if (inside.length === 0) validateTree(only, CONFIG, report);
  const entry = (toPlain(chosen) ?? {}) as TargetEntry;
  const { readSchedule } =
    inside.length === 0 && (child(only, "windows") ?? child(only, "freeze")) !== undefined
      ? await import("./schedule.ts")
      : {};
  const schedule = readSchedule?.(only, { name: wanted, labels: entry.labels ?? {} }, report);
  if (inside.length > 0) throw new InvalidFiles(inside);
  return { name: wanted, entry, whole: toPlain(only) as ConfigDocument, statePlaces: statePlacesOf(chosen), schedule };
}

/** What the config means where no flag says it: its default, or the only one there is. */
function wantedOf({ targets }: OpenConfig, tree: Tree): string | undefined {
  const [first, ...others] = targets.keys();
  const fallback = (child(tree, "default_target") as { text?: string } | undefined)?.text;
  return fallback ?? (others.length === 0 ? first : undefined);
}

/** Throws InvalidFiles where several could be meant. */
function noneMeant({ targets, shown }: OpenConfig, flags: ConfigFlags, { env }: ConfigContext): undefined {
  if (targets.size > 1 && flags.url === undefined && !env["IOP_URL"])
    throw problem(`which target? ${shown} has ${some([...targets.keys()])}`, "Use --target, or set default_target.");
}

/** The error stands at the place of the config that names the target, where a flag did not. */
function noTarget({ targets, shown }: OpenConfig, tree: Tree, name: string, flags: ConfigFlags): InvalidFiles {
  const all = [...targets.keys()];
  const message = `there is no target "${name}"; ${listed(name, all)}`;
  const place = flags.target === undefined ? child(tree, "default_target")?.place : undefined;
  if (place === undefined) return problem(`${shown}: ${message}`);
  const near = nearestName(name, all);
  const hint = near === undefined ? {} : { hint: `did you mean "${near}"?` };
  return new InvalidFiles([{ message: `default_target: ${message}`, place, ...hint }]);
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
