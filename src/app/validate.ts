import { idleWindows, loadWaves } from "../config/load-waves.ts";
import { child, openConfig } from "../config/open-config.ts";
import type { Target } from "../config/target.ts";
import { unknownKeys } from "../config/unknown-keys.ts";
import { type Diagnostic, InvalidFiles } from "../desired/diagnostic.ts";
import type { StateText } from "../desired/load.ts";
import { Reading } from "../desired/reading.ts";
import type { ShownFinding } from "../documents/plan-json.ts";
import type { FileError, Validation } from "../model/validation.ts";
import { lintFiles, lintNames } from "../planner/lint-files.ts";
import { explained, type FileProblem } from "./ending.ts";
import { errorsOf, findingsOf, type LintOptions } from "./findings.ts";
import { namedTarget, statesOf, type TargetOptions, targetOf } from "./targets.ts";
import type { World } from "./world.ts";

/** Whose files are checked, and whether their secrets are read. */
export interface ValidateOptions extends TargetOptions, LintOptions {
  /** false: no secret is read; a placeholder stands for each. */
  readonly secrets?: boolean;
}

/**
 * What is odd of the config's waves and windows, and no error: of all targets, whatever target the files are checked for.
 * Throws InvalidFiles.
 */
async function configRemarks(
  { config: flag }: ValidateOptions,
  { cwd }: World,
  reading: Reading,
): Promise<readonly string[]> {
  const config = await openConfig(flag, cwd, reading);
  if (config === undefined) return [];
  return [...(loadWaves(config)?.waves.remarks ?? []).map((remark) => `rollout: ${remark}`), ...idleWindows(config)];
}

/**
 * Checks the state files of one target as far as that goes without a server; where the config has a rollout, no target is its
 * default and none is named, those of all that it has; and the names of the config's keys, those of other targets too. Gives
 * the namespaces that the files describe, and what lint finds. `remark` is told first what is odd of the config and no error.
 * Throws InvalidFiles with all that is wrong with the files of a target, and Refusal.
 */
export async function validateFiles(
  paths: readonly (string | StateText)[],
  options: ValidateOptions,
  world: World,
  remark: (text: string) => void = () => undefined,
): Promise<{ readonly namespaces: readonly string[]; readonly findings: readonly ShownFinding[] }> {
  const reading = new Reading();
  for (const text of await configRemarks(options, world, reading)) remark(text);
  const names = await ofRollout(options, world, reading);
  const stray = unknownKeys((await openConfig(options.config, world.cwd, reading))?.tree);
  const namespaces = new Set<string>();
  // Targets share files: what is odd of one is said once.
  const findings = new Map<string, ShownFinding>();
  for (const name of names) {
    const target = await checkedTarget(name, options, world, reading, stray);
    const { states } = await statesOf(paths, target, world, true, options.secrets === false, reading);
    for (const loaded of states) {
      namespaces.add(loaded.desired.namespace);
      const found = [...lintFiles(loaded.desired), ...lintNames(loaded.desired)];
      for (const finding of findingsOf(found, loaded, target, options, undefined))
        findings.set(JSON.stringify(finding), finding);
    }
  }
  return { namespaces: [...namespaces], findings: [...findings.values()] };
}

/** All targets of a config with a rollout, where nothing says which of them is meant; else [undefined]. */
async function ofRollout(
  { config, target, label, excludeTarget, url }: ValidateOptions,
  { cwd, env }: World,
  reading: Reading,
): Promise<readonly (string | undefined)[]> {
  const file = await openConfig(config, cwd, reading);
  const chosen = [target, label, excludeTarget, url].some((flag) => flag !== undefined) || Boolean(env["IOP_URL"]);
  const tree = file?.tree;
  if (file === undefined || tree === undefined || chosen) return [undefined];
  const meant = child(tree, "rollout") === undefined || child(tree, "default_target") !== undefined;
  return meant ? [undefined] : [...file.targets.keys()];
}

/** A target of a config whose keys are all known. Throws InvalidFiles: first the unknown keys, `stray`. */
async function checkedTarget(
  name: string | undefined,
  options: ValidateOptions,
  world: World,
  reading: Reading,
  stray: readonly Diagnostic[],
): Promise<Target> {
  try {
    const target =
      name === undefined
        ? await targetOf(options, world, true, reading)
        : await namedTarget(name, options, world, true, reading);
    if (stray.length === 0) return target;
  } catch (error) {
    if (!(error instanceof InvalidFiles)) throw error;
    const said = new Set(stray.map(({ place }) => place?.start));
    const others = error.diagnostics.filter(({ place }) => place === undefined || !said.has(place.start));
    throw new InvalidFiles([...stray, ...others]);
  }
  throw new InvalidFiles(stray);
}

/**
 * The same as a document: what is wrong with the files, or with the config's waves, is in it, and so are the findings that
 * count as errors. Throws Refusal, and what else
 * is no word about the files.
 */
export async function validation(
  paths: readonly (string | StateText)[],
  options: ValidateOptions,
  world: World,
): Promise<Validation> {
  try {
    const { namespaces, findings } = await validateFiles(paths, options, world);
    const errors = errorsOf(findings);
    if (errors.length > 0) return { valid: false, namespaces, errors, findings: [...findings] };
    return { valid: true, namespaces, errors: [], findings: [...findings] };
  } catch (error) {
    const { problems } = explained(error);
    if (problems.length === 0) throw error;
    return { valid: false, errors: problems.map(errorOf) };
  }
}

function errorOf({ message, hint, place }: FileProblem): FileError {
  return {
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(place === undefined ? {} : { at: `${place.path}:${place.line}:${place.col}` }),
  };
}
