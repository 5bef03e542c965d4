import type { Target } from "../config/target.ts";
import { changedSomething, wayBackHint } from "../documents/run-record.ts";
import { runChecks } from "../engine/checks.ts";
import type { CheckResult, FinalOutcome } from "../model/event.ts";
import { plural } from "../model/plural.ts";
import { listRuns, type Run } from "../store/runs.ts";
import type { Applying } from "./applying.ts";
import { goBack } from "./go-back.ts";

/** What became of the calls, that the checks and the way back start from. */
export interface Called {
  /** undefined: nothing was to be called. */
  readonly backup: Run | undefined;
  /** The id of the newest log entry before the calls. */
  readonly since: number;
  /** Writing calls that were made. */
  readonly callCount: number;
}

/** What the checks after an apply have found. */
export interface Verdict {
  readonly results: readonly CheckResult[];
  /** undefined: all passed. */
  readonly final: FinalOutcome | undefined;
  /** For people. */
  readonly text: string;
}

/** The checks of the files, and where one fails and the files say so the way back. */
export async function judge(applying: Applying, { backup, since, callCount }: Called): Promise<Verdict> {
  const { planned, targetPlan, world, client, emit } = applying;
  const { checks = [], onFailure } = planned.loaded.desired;
  // A check's message holds the server's words.
  const hidden = (result: CheckResult) => ({ ...result, message: world.secrets.hide(result.message) });
  const found = await runChecks(checks, {
    client,
    since,
    signal: world.signal,
    emit: (result) => {
      const { kind, ok, milliseconds } = result;
      const span = { name: `check ${kind}`, attributes: { "iopctl.check": world.secrets.hide(result.name) } };
      world.tracer?.record(span, milliseconds, { error: ok ? undefined : "check_failed" });
      emit({ type: "check_finished", result: hidden(result) });
    },
  });
  const results = found.map(hidden);
  const failed = results.filter(({ ok }) => !ok);
  if (failed.length === 0) {
    const text = results.length === 0 ? "" : `, and ${plural(results.length, "check")} passed`;
    return { results, final: undefined, text };
  }
  const names = failed.map(({ name, message }) => `${name} (${message})`).join("; ");
  const verdict = `${failed.length} of ${plural(results.length, "check")} failed: ${names}`;
  let final: FinalOutcome = "check_failed";
  if (onFailure === "rollback" && backup !== undefined && callCount > 0) {
    emit({ type: "rollback_started", message: verdict });
    if (await goBack(applying, backup)) final = "rolled_back";
  }
  backup?.finish(final, callCount);
  const hint = final === "check_failed" ? rollbackHint(targetPlan.target, backup) : "";
  return { results, final, text: `${verdict}${hint}` };
}

/**
 * Which run to go back before. One that only finished what an interrupted run had left has nothing of its own to go back
 * to; nor has one that was told to keep nothing.
 */
function rollbackHint(target: Target, backup: Run | undefined): string {
  if (backup?.temporary) return "";
  const run =
    backup !== undefined && changedSomething(backup.saved)
      ? backup.id
      : listRuns(target).find(
          ({ record }) => record.target === target.name && record.url === target.url && changedSomething(record),
        )?.record.id;
  return run === undefined ? "" : wayBackHint(run);
}
