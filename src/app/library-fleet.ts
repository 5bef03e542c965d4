import type { FleetStatus, Job, Labels, Submission, SubmissionKind } from "../model/fleet.ts";
import { VERSION } from "../version.ts";
import { heldBySignal, inWorld } from "./handles.ts";
import type { ConfigOptions, Limits } from "./library.ts";
import {
  argument,
  called,
  flag,
  list,
  names,
  need,
  oneOf,
  record,
  type Shape,
  taken,
  text,
  words,
} from "./library-kinds.ts";
import { CONFIG, LIMITS } from "./library-shapes.ts";
import type { TargetOptions } from "./targets.ts";
import { telling } from "./telling.ts";
import type { World } from "./world.ts";

/** Work for many targets over a queue. Needs the optional packages `pg` and `pg-boss`; all is loaded when it is called. */

/** Where the queue is, and the config. */
export interface FleetOptions extends ConfigOptions {
  /** `postgres://user@host/database`; absent: IOPCTL_QUEUE of `env`. */
  readonly queue?: string;
}

const FLEET: Shape<FleetOptions> = { ...CONFIG, queue: text };

/** What is handed to the workers. `targets` and `labels` say of which. */
export interface SubmitRequest extends Limits {
  readonly kind: SubmissionKind;
  /** A plan file that was reviewed, relative to `cwd`. */
  readonly planFile?: string;
  /** The id of a submission whose plans were reviewed: just these are applied. */
  readonly reviewed?: string;
  /** The id of an earlier submission, which is over: only the targets that were not well in it. */
  readonly resume?: string;
  /** Refuse unless the plans have one of these digests. */
  readonly expect?: readonly string[];
  /** true: what the workers find to be needed is applied, and nobody reviews it. */
  readonly autoApprove?: boolean;
  /** Addresses or patterns: only what they name is looked at. */
  readonly only?: readonly string[];
  readonly exclude?: readonly string[];
}

const SUBMIT: Shape<SubmitRequest> = {
  ...LIMITS,
  kind: need(oneOf("plan", "apply", "rollout")),
  planFile: text,
  reviewed: text,
  resume: text,
  expect: names,
  autoApprove: flag,
  only: names,
  exclude: list,
};

/**
 * What was submitted. new: it is written down. open: it was before. done: just this was applied before; nothing is to do.
 * nothing: no target is meant, none falls to this part or all were well in the submission that is resumed.
 */
export type SubmittedFleet =
  | { readonly how: "new" | "open" | "done"; readonly submission: Submission }
  | { readonly how: "nothing" };

/** A worker. */
export interface WorkRequest {
  /** Who it is, and keeps its records. */
  readonly name: string;
  /** Only targets with these labels are taken. */
  readonly labels?: Labels;
  /** true: it ends when nothing is left that it may take; else with the signal. */
  readonly once?: boolean;
  /** Is told what it does. */
  readonly onNews?: (news: WorkNews) => void;
}

const WORK: Shape<WorkRequest> = { name: need(text), labels: record, once: flag, onNews: called() };

/** What a worker does: as the lines of `fleet worker --json` have it, without their time. */
export type WorkNews =
  | { readonly type: "ready"; readonly queue: string }
  | { readonly type: "begins"; readonly job: Job }
  | { readonly type: "ended"; readonly job: Job; readonly ending: string; readonly message: string }
  | { readonly type: "left" | "took over"; readonly job: Job; readonly message: string }
  | { readonly type: "drives" | "lost"; readonly message: string };

/** A fleet's queue. Each function connects for itself. All throw Refusal; `unreachable`: the database does not answer. */
export interface Fleet {
  /** Throws InvalidFiles too. */
  readonly submit: (request: SubmitRequest) => Promise<SubmittedFleet>;
  /** Works until the signal, or until nothing is left. */
  readonly work: (request: WorkRequest) => Promise<void>;
  /** Of the submission of the id, else of the one that is open, else of the last; undefined: nothing was submitted yet. */
  readonly status: (id?: string) => Promise<FleetStatus | undefined>;
  /** Waits until a submission is over, or until the signal: it goes on without who waits. */
  readonly ended: (id: string) => Promise<FleetStatus>;
  /** Begins no new target; those under way are finished. */
  readonly pause: (id: string, reason?: string) => Promise<Submission>;
  readonly resume: (id: string) => Promise<Submission>;
  /** Ends it: no new target is begun, nothing goes back. */
  readonly abort: (id: string, reason?: string) => Promise<Submission>;
}

/** The queue of a fleet. Nothing is asked of it yet. */
export function openFleet(options: FleetOptions = {}): Fleet {
  taken("openFleet", FLEET, options);
  const over = <T>(
    writes: string | undefined,
    work: (url: string, world: World, flags: TargetOptions) => Promise<T>,
  ): Promise<T> =>
    inWorld(options, writes, async (world, flags) => {
      const { queueAddress } = await import("./fleet-connect.ts");
      return work(queueAddress(options.queue, world), world, flags);
    });
  /** What makes one call, and so none once the signal is aborted; the others end by the signal. */
  const once: typeof over = async (writes, work) => {
    if (options.signal?.aborted) throw heldBySignal();
    return over(writes, work);
  };
  const wish = async (wanted: "pause" | "run" | "abort", id: string, reason?: string) => {
    refuseWish(`fleet ${wanted}`, id, reason);
    return once(`fleet ${wanted}`, async (url, world) => {
      const { wishForFleet } = await import("./fleet-status.ts");
      return wishForFleet(url, id, { wanted, ...(reason === undefined ? {} : { reason }) }, world);
    });
  };
  return {
    submit: async (asked) => {
      taken("fleet submit", SUBMIT, asked);
      const { kind, planFile, ...request } = asked;
      return once("fleet submit", async (url, world, flags) => {
        const { submitFleet } = await import("./fleet-submit.ts");
        return said(await submitFleet(kind, planFile, { ...flags, ...request }, url, world));
      });
    },
    work: async (request) => {
      taken("fleet worker", WORK, request);
      const { name, labels = {}, once: ends = false, onNews } = request;
      return over("fleet worker", async (queue, world, { config }) => {
        const { refuseOneUrl } = await import("./fleet-connect.ts");
        const { runWorker } = await import("./fleet-run.ts");
        refuseOneUrl({}, world);
        const flags = config === undefined ? {} : { config };
        const { parallelism = 8 } = options;
        const worker = { queue, name, labels, version: VERSION, parallelism, once: ends, flags };
        await runWorker(worker, world, telling(onNews));
      });
    },
    status: async (id) => {
      argument("fleet status", "id", text, id);
      const { lookAtFleet } = await import("./fleet-status.ts");
      return once(undefined, (url, world) => lookAtFleet(url, id, world));
    },
    ended: async (id) => {
      argument("fleet ended", "id", need(text), id);
      const { fleetEnd } = await import("./fleet-status.ts");
      return over(undefined, (url, world) => fleetEnd(url, id, world));
    },
    pause: (id, reason) => wish("pause", id, reason),
    resume: (id) => wish("run", id),
    abort: (id, reason) => wish("abort", id, reason),
  };
}

function refuseWish(place: string, id: unknown, reason: unknown): void {
  argument(place, "id", need(text), id);
  argument(place, "reason", words, reason);
}

/** Without what only the command shows. */
function said(submitted: SubmittedFleet): SubmittedFleet {
  if (submitted.how === "nothing") return submitted;
  const { submission, how } = submitted;
  return { submission, how };
}
