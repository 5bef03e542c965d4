import type { PlanDocument } from "../generated/plan.ts";
import { Refusal } from "../model/refusal.ts";
import {
  afterSteps,
  headOf,
  isOver,
  type RolloutHead,
  type RolloutRecord,
  type RolloutStep,
  stepOf,
} from "../model/rollout.ts";
import { type Query, rowText, type Session } from "./fleet-session.ts";
import { endSubmission, plansOf, wishOf } from "./fleet-submissions.ts";
import type { RolloutStore } from "./rollouts.ts";

/** The record as it was written last, and what each target has come to since: of both one moment. */
export const RECORD = `record, (SELECT jsonb_object_agg(target, progress) FROM iopctl.rollout_targets
  WHERE submission = s.id) AS progress`;

/** A rollout as the database has it: what was reviewed, and how far it has come. */
export interface RecordRow {
  readonly record: RolloutRecord | null;
  readonly progress: RolloutRecord["targets"] | null;
}

/** The record that the two parts make; undefined: the submission is no rollout. */
export function storedRecord({ record, progress }: RecordRow): RolloutRecord | undefined {
  if (record === null) return undefined;
  return progress === null ? record : afterSteps(record, [{ ...headOf(record), targets: progress }]);
}

/**
 * A row for each target that changed. `head`: what the record at the submission says now, undefined where it says so already:
 * that row is long, and PostgreSQL writes a row anew whatever changes in it. At the end it is written whole.
 */
async function saveStep(
  query: Query,
  record: RolloutRecord,
  { targets }: RolloutStep,
  head: string | undefined,
): Promise<void> {
  const rows = Object.entries(targets).map(([target, progress]) => ({ target, progress }));
  if (rows.length > 0)
    await query(
      `INSERT INTO iopctl.rollout_targets (submission, target, progress)
       SELECT $1, target, progress FROM jsonb_to_recordset($2::jsonb) AS new (target text, progress jsonb)
       ON CONFLICT (submission, target) DO UPDATE SET progress = excluded.progress`,
      [record.id, rowText(rows)],
    );
  const over = isOver(record);
  if (head !== undefined || over)
    await query("UPDATE iopctl.submissions SET record = (record - $3::text[]) || $2::jsonb WHERE id = $1", [
      record.id,
      over ? rowText(record) : head,
      HEAD,
    ]);
  if (over) await endSubmission(query, record.id, record.state === "aborted" ? "aborted" : "done");
}

const HEAD: readonly (keyof RolloutHead)[] = ["state", "wave", "soak_until", "message", "finished"];

/** Rollouts of a fleet, as rows: the record stands at its submission. `locks` are this session's own. */
export function fleetRollouts(
  session: Session,
  locks: { readonly take: (key: string) => Promise<boolean>; readonly free: (key: string) => Promise<void> },
): Pick<RolloutStore, "list" | "save" | "plan" | "wished" | "drive"> {
  const { query } = session;
  /** By rollout, the head as this process wrote it last. */
  const heads = new Map<string, string>();
  return {
    list: async () => {
      const rows = await query<RecordRow>(`SELECT ${RECORD} FROM iopctl.submissions s
         WHERE record IS NOT NULL ORDER BY submitted DESC`);
      return rows.flatMap((row) => storedRecord(row) ?? []);
    },
    save: async (record, targets) => {
      const step = stepOf(record, targets);
      const { targets: _targets, ...head } = step;
      const text = rowText(head);
      const known = heads.get(record.id) === text;
      heads.set(record.id, text);
      try {
        await session.transaction((within) => saveStep(within, record, step, known ? undefined : text));
      } catch (error) {
        heads.delete(record.id);
        throw error;
      }
    },
    plan: async (id): Promise<PlanDocument> => ({
      format_version: "1",
      created_at: new Date(0).toISOString(),
      plans: [...(await plansOf(query, id))],
    }),
    wished: (id) => wishOf(query, id),
    drive: async (id) => {
      const key = `rollout ${id}`;
      if (!(await locks.take(key))) throw new Refusal("stale", `another worker drives rollout ${id}`);
      heads.delete(id);
      return { release: () => locks.free(key) };
    },
  };
}
