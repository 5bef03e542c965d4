import { createHash } from "node:crypto";
import type { PresentPackage } from "../model/desired.ts";
import type { Environment } from "../model/environment.ts";
import type { GitFacts } from "../model/observed.ts";
import { globMatcher } from "./glob.ts";
import { filesAt, openRepository } from "./repository.ts";

const NOTHING: GitFacts = { commit: undefined, changed: undefined };

/**
 * What the local git work tree knows of a package: the commit that holds exactly these files, and which of them differ
 * from the deployed commit. Outside a repository, or without git, nothing. The files are compared here, by their ids:
 * git itself would run the filters that attributes name.
 */
export async function gitFacts(
  pack: PresentPackage,
  deployed: string | undefined,
  env: Environment,
): Promise<GitFacts> {
  const repository = await openRepository(pack.localPath, env);
  if (repository === undefined) return NOTHING;
  const head = (await repository.git("rev-parse", "--verify", "HEAD^{commit}"))?.toString().trim();
  const [now, then] = await Promise.all(
    [head, deployed].map((commit) => (commit === undefined ? undefined : filesAt(repository, commit, pack.localPath))),
  );
  return {
    commit: now !== undefined && now.size > 0 && differing(pack, now).length === 0 ? head : undefined,
    changed: then === undefined || then.size === 0 ? undefined : differing(pack, then),
  };
}

/** The names of the package's files that are not the same in the listing of a tree, or stand in only one of both. */
function differing(pack: PresentPackage, blobs: ReadonlyMap<string, string>): string[] {
  const names = new Set(pack.files.map(({ name }) => name));
  const isMeant = meant(pack);
  const gone = [...blobs.keys()].filter((name) => !names.has(name) && isMeant(name));
  const other = pack.files
    .filter(({ name, text }) => blobs.get(name) !== blobId(text, blobs.get(name)))
    .map(({ name }) => name);
  return [...other, ...gone].sort();
}

/** Whether a file would be one of the package's, were it there. */
function meant({ include = [], exclude = [] }: PresentPackage): (name: string) => boolean {
  const wanted = globMatcher(include);
  const unwanted = globMatcher(exclude);
  return (name) => !/(^|\/)(\.|__pycache__\/|node_modules\/)/.test(name) && wanted(name) && !unwanted(name);
}

/** Git's name of a blob, in the hash that the repository uses. */
function blobId(text: string, like: string | undefined): string {
  const bytes = Buffer.from(text, "utf8");
  const hash = createHash(like?.length === 64 ? "sha256" : "sha1");
  return hash.update(`blob ${bytes.byteLength}\0`).update(bytes).digest("hex");
}
