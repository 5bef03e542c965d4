import type { ReadClient, WriteClient } from "../api/client.ts";
import { type CallKind, LIFECYCLE, type LifecycleName, lifecycle, readerOf, sendTest, writerOf } from "./by-hand.ts";
import type { ByHand, OutsideWindow } from "./hand.ts";
import { followLog, logEntries, logFilter } from "./hand-log.ts";
import { migrateFolder } from "./hand-migrate.ts";
import { insideOf, refuseUntrusted } from "./handles.ts";
import type { Target } from "./library.ts";
import { refuseUnfit } from "./library-hand-kinds.ts";

/** The calls of one target, by hand: no file is looked at, and nothing is planned. Throws Refusal for what is no open target. */
export function byHand(target: Target): ByHand {
  const { config, world, flags } = insideOf(target);
  const hide = (text: string) => world.secrets.hide(text);
  const { reading, writing, operate } = callsOf(target);
  return {
    version: () => reading("version", [], (client) => client.version()),
    list: () => reading("list", [], (client) => client.list()),
    getDefault: () => reading("getDefault", [], (client) => client.getDefault()),
    setDefault: (production, options = {}) =>
      writing(["setDefault", "deploys"], [production, options], options, (client) => client.setDefault(production)),
    start: operate("start"),
    stop: () => operate("stop")(),
    kill: () => operate("kill")(),
    restart: () => operate("restart")(),
    update: () => operate("update")(),
    startComponent: operate("startComponent"),
    stopComponent: operate("stopComponent"),
    restartComponent: operate("restartComponent"),
    log: (options = {}) => reading("log", [options], (client) => logEntries(client, options)),
    followLog: async function* (options = {}) {
      refuseUnfit("followLog", [options]);
      insideOf(target);
      const wanted = logFilter(options);
      for await (const news of followLog(await readerOf(flags, world, config), options, world.signal))
        yield "note" in news ? news : { entries: news.entries.filter(wanted) };
    },
    connections: (production) => reading("connections", [production], (client) => client.connections(production)),
    queues: (production) => reading("queues", [production], (client) => client.queues(production)),
    test: (message) => writing(["test", "sends"], [message], {}, (client) => sendTest(client, message, hide)),
    bindings: (options = {}) => reading("bindings", [options], (client) => client.bindings(options.unused ?? false)),
    unbind: (className, options = {}) =>
      writing(["unbind", "deploys"], [className, options], options, (client) => client.unbind(className)),
    migrate: (folder, options = {}) =>
      writing(["migrate", "deploys"], [folder, options], options, async (client) =>
        hide(await migrateFolder(client, folder, options, world)),
      ),
  };
}

/** How each call is made. What a function of this name was given is checked, and that the target is still open. */
function callsOf(target: Target) {
  const { config, world, flags } = insideOf(target);
  const reading = async <Name extends keyof ByHand, T>(
    name: Name,
    given: Parameters<ByHand[Name]>,
    read: (client: ReadClient) => Promise<T>,
  ): Promise<T> => {
    refuseUnfit(name, given);
    insideOf(target);
    return read(await readerOf(flags, world, config));
  };
  const writing = async <Name extends keyof ByHand, T>(
    [name, kind]: readonly [Name, CallKind],
    given: Parameters<ByHand[Name]>,
    options: OutsideWindow,
    write: (client: WriteClient) => Promise<T>,
  ): Promise<T> => {
    refuseUnfit(name, given);
    insideOf(target);
    // As the command is called.
    refuseUntrusted(world, name === "setDefault" ? "default" : name);
    const { outsideWindow } = options;
    const window = outsideWindow === undefined ? {} : { outsideWindow };
    return write(await writerOf(kind, { ...flags, ...window }, world, config));
  };
  const operate =
    <Name extends LifecycleName>(name: Name) =>
    (...given: Parameters<ByHand[Name]>) =>
      writing([name, "operates"], given, {}, (client) => lifecycle(client, LIFECYCLE[name], given[0]));
  return { reading, writing, operate };
}
