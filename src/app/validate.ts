import { idleWindows, loadWaves } from "../config/load-waves.ts";
import { openConfig } from "../config/open-config.ts";
import type { StateText } from "../desired/load.ts";
import { Reading } from "../desired/reading.ts";
import type { ShownFinding } from "../documents/plan-json.ts";
import type { FileError, Validation } from "../model/validation.ts";
import { lintFiles, lintNames } from "../planner/lint-files.ts";
import { explained, type FileProblem } from "./ending.ts";
import { errorsOf, findingsOf, type LintOptions } from "./findings.ts";
import { statesOf, type TargetOptions, targetOf } from "./targets.ts";
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
export async function configRemarks({ config: flag }: ValidateOptions, { cwd }: World): Promise<readonly string[]> {
  const config = await openConfig(flag, cwd, new Reading());
  if (config === undefined) return [];
  return [...(loadWaves(config)?.waves.remarks ?? []).map((remark) => `rollout: ${remark}`), ...idleWindows(config)];
}

/**
 * Checks the state files of one target as far as that goes without a server. Gives the namespaces that they describe, and
 * what lint finds. Throws InvalidFiles with all that is wrong with them, and Refusal.
 */
export async function validateFiles(
  paths: readonly (string | StateText)[],
  options: ValidateOptions,
  world: World,
): Promise<{ readonly namespaces: readonly string[]; readonly findings: readonly ShownFinding[] }> {
  const target = await targetOf(options, world, true);
  const { states } = await statesOf(paths, target, world, true, options.secrets === false);
  const findings = states.flatMap((loaded) =>
    findingsOf([...lintFiles(loaded.desired), ...lintNames(loaded.desired)], loaded, target, options, undefined),
  );
  return { namespaces: states.map(({ desired }) => desired.namespace), findings };
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
    await configRemarks(options, world);
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
