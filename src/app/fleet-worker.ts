import type { ShownPlan } from "../generated/plan.ts";
import type { Job } from "../model/fleet.ts";
import { Refusal } from "../model/refusal.ts";
import { mayTake, takeover } from "../planner/fleet.ts";
import { type Boss, openBoss } from "../store/fleet-boss.ts";
import {
  claim,
  endSilent,
  filesIn,
  finishJob,
  hasCalled,
  isCalledOn,
  leaveJob,
  mayCall,
  noteJob,
  openRoutes,
  relaxed,
  removeQueues,
  sweepJobs,
  workLeft,
} from "../store/fleet-queue.ts";
import type { Query, Session } from "../store/fleet-session.ts";
import { type FleetEvent, forgetWorker, insertEvents, sayWorker, type WorkerRow } from "../store/fleet-signs.ts";
import { plansOf, submission } from "../store/fleet-submissions.ts";
import { prepareTables } from "../store/fleet-tables.ts";
import { commitHere, configOnly, otherFiles } from "./fleet-files.ts";
import { FleetFit } from "./fleet-fit.ts";
import { doJob } from "./fleet-job.ts";
import { FleetLocks, jobKey, lockKey } from "./fleet-locks.ts";
import type { WorkerNews, WorkerOptions } from "./fleet-news.ts";
import { FleetWaves, gatesOf } from "./fleet-waves.ts";
import { Alarm } from "./sleep.ts";
import { placesOf } from "./targets.ts";
import type { World } from "./world.ts";

/** Milliseconds: between two looks for work, for what others have left, at whether the queue is still there. */
const LOOK = 500;
const SWEEP = 1_500;
const SIGN = 3_000;
const SILENCE = 8_000;
const MOST_BUSY = 20;
/** Seconds after which a worker that says nothing is taken for lost: as long as the database waits for one that is gone. */
const FROZEN = 30;

/** One connection's work: from the moment that it is open until it is lost, or nothing more is to be done. */
export class Worker {
  private readonly running = new Map<string, Promise<void>>();
  private readonly locks: FleetLocks;
  private readonly fit: FleetFit;
  private readonly row: WorkerRow;
  private readonly signal: AbortSignal;
  private events: FleetEvent[] = [];
  private waves: FleetWaves | undefined;
  private sweptAt = 0;
  private sign: ReturnType<typeof setInterval> | undefined;
  private readonly alarm = new Alarm();

  constructor(
    private readonly options: WorkerOptions,
    private readonly world: World,
    private readonly session: Session,
    private readonly tell: (news: WorkerNews) => void,
  ) {
    const { name, labels, version } = options;
    this.locks = new FleetLocks(session);
    this.fit = new FleetFit(options.flags, world, session);
    this.row = {
      id: `${name}/${world.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`,
      name,
      labels,
      version,
    };
    this.signal = AbortSignal.any([world.signal, session.lost]);
  }

  async run(): Promise<void> {
    const { session, options, world } = this;
    await session.transaction(prepareTables);
    await relaxed(session);
    const boss = await openBoss(session.query);
    await sayWorker(session.query, { ...this.row, commit: await commitHere(options.flags, world, this.fit.files()) });
    this.sign = setInterval(() => void this.giveSign(), SIGN);
    this.tell({ type: "ready", queue: session.name });
    this.waves = new FleetWaves({
      session,
      boss,
      locks: this.locks,
      flags: options.flags,
      world: { ...world, signal: this.signal },
      worker: this.row.id,
      fits: (key, targets) => this.fit.why(key, () => Promise.resolve(targets)),
      onEvent: (event) => this.events.push({ ...event, worker: this.row.id }),
      onDrive: (message) => this.tell({ type: "drives", message }),
      wake: () => this.alarm.ring(),
    });
    while (!this.signal.aborted) {
      await this.sweep(boss);
      const waiting = await this.fill(boss);
      const driving = await this.waves.takeUp();
      await this.flush();
      if (options.once && this.running.size === 0 && !waiting && !driving && !(await this.somethingLeft())) return;
      await this.alarm.rest(LOOK, this.signal);
    }
    if (session.lost.aborted) throw session.lost.reason;
  }

  /** Whatever the reason: nothing of this worker goes on after it. */
  async end(): Promise<void> {
    clearInterval(this.sign);
    await Promise.allSettled([...this.running.values()]);
    await this.waves?.ended();
    if (!this.session.lost.aborted) {
      await this.flush().catch(() => undefined);
      await forgetWorker(this.session.query, this.row.id).catch(() => undefined);
    }
    await this.session.close();
  }

  private async giveSign(): Promise<void> {
    const late = setTimeout(() => this.session.drop(), SILENCE);
    try {
      await sayWorker(this.session.query, this.row);
    } catch {
      // Whoever waits for the session hears of it.
    } finally {
      clearTimeout(late);
    }
  }

  private async sweep(boss: Boss): Promise<void> {
    const now = this.world.now();
    if (now - this.sweptAt < SWEEP) return;
    this.sweptAt = now;
    const mine = new Set(this.running.keys());
    const decide = ({ lost, held }: { readonly lost: number; readonly held: "held" | "free" }) =>
      takeover({ state: "active", lost, held, calling: "quiet" });
    // Where this user may not end the others, they are waited for.
    await endSilent(this.session, FROZEN).catch(() => undefined);
    for (const { job, became, worker } of await sweepJobs(
      this.session,
      boss,
      mine,
      (id) => lockKey(jobKey(id)),
      decide,
    )) {
      const message = `worker ${worker} was lost${became === "give up" ? "; too many were: it is given up" : ""}`;
      this.tell({ type: "took over", job, message });
      this.events.push(this.event(job, "worker_lost", { lost: worker, became }));
    }
    await removeQueues(this.session, boss);
  }

  /** Takes what it may, as long as it has hands free. Whether there was something that it could not take now. */
  private async fill(boss: Boss): Promise<boolean> {
    let left = false;
    for (const route of await openRoutes(this.session.query)) {
      if (!mayTake(route, this.options)) continue;
      // What goes back goes back, whatever the files say now.
      const why =
        route.only === undefined
          ? await this.fit.why(route.queue, () => filesIn(this.session.query, route.queue))
          : undefined;
      if (why !== undefined) {
        await this.fit.refuse(route.submission, why, this.row.id);
        continue;
      }
      for (let busy = 0; ; ) {
        if (this.signal.aborted || this.running.size >= this.options.parallelism) return true;
        const taken: string[] = [];
        const got = await claim(this.session, boss, route.queue, this.row.id, (within, job) =>
          this.lock(job, within, taken),
        ).catch(async (error: unknown) => {
          for (const key of taken) await this.locks.free(key);
          throw error;
        });
        if (got.kind === "busy") left = true;
        if (got.kind === "busy") busy += 1;
        // The rest of what waits for one server need not be asked for one by one.
        if (got.kind === "nothing" || busy >= MOST_BUSY) break;
        if (got.kind === "job") this.start(boss, got.job, taken);
      }
    }
    return left;
  }

  /** With `once`: whether something waits that this worker may take, be it later. */
  private async somethingLeft(): Promise<boolean> {
    const rows = await workLeft(this.session.query);
    return rows.some(
      (route) => mayTake(route, this.options) && (route.only !== undefined || this.fit.known(route.queue)),
    );
  }

  /** Its own, and where it writes those of the target and of the server: migrations on one server must not overlap. */
  private async lock(job: Job, within: Query, taken: string[]): Promise<string | undefined> {
    const keys = [jobKey(job.id)];
    if (job.step === "apply" || job.step === "undo") {
      const { url } = await placesOf(job.target, configOnly(this.options.flags), this.world, this.fit.files());
      keys.push(`target ${job.target}`, `server ${url}`);
    }
    const held = await this.locks.takeAll(keys, within);
    if (held === undefined) {
      taken.push(...keys);
      if (keys.length === 1 || !(await isCalledOn(within, job))) return undefined;
      for (const key of taken.splice(0)) await this.locks.free(key, within);
      return "waits: a call of a worker that was lost may not be over";
    }
    return `waits: ${held.startsWith("server ") ? "its server is being changed" : "another worker is changing it"}`;
  }

  private start(boss: Boss, job: Job, keys: readonly string[]): void {
    this.tell({ type: "begins", job });
    const work = this.work(boss, job)
      .catch((error: unknown) => {
        // Of a lost queue nothing can be written, and nothing needs to be: others see that this worker is gone.
        if (!this.session.lost.aborted) throw error;
      })
      .catch((error: unknown) => this.world.warn(`${job.target}: ${(error as Error).message}`))
      .finally(async () => {
        for (const key of keys) await this.locks.free(key);
        this.running.delete(job.id);
        this.alarm.ring();
      });
    this.running.set(job.id, work);
  }

  private async work(boss: Boss, job: Job): Promise<void> {
    const { session, options, world } = this;
    const asked = await submission(session.query, job.submission);
    if (asked === undefined) return;
    const reading = this.fit.files();
    const others = job.step === "undo" ? [] : await otherFiles([job], options.flags, world, reading);
    if (others.length > 0) {
      this.fit.forget();
      return this.leave(boss, job, `left for others: worker ${options.name}: ${others.join("; ")}`);
    }
    const plans: readonly ShownPlan[] =
      job.step === "plan" ? [] : await plansOf(session.query, job.submission, job.target);
    const result = await doJob({
      job,
      submission: asked,
      plans,
      gates: await gatesOf(session.query, asked),
      place: options.name,
      flags: options.flags,
      world: { ...world, signal: this.signal },
      reading,
      around: {
        before: async (patience) => {
          if (this.signal.aborted || !(await mayCall(session, job, patience)))
            throw new Refusal("interrupted", "the call is not made: this worker no longer has the target");
        },
        after: () => void hasCalled(session, job).catch(() => undefined),
      },
      onEvent: (event) => this.events.push({ ...event, worker: this.row.id }),
      note: (notes) => noteJob(session, job, notes),
    });
    if (session.lost.aborted) return;
    const { ending, message } = result;
    if (result.locked) return this.leave(boss, job, `waits: ${message}`);
    if (ending !== "done" && world.signal.aborted)
      return this.leave(boss, job, `worker ${options.name} was stopped between two calls`);
    await this.flush(job, { ending, message });
    await finishJob(session, boss, job, result, result);
    this.tell({ type: "ended", job, ending, message });
  }

  private async leave(boss: Boss, job: Job, message: string): Promise<void> {
    await leaveJob(this.session, boss, job, message);
    this.tell({ type: "left", job, message });
  }

  private event(job: Job, type: string, event: object): FleetEvent {
    return { submission: job.submission, target: job.target, type, worker: this.row.id, event: { type, ...event } };
  }

  /** What has happened becomes rows; with a job that has ended before its end does. */
  private async flush(job?: Job, ended?: { readonly ending: string; readonly message: string }): Promise<void> {
    const events = this.events;
    this.events = [];
    const last = job === undefined || ended === undefined ? [] : [this.event(job, "target_finished", ended)];
    await insertEvents(this.session.query, [...events, ...last]);
  }
}
