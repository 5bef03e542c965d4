/** Each kind of plan, with the calls that it makes. */
export const PLANS = {
  // Code, a definition and a binding change.
  restart: [
    "PUT /migrate",
    "POST /update",
    "POST /component/restart",
    "POST /component/restart",
    "DELETE /binding",
    "DELETE /binding",
  ],
  // The code of a process in the shared actor pool changes.
  recycle: ["PUT /migrate", "DELETE /binding", "POST /stop", "POST /start", "DELETE /binding"],
  // Another production is to run.
  switch: ["PUT /migrate", "DELETE /binding", "PUT /default", "POST /stop", "POST /start"],
  // As restart, with the service held while queues run empty.
  drain: [
    "PUT /migrate",
    "POST /component/stop",
    "POST /update",
    "POST /component/restart",
    "POST /component/restart",
    "DELETE /binding",
    "POST /component/start",
    "DELETE /binding",
  ],
} as const;
export type PlanKind = keyof typeof PLANS;
