import { findingsOf, refuseFindings } from "../../app/findings.ts";
import { statesOf, targetOf } from "../../app/targets.ts";
import { idleWindows, loadWaves } from "../../config/load-waves.ts";
import { openConfig } from "../../config/open-config.ts";
import { formatPlace, InvalidFiles } from "../../desired/diagnostic.ts";
import { Reading } from "../../desired/reading.ts";
import type { Ending } from "../../model/refusal.ts";
import { lintFiles, lintNames } from "../../planner/lint-files.ts";
import { plural } from "../../report/style.ts";
import type { CommonFlags, Context } from "../context.ts";
import { annotate } from "../github.ts";

interface ValidateFlags extends CommonFlags {
  readonly json?: boolean;
}

export async function validateCommand([paths]: [string[]], flags: ValidateFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  try {
    // All targets' waves are looked at, whatever target the files are checked for.
    const config = await openConfig(flags.config, context.cwd, new Reading());
    const found = config === undefined ? undefined : loadWaves(config);
    const remarks = [
      ...(found?.waves.remarks ?? []).map((remark) => `rollout: ${remark}`),
      ...(config === undefined ? [] : idleWindows(config)),
    ];
    for (const remark of flags.json ? [] : remarks) terminal.error(`warning: ${remark}`);
    const target = await targetOf(flags, context, true);
    const { states } = await statesOf(paths, target, context, true, flags.secrets === false);
    const names = states.map(({ desired }) => desired.namespace);
    const findings = states.flatMap((loaded) =>
      findingsOf([...lintFiles(loaded.desired), ...lintNames(loaded.desired)], loaded, target, {}, undefined),
    );
    for (const { at, address, code, message } of flags.json ? [] : findings)
      terminal.error(`warning: ${at ?? address}: ${message} [${code}]`);
    refuseFindings(findings);
    if (flags.json) terminal.out(JSON.stringify({ valid: true, namespaces: names, errors: [], findings }, null, 2));
    else terminal.say(`Valid: ${plural(names.length, "namespace")} (${names.join(", ")}).`);
    return "done";
  } catch (error) {
    if (!(error instanceof InvalidFiles)) throw error;
    if (flags.json) {
      const errors = error.diagnostics.map(({ message, hint, place }) => ({
        message,
        ...(hint === undefined ? {} : { hint }),
        ...(place === undefined ? {} : { at: formatPlace(place) }),
      }));
      terminal.out(JSON.stringify({ valid: false, errors }, null, 2));
      return "error";
    }
    annotate(error.diagnostics, terminal, context.env);
    terminal.error(
      `${error.message}\n\n${terminal.errorStyle.red("Not valid:")} ${plural(error.diagnostics.length, "error")}.`,
    );
    return "error";
  }
}
