import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import type { PresentPackage } from "../model/desired.ts";
import type { GitFacts } from "../model/observed.ts";
import { repositoryOf } from "./package-files.ts";

const run = promisify(execFile);

/**
 * What the local git work tree knows of a package: the commit that holds exactly these files, and which of them differ
 * from the deployed commit. Outside a repository, or without git, nothing.
 */
export async function gitFacts(pack: PresentPackage, deployed: string | undefined): Promise<GitFacts> {
  if (repositoryOf(pack.localPath) === undefined) return { commit: undefined, changed: undefined };
  const git = (...args: string[]) =>
    run("git", ["-C", pack.localPath, ...args], { maxBuffer: 64 * 1024 * 1024 }).then(
      ({ stdout }) => stdout,
      () => undefined,
    );
  const [head, status, then] = await Promise.all([
    git("rev-parse", "--verify", "HEAD"),
    git("status", "--porcelain", "--untracked-files=no"),
    deployed === undefined ? undefined : git("ls-tree", "-r", "-z", deployed, "--", "."),
  ]);
  const commit = head?.trim();
  const clean = status?.trim() === "" && commit !== undefined;
  const now = clean ? await git("ls-tree", "-r", "-z", commit, "--", ".") : undefined;
  return {
    commit: clean && now !== undefined && differing(pack, now).length === 0 ? commit : undefined,
    changed: then === undefined || then === "" ? undefined : differing(pack, then),
  };
}

/** The names of the package's files that are not the same in the listing of a tree. */
function differing(pack: PresentPackage, listing: string): string[] {
  const blobs = new Map<string, string>();
  for (const line of listing.split("\0")) {
    const match = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line);
    if (match) blobs.set(match[2] as string, match[1] as string);
  }
  return pack.files
    .filter(({ name, text }) => blobs.get(name) !== blobId(text, blobs.get(name)))
    .map(({ name }) => name);
}

/** Git's name of a blob, in the hash that the repository uses. */
function blobId(text: string, like: string | undefined): string {
  const bytes = Buffer.from(text, "utf8");
  const hash = createHash(like?.length === 64 ? "sha256" : "sha1");
  return hash.update(`blob ${bytes.byteLength}\0`).update(bytes).digest("hex");
}
