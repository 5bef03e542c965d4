import type { PlanDocument } from "../generated/plan.ts";
import { Refusal } from "../model/refusal.ts";
import { isOver, type RolloutRecord } from "../model/rollout.ts";
import { rowText, type Session } from "./fleet-session.ts";
import { endSubmission, plansOf, wishOf } from "./fleet-submissions.ts";
import type { RolloutStore } from "./rollouts.ts";

/** Rollouts of a fleet, as rows: the record stands at its submission. `locks` are this session's own. */
export function fleetRollouts(
  session: Session,
  locks: { readonly take: (key: string) => Promise<boolean>; readonly free: (key: string) => Promise<void> },
): Pick<RolloutStore, "list" | "save" | "plan" | "wished" | "drive"> {
  const { query } = session;
  return {
    list: async () => {
      const rows = await query<{ record: RolloutRecord }>(
        "SELECT record FROM iopctl.submissions WHERE record IS NOT NULL ORDER BY submitted DESC",
      );
      return rows.map(({ record }) => record);
    },
    save: (record) =>
      session.transaction(async (within) => {
        await within("UPDATE iopctl.submissions SET record = $2 WHERE id = $1", [record.id, rowText(record)]);
        if (isOver(record)) await endSubmission(within, record.id, record.state === "aborted" ? "aborted" : "done");
      }),
    plan: async (id): Promise<PlanDocument> => ({
      format_version: "1",
      created_at: new Date(0).toISOString(),
      plans: [...(await plansOf(query, id))],
    }),
    wished: (id) => wishOf(query, id),
    drive: async (id) => {
      const key = `rollout ${id}`;
      if (!(await locks.take(key))) throw new Refusal("stale", `another worker drives rollout ${id}`);
      return { release: () => locks.free(key) };
    },
  };
}
