import { createServer as createHttp, request } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/** A server that takes connections, and then is of no use. */
export interface HalfDead {
  readonly url: string;
  /** Connections that it has taken. */
  readonly taken: () => number;
  /** Ends the connections, and takes no more. */
  readonly close: () => void;
}

/** How it is of no use: it never answers; or it answers a byte a minute. */
export type Manner = "mute" | "dripping";

/** One that is reached by another name of this machine than other servers here: a host of its own. */
export async function halfDead(manner: Manner, host: string): Promise<HalfDead> {
  let taken = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    taken += 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    if (manner === "mute") return void socket.resume();
    socket.once("data", () => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
      const timer = setInterval(() => socket.write(" "), 60_000);
      socket.on("close", () => clearInterval(timer));
    });
  });
  return {
    url: await listening(server, host),
    taken: () => taken,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/**
 * Passes on what it is asked, up to the first writing call: that arrives, and from then on it says nothing any more, until
 * `wake`.
 */
export async function fallingSilent(host: string, server: string): Promise<HalfDead & { readonly wake: () => void }> {
  const { hostname, port } = new URL(server);
  let silent = false;
  let woken = false;
  let taken = 0;
  const proxy = createHttp((from, to) => {
    if (silent) return void from.resume();
    silent = !woken && from.method !== "GET";
    const { method, url: path, headers } = from;
    const onward = request({ hostname, port, method, path, headers }, (answer) => {
      if (silent) return void answer.resume();
      to.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(to);
    });
    onward.on("error", () => to.destroy());
    from.pipe(onward);
  });
  proxy.on("connection", () => {
    taken += 1;
  });
  return {
    url: await listening(proxy, host),
    taken: () => taken,
    wake: () => {
      silent = false;
      woken = true;
    },
    close: () => {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}

async function listening(server: Server, host: string): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}
