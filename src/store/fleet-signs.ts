import type { Labels } from "../model/fleet.ts";
import { type Query, rowText } from "./fleet-session.ts";

/** What a fleet's workers tell: what happens, and that they are there. */

export interface FleetEvent {
  readonly submission: string;
  readonly target?: string | undefined;
  readonly type: string;
  readonly worker: string;
  readonly event: object;
}

/** Writes events down, in their order. */
export async function insertEvents(query: Query, events: readonly FleetEvent[]): Promise<void> {
  if (events.length === 0) return;
  await query(
    `INSERT INTO iopctl.events (submission, target, type, worker, event)
     SELECT submission, target, type, worker, event
     FROM jsonb_to_recordset($1::jsonb) AS new (submission text, target text, type text, worker text, event jsonb)`,
    [rowText(events)],
  );
}

/** A worker as it signs in. `version`: of iopctl; `commit`: of its files. */
export interface WorkerRow {
  readonly id: string;
  readonly name: string;
  readonly labels: Labels;
  readonly version: string;
  readonly commit?: string | undefined;
}

/** Says that a worker lives. */
export async function sayWorker(query: Query, { id, name, labels, version, commit }: WorkerRow): Promise<void> {
  await query(
    `INSERT INTO iopctl.workers (id, name, labels, version, commit) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET seen = now(), commit = coalesce(excluded.commit, workers.commit)`,
    [id, name, rowText(labels), version, commit ?? null],
  );
}

/** What a worker cannot do, for people; undefined: nothing. */
export async function remarkWorker(query: Query, id: string, remark: string | undefined): Promise<void> {
  await query("UPDATE iopctl.workers SET remark = $2, seen = now() WHERE id = $1", [id, remark ?? null]);
}

/** A worker has ended and is not listed any more. */
export async function forgetWorker(query: Query, id: string): Promise<void> {
  await query("DELETE FROM iopctl.workers WHERE id = $1", [id]);
}
