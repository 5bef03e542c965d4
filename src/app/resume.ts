import { isWell } from "../documents/results.ts";
import { Refusal } from "../model/refusal.ts";
import { some } from "../model/some.ts";
import { type EarlierRun, readResults } from "../store/results.ts";
import type { World } from "./world.ts";

/** The names that an earlier run has a line for, well or not, and those that were well. */
export interface Reached {
  readonly lines: ReadonlySet<string>;
  readonly well: ReadonlySet<string>;
}

/** The names that an earlier run has a line for, and those that were well. */
export function reachedIn({ lines }: EarlierRun): Reached {
  return {
    lines: new Set(lines.map(({ target }) => target)),
    well: new Set(lines.filter(isWell).map(({ target }) => target)),
  };
}

/**
 * What became of the targets of an earlier run: its id, whose record is below `base`, or a file. Of a last line that is cut off
 * it is said that it does not count. Throws Refusal as `readResults` does.
 */
export function earlierRun(run: string, base: string, { cwd, note }: Pick<World, "cwd" | "note">): EarlierRun {
  const earlier = readResults(run, base, cwd);
  if (earlier.torn !== undefined)
    note(`note: ${run}:${earlier.torn}: the last line is cut off and does not count: its target is looked at again.`);
  return earlier;
}

/**
 * Refuses a file that names targets that the config (`shown`: its path for people) does not have: it is of another config, or
 * the config has changed, and nobody can say of which targets it speaks. Throws Refusal.
 */
export function refuseStrangers({ run, lines }: EarlierRun, names: readonly string[], shown: string): void {
  const strangers = lines.map(({ target }) => target).filter((name) => !names.includes(name));
  if (strangers.length === 0) return;
  const quoted = strangers.map((name) => (name === "" ? "(one without a name)" : name));
  throw new Refusal(
    "error",
    `--resume ${run}: it names targets that ${shown} does not have: ${some(quoted)}. Nothing was done.\n` +
      "  Is it the file of another config? Where the targets were renamed or removed, take their lines out of the file, " +
      "or name what is meant with --target and leave --resume out.",
  );
}

/**
 * A file has no line for what an interrupted run did not come to, and does not say what that run was to reach: `unsaid` are
 * the targets of the config without a line. They are meant, and that is said; what nobody reads before it is done has to name
 * them, since the run may never have been about them. Throws Refusal.
 */
export function tellUnsaid(
  run: string,
  unsaid: readonly string[],
  unread: boolean,
  note: (text: string) => void,
): void {
  if (unsaid.length === 0) return;
  const what = `${run} has no line for ${unsaid.length} of the config's targets: ${some(unsaid)}`;
  if (!unread) {
    note(`note: ${what}; they are meant too. --target or --label says which are meant.`);
    return;
  }
  throw new Refusal(
    "error",
    `--resume ${run} --auto-approve: ${what}.\n` +
      "  The file does not say whether its run was about them, and nobody would read the plan: nothing was done.\n" +
      "  Say which are meant, as that run did: --target '*' for all, or their names or labels.",
  );
}
