import { createHash } from "node:crypto";
import { Reading } from "../desired/reading.ts";
import type { JobEnding, JobNotes, JobStep, Submission, SubmittedTarget } from "../model/fleet.ts";
import { Refusal } from "../model/refusal.ts";
import { isOver, type RolloutRecord } from "../model/rollout.ts";
import { queueOf } from "../planner/fleet.ts";
import type { Boss } from "../store/fleet-boss.ts";
import { endingsOfJobs, insertJobs } from "../store/fleet-queue.ts";
import { fleetRollouts } from "../store/fleet-rollouts.ts";
import type { Query, Session } from "../store/fleet-session.ts";
import type { FleetEvent } from "../store/fleet-signs.ts";
import { submission, wishOf } from "../store/fleet-submissions.ts";
import type { FleetLocks } from "./fleet-locks.ts";
import type { PlanOptions } from "./plan.ts";
import { drive, type GateFinding, type RolloutPorts } from "./rollout-run.ts";
import { targetSteps } from "./rollout-target.ts";
import { sleep } from "./sleep.ts";
import type { World } from "./world.ts";

/**
 * The waves of a fleet's rollouts. What comes next is decided by the logic of every rollout, in whichever worker holds the
 * rollout's lock; what it decides becomes jobs, which any worker does that may. Should it be lost, another goes on from the
 * record: a soak ends when it was to end.
 */
export interface WavesWorld {
  readonly session: Session;
  readonly boss: Boss;
  readonly locks: FleetLocks;
  readonly flags: PlanOptions;
  readonly world: World;
  readonly worker: string;
  /** Why this worker's files are not those of these targets; undefined: they are. */
  readonly fits: (key: string, targets: readonly SubmittedTarget[]) => Promise<string | undefined>;
  readonly onEvent: (event: Omit<FleetEvent, "worker">) => void;
  readonly onDrive: (message: string) => void;
  /** New jobs may be there. */
  readonly wake: () => void;
}

interface Awaited extends JobEnding {
  readonly notes: JobNotes;
  readonly worker: string | null;
}

/** Milliseconds. */
const ASK = 250;

/** Decides for the rollouts of a queue what comes next; one worker at a time does for each. */
export class FleetWaves {
  private readonly driving = new Map<string, Promise<void>>();
  private readonly waits = new Map<
    string,
    { readonly submission: string; readonly done: (ended: Awaited | undefined) => void }
  >();
  private asking: ReturnType<typeof setTimeout> | undefined;
  private readonly store;

  constructor(private readonly given: WavesWorld) {
    this.store = fleetRollouts(given.session, {
      take: (key) => given.locks.take(key),
      free: (key) => given.locks.free(key),
    });
  }

  /** Drives what nobody drives. Whether there is any rollout that this worker drives. */
  async takeUp(): Promise<boolean> {
    const { session, fits, world, onDrive } = this.given;
    const open = await session.query<{ id: string }>(
      "SELECT id FROM iopctl.submissions WHERE state = 'open' AND kind = 'rollout' ORDER BY submitted",
    );
    for (const { id } of open) {
      if (this.driving.has(id) || world.signal.aborted) continue;
      const one = await submission(session.query, id);
      if (one === undefined || (await fits(`rollout ${id}`, one.targets)) !== undefined) continue;
      const lock = await this.store.drive(id, "").catch((error: unknown) => {
        if (error instanceof Refusal) return undefined;
        throw error;
      });
      if (lock === undefined) continue;
      onDrive(`decides the waves of rollout ${id}`);
      const run = this.drive(one)
        .catch((error: unknown) => {
          if (!world.signal.aborted) world.warn(`rollout ${id}: ${(error as Error).message}`);
        })
        .finally(async () => {
          await lock.release();
          this.driving.delete(id);
        });
      this.driving.set(id, run);
    }
    return this.driving.size > 0;
  }

  async ended(): Promise<void> {
    clearTimeout(this.asking);
    for (const { done } of this.waits.values()) done(undefined);
    this.waits.clear();
    await Promise.allSettled([...this.driving.values()]);
  }

  private async drive(submission: Submission): Promise<void> {
    const record = (await this.store.list()).find(({ id }) => id === submission.id);
    if (record === undefined || isOver(record)) return;
    const { id, limits } = submission;
    const { world, flags, onEvent } = this.given;
    const document = await this.store.plan(id);
    const urls = new Map(document.plans.map(({ target, url }) => [target, url]));
    const { closed } = targetSteps({
      id,
      document,
      flags: { ...flags, ...(limits as PlanOptions) },
      world,
      listener: { onApply: () => undefined },
      held: new Set(),
      reading: () => Promise.resolve(new Reading()),
    });
    const { parallelism = 8 } = limits as PlanOptions;
    await drive(record, {
      save: this.store.save,
      wished: () => this.store.wished(id),
      now: world.now,
      sleep: (milliseconds) => sleep(milliseconds, world.signal),
      signal: world.signal,
      parallelism,
      serverOf: (name) => urls.get(name) ?? name,
      closed,
      onEvent: (event) =>
        onEvent({ submission: id, target: "target" in event ? event.target : undefined, type: event.type, event }),
      ...this.ports(submission),
    });
  }

  private ports(submission: Submission): Pick<RolloutPorts, "apply" | "look" | "undo"> {
    return {
      apply: async (target, _begun, notes) => {
        const ended = await this.job(submission, target, "apply", {});
        if (ended === undefined) return { ending: "interrupted", calls: 0, message: "not finished" };
        if (ended.notes.before !== undefined) notes.before(ended.notes.before);
        for (const run of ended.notes.runs ?? []) await notes.run(run);
        return { ending: ended.ending, calls: ended.calls, message: ended.message };
      },
      look: async (target, before) => {
        // Each look is a new one.
        const notes = before === undefined ? {} : { before };
        const ended = await this.job(submission, target, "look", {
          notes,
          turn: `${this.given.world.now()} ${Math.random()}`,
        });
        if (ended === undefined) return [{ gate: "state", ok: false, message: "not known: nobody has looked" }];
        const { findings } = ended.notes;
        if (findings === undefined) return [{ gate: "state", ok: false, message: `not known: ${ended.message}` }];
        return findings as readonly GateFinding[];
      },
      undo: async (target, runs) => {
        const [applied] = await endingsOfJobs(this.given.session.query, [jobId(submission.id, target, "apply")]);
        const places = applied?.notes.places ?? {};
        const problems: string[] = [];
        // Newest first; those together whose records are at one place.
        for (const { place: only, runs: together } of byPlace(runs, places)) {
          const turn = together.at(-1) as string;
          if (only === undefined) {
            problems.push(`nobody knows where the record of run ${together.join(", ")} is`);
            continue;
          }
          const ended = await this.job(submission, target, "undo", { notes: { runs: together }, turn, only });
          if (ended === undefined) return "not finished";
          if (ended.ending !== "done") problems.push(ended.message);
        }
        return problems.length === 0 ? undefined : problems.join("; ");
      },
    };
  }

  /** A job, once; whoever asks again gets the same. undefined: the worker ends, or the job was withdrawn before it began. */
  private async job(
    submission: Submission,
    target: string,
    step: JobStep,
    { notes = {}, turn = "", only }: { readonly notes?: JobNotes; readonly turn?: string; readonly only?: string },
  ): Promise<Awaited | undefined> {
    const found = submission.targets.find((one) => one.target === target);
    if (found === undefined) throw new Error(`${target} is no target of ${submission.id}`);
    const { session, boss, wake, world } = this.given;
    const id = jobId(submission.id, target, step, turn);
    const { labels, files } = found;
    const queue = queueOf(submission.id, labels, only);
    const route = { queue, submission: submission.id, labels, ...(only === undefined ? {} : { only }) };
    await session.transaction((query) =>
      insertJobs(query, boss, route, [{ id, submission: submission.id, target, step, files, notes }]),
    );
    wake();
    if (world.signal.aborted) return undefined;
    return new Promise((done) => {
      this.waits.set(id, { submission: submission.id, done });
      this.ask();
    });
  }

  /** All that is waited for with one question. */
  private ask(): void {
    this.asking ??= setTimeout(() => {
      void this.answer()
        .catch(() => undefined)
        .finally(() => {
          this.asking = undefined;
          if (this.given.world.signal.aborted) for (const { done } of this.waits.values()) done(undefined);
          else if (this.waits.size > 0) this.ask();
        });
    }, ASK);
  }

  private async answer(): Promise<void> {
    const { query } = this.given.session;
    for (const ended of await endingsOfJobs(query, [...this.waits.keys()])) this.settle(ended.id, ended);
    for (const id of new Set([...this.waits.values()].map(({ submission }) => submission))) {
      if ((await wishOf(query, id)).wanted === "run") continue;
      // What nobody has begun is withdrawn: a wish is heard between two targets.
      const ids = [...this.waits].filter(([, { submission }]) => submission === id).map(([job]) => job);
      const rows = await query<{ id: string }>(
        `DELETE FROM iopctl.jobs WHERE id = ANY($1::uuid[]) AND step = 'apply' AND state = 'waits' AND attempt = 0
         RETURNING id`,
        [ids],
      );
      for (const { id: job } of rows) this.settle(job, undefined);
    }
  }

  private settle(id: string, ended: Awaited | undefined): void {
    const waiting = this.waits.get(id);
    this.waits.delete(id);
    waiting?.done(ended);
  }
}

/** One job of a step of a target, whoever thinks of it, and however often. */
export function jobId(submission: string, target: string, step: JobStep, turn = ""): string {
  const hex = createHash("sha256")
    .update(JSON.stringify([submission, target, step, turn]))
    .digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/** The gates of a submission's rollout. */
export async function gatesOf(query: Query, { id, kind }: Submission): Promise<RolloutRecord["gates"]> {
  if (kind !== "rollout") return [];
  const [row] = await query<{ gates: RolloutRecord["gates"] }>(
    "SELECT record->'gates' AS gates FROM iopctl.submissions WHERE id = $1",
    [id],
  );
  return row?.gates ?? [];
}

/** Runs in groups that follow on each other and whose records are at one place: the newest group first, each oldest first. */
function byPlace(runs: readonly string[], places: Readonly<Record<string, string>>) {
  const out: { readonly place: string | undefined; readonly runs: string[] }[] = [];
  for (const run of [...runs].reverse()) {
    const place = places[run];
    const last = out.at(-1);
    if (last !== undefined && last.place === place) last.runs.unshift(run);
    else out.push({ place, runs: [run] });
  }
  return out;
}
