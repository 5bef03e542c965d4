import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A real PostgreSQL on a loopback port, in a folder of its own, gone with the test. */
export interface Postgres {
  /** With the password of its user. */
  readonly url: string;
  readonly password: string;
  /** Ends it at once, as a power cut would, and starts it again on the same data. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What of PostgreSQL is on this machine: the folder of its programs. */
function programs(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(root, version, "bin")), ...(process.env["PATH"] ?? "").split(":")];
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
}

/** PostgreSQL refuses to run as root: whom it runs as then. */
function otherUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return {} as never;
  for (const name of ["postgres", "nobody"]) {
    const number = (flag: string) => Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout.trim() || "NaN");
    const [uid, gid] = [number("-u"), number("-g")];
    if (Number.isInteger(uid) && uid > 0) return { uid, gid };
  }
  return undefined;
}

/** Why there can be none here; undefined: there can. In CI a machine without one is an error and not a skipped test. */
export function noPostgres(): string | undefined {
  const why =
    programs() === undefined
      ? "PostgreSQL is not installed"
      : otherUser() === undefined
        ? "PostgreSQL does not run as root, and there is no other user"
        : undefined;
  if (why !== undefined && process.env["IOPCTL_CI"]) throw new Error(`${why}: in CI the tests of fleets must run`);
  if (why !== undefined) console.warn(`skipped: ${why} (apt-get install postgresql)`);
  return why;
}

const PASSWORD = "qu3ue/pass word";

export async function postgres(): Promise<Postgres> {
  const bin = programs() as string;
  const user = otherUser();
  const folder = mkdtempSync(join(tmpdir(), "iopctl-postgres-"));
  const data = join(folder, "data");
  writeFileSync(join(folder, "password"), `${PASSWORD}\n`);
  for (const path of [folder, join(folder, "password")]) {
    chmodSync(path, 0o700);
    if (user?.uid !== undefined) chownSync(path, user.uid, user.gid);
  }
  const options = { ...user, cwd: folder, env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C.UTF-8", HOME: folder } };
  const made = spawnSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "iop", "-A", "scram-sha-256", `--pwfile=${join(folder, "password")}`, "-E", "UTF8", "--no-sync"],
    { ...options, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}${made.error ?? ""}`);
  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories=", "fsync=off"];
  const args = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
  let child: ChildProcess;
  const start = async () => {
    child = spawn(join(bin, "postgres"), args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
    await new Promise<void>((resolve, reject) => {
      let text = "";
      child.stderr?.on("data", (chunk) => {
        text += String(chunk);
        if (text.includes("ready to accept connections")) resolve();
      });
      child.once("exit", () => reject(new Error(text)));
    });
  };
  const end = async (signal: NodeJS.Signals) => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  };
  await start();
  return {
    url: `postgres://iop:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`,
    password: PASSWORD,
    restart: async () => {
      // At once: what was under way is not waited for.
      await end("SIGQUIT");
      await start();
    },
    stop: async () => {
      await end("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });
}
