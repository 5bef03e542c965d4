import { randomBytes, timingSafeEqual } from "node:crypto";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";

/** The file in the sandbox's directory that holds the token of its control interface, for its user alone. */
const TOKEN_FILE = "control-token";

/** A new token, kept where `iopctl sandbox ctl` finds it. */
export function newToken(dir: string): { readonly token: string; readonly remove: () => void } {
  const file = join(dir, TOKEN_FILE);
  const token = randomBytes(24).toString("base64url");
  rmSync(file, { force: true });
  writeFileSync(file, `${token}\n`, { mode: 0o600, flag: "wx" });
  chmodSync(file, 0o600);
  return { token, remove: () => rmSync(file, { force: true }) };
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
export function refusal({ headers }: IncomingMessage, listensTo: string): string | undefined {
  const host = (headers.host ?? "").toLowerCase();
  if (isLoopback(listensTo) && !isLoopback(nameOf(host))) return `the sandbox answers to this machine, not to ${host}`;
  const { origin } = headers;
  if (origin !== undefined && originHost(origin) !== host) return `the sandbox takes no requests of ${origin}`;
  return undefined;
}

export function isLoopback(name: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(name);
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
