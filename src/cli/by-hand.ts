import {
  type ByHandOptions,
  type CallKind,
  type LifecycleCall,
  lifecycle,
  readerOf,
  writerOf,
} from "../app/by-hand.ts";
import { failureOf } from "../app/ending.ts";
import type { LogFlags, MigrateFlags } from "../app/hand.ts";
import { documentText } from "../model/json.ts";
import type { Ending } from "../model/refusal.ts";
import { whereText } from "../model/where.ts";
import type { CommonFlags, Context } from "./context.ts";

/** Flags of all commands by hand. */
export interface HandFlags extends CommonFlags, ByHandOptions, LogFlags, MigrateFlags {
  readonly json?: boolean;
  readonly follow?: boolean;
  readonly bodyFile?: string;
  readonly classname?: string;
  readonly body?: string;
  readonly restart?: boolean;
  readonly unused?: boolean;
}

type Args = readonly (string | undefined)[];
type Reader = Awaited<ReturnType<typeof readerOf>>;
type Writer = Awaited<ReturnType<typeof writerOf>>;

/** What a command by hand works with. */
export interface HandInput<Client> {
  readonly client: Client;
  readonly flags: HandFlags;
  readonly context: Context;
}

/** What a command has to show: the API's own JSON, and the same for people. */
interface Shown {
  readonly json: unknown;
  readonly text: string;
  /** The answer says of all that was asked that it is not known. */
  readonly unknown?: boolean;
  /** Whether it is a sentence. */
  readonly prose?: boolean;
  /** The server accepted the call, and what it was for was not seen. */
  readonly unconfirmed?: boolean;
}

/** A command that makes one call, or one read. */
export type HandCommand = (args: Args, flags: HandFlags, context: Context) => Promise<Ending>;

function print(
  { json, text, prose }: Shown,
  { flags, context: { terminal } }: Omit<HandInput<Reader>, "client">,
): void {
  if (flags.json) terminal.out(documentText(json));
  else if (prose) terminal.say(text);
  else terminal.out(text);
}

/** A command that only reads: it is given no other client. What it gives is shown; undefined: it has shown it itself. */
export function reading(run: (args: Args, hand: HandInput<Reader>) => Promise<Shown | undefined>): HandCommand {
  return async (args, flags, context) => {
    const hand = { client: await readerOf(flags, context), flags, context };
    const shown = await run(args, hand);
    if (shown) print(shown, hand);
    return shown?.unknown ? "error" : "done";
  };
}

/** A command that makes one writing call: its failure is one after a write. */
export function writing(kind: CallKind, run: (args: Args, hand: HandInput<Writer>) => Promise<Shown>): HandCommand {
  return async (args, flags, context) => {
    const hand = { client: await writerOf(kind, flags, context), flags, context };
    try {
      const shown = await run(args, hand);
      print(shown, hand);
      if (shown.unconfirmed && flags.json) context.warn(shown.text);
      return shown.unconfirmed ? "not_converged" : "done";
    } catch (error) {
      const { terminal } = context;
      const { ending, where } = failureOf(error);
      terminal.error(`${terminal.errorStyle.red("error:")} ${error instanceof Error ? error.message : String(error)}`);
      if (where) terminal.error(terminal.errorStyle.dim(`  at ${whereText(where)}`));
      return ending;
    }
  };
}

/** `done` in the past tense, such as Stopped; `until`: how long that lasts. */
export function startOrStop(done: string, steps: LifecycleCall, until = ""): HandCommand {
  return writing("operates", async ([name], { client }) => {
    const { json, what, doubt } = await lifecycle(client, steps, name);
    if (doubt === undefined) return { json, text: `${done} ${what}${until}` };
    const text = `Not confirmed: the server accepted the call for ${what}, ${doubt}`;
    return { json, text, prose: true, unconfirmed: true };
  });
}
