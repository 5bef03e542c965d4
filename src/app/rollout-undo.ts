import type { EventPlace } from "../documents/event-json.ts";
import { changedSomething } from "../documents/run-record.ts";
import type { ShownPlan } from "../generated/plan.ts";
import type { ApplyEvent } from "../model/event.ts";
import { bindingsOf } from "../model/observed.ts";
import { findMarker } from "../model/record.ts";
import { inOneLine } from "../model/sentence.ts";
import { listRuns } from "../store/runs.ts";
import { applyPlan, type RunOptions } from "./apply.ts";
import type { ApplyOptions } from "./applying.ts";
import { refuseFindings } from "./findings.ts";
import { refusePassed } from "./limits.ts";
import type { NamespacePlan } from "./plan.ts";
import { filesNow, planBack } from "./rollback.ts";
import { namedTarget } from "./targets.ts";
import type { World } from "./world.ts";

/** Is told of what is written to targets. */
export interface ApplyListener {
  /** Of each target's apply, and of its way back. */
  readonly onApply: (event: ApplyEvent, place: EventPlace, shown: ShownPlan) => void;
}

/** What a way back of a rollout's targets is done with. `id`: the rollout's. */
export interface UndoInput {
  readonly id: string;
  readonly flags: ApplyOptions;
  readonly world: World;
  readonly listener: ApplyListener;
  /** Runs whose records must stay, however many follow: the way back of a wave. */
  readonly held: ReadonlySet<string>;
  /** Is waited for around each writing call. */
  readonly around?: RunOptions["around"];
}

/**
 * Takes a target back to what stood before these runs. Gives what is not undone; undefined: all is. Newest
 * first: what an interrupted run began is finished by a later one, and both have something to go back from.
 */
export async function undoTarget(
  rollout: UndoInput,
  name: string,
  runs: readonly string[],
): Promise<string | undefined> {
  const { flags, world, listener, id } = rollout;
  const problems: string[] = [];
  // By namespace, as the last way back has found it: the oldest run's.
  const owed = new Map<string, string | undefined>();
  try {
    const target = await namedTarget(name, flags, world);
    const known = listRuns(target);
    for (const run of [...runs].reverse()) {
      const found = known.find(({ record }) => record.id === run);
      if (found === undefined) {
        problems.push(`the record of run ${run} is gone`);
        continue;
      }
      // Its own way back was gone already.
      if (found.record.outcome === "rolled_back" || !changedSomething(found.record)) continue;
      // A failed wave goes back whatever the hour.
      const limits = { ...flags, outsideWindow: `rollout ${id} goes back` };
      const files = await filesNow(found.record.namespace, target, world);
      const { back, remove } = await planBack(found, target, limits, world, files, runs);
      try {
        for (const one of back.plans) {
          refusePassed(one.refused, ` of ${name}`);
          refuseFindings(one.findings);
          const { ending, message } = await applyPlan(one, back, limits, world, {
            command: "rollback",
            held: rollout.held,
            around: rollout.around,
            onEvent: (event, place) => listener.onApply(event, place, one.shown),
          });
          if (ending !== "done") problems.push(message);
          owed.set(one.shown.namespace, stillOwed(one));
        }
      } finally {
        await remove();
      }
    }
  } catch (error) {
    problems.push(inOneLine((error as Error).message));
  }
  problems.push(...[...owed.values()].filter((text) => text !== undefined));
  return problems.length === 0 ? undefined : world.secrets.hide(problems.join("; "));
}

/** What an interrupted run has left to do on the server, and this way back does not; undefined: nothing. */
function stillOwed({ plan, observed }: NamespacePlan): string | undefined {
  const marker = findMarker(bindingsOf(observed));
  const cleared = plan.calls.some(({ action }) => action.kind === "unbind" && action.role === "marker");
  if (marker === undefined || cleared) return undefined;
  const what = marker.owed.because.slice(0, 3).join(", ");
  return `an interrupted run is not finished there${what === "" ? "" : ` (${what})`}: \`iopctl plan\` shows what is left`;
}
