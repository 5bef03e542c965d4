import { existsSync, lstatSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { LARGEST_STATE, readPlain } from "../desired/reach.ts";
import { Refusal } from "../model/refusal.ts";
import { userId } from "../this-machine.ts";

/** A config file: text, never a program. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

const PLACES = ["yaml", "yml", "json"].map((ending) => `iopctl.config.${ending}`);
const CODE = [".js", ".ts", ".mjs", ".cjs", ".mts", ".cts"];

/**
 * Where cosmiconfig looks for the name `iopctl`. That library itself is not used: whatever it is told, it first loads its
 * own settings from the working directory, `.config/config.js` among them, and so runs a repository's code.
 */
const NAMES = [
  ...PLACES,
  "package.json",
  ".iopctlrc",
  ...[".json", ".yaml", ".yml"].map((ending) => `.iopctlrc${ending}`),
  ...[".json", ".yaml", ".yml"].map((ending) => join(".config", `iopctlrc${ending}`)),
  ...CODE.flatMap((ending) => [`.iopctlrc${ending}`, join(".config", `iopctlrc${ending}`), `iopctl.config${ending}`]),
];

/** The nearest config file from a folder upwards to the project's root. Throws Refusal for one that is a program. */
export function searchConfig(cwd: string): ConfigFile | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      if (lstatSync(path, { throwIfNoEntry: false }) === undefined) continue;
      const found = readConfig(path);
      if (found === undefined) continue;
      refuseStrangers(path, cwd);
      return found;
    }
    // A project ends at its package.json or its work tree: what lies above is somebody else's matter.
    const ends = ["package.json", "package.yaml", ".git"].some((name) => existsSync(join(folder, name)));
    if (ends || dirname(folder) === folder) return undefined;
  }
}

/** One config file; undefined where it is empty, or a package.json without a config. Throws Refusal. */
export function readConfig(path: string): ConfigFile | undefined {
  if (CODE.includes(extname(path))) {
    throw new Refusal(
      "error",
      `${path} is a program, and iopctl runs none to read its config: anyone who can change that file could run anything here.\n` +
        `  Nothing was changed. Write it as YAML or JSON, such as ${PLACES[0]}; values of the environment stand there as \${NAME}.`,
    );
  }
  const read = readPlain(realOf(path), LARGEST_STATE);
  if ("problem" in read) throw new Refusal("error", `the config file ${path} cannot be read: ${read.problem}`);
  const text = read.bytes.toString("utf8");
  if (basename(path) !== "package.json") return text.trim() === "" ? undefined : { path, text };
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    // It is not ours; npm says what is wrong with it.
    return undefined;
  }
  const section = typeof found === "object" && found !== null && Object.hasOwn(found, "iopctl") ? found : undefined;
  const config = (section as { iopctl?: unknown } | undefined)?.iopctl;
  return config === undefined ? undefined : { path, text: JSON.stringify(config, null, 2) };
}

/** In a shared folder such as /tmp anybody could put a config above another's files. */
function refuseStrangers(path: string, cwd: string): void {
  const uid = userId();
  if (uid === undefined) return;
  const owner = statSync(path).uid;
  if ([uid, 0, statSync(cwd).uid].includes(owner)) return;
  throw new Refusal(
    "error",
    `${path} belongs to another user (${owner}): it is not used. Nothing was changed. --config names one on purpose.`,
  );
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
