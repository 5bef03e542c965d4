import { createServer, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { makeRoom } from "./gate.ts";
import { handle } from "./handle.ts";
import { Instance } from "./instance.ts";
import type { ServerOptions } from "./options.ts";
import { Recorder } from "./recorder.ts";
import { json } from "./reply.ts";

/** The API over HTTP: what `wire-notes` says of transport, bodies and errors, with the faults that are armed. */
export function createSandboxServer(options: ServerOptions): Server {
  const patience = options.patience ?? 10_000;
  const instance = new Instance(options);
  const handling = { options, instance, recorder: new Recorder() };
  const limits = {
    headersTimeout: patience,
    requestTimeout: 6 * patience,
    connectionsCheckingInterval: Math.ceil(patience / 4),
  };
  const silent = new Set<Socket>();
  const server = createServer(limits, (request, response) => {
    silent.delete(request.socket);
    endWhereNobodyReads(response, 6 * patience);
    handle(request, response, handling).catch((error: unknown) => {
      if (!response.headersSent) json(response, 500, "Error", { error: String((error as Error).message) });
      else response.destroy();
    });
  });
  server.keepAliveTimeout = 5_000;
  server.maxConnections = 512;
  server.on("connection", (socket) => makeRoom(socket, silent));
  server.on("close", () => instance.close());
  return server;
}

/** An answer that its client does not take is not kept for it. */
function endWhereNobodyReads(response: ServerResponse, patience: number): void {
  response.once("prefinish", () => {
    if (response.writableFinished) return;
    const timer = setTimeout(() => response.destroy(), patience);
    timer.unref();
    response.once("close", () => clearTimeout(timer));
    response.once("finish", () => clearTimeout(timer));
  });
}
