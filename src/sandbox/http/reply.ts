import type { ServerResponse } from "node:http";
import type { Fault, FaultKind } from "./faults.ts";

/** An answer of a route, before faults strike it. */
export interface Reply {
  readonly status: number;
  /** JSON, of `/migrate` plain text. */
  readonly text: string;
  /** The reason phrase; absent: HTTP's own. */
  readonly phrase?: string;
}

/** Sends an answer, or what faults leave of it. */
export function send(response: ServerResponse, reply: Reply, struck: ReadonlyMap<FaultKind, Fault>): void {
  const body = Buffer.from(struck.has("garbage") ? `${reply.text.slice(0, 3)}<<<` : reply.text, "utf8");
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.setHeader("Content-Length", body.byteLength);
  response.writeHead(reply.status, reply.phrase);
  if (struck.has("truncate")) {
    response.write(body.subarray(0, Math.max(1, Math.floor(body.byteLength / 2))), () => response.socket?.destroy());
    return;
  }
  response.end(body);
}

/** What is said before a route is found, as JSON. */
export function json(response: ServerResponse, status: number, phrase: string, body: unknown): void {
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.writeHead(status, phrase);
  response.end(JSON.stringify(body));
}

/** A status and no words. */
export function empty(response: ServerResponse, status: number): void {
  response.writeHead(status, { "Content-Length": "0" });
  response.end();
}

/** What a gateway in front of a server says, on a page. */
export function gatewayPage(response: ServerResponse): void {
  response.writeHead(502, { "Content-Type": "text/html" });
  response.end(
    "<html><head><title>502 Bad Gateway</title></head><body>The gateway could not reach IRIS.</body></html>",
  );
}
