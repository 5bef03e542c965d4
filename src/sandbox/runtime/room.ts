import { existsSync } from "node:fs";

/**
 * A root of its own for the process: an empty file system in memory, in which what it may read stands at its own path,
 * read only, and nothing else of this machine: no file, and no socket that lies in a folder. `$PWD` is an empty folder;
 * the arguments are what it may read, then `--`, then the command. It is run as root of a new user namespace.
 */
const SCRIPT = `set -e
PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t tmpfs -o nosuid,nodev,mode=755,size=1m none "$PWD"
cd "$PWD"
while [ "$1" != "--" ]; do
  if [ -d "$1" ]; then mkdir -p ".$1"; else mkdir -p ".\${1%/*}"; : > ".$1"; fi
  mount --rbind "$1" ".$1"
  mount -o remount,bind,ro ".$1" 2>/dev/null || true
  shift
done
shift
mkdir -p proc old
mount -t proc -o nosuid,nodev,noexec none proc
umount=$(command -v umount)
mount -o remount,ro,nosuid,nodev .
pivot_root . old
cd /
"/old$umount" -l /old
exec "$@"
`;

/** What any program needs that is linked to the system's libraries, and that has chance. */
const SYSTEM = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/dev/null", "/dev/urandom"];

const TOOLS = ["mount", "umount", "mkdir", "pivot_root"];

/** The command that makes the room and runs what follows it; undefined where the system lacks a tool for it. */
export function roomOf(readable: readonly string[], find: (name: string) => string | undefined): string[] | undefined {
  const [shell, env] = [find("sh"), find("env")];
  if (shell === undefined || env === undefined || TOOLS.some((name) => find(name) === undefined)) return undefined;
  const paths = [...SYSTEM.filter(existsSync), env, ...readable].map((path) => path.replace(/(.)\/+$/, "$1"));
  // What lies in a folder that is there already is there.
  const needed = [...new Set(paths)].filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
  // The shell has variables of its own: the program gets none.
  return [shell, "-c", SCRIPT, "sh", ...needed, "--", env, "-i"];
}
