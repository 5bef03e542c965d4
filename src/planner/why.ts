/**
 * The cost of a plan is (highest disruption level, number of writing calls), compared in this order; the removal of an
 * in-progress marker is a call of the plan as any other, and is left out of the comparison only (contract, section 4).
 * Levels: production, the `/stop` of a running production; component, a `/component/restart` or an `/update` that starts
 * or stops items; none, everything else.
 *
 * Why no cheaper call would do, for each kind: what `plan --explain` shows.
 */
export const WHY = {
  migrate: "nothing else carries files or definitions; all definitions ride on one upload where that is safe",
  update: "a saved definition takes effect only with an update, which restarts just the items that differ",
  restart: "its jobs keep the code that they have loaded, and no update of this plan restarts them",
  recycle:
    "a process with pool size 0 runs in the shared actor jobs: they keep its code over a component restart and an update, until the production stops",
  stop: "only one production can run in a namespace, and none where the files say stopped; /kill would lose messages",
  start: "nothing else starts a production",
  unbind: "the API removes one proxy class a call",
  marker: "it is the last step, so that a run that ends before it is seen, and finished by the next one",
  markerFirst:
    "services are paused before the definition changes, and a run that ends then must be seen by the next one",
  default: "nothing else sets it",
  hold: "a service that keeps taking messages in would keep the queues from draining",
  resume: "it stays paused until it is started, or until the next migrate and update",
} as const;

/** What a way costs: how much it disrupts (0: nothing, 2: a production), then how many calls it takes. */
export interface Cost {
  readonly level: 0 | 1 | 2;
  readonly calls: number;
}

/** Whether a cost is less than another. */
export function cheaper(a: Cost, b: Cost): boolean {
  return a.level === b.level ? a.calls < b.calls : a.level < b.level;
}
