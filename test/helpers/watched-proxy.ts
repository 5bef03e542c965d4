import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A writing call as it was seen on its way: of which client, for which namespace, from when until when (milliseconds). */
export interface Seen {
  readonly client: string;
  readonly namespace: string;
  readonly call: string;
  readonly from: number;
  to: number;
}

export interface WatchedProxy {
  readonly url: string;
  readonly close: () => void;
}

/**
 * Passes requests on to a server, and notes the writing ones: one client has one proxy, so that it is known whose they are. A
 * call goes on when its client has died, as it does on a real server.
 */
export async function watchedProxy(client: string, server: string, seen: Seen[]): Promise<WatchedProxy> {
  const { hostname, port } = new URL(server);
  const proxy = createServer((from, to) => {
    const chunks: Buffer[] = [];
    from.on("data", (chunk: Buffer) => chunks.push(chunk));
    from.on("error", () => undefined);
    from.on("end", () => {
      const body = Buffer.concat(chunks);
      let note: Seen | undefined;
      if (from.method !== "GET") {
        const { namespace = "" } = JSON.parse(body.toString() || "{}") as { readonly namespace?: string };
        const path = from.url?.replace("/api/iop", "") ?? "";
        note = {
          client,
          namespace,
          call: `${from.method} ${path}`,
          from: performance.now(),
          to: Number.POSITIVE_INFINITY,
        };
        seen.push(note);
      }
      const ended = () => {
        if (note?.to === Number.POSITIVE_INFINITY) note.to = performance.now();
      };
      const onward = request(
        { hostname, port, method: from.method, path: from.url, headers: from.headers },
        (answer) => {
          answer.on("end", ended);
          if (!to.destroyed) to.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.on("data", (chunk) => void (to.destroyed || to.write(chunk)));
          answer.on("end", () => void (to.destroyed || to.end()));
        },
      );
      onward.on("error", () => {
        ended();
        to.destroy();
      });
      onward.end(body);
    });
  });
  proxy.listen(0, "127.0.0.1");
  await new Promise((resolve) => proxy.once("listening", resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: () => {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}
