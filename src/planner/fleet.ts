import type { Job, Labels, Route, SubmittedTarget } from "../model/fleet.ts";
import { digestOf } from "./digest.ts";

/** What a fleet decides, from plain data. Pure. */

/** Who a worker is. `name`: of the place that keeps its records. */
export interface WorkerPlace {
  readonly name: string;
  /** All that a target must have for this worker to take it. */
  readonly labels: Labels;
}

/** Whether a worker may take what stands in a queue. */
export function mayTake({ labels, only }: Pick<Route, "labels" | "only">, worker: WorkerPlace): boolean {
  if (only !== undefined) return only === worker.name;
  return Object.entries(worker.labels).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

/** The queue of jobs of one submission with the same labels, or of those that only one worker can do. */
export function queueOf(submission: string, labels: Labels, only?: string): string {
  return `${submission}-${digestOf([labels, only ?? null]).slice("sha256:".length, "sha256:".length + 12)}`;
}

/** The queues that a submission needs, each once, with its targets. Every target stands in exactly one. */
export function routesOf(
  submission: string,
  targets: readonly SubmittedTarget[],
): readonly (Route & { readonly targets: readonly SubmittedTarget[] })[] {
  const out = new Map<string, { readonly labels: Labels; readonly targets: SubmittedTarget[] }>();
  for (const target of targets) {
    const queue = queueOf(submission, target.labels);
    const known = out.get(queue);
    if (known) known.targets.push(target);
    else out.set(queue, { labels: target.labels, targets: [target] });
  }
  return [...out].map(([queue, route]) => ({ queue, submission, ...route }));
}

/** So many workers may be lost over one target before it is given up: what kills three will kill the fourth. */
export const MOST_LOST = 3;

/** What is known of a job that some worker is said to be at. */
export interface Watched extends Pick<Job, "state" | "lost"> {
  /** Whether its worker's connection to the database, which holds its locks, still lives. */
  readonly held: "held" | "free";
  /** Whether a call may still be under way that its worker has begun: its time is not over. */
  readonly calling: "calling" | "quiet";
}

/**
 * What becomes of it. leave: somebody is at it, or its last call may still be. again: its worker is lost, another takes it.
 * give up: too many were lost over it.
 */
export function takeover({ state, lost, held, calling }: Watched): "leave" | "again" | "give up" {
  if (state !== "active" || held === "held" || calling === "calling") return "leave";
  return lost + 1 >= MOST_LOST ? "give up" : "again";
}
