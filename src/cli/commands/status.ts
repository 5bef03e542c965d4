import { createReadClient } from "../../api/client.ts";
import { connect } from "../../app/connect.ts";
import { statusOf } from "../../app/status.ts";
import { targetOf } from "../../app/targets.ts";
import type { Ending } from "../../model/refusal.ts";
import { statusText } from "../../report/status.ts";
import type { CommonFlags, Context } from "../context.ts";

interface StatusFlags extends CommonFlags {
  readonly json?: boolean;
  readonly watch?: boolean;
}

const EVERY = 2_000;

/** What runs, what is deployed and from where, what waits, and whether the files say something else. Only reads. */
export async function statusCommand(_args: [], flags: StatusFlags, context: Context): Promise<Ending> {
  const target = await targetOf(flags, context);
  const client = createReadClient({ ...(await connect(target, flags, context)), namespace: target.namespace });
  const { terminal } = context;
  let last = "";
  for (;;) {
    const text = await statusOf(client, target, flags, context).then(
      (report) => (flags.json ? JSON.stringify(report, null, 2) : statusText(report, terminal.style, terminal.width)),
      (error: unknown) => {
        if (!flags.watch) throw error;
        return terminal.style.red(`not known: ${(error as Error).message}`);
      },
    );
    if (!flags.watch) terminal.out(text);
    else if (terminal.live && !flags.json) terminal.redraw(`${new Date(context.now()).toISOString()}\n${text}`);
    else if (text !== last) terminal.out(flags.json ? text : `${new Date(context.now()).toISOString()}\n${text}`);
    last = text;
    if (!flags.watch || context.signal.aborted) return "done";
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, EVERY);
      context.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    });
    if (context.signal.aborted) return "done";
  }
}
