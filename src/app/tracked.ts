import { join, relative, sep } from "node:path";
import { openRepository, repositoryOf } from "../desired/repository.ts";
import type { Environment } from "../model/environment.ts";
import { plural } from "../model/plural.ts";
import { Refusal } from "../model/refusal.ts";
import { realOf } from "../this-machine.ts";

/**
 * Throws Refusal where git tracks something below `.iopctl`, or cannot say: what a commit brings is not what was recorded
 * here.
 */
export async function refuseTracked(base: string, env: Environment): Promise<void> {
  const problem = await trackedProblem(base, env);
  if (problem !== undefined) throw new Refusal("error", problem);
}

/** Why the records of a folder cannot be this machine's own; undefined: git does not track them. */
export async function trackedProblem(base: string, env: Environment): Promise<string | undefined> {
  if (repositoryOf(base) === undefined) return undefined;
  const repository = await openRepository(base, env);
  const listing = await repository?.git("ls-files", "-z", "--cached", "--full-name");
  if (repository === undefined || listing === undefined) {
    return (
      `whether git tracks ${join(base, ".iopctl")} cannot be said (git is not there, or does not trust the owner of the ` +
      "work tree), so its records are not used.\n  Nothing was changed."
    );
  }
  const prefix = relative(repository.root, realOf(base)).split(sep).join("/");
  const below = prefix === "" ? ".iopctl/" : `${prefix}/.iopctl/`;
  // Where the file system ignores case, a commit can spell the name otherwise.
  const tracked = listing
    .toString("utf8")
    .split("\0")
    .filter((name) => `${name}/`.toLowerCase().startsWith(below.toLowerCase()));
  if (tracked.length === 0) return undefined;
  return (
    `git tracks ${plural(tracked.length, "file")} of ${below} (${tracked.slice(0, 3).join(", ")}): anybody who can commit could have ` +
    "written these records, so none is used.\n" +
    `  Nothing was changed. \`git rm -r --cached ${below.slice(0, -1)}\` and a commit take them out; the folder is this machine's own.`
  );
}
