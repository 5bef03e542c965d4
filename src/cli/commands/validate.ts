import { explained, type FileProblem } from "../../app/ending.ts";
import { refuseFindings } from "../../app/findings.ts";
import { configRemarks, validateFiles } from "../../app/validate.ts";
import type { Ending } from "../../model/refusal.ts";
import { plural } from "../../report/style.ts";
import type { CommonFlags, Context } from "../context.ts";
import { annotate } from "../github.ts";

interface ValidateFlags extends CommonFlags {
  readonly json?: boolean;
}

export async function validateCommand([paths]: [string[]], flags: ValidateFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const warn = flags.json ? () => undefined : context.warn;
  try {
    for (const remark of await configRemarks(flags, context)) warn(remark);
    const { namespaces, findings } = await validateFiles(paths, flags, context);
    for (const { at, address, code, message } of findings) warn(`${at ?? address}: ${message} [${code}]`);
    refuseFindings(findings);
    if (flags.json) terminal.out(JSON.stringify({ valid: true, namespaces, errors: [], findings }, null, 2));
    else terminal.say(`Valid: ${plural(namespaces.length, "namespace")} (${namespaces.join(", ")}).`);
    return "done";
  } catch (error) {
    const { problems } = explained(error);
    if (problems.length === 0) throw error;
    tellProblems(error as Error, problems, flags, context);
    return "error";
  }
}

function tellProblems(
  { message }: Error,
  problems: readonly FileProblem[],
  { json }: ValidateFlags,
  { terminal, env }: Context,
): void {
  if (json) {
    terminal.out(JSON.stringify({ valid: false, errors: problems.map(errorJson) }, null, 2));
    return;
  }
  annotate(problems, terminal, env);
  terminal.error(`${message}\n\n${terminal.errorStyle.red("Not valid:")} ${plural(problems.length, "error")}.`);
}

function errorJson({ message, hint, place }: FileProblem): object {
  return {
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(place === undefined ? {} : { at: `${place.path}:${place.line}:${place.col}` }),
  };
}
