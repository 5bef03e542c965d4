import type { Ending } from "../model/refusal.ts";
import type { Context } from "./context.ts";
import type { Completes, Flag, FlagsOf } from "./flag.ts";
import { COMMON } from "./flags.ts";

/** The order in which `--help` shows the commands. */
export type CommandGroup =
  | "Plan and apply"
  | "Fleets"
  | "Drift"
  | "Inspect"
  | "Without IRIS"
  | "Call one endpoint"
  | "Help";

/** One command: all that is known of it, once. The tree, the help, completion and what is refused come from here. */
export interface CommandSpec {
  readonly group: CommandGroup;
  /** Name and arguments, as commander reads them: `plan [path...]`, `component start <item>`. */
  readonly usage: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
  /** Its module is loaded when it is called. */
  readonly load: () => Promise<Action>;
  /** Whether it changes nothing on a server: only then it runs on files that are not trusted. Absent: it may write. */
  readonly reads?: boolean | ((args: readonly unknown[], flags: Readonly<Record<string, unknown>>) => boolean);
  /** It ends by itself when it is told to; "after its call": it makes writing calls, and finishes the one it is at. */
  readonly endsItself?: "at once" | "after its call";
  /** Whether it prints until somebody stops it: a reader that has gone has. Absent: it comes to its end by itself. */
  readonly printsOn?: (flags: Readonly<Record<string, unknown>>) => boolean;
  /** What its arguments are. */
  readonly completes?: Completes;
}

type Action = (args: never, flags: never, context: Context) => Promise<Ending>;

interface Row<Own extends readonly Flag[]>
  extends Pick<CommandSpec, "reads" | "endsItself" | "printsOn" | "completes"> {
  readonly flags?: Own;
  readonly load: () => Promise<
    (args: never, flags: FlagsOf<readonly [...typeof COMMON, ...Own]>, context: Context) => Promise<Ending>
  >;
}
interface BareRow<Own extends readonly Flag[]>
  extends Pick<CommandSpec, "reads" | "endsItself" | "printsOn" | "completes"> {
  readonly flags?: Own;
  readonly load: () => Promise<(args: never, flags: FlagsOf<Own>, context: Context) => Promise<Ending>>;
}

/** A command that has a target: the common flags are its too. What it takes as flags is what its row declares. */
export function command<const Own extends readonly Flag[] = readonly []>(
  group: CommandGroup,
  usage: string,
  summary: string,
  { flags, ...row }: Row<Own>,
): CommandSpec {
  return { group, usage, summary, ...row, flags: [...COMMON, ...(flags ?? [])] };
}

/** A command without a target. */
export function bare<const Own extends readonly Flag[] = readonly []>(
  group: CommandGroup,
  usage: string,
  summary: string,
  { flags, ...row }: BareRow<Own>,
): CommandSpec {
  return { group, usage, summary, ...row, flags: flags ?? [] };
}
