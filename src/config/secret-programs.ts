import { accessSync, constants, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join, resolve } from "node:path";
import { allowedHosts, isAllowedHost } from "../api/allowed-hosts.ts";
import { isInside } from "../desired/reach.ts";
import { safePath } from "../desired/repository.ts";
import type { ProgramPolicy } from "../desired/variable-context.ts";
import type { Environment } from "../model/environment.ts";
import { documentText } from "../model/json.ts";

/** By what is decided whether a program may give a secret. */
export interface ProgramPolicyOptions {
  readonly env: Environment;
  /** The folders of the repository: no program that lies in one is run. */
  readonly roots: readonly string[];
  /** Where the secret will be sent to; empty: nowhere. */
  readonly url: string;
  /** Why no program is run whatever the environment allows. */
  readonly untrusted?: string | undefined;
  /** Asks a person; undefined: there is none. */
  readonly ask?: ((question: string) => boolean) | undefined;
}

/**
 * Which programs may be asked for a secret. The config names them, and a pull request can change the config: so the
 * machine must allow them too. In a pipeline IOPCTL_SECRET_COMMANDS does (`vault=/usr/bin/vault,op=/usr/bin/op`); a
 * person is asked once for each, and the answer is kept outside the repository.
 */
export function programPolicy({ env, roots, url, untrusted, ask }: ProgramPolicyOptions): ProgramPolicy {
  return (name, command) => {
    if (untrusted !== undefined) return { problem: `no program is started: ${untrusted}` };
    if (url !== "" && !url.startsWith("sandbox:") && !isAllowedHost(url, allowedHosts(env))) {
      return { problem: `IOPCTL_ALLOWED_HOSTS does not list the host of ${url}, so no secret is fetched for it` };
    }
    const rule = env["IOPCTL_SECRET_COMMANDS"];
    if (rule === undefined) return askPerson(name, command, env, roots, ask);
    const allowed = rules(rule).get(name);
    if (allowed === undefined) return { problem: `IOPCTL_SECRET_COMMANDS does not allow "${name}"` };
    const [program = "", ...args] = allowed;
    if (!isAbsolute(program)) return { problem: `IOPCTL_SECRET_COMMANDS must give ${name} an absolute path` };
    if (args.length > 0 && args.join("\0") !== command.slice(1).join("\0")) {
      return { problem: `IOPCTL_SECRET_COMMANDS allows "${name}" with the arguments ${args.join(" ")} only` };
    }
    return ofRepository(program, roots) ?? { program };
  };
}

/** `vault=/usr/bin/vault,op=/usr/bin/op read`: programs by name; with words after it only with just those arguments. */
function rules(text: string): Map<string, string[]> {
  const entries = text.split(",").flatMap((entry): [string, string[]][] => {
    const index = entry.indexOf("=");
    return index === -1
      ? []
      : [
          [
            entry.slice(0, index).trim(),
            entry
              .slice(index + 1)
              .trim()
              .split(/\s+/),
          ],
        ];
  });
  return new Map(entries);
}

function askPerson(
  name: string,
  command: readonly string[],
  env: Environment,
  roots: readonly string[],
  ask: ProgramPolicyOptions["ask"],
): ReturnType<ProgramPolicy> {
  const program = findProgram(command[0] ?? "", env);
  if (program === undefined) return { problem: `there is no program ${command[0]}` };
  const refused = ofRepository(program, roots);
  if (refused !== undefined) return refused;
  const shown = [program, ...command.slice(1)];
  const id = JSON.stringify([roots[0], name, shown]);
  if (remembered(env).includes(id)) return { program };
  if (ask === undefined) {
    return {
      problem: `there is nobody to ask whether ${program} may run; in a pipeline allow it with IOPCTL_SECRET_COMMANDS=${name}=${program}`,
    };
  }
  const question = `The config of ${plain(roots[0])} asks this program for secrets, each time with one more word:\n  ${plain(shown)}\nMay it run, now and later? Type "yes" to allow: `;
  if (!ask(question)) return { problem: `you did not allow ${program}` };
  remember(id, env);
  return { program };
}

/** As JSON in plain letters: the words are the config's, and could draw over the question. */
function plain(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The absolute path of a program, of PATH's absolute folders. */
function findProgram(name: string, env: Environment): string | undefined {
  if (name.includes("/") || name.includes("\\")) return isAbsolute(name) ? name : undefined;
  const folders = safePath(env["PATH"]).split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What lies in the repository can be changed by whoever changes its config. */
function ofRepository(program: string, roots: readonly string[]): { readonly problem: string } | undefined {
  const paths = [resolve(program), realOrSelf(program)];
  const inside = roots.some((root) => paths.some((path) => isInside(root, path) || isInside(realOrSelf(root), path)));
  return inside ? { problem: `${program} is in the repository that asks for it` } : undefined;
}

function realOrSelf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function memory(env: Environment): string {
  const config = env["XDG_CONFIG_HOME"];
  const home = config !== undefined && isAbsolute(config) ? config : join(env["HOME"] ?? homedir(), ".config");
  return join(home, "iopctl", "allowed-programs.json");
}

function remembered(env: Environment): readonly string[] {
  try {
    const allowed: unknown = JSON.parse(readFileSync(memory(env), "utf8"));
    return Array.isArray(allowed) ? allowed.filter((entry) => typeof entry === "string") : [];
  } catch {
    return [];
  }
}

function remember(id: string, env: Environment): void {
  const path = memory(env);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, documentText([...remembered(env), id]), { mode: 0o600 });
  } catch {
    // Then it is asked again.
  }
}
