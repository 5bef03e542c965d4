import { everyTarget } from "../../app/targets.ts";
import { watchSources } from "../../app/watch-target.ts";
import type { Ending } from "../../model/refusal.ts";
import type { CommonFlags, Context } from "../context.ts";
import { openUi } from "../open-ui.ts";
import { stopped } from "../stopped.ts";

interface UiFlags extends CommonFlags {
  readonly listen: string;
}

/** The live page of the targets that the flags mean, until it is told to stop. Only reads, and only while somebody looks. */
export async function uiCommand([paths]: [string[]], flags: UiFlags, context: Context): Promise<Ending> {
  await openUi(flags.listen, await watchSources(paths, await everyTarget(flags, context), context), context, (text) =>
    context.terminal.out(text),
  );
  context.terminal.note("Ctrl-C ends it.");
  await stopped(context.signal);
  return "done";
}
