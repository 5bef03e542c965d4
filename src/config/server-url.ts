import { problem } from "./select-targets.ts";

/** Throws InvalidFiles for an address that is none of a server; `from` says who gave it. */
export function assertUrl(url: string, from: string): void {
  if (/^sandbox:./.test(url)) return;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme === "http" || scheme === "https") {
    if (URL.canParse(url)) return;
    throw problem(`${from} is not a valid address: ${hidden(url)}`, "For example: http://localhost:52773");
  }
  if (url.trim() === "") throw problem(`${from} is empty`, "For example: http://localhost:52773");
  if (scheme === undefined)
    throw problem(`${from} has no http:// or https://: ${hidden(url)}`, `Did you mean http://${hidden(url)}?`);
  throw problem(`${from} must begin with http:// or https://, not ${scheme}://`, "For example: http://localhost:52773");
}

/** A password in an address is not shown. */
function hidden(url: string): string {
  return url.replace(/[^/@]*@/, "");
}

/** What is set to nothing is not set. */
export function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

/** A password in an address would be shown with it. */
export function splitCredentials(url: string): { url: string; username?: string; password?: string } {
  if (!/^https?:\/\/[^/]*@/.test(url)) return { url: url.replace(/\/+$/, "") };
  const parsed = new URL(url);
  const [username, password] = [decodeURIComponent(parsed.username), decodeURIComponent(parsed.password)];
  parsed.username = "";
  parsed.password = "";
  return { url: parsed.href.replace(/\/+$/, ""), username, password };
}
