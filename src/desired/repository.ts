import { execFile } from "node:child_process";
import { existsSync, lstatSync, realpathSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { promisify } from "node:util";
import type { Environment } from "../model/environment.ts";
import { existing, realOf } from "../this-machine.ts";

/** Made when git is called: most runs have nothing to ask it, and what starts processes is loaded for it. */
const run = () => promisify(execFile);

/** What git is asked for here never needs more; a hostile repository must not fill the memory. */
const MOST = 256 * 1024 * 1024;
/** Milliseconds. Reading from an object store takes far less. */
const PATIENCE = 60_000;

/** A git work tree that iopctl has found itself, and git bound to just that one. */
export interface Repository {
  /** Absolute, links resolved. */
  readonly root: string;
  /** What git prints; undefined: it could not, or is not there. Only reading commands that load no file of the tree. */
  readonly git: (...args: string[]) => Promise<Buffer | undefined>;
}

/**
 * Git programs itself by files: a folder that looks like a bare repository has a config of its own, and that may name
 * programs. So git is never left to find its repository: it is told the work tree that holds the folder, by the `.git`
 * that no commit can contain. Hooks, monitors, pagers and every transport are off (a partial clone would fetch), and
 * its environment is made anew. No command that reads files of the work tree is ever asked for (`status`, `diff`):
 * these run the filters that attributes of the tree name.
 */
const SAFE = [
  "--no-pager",
  "--no-replace-objects",
  "--literal-pathspecs",
  "--no-optional-locks",
  ...[
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.gitProxy=false",
    "core.alternateRefsCommand=true",
    "credential.helper=",
    "protocol.allow=never",
    "submodule.recurse=false",
  ].flatMap((setting) => ["-c", setting]),
];

/** Passed on to git: where programs and the person's own git settings are. Nothing that holds a credential. */
const KEPT = ["HOME", "XDG_CONFIG_HOME", "USERPROFILE", "SystemRoot", "TMPDIR", "TEMP", "TMP"];

/** The little of the environment that git is started with. `root`: the work tree, in which PATH finds no program. */
export function gitEnvironment(env: Environment, root?: string): Record<string, string> {
  const kept = Object.fromEntries(
    KEPT.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name] as string]])),
  );
  return {
    ...kept,
    PATH: safePath(env["PATH"], root),
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_LAZY_FETCH: "1",
    // Stands above every protocol.*.allow of a config.
    GIT_ALLOW_PROTOCOL: "",
  };
}

/** No folder of the repository, as a relative one of PATH would be, or the node_modules/.bin that npx puts there. */
export function safePath(path = "", root?: string): string {
  const isOutside = (folder: string) => {
    const rest = root === undefined ? ".." : relative(root, realOf(folder));
    return rest.startsWith("..") || isAbsolute(rest);
  };
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && isOutside(folder))
    .join(delimiter);
}

/** The work tree that holds a folder, which need not exist; undefined outside of one. */
export function repositoryOf(folder: string): string | undefined {
  for (let path = resolve(folder); ; path = dirname(path)) {
    if (existsSync(join(path, ".git"))) return path;
    if (dirname(path) === path) return undefined;
  }
}

const opened = new Map<string, Promise<Repository | undefined>>();

/** The repository that holds a folder; undefined where there is none, or where git does not trust it. */
export function openRepository(folder: string, env: Environment): Promise<Repository | undefined> {
  const found = repositoryOf(existing(folder));
  if (found === undefined) return Promise.resolve(undefined);
  const known = opened.get(found);
  if (known !== undefined) return known;
  const opening = open(found, env).catch(() => undefined);
  opened.set(found, opening);
  // A controller lives long: what was not to be had may be there the next time.
  void opening.then((repository) => repository ?? opened.delete(found));
  return opening;
}

async function open(found: string, env: Environment): Promise<Repository | undefined> {
  const root = realpathSync(found);
  const call = (args: readonly string[]) =>
    run()("git", [...SAFE, ...args], {
      cwd: root,
      env: gitEnvironment(env, root),
      encoding: "buffer",
      maxBuffer: MOST,
      timeout: PATIENCE,
    }).then(
      ({ stdout }) => stdout,
      () => undefined,
    );
  // Git itself decides whether the owner is to be trusted (safe.directory): with --git-dir it would no longer ask. From
  // this folder it finds the `.git` that we found, before anything else.
  const answer = await call(["rev-parse", "--absolute-git-dir", "--show-toplevel"]);
  const [gitDir, top] = answer?.toString("utf8").split("\n") ?? [];
  if (!gitDir || !top || realpathSync(top) !== root || !isMeant(root, gitDir)) return undefined;
  return { root, git: (...args) => call([`--git-dir=${gitDir}`, `--work-tree=${root}`, ...args]) };
}

/** Whether this may be the git folder of a tree: a `.git` file that points at files of the tree itself is nobody's. */
function isMeant(root: string, gitDir: string): boolean {
  const real = realpathSync(gitDir);
  const inside = relative(root, real);
  if (inside.startsWith("..") || isAbsolute(inside)) return true;
  return inside.split(sep)[0] === ".git" && !lstatSync(join(root, ".git")).isSymbolicLink();
}

/** The names and ids of the files below a folder at a commit, the names relative to it. */
export async function filesAt(
  { root, git }: Repository,
  commit: string,
  folder: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (!/^[0-9a-f]{40,64}$/.test(commit)) return undefined;
  const prefix = relative(root, realOf(folder)).split(sep).join("/");
  if (prefix.startsWith("..") || isAbsolute(prefix)) return undefined;
  const where = prefix === "" ? [] : [`${prefix}/`];
  const listing = await git("ls-tree", "-r", "-z", "--full-tree", commit, "--", ...where);
  if (listing === undefined) return undefined;
  const out = new Map<string, string>();
  for (const line of listing.toString("utf8").split("\0")) {
    const match = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line);
    // 120000 is a symbolic link: its blob is a path, not a text.
    if (match === null || match[1] === "120000") continue;
    out.set((match[3] as string).slice(prefix === "" ? 0 : prefix.length + 1), match[2] as string);
  }
  return out;
}

/** What a pull gets of the environment: how to sign in, and nothing that says where the repository is. */
const FOR_PULL = /^GIT_(SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|SSL_.*|CONFIG_.*|PROXY_.*|HTTP_.*)$/;

/**
 * `git pull --ff-only` of the work tree that holds a folder; gives what git said. The repository is found as above, and
 * its hooks do not run. Throws an Error with git's words.
 */
export async function pullRepository(folder: string, env: Environment): Promise<string> {
  const repository = await openRepository(folder, env);
  if (repository === undefined) {
    throw new Error(
      `${folder} is in no git work tree that git trusts (its owner is another user, or git is not there)`,
    );
  }
  const { root } = repository;
  const kept = Object.entries(env).filter(([name]) => !/^(GIT_|IOP_PASSWORD$)/.test(name) || FOR_PULL.test(name));
  const settings = ["safe.bareRepository=explicit", "core.fsmonitor=false", "core.hooksPath=/dev/null"];
  const args = [...settings.flatMap((setting) => ["-c", setting]), "pull", "--ff-only", "--quiet"];
  try {
    const { stdout } = await run()("git", ["--no-pager", ...args, "--no-recurse-submodules"], {
      cwd: root,
      env: { ...Object.fromEntries(kept), PATH: safePath(env["PATH"], root), GIT_TERMINAL_PROMPT: "0" },
      timeout: 120_000,
    });
    return stdout.trim();
  } catch (error) {
    throw new Error(String((error as { stderr?: string }).stderr || (error as Error).message).trim());
  }
}
