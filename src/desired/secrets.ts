import { spawnSync } from "node:child_process";
import { dirname, resolve } from "node:path";
import type { VariableContext } from "./variables.ts";

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
  const at = text.indexOf(":");
  if (at === -1) {
    problems.push(
      `"\${secret:${text}}" is no secret: \${secret:NAME}, \${secret:COMMAND:WORD} or \${secret:sops:PATH#KEY}`,
    );
    return undefined;
  }
  // With nobody to connect to no program is asked: a check of files must work where no secret is.
  if (context.offline) return "";
  const [name, word] = [text.slice(0, at), text.slice(at + 1)];
  return name === "sops" ? fromSops(word, file, problems) : fromCommand(name, word, context, problems);
}

function fromCommand(
  name: string,
  word: string,
  { secretCommands = {} }: VariableContext,
  problems: string[],
): string | undefined {
  const command = Object.hasOwn(secretCommands, name) ? secretCommands[name] : undefined;
  if (command === undefined) {
    const known = Object.keys(secretCommands).join(", ") || "none";
    problems.push(`no program "${name}" may be asked for a secret: secret_commands of the config allows ${known}`);
    return undefined;
  }
  if (word.startsWith("-")) {
    problems.push(`"${word}" would be an option of ${name}, not the name of a secret`);
    return undefined;
  }
  const output = ask(`secret_commands.${name}`, [...command, word], problems);
  return output?.replace(/\r?\n$/, "");
}

function fromSops(word: string, file: string, problems: string[]): string | undefined {
  const [path = "", key = ""] = word.split("#", 2);
  const absolute = resolve(dirname(file), path);
  const output = ask("sops", ["sops", "--decrypt", "--output-type", "json", absolute], problems);
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

function ask(label: string, [program = "", ...args]: readonly string[], problems: string[]): string | undefined {
  const id = JSON.stringify([program, ...args]);
  const known = answers.get(id);
  if (known !== undefined) return known;
  const result = spawnSync(program, args, {
    encoding: "utf8",
    shell: false,
    timeout: PATIENCE,
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 16 * 1024 * 1024,
  });
  if (result.error || result.status !== 0) {
    const why =
      (result.error as NodeJS.ErrnoException | undefined)?.code === "ENOENT"
        ? `there is no program ${program}`
        : result.error
          ? result.error.message
          : `${program} ended with ${result.status ?? result.signal}; run it by hand to see why`;
    problems.push(`${label} gave no secret: ${why}`);
    return undefined;
  }
  answers.set(id, result.stdout);
  return result.stdout;
}
