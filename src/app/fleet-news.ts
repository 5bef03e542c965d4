import type { Job, Labels } from "../model/fleet.ts";
import type { PlanOptions } from "./plan.ts";

/** Who a worker is, and what it takes. */
export interface WorkerOptions {
  /** The address of the database. */
  readonly queue: string;
  readonly name: string;
  readonly labels: Labels;
  readonly version: string;
  /** How many targets at once. */
  readonly parallelism: number;
  /** It ends when there is nothing left that it may take. */
  readonly once: boolean;
  /** Where the config is. */
  readonly flags: PlanOptions;
}

/** What a worker does, for who looks on. drives: it decides for a rollout. lost: the queue is away. */
export type WorkerNews =
  | { readonly type: "ready"; readonly queue: string }
  | { readonly type: "begins"; readonly job: Job }
  | { readonly type: "ended"; readonly job: Job; readonly ending: string; readonly message: string }
  | { readonly type: "left"; readonly job: Job; readonly message: string }
  | { readonly type: "took over"; readonly job: Job; readonly message: string }
  | { readonly type: "drives"; readonly message: string }
  | { readonly type: "lost"; readonly message: string };
