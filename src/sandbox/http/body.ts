import type { IncomingMessage } from "node:http";
import { IrisError } from "../rules/iris-error.ts";

const BODY_LIMIT = 64 * 1024 * 1024;

/** The text of a request. Rejects with IrisError where it is larger than the sandbox takes. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > BODY_LIMIT) throw new IrisError(`the request is larger than ${BODY_LIMIT} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The fields of a body. Throws IrisError, in the words of its route, for what is no JSON object, but where that is tolerated. */
export function parseBody(text: string, how: "required" | "tolerant", path: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    if (how === "tolerant") return {};
    throw new IrisError(
      path === "/migrate"
        ? "ERROR #5035: General exception Name 'Parsing error' Code '3' Data 'Line 1 Offset 1'"
        : "Parsing error 3 Line 1 Offset 1",
    );
  }
  if (Array.isArray(value)) throw new IrisError("<INVALID OREF>GetField+2^IOP.Service.Remote.Rest.v1.1");
  if (typeof value !== "object" || value === null) {
    if (how === "tolerant") return {};
    throw new IrisError("Parsing error 3 Line 1 Offset 1");
  }
  return value as Record<string, unknown>;
}

/** IRIS reads a form as a form: the reader of JSON sees nothing of it (wire-notes, 2.1). */
export function isForm(request: IncomingMessage): boolean {
  return /^\s*(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(request.headers["content-type"] ?? "");
}
