import { spawnSync } from "node:child_process";
import { dirname, resolve } from "node:path";
import { locateWithin, rootsOf } from "./reach.ts";
import type { VariableContext } from "./variable-context.ts";

/** Longer than any sign-in of a vault's client takes, shorter than a pipeline waits. */
const PATIENCE = 60_000;

/** What programs gave in this process: each is asked once. */
const answers = new Map<string, string>();

/**
 * `COMMAND:WORD`: what a program that the config allows prints, without its last line end. `sops:PATH#a.b`: one value
 * of a file that SOPS has encrypted. What is wrong goes to `problems`; a program's own words may hold the secret and are
 * not shown.
 */
export function askForSecret(
  text: string,
  context: VariableContext,
  file: string,
  problems: string[],
): string | undefined {
  const index = text.indexOf(":");
  if (index === -1) {
    problems.push(
      `"\${secret:${text}}" is not a secret: write \${secret:NAME}, \${secret:COMMAND:WORD} or \${secret:sops:PATH#KEY}`,
    );
    return undefined;
  }
  // With nobody to connect to no program is asked: a check of files must work where no secret is.
  if (context.offline) return "";
  const [name, word] = [text.slice(0, index), text.slice(index + 1)];
  return name === "sops" ? fromSops(word, context, file, problems) : fromCommand(name, word, context, problems);
}

function fromCommand(name: string, word: string, context: VariableContext, problems: string[]): string | undefined {
  const { secretCommands = {} } = context;
  const command = Object.hasOwn(secretCommands, name) ? secretCommands[name] : undefined;
  if (!Array.isArray(command)) {
    const known = Object.keys(secretCommands).join(", ") || "none";
    problems.push(`no program "${name}" may be asked for a secret: secret_commands of the config allows ${known}`);
    return undefined;
  }
  if (word.startsWith("-")) {
    problems.push(`"${word}" would be an option of ${name}, not the name of a secret`);
    return undefined;
  }
  const output = ask(name, command, [word], context, problems);
  return output?.replace(/\r?\n$/, "");
}

function fromSops(word: string, context: VariableContext, file: string, problems: string[]): string | undefined {
  const [path = "", key = ""] = word.split("#", 2);
  const found = locateWithin(resolve(dirname(file), path), context.roots ?? rootsOf(dirname(file), context.env));
  if ("problem" in found) {
    problems.push(`the file ${path} cannot be read: ${found.problem}`);
    return undefined;
  }
  const output = ask("sops", ["sops", "--decrypt", "--output-type", "json"], [found.real], context, problems);
  if (output === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(output);
  } catch {
    problems.push(`sops gave no JSON for ${path}`);
    return undefined;
  }
  for (const name of key.split(".").filter((part) => part !== "")) {
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, name) ? (value as never)[name] : undefined;
  }
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  problems.push(`${path} holds no value at "${key}"`);
  return undefined;
}

function ask(
  name: string,
  command: readonly string[],
  more: readonly string[],
  { allowProgram }: VariableContext,
  problems: string[],
): string | undefined {
  const label = name === "sops" ? "sops" : `secret_commands.${name}`;
  const gate = allowProgram?.(name, command) ?? { problem: "no program is run here" };
  if ("problem" in gate) {
    problems.push(`${label} was not asked: ${gate.problem}`);
    return undefined;
  }
  const args = [...command.slice(1), ...more];
  const id = JSON.stringify([gate.program, ...args]);
  const known = answers.get(id);
  if (known !== undefined) return known;
  const result = spawnSync(gate.program, args, {
    encoding: "utf8",
    shell: false,
    timeout: PATIENCE,
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 16 * 1024 * 1024,
  });
  if (result.error || result.status !== 0) {
    const why =
      (result.error as NodeJS.ErrnoException | undefined)?.code === "ENOENT"
        ? `there is no program ${gate.program}`
        : result.error
          ? result.error.message
          : `${gate.program} ended with ${result.status ?? result.signal}; run it by hand to see why`;
    problems.push(`${label} gave no secret: ${why}`);
    return undefined;
  }
  answers.set(id, result.stdout);
  return result.stdout;
}
