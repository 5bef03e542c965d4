import { explained, type FileProblem } from "../../app/ending.ts";
import { type LintOptions, refuseFindings } from "../../app/findings.ts";
import { validateFiles, validation } from "../../app/validate.ts";
import { documentText } from "../../model/json.ts";
import { plural } from "../../model/plural.ts";
import type { Ending } from "../../model/refusal.ts";
import type { CommonFlags, Context } from "../context.ts";
import { annotate } from "../github.ts";

interface ValidateFlags extends CommonFlags, LintOptions {
  readonly json?: boolean;
}

/** Checks the files of a target as far as that goes without a server. */
export async function validateCommand([paths]: [string[]], flags: ValidateFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  if (flags.json) {
    const found = await validation(paths, flags, context);
    terminal.out(documentText(found));
    return found.valid ? "done" : "error";
  }
  try {
    const { namespaces, findings } = await validateFiles(paths, flags, context, context.warn);
    // Those that are errors are told as one.
    const warnings = findings.filter(({ severity }) => severity === "warning");
    for (const { at, address, code, message } of warnings) context.warn(`${at ?? address}: ${message} [${code}]`);
    refuseFindings(findings);
    terminal.say(`Valid: ${plural(namespaces.length, "namespace")} (${namespaces.join(", ")}).`);
    return "done";
  } catch (error) {
    const { problems } = explained(error);
    if (problems.length === 0) throw error;
    tellProblems(error as Error, problems, context);
    return "error";
  }
}

function tellProblems({ message }: Error, problems: readonly FileProblem[], { terminal, env }: Context): void {
  annotate(problems, terminal, env);
  terminal.error(`${message}\n\n${terminal.errorStyle.red("Not valid:")} ${plural(problems.length, "error")}.`);
}
