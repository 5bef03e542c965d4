import { join } from "node:path";
import type { Target } from "../config/target.ts";
import { beforeYaml, unsayableState } from "../documents/before-yaml.ts";
import { leftByPlan } from "../documents/left.ts";
import { planDocument } from "../documents/plan-json.ts";
import type { RecordedPlan } from "../documents/recorded.ts";
import { type PassedWindow, type RunRecord, runRecord, type SecretSources } from "../documents/run-record.ts";
import { documentText } from "../model/json.ts";
import type { FoundRun } from "../store/run-records.ts";
import { type Run, runFolder, runsOfTarget, userName, writeRun } from "../store/runs.ts";
import { oldSecrets, secretSources } from "./old-secrets.ts";

/** How a run is recorded. */
export interface RunRecordOptions {
  readonly id: string;
  /** The clock, milliseconds since 1970. */
  readonly now: () => number;
  readonly command: RunRecord["command"];
  /** false: kept only as long as the run may have to go back. */
  readonly keep: boolean;
  readonly outside?: PassedWindow;
  /** The id of the rollout that it belongs to. */
  readonly rollout?: string | undefined;
  /** Of a rollback: the run that it goes back from. */
  readonly undoes?: string | undefined;
  /** Older runs that must stay, however old. */
  readonly held?: ReadonlySet<string> | undefined;
}

/** Writes down what the plan will overwrite. Throws Refusal where that cannot be: then nothing is applied. */
export function startRun(planned: RecordedPlan, target: Target, options: RunRecordOptions): Run {
  const { id, now, command, keep, outside, rollout, undoes, held } = options;
  const folder = runFolder(target.base, { id, keep });
  const { plan, shown } = planned;
  const earlier = runsOfTarget(target);
  const before = oldSecrets(planned, earlierSources(earlier, target, shown.namespace));
  const loses = [...unsayableState(planned), ...before.lost.map(lostText)];
  const record = runRecord(planned, {
    ...{ id, command, target, loses, undoes },
    started: now(),
    by: userName(),
    sources: secretSources(planned),
    lost: before.lost,
    ...(outside === undefined ? {} : { outside }),
    ...(rollout === undefined ? {} : { rollout }),
  });
  const left = leftByPlan(planned, loses);
  const uploads = plan.calls.flatMap(({ action }) => (action.kind === "migrate" ? [action.upload] : []));
  function* files(): Iterable<readonly [name: string, text: string]> {
    yield ["before.iop.yaml", beforeYaml(planned, before, record.cannot)];
    yield ["left.json", JSON.stringify(left)];
    yield ["plan.json", documentText(planDocument([shown], new Date(now())))];
    for (const { package: pack } of uploads)
      for (const { name, text } of pack?.files ?? []) yield [join("packages", pack?.name ?? "", name), text];
  }
  return writeRun(target, { folder, record, planned, left, files, now, keep, earlier, held });
}

/** The sources that earlier runs of this namespace applied, newest first. */
function earlierSources(runs: readonly FoundRun[], target: Target, namespace: string): SecretSources[] {
  return runs
    .filter(({ record }) => record.target === target.name && record.url === target.url)
    .flatMap(({ record }) => (record.namespace === namespace && record.sources !== undefined ? [record.sources] : []));
}

function lostText(address: string): string {
  return `${address}: its old value was a secret, and nothing that is known here gives it again`;
}
