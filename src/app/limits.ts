import { pruneLimit, queueRule } from "../desired/safety.ts";
import type { DesiredState, Guards } from "../model/desired.ts";
import type { Disruption } from "../model/disruption.ts";
import { didYouMean } from "../model/nearest.ts";
import { Refusal } from "../model/refusal.ts";
import type { PassedLimit } from "../planner/guards.ts";

/** The flags that tighten or lift what the files say. */
export interface LimitFlags {
  readonly maxDisruption?: Disruption;
  readonly pruneLimit?: string;
  readonly queues?: string;
  readonly drain?: boolean;
  readonly otherProduction?: "stop" | "refuse";
  readonly allowProtected?: readonly string[];
  readonly allowLoss?: boolean;
  /** Why a target is changed outside of its windows or in a freeze. */
  readonly outsideWindow?: string;
}

/** The desired state with the flags in the place of the files' limits. */
export function withLimits(desired: DesiredState, flags: LimitFlags): DesiredState {
  const { maxDisruption, drain, otherProduction, allowProtected, allowLoss } = flags;
  const guards: Guards = {
    ...desired.guards,
    ...(maxDisruption === undefined ? {} : { maxDisruption }),
    ...(flags.pruneLimit === undefined ? {} : { pruneLimit: read("--prune-limit", flags.pruneLimit, pruneLimit) }),
    ...(flags.queues === undefined ? {} : { queues: read("--queues", flags.queues, queueRule) }),
    ...(drain === undefined ? {} : { drain }),
    ...(otherProduction === undefined ? {} : { otherProduction }),
    ...(allowProtected === undefined ? {} : { unprotected: allowProtected }),
    ...(allowLoss === undefined ? {} : { loss: allowLoss ? "allow" : "refuse" }),
  };
  return Object.keys(guards).length === 0 ? desired : { ...desired, guards };
}

/** A name that --allow-protected lifts nothing of is a mistake: the guard that was meant would still stand. Throws Refusal. */
export function refuseUnprotected(names: readonly string[], states: readonly DesiredState[]): void {
  const productions = states.flatMap((state) => state.productions);
  const guarded = productions.filter(({ protect }) => protect).map(({ name }) => name);
  for (const name of names) {
    if (guarded.includes(name)) continue;
    const known = productions.some((production) => production.name === name);
    const what = known ? `the files do not protect ${name}` : `the files have no production ${name}`;
    const near = known ? "" : didYouMean(name, guarded);
    const list = guarded.length === 0 ? "nothing is protected" : `protected: ${[...new Set(guarded)].join(", ")}`;
    throw new Refusal(
      "error",
      `--allow-protected ${name}: ${what}${near === "" ? `; ${list}` : near}\n  Nothing was changed.`,
    );
  }
}

function read<T>(flag: string, text: string, reader: (text: string) => T): T {
  try {
    return reader(text);
  } catch (error) {
    throw new Refusal("usage", `${flag}: ${(error as Error).message}`);
  }
}

/** A plan that passes a limit is refused: the rule, the numbers, and the flag that lifts it. */
export function refusePassed(refused: readonly PassedLimit[], where: string): void {
  if (refused.length === 0) return;
  const lines = refused.map(({ rule, message, lift }) => `  ${rule}: ${message}.\n    ${lift} lifts it for this run.`);
  throw new Refusal("guard", `refused by a guard${where}; nothing was changed.\n${lines.join("\n")}`);
}
