import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Clock } from "../app/poller.ts";
import { loopbackAddress, type RunningUi, type SandboxActions, serveUi } from "../app/ui-server.ts";
import { Watch, type WatchSource } from "../app/watch.ts";
import { Refusal } from "../model/refusal.ts";
import type { Context } from "./context.ts";

/** Beside the program; of a test, which runs the sources, in `dist`. */
const PAGES = ["./ui.html", "../../dist/ui.html"];

const TIMER: Omit<Clock, "now"> = {
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  chance: Math.random,
};

/** Serves the live page of some targets, and says where; it ends with the command. Throws Refusal. */
export async function openUi(
  listen: string,
  sources: readonly WatchSource[],
  { secrets, onEnd, now }: Pick<Context, "secrets" | "onEnd" | "now">,
  say: (text: string) => void,
  sandbox?: SandboxActions,
): Promise<RunningUi> {
  const address = loopbackAddress(listen);
  const file = PAGES.map((path) => fileURLToPath(new URL(path, import.meta.url))).find((path) => existsSync(path));
  if (file === undefined) throw new Refusal("error", "the page is not there: `npm run build` makes it");
  const watch = new Watch(
    sources,
    { ...TIMER, now },
    {
      sandbox: sandbox !== undefined,
      hide: (text) => secrets.hide(text),
    },
  );
  const options = sandbox === undefined ? {} : { sandbox };
  const running = await serveUi({ ...address, page: readFileSync(file, "utf8"), watch, ...options });
  onEnd(running.close);
  say(`Live page: ${running.link}\nIt is for this machine alone; who has the link sees what it shows.`);
  return running;
}
