import type { ReadClient, WriteClient } from "../api/client.ts";
import { type CallKind, LIFECYCLE, type LifecycleName, lifecycle, readerOf, sendTest, writerOf } from "./by-hand.ts";
import type { ByHand, OutsideWindow } from "./hand.ts";
import { followLog, logEntries, logFilter } from "./hand-log.ts";
import { migrateFolder } from "./hand-migrate.ts";
import { insideOf, refuseUntrusted } from "./handles.ts";
import type { Target } from "./library.ts";

/** The calls of one target, by hand: no file is looked at, and nothing is planned. */
export function byHand(target: Target): ByHand {
  const { config, world, flags } = insideOf(target);
  const hide = (text: string) => world.secrets.hide(text);
  const reading = async <T>(read: (client: ReadClient) => Promise<T>) => read(await readerOf(flags, world, config));
  const writing = async <T>(
    kind: CallKind,
    what: string,
    options: OutsideWindow,
    write: (client: WriteClient) => Promise<T>,
  ): Promise<T> => {
    refuseUntrusted(world, what);
    return write(await writerOf(kind, { ...flags, ...options }, world, config));
  };
  const operate = (name: LifecycleName) => (named?: string) =>
    writing("operates", name, {}, (client) => lifecycle(client, LIFECYCLE[name], named));
  return {
    version: () => reading((client) => client.version()),
    list: () => reading((client) => client.list()),
    getDefault: () => reading((client) => client.getDefault()),
    setDefault: (production, options = {}) =>
      writing("deploys", "default", options, (client) => client.setDefault(production)),
    start: operate("start"),
    stop: operate("stop"),
    kill: operate("kill"),
    restart: operate("restart"),
    update: operate("update"),
    startComponent: operate("startComponent"),
    stopComponent: operate("stopComponent"),
    restartComponent: operate("restartComponent"),
    log: (options = {}) => reading((client) => logEntries(client, options)),
    followLog: async function* (options = {}) {
      const wanted = logFilter(options);
      for await (const news of followLog(await readerOf(flags, world, config), options, world.signal))
        yield "note" in news ? news : { entries: news.entries.filter(wanted) };
    },
    connections: (production) => reading((client) => client.connections(production)),
    queues: (production) => reading((client) => client.queues(production)),
    test: (message) => writing("sends", "test", {}, (client) => sendTest(client, message, hide)),
    bindings: ({ unused = false } = {}) => reading((client) => client.bindings(unused)),
    unbind: (className, options = {}) => writing("deploys", "unbind", options, (client) => client.unbind(className)),
    migrate: (folder, { outsideWindow, ...options } = {}) => {
      const window = outsideWindow === undefined ? {} : { outsideWindow };
      return writing("deploys", "migrate", window, async (client) =>
        hide(await migrateFolder(client, folder, options, world)),
      );
    },
  };
}
