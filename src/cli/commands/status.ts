import { sleep } from "../../app/sleep.ts";
import { openStatus } from "../../app/status.ts";
import type { Ending } from "../../model/refusal.ts";
import { statusText } from "../../report/status.ts";
import type { CommonFlags, Context } from "../context.ts";

interface StatusFlags extends CommonFlags {
  readonly json?: boolean;
  readonly watch?: boolean;
}

/** Milliseconds. */
const EVERY = 2_000;

/** What runs, what is deployed and from where, what waits, and whether the files say something else. Only reads. */
export async function statusCommand(_args: [], flags: StatusFlags, context: Context): Promise<Ending> {
  const { terminal, signal } = context;
  const read = await openStatus(flags, context);
  const text = async () => {
    const status = await read();
    return flags.json ? JSON.stringify(status, null, 2) : statusText(status, terminal.style, terminal.width);
  };
  if (!flags.watch) {
    terminal.out(await text());
    return "done";
  }
  let last = "";
  while (!signal.aborted) {
    const now = await text().catch((error: Error) => terminal.style.red(`not known: ${error.message}`));
    show(now, last, flags, context);
    last = now;
    await sleep(EVERY, signal);
  }
  return "done";
}

/** On a terminal the screen is drawn anew; elsewhere what is new is printed. */
function show(text: string, last: string, { json }: StatusFlags, { terminal, now }: Context): void {
  const withTime = `${new Date(now()).toISOString()}\n${text}`;
  if (terminal.live && !json) terminal.redraw(withTime);
  else if (text !== last) terminal.out(json ? text : withTime);
}
