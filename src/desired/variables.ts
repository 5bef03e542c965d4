import { dirname, resolve } from "node:path";
import { isCredential, LARGEST_VALUE, readWithin, rootsOf, variable, variableProblem } from "./reach.ts";
import { askForSecret } from "./secrets.ts";
import type { VariableContext } from "./variable-context.ts";

/** A text whose variables have their values, or why they have none. */
export type Resolved =
  | {
      readonly text: string;
      readonly sensitive: boolean;
      /** Whether the text is a file's or a secret's: never anything but text. */
      readonly literal: boolean;
      /** A secret is part of it that was not asked for: the text is as it was written. */
      readonly unknown?: true;
    }
  | { readonly error: string };

const VARIABLE = /\$\$\{|\$\{([^}]*)\}|\$\{/g;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A part of a text, resolved; what is found wrong is added to the problems. */
interface Part {
  readonly text: string;
  readonly sensitive?: boolean;
  readonly literal?: boolean;
  readonly unknown?: boolean;
}

/**
 * Resolves `${NAME}`, `${NAME:-default}`, `${secret:NAME}` and `${file:PATH}` (relative to `file`); `$${` is a literal
 * `${`. A variable that looks like a credential is a secret by itself. `${secret:COMMAND:WORD}` asks a program that the
 * config allows, `${secret:sops:PATH#KEY}` a file that SOPS has encrypted.
 */
export function resolveText(text: string, context: VariableContext, file: string): Resolved {
  let sensitive = false;
  let literal = false;
  let unknown = false;
  const problems: string[] = [];
  const resolved = text.replace(VARIABLE, (whole, inner: string | undefined) => {
    const part = resolvePart(whole, inner, context, file, problems);
    sensitive ||= part.sensitive === true;
    literal ||= part.literal === true;
    unknown ||= part.unknown === true;
    return part.text;
  });
  if (problems.length > 0) return { error: problems.join("; ") };
  if (unknown) return { text, sensitive: true, literal: true, unknown };
  return { text: resolved, sensitive, literal };
}

function resolvePart(
  whole: string,
  inner: string | undefined,
  context: VariableContext,
  file: string,
  problems: string[],
): Part {
  if (whole === "$${") return { text: "${" };
  if (inner === undefined) {
    problems.push('"${" is not closed; write "$${" for the text itself');
    return { text: whole };
  }
  if (inner.startsWith("secret:")) {
    if (context.placeholders) return { text: whole, sensitive: true, unknown: true };
    const text = secretText(inner.slice("secret:".length), context, file, problems);
    return { text, sensitive: true, literal: true };
  }
  if (inner.startsWith("file:"))
    return { text: fileText(inner.slice("file:".length), context, file, problems), literal: true };
  return variablePart(whole, inner, context, problems);
}

function secretText(name: string, context: VariableContext, file: string, problems: string[]): string {
  const { env, onSecret } = context;
  const denied = NAME.test(name) ? variableProblem(name, env) : undefined;
  if (denied !== undefined) problems.push(denied);
  const value = NAME.test(name) ? variable(name, env) : askForSecret(name, context, file, problems);
  if (value === undefined && NAME.test(name) && denied === undefined)
    problems.push(`the secret ${name} is not set in the environment`);
  if (value !== undefined) onSecret(value);
  return value ?? "";
}

function fileText(path: string, { env, roots }: VariableContext, file: string, problems: string[]): string {
  const folder = dirname(file);
  const read = readWithin(resolve(folder, path), roots ?? rootsOf(folder, env), LARGEST_VALUE);
  try {
    if ("bytes" in read) return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(read.bytes);
    problems.push(`the file ${path} cannot be read: ${read.problem}`);
  } catch {
    problems.push(`the file ${path} cannot be read: it is not UTF-8 text`);
  }
  return "";
}

function variablePart(
  whole: string,
  inner: string,
  { env, onSecret, placeholders }: VariableContext,
  problems: string[],
): Part {
  const [, name = "", fallback] = /^([^:]*)(?::-(.*))?$/s.exec(inner) ?? [];
  if (!NAME.test(name)) {
    problems.push(`"${whole}" is not a variable: write \${NAME}, \${NAME:-default}, \${secret:NAME} or \${file:PATH}`);
    return { text: whole };
  }
  const set = variable(name, env);
  const sensitive = isCredential(name, set ?? "", env);
  // What is not read needs no leave to be.
  if (sensitive && placeholders) return { text: whole, sensitive, unknown: true };
  const denied = variableProblem(name, env);
  if (denied !== undefined) {
    problems.push(denied);
    return { text: "", sensitive };
  }
  if (sensitive && set) onSecret(set);
  // As in a shell, `:-` also stands in for a variable that is set and empty.
  const value = fallback === undefined ? set : set || fallback;
  if (value === undefined) problems.push(`the environment variable ${name} is not set, and it has no default`);
  return { text: value ?? "", sensitive };
}
