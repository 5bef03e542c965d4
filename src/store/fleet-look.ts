import type { FleetStatus, StatusJob, StatusWorker } from "../model/fleet.ts";
import type { Ending } from "../model/refusal.ts";
import { RECORD, type RecordRow, storedRecord } from "./fleet-rollouts.ts";
import type { Query } from "./fleet-session.ts";
import { submissions } from "./fleet-submissions.ts";

/** What `fleet status` shows of one submission, of the fleet's workers, and of what else is open. Only reads. */
export async function fleetStatus(query: Query, id: string | undefined): Promise<FleetStatus | undefined> {
  const all = await submissions(query);
  const submission =
    id === undefined ? (all.find(({ state }) => state === "open") ?? all[0]) : all.find((one) => one.id === id);
  if (submission === undefined) return undefined;
  const jobs = await query<JobRow>(
    `SELECT target, step, state, ending, message, calls, differs, attempt, lost, worker, remark
     FROM iopctl.jobs WHERE submission = $1 AND step IN ('plan', 'apply') ORDER BY target`,
    [submission.id],
  );
  const [more] = await query<RecordRow & { wish: FleetStatus["wish"] | null }>(
    `SELECT ${RECORD}, wish FROM iopctl.submissions s WHERE id = $1`,
    [submission.id],
  );
  const rollout = more && storedRecord(more);
  const workers = await query<
    Omit<StatusWorker, "commit" | "remark"> & { commit: string | null; remark: string | null }
  >(
    `SELECT id, name, labels, version, commit, remark, extract(epoch FROM now() - seen)::float AS silent
     FROM iopctl.workers WHERE seen > now() - interval '1 day' ORDER BY name, id`,
  );
  return {
    submission,
    jobs: jobs.map(plain),
    ...(rollout === undefined ? {} : { rollout }),
    ...(more?.wish == null ? {} : { wish: more.wish }),
    workers: workers.map(({ commit, remark, ...row }) => ({
      ...row,
      ...(commit === null ? {} : { commit }),
      ...(remark === null ? {} : { remark }),
    })),
    open: all
      .filter(({ state, id: other }) => state === "open" && other !== submission.id)
      .map(({ id: other }) => other),
  };
}

interface JobRow extends Pick<StatusJob, "target" | "step" | "state" | "attempt" | "lost"> {
  readonly ending: Ending | null;
  readonly message: string | null;
  readonly calls: number | null;
  readonly differs: boolean | null;
  readonly worker: string | null;
  readonly remark: string | null;
}

function plain(row: JobRow): StatusJob {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as StatusJob;
}
