import { dirname, relative, resolve } from "node:path";
import type { Environment } from "../model/environment.ts";
import { realOf } from "../this-machine.ts";
import { statOf } from "./look.ts";
import { isInside } from "./reach.ts";
import { Reading } from "./reading.ts";
import { openRepository } from "./repository.ts";

/**
 * Which files a state comes from, the same on every machine that has the repository: its remote and the folder below
 * which all paths lie. Without a remote, or outside a repository, the folder's own path stands for it.
 */
export async function sourceOfPaths(
  paths: readonly string[],
  cwd: string,
  env: Environment,
  reading = new Reading(),
): Promise<string> {
  const folders = paths.map((path) => {
    const absolute = resolve(cwd, path);
    return statOf(absolute)?.isDirectory() ? absolute : dirname(absolute);
  });
  const folder = folders.reduce(commonFolder);
  const repository = await openRepository(folder, env);
  if (repository === undefined) return folder;
  const remote = await reading.once(`remote ${repository.root}`, [], async () => {
    const answer = await repository.git("config", "--get", "remote.origin.url");
    return answer?.toString().trim() ?? "";
  });
  if (remote === "") return folder;
  return `${remoteName(remote)} ${relative(repository.root, realOf(folder)).replaceAll("\\", "/")}`;
}

/** A remote without its way of access: `git@host:team/repo.git` and `https://token@host/team/repo` are one. */
export function remoteName(remote: string): string {
  return remote
    .replace(/^[a-z+]+:\/\//i, "")
    .replace(/^[^/@]*@/, "")
    .replace(/^([^/:]+):(?:\d+\/)?/, "$1/")
    .replace(/(?:\.git)?\/*$/, "");
}

/** The nearest folder above both. */
function commonFolder(a: string, b: string): string {
  for (let parent = resolve(a); ; parent = dirname(parent)) {
    if (isInside(parent, resolve(b)) || dirname(parent) === parent) return parent;
  }
}
