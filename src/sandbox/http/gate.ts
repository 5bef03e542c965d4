import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { join } from "node:path";
import { isLoopback } from "../../this-machine.ts";

/** The file in the sandbox's directory that holds the token of its control interface, for its user alone. */
const TOKEN_FILE = "control-token";

/** The file beside it that says where the sandbox of this directory listens, as long as it runs. */
const URL_FILE = "control-url";

/** How the sandbox of a directory is reached; undefined where none has said so. */
export interface ControlFiles {
  readonly tokenFile: string;
  readonly token: string | undefined;
  readonly url: string | undefined;
}

/** A new token, kept where `iopctl sandbox ctl` finds it, and where to call, once that is known. */
export function newToken(dir: string): {
  readonly token: string;
  readonly announce: (url: string) => void;
  readonly remove: () => void;
} {
  const token = randomBytes(24).toString("base64url");
  const files = [TOKEN_FILE, URL_FILE].map((name) => join(dir, name)) as [string, string];
  const remove = () => {
    for (const file of files) rmSync(file, { force: true });
  };
  const write = (file: string, text: string) => {
    writeFileSync(file, `${text}\n`, { mode: 0o600, flag: "wx" });
    chmodSync(file, 0o600);
  };
  remove();
  write(files[0], token);
  // Who listens on every address is called on this machine's own.
  const callable = (url: string) => url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
  return { token, announce: (url) => write(files[1], callable(url)), remove };
}

/** What a sandbox has left in its directory for those who control it. */
export function controlFiles(dir: string): ControlFiles {
  const tokenFile = join(dir, TOKEN_FILE);
  const read = (file: string) => {
    try {
      return readFileSync(file, "utf8").trim() || undefined;
    } catch {
      return undefined;
    }
  };
  return { tokenFile, token: read(tokenFile), url: read(join(dir, URL_FILE)) };
}

/** In time that does not tell how much of it was right. */
export function sameToken(given: string | undefined, wanted: string): boolean {
  const [a, b] = [Buffer.from(given ?? "", "utf8"), Buffer.from(wanted, "utf8")];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

/**
 * Why a request is none for this server: a page of another site that a browser sends here, or a name that somebody made
 * point to this machine. undefined: it may come in. Where the sandbox listens to a network, any name may be its own.
 */
export function refusal({ headers }: IncomingMessage, listensTo: string, who = "the sandbox"): string | undefined {
  const host = (headers.host ?? "").toLowerCase();
  if (isLoopback(listensTo) && !isLoopback(nameOf(host))) return `${who} answers to this machine, not to ${host}`;
  const { origin } = headers;
  if (origin !== undefined && originHost(origin) !== host) return `${who} takes no requests of ${origin}`;
  return undefined;
}

/** Whether a request has the name and the password, found out in constant time, whatever the lengths. */
export function hasPassword(
  { headers }: IncomingMessage,
  { username, password }: { readonly username: string; readonly password: string },
): boolean {
  const given = /^Basic\s+(.+)$/i.exec(headers.authorization ?? "")?.[1] ?? "";
  const hash = (text: string) => createHash("sha256").update(text).digest();
  const wanted = Buffer.from(`${username}:${password}`, "utf8").toString("base64");
  return timingSafeEqual(hash(given), hash(wanted));
}

/** Connections that may be silent at once: fewer than a server takes. */
const MOST_SILENT = 256;

/**
 * Connections that have asked for nothing yet: of too many the oldest goes, so that nobody is shut out by them. `silent`
 * holds them in the order in which they came; who asks for something is taken out of it.
 */
export function makeRoom<T extends Pick<Socket, "once" | "destroy">>(
  socket: T,
  silent: Set<T>,
  most = MOST_SILENT,
): void {
  silent.add(socket);
  socket.once("close", () => silent.delete(socket));
  const [oldest] = silent;
  if (silent.size > most) oldest?.destroy();
}

function nameOf(host: string): string {
  return /^(\[[^\]]*\]|[^:]*)(:\d+)?$/.exec(host)?.[1] ?? "";
}

function originHost(origin: string): string {
  try {
    return new URL(origin).host.toLowerCase();
  } catch {
    return "";
  }
}
