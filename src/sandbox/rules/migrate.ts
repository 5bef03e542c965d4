import type { MigrationQuestion, MigrationResult } from "../python-says.ts";
import { IrisError } from "./iris-error.ts";
import { checkTree, fileOf, folderOf, removeTree, takeFiles } from "./package-files.ts";
import { register } from "./register.ts";
import type { Outcome, RuleRequest } from "./rule.ts";
import { put } from "./state.ts";

/**
 * `PUT /migrate`, step by step as wire-notes section 6 has it: the files are replaced, Python runs the entry file, and what
 * that registers is taken. The answer is what was printed. Throws IrisError with nothing touched for a request that cannot
 * be kept; with the files replaced and, where it came so far, a part registered, for what Python fails at: no rollback.
 */
export function migrate(request: RuleRequest): Outcome {
  return {
    asks: "migrate",
    question: placeFiles(request),
    take: (result) => {
      takeResult(request, result);
      return { answer: result.printed };
    },
  };
}

/** Replaces the package's files, all or none of them. */
function placeFiles({ state, namespace, ns, body, profile }: RuleRequest): MigrationQuestion {
  const name = onlyText(body["package"]);
  if (!/^[^/\\\0]+$/.test(name) || name === "." || name === ".." || !name.isWellFormed()) {
    // A real server would delete the folder above it: the sandbox touches nothing.
    throw new IrisError(`ERROR #5001: Invalid package name '${name}'`);
  }
  const folder = folderOf(onlyText(body["remote_folder"]), namespace, name);
  const given: unknown = body["body"];
  if (!Array.isArray(given)) throw new IrisError("ERROR #5001: body must be an array of files");
  const root = `${folder}/${name}`;
  const files = given.map((entry: unknown) => fileOf(entry, root));
  // All of it before anything is replaced: what is kept is written into each later interpreter.
  checkTree(state, root, files);
  removeTree(state, root);
  put(state.directories, folder, true);
  put(state.directories, root, true);
  for (const { path, data } of files) if (data !== "") put(state.files, path, data);
  const directories = Object.keys(state.directories);
  const entry = (isModern(profile) && onlyText(body["settings_file"])) || "settings.py";
  const strict = body["strict_production_validation"];
  return {
    files: state.files,
    directories,
    roots: directories,
    clear: [root],
    entry: `${root}/${entry}`,
    namespace,
    proxies: Object.fromEntries(
      Object.entries(ns.bindings).flatMap(([proxy, { settings }]) =>
        settings === undefined ? [] : [[proxy, settings]],
      ),
    ),
    strict: isModern(profile) && (strict === true || strict === 1),
  };
}

function takeResult({ state, ns, profile }: RuleRequest, { steps, error, files }: MigrationResult): void {
  try {
    takeFiles(state, files);
  } catch (tooMuch) {
    // What the entry file itself failed with says more.
    if (error === null) throw tooMuch;
  }
  for (const step of steps) register(ns, step, isModern(profile) ? "objects" : "xml");
  if (error !== null) throw new IrisError(`ERROR #5002: ObjectScript error: ${error}`);
}

/** An older server always runs `settings.py`, takes no option, and writes XML. */
function isModern(profile: RuleRequest["profile"]): boolean {
  return profile === "4.1" || profile === "documented";
}

function onlyText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
