import { dirname, resolve } from "node:path";
import { isCredential, LARGEST_VALUE, readWithin, rootsOf, variable, variableProblem } from "./reach.ts";
import { askForSecret } from "./secrets.ts";
import type { VariableContext } from "./variable-context.ts";

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

/**
 * Resolves `${NAME}`, `${NAME:-default}`, `${secret:NAME}` and `${file:PATH}` (relative to `file`); `$${` is a literal
 * `${`. A variable that looks like a credential is a secret by itself. `${secret:COMMAND:WORD}` asks a program that the config allows, `${secret:sops:PATH#KEY}` a file that SOPS
 * has encrypted.
 */
export function resolveText(text: string, context: VariableContext, file: string): Resolved {
  const { env, onSecret } = context;
  let sensitive = false;
  let literal = false;
  let unknown = false;
  const problems: string[] = [];
  const resolved = text.replace(VARIABLE, (whole, inner: string | undefined) => {
    if (whole === "$${") return "${";
    if (inner === undefined) {
      problems.push('"${" is not closed; write "$${" for the text itself');
      return whole;
    }
    if (inner.startsWith("secret:")) {
      const name = inner.slice("secret:".length);
      if (context.placeholders) {
        sensitive = true;
        unknown = true;
        return whole;
      }
      const denied = NAME.test(name) ? variableProblem(name, env) : undefined;
      if (denied !== undefined) problems.push(denied);
      const value = NAME.test(name) ? variable(name, env) : askForSecret(name, context, file, problems);
      if (value === undefined && NAME.test(name) && denied === undefined)
        problems.push(`the secret ${name} is not set in the environment`);
      if (value !== undefined) onSecret(value);
      sensitive = true;
      literal = true;
      return value ?? "";
    }
    if (inner.startsWith("file:")) {
      literal = true;
      const path = inner.slice("file:".length);
      const read = readWithin(
        resolve(dirname(file), path),
        context.roots ?? rootsOf(dirname(file), env),
        LARGEST_VALUE,
      );
      try {
        if ("bytes" in read) return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(read.bytes);
        problems.push(`the file ${path} cannot be read: ${read.problem}`);
      } catch {
        problems.push(`the file ${path} cannot be read: it is not UTF-8 text`);
      }
      return "";
    }
    const [, name = "", fallback] = /^([^:]*)(?::-(.*))?$/s.exec(inner) ?? [];
    if (!NAME.test(name)) {
      problems.push(
        `"${whole}" is not a variable: write \${NAME}, \${NAME:-default}, \${secret:NAME} or \${file:PATH}`,
      );
      return whole;
    }
    const own = variable(name, env);
    const secret = isCredential(name, own ?? "", env);
    sensitive ||= secret;
    // What is not read needs no leave to be.
    if (secret && context.placeholders) {
      unknown = true;
      return whole;
    }
    const denied = variableProblem(name, env);
    if (denied !== undefined) {
      problems.push(denied);
      return "";
    }
    if (secret && own) onSecret(own);
    // As in a shell, `:-` also stands in for a variable that is set and empty.
    const value = fallback === undefined ? own : own || fallback;
    if (value === undefined) problems.push(`the environment variable ${name} is not set, and it has no default`);
    return value ?? "";
  });
  if (problems.length > 0) return { error: problems.join("; ") };
  if (unknown) return { text, sensitive: true, literal: true, unknown };
  return { text: resolved, sensitive, literal };
}
