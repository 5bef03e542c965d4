import { withoutHints } from "../documents/run-record.ts";
import type { Ending } from "../model/refusal.ts";
import {
  type Baseline,
  isOver,
  progressOf,
  type RolloutEvent,
  type RolloutHead,
  type RolloutRecord,
  type RolloutState,
  type TargetProgress,
  type Wave,
  type Wish,
} from "../model/rollout.ts";
import { isFailure, type NextStep, nextStep, stopReason } from "../planner/rollout.ts";

/** What became of one target's apply. `ending` "interrupted": it was stopped between two calls, and goes on later. */
export interface AppliedTarget {
  readonly ending: Ending;
  readonly calls: number;
  readonly message: string;
  /** Another run holds the target's lock: nothing was done, and may be later. */
  readonly locked?: true;
}

/** What a rollout does to the world, one function each: so that all it decides is tested without one. */
export interface RolloutPorts {
  /** What of the record may have changed since the last time: its head, and these targets. */
  readonly save: (record: RolloutRecord, targets: readonly string[]) => Promise<void>;
  readonly wished: () => Promise<Wish>;
  readonly now: () => number;
  /** Waits that many milliseconds, or until the signal. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly signal: AbortSignal;
  /** How many targets at once, and which of them share a server: one at a time of these. */
  readonly parallelism: number;
  readonly serverOf: (target: string) => string;
  /** `begun`: an earlier process had begun it. The notes are made before anything is written. */
  readonly apply: (target: string, begun: boolean, notes: ApplyNotes) => Promise<AppliedTarget>;
  /** What is wrong after it; empty: nothing. */
  readonly look: (target: string, before: TargetProgress["before"]) => Promise<readonly GateFinding[]>;
  /** Back to what stood before these runs. Gives what is not undone; undefined: all is. */
  readonly undo: (target: string, runs: readonly string[]) => Promise<string | undefined>;
  /** Targets that may not be changed now: why, for people. */
  readonly closed: (targets: readonly string[]) => Promise<readonly string[]>;
  readonly onEvent: (event: RolloutEvent) => void;
}

/** What one gate says of a target. */
export interface GateFinding {
  readonly gate: Extract<RolloutEvent, { type: "gate_finished" }>["gate"];
  readonly ok: boolean;
  readonly message: string;
}

/**
 * What is written down of a target's apply before it writes. `run`: the id of its record. `before`: what stood there.
 */
export interface ApplyNotes {
  readonly run: (id: string) => Promise<void>;
  readonly before: (baseline: NonNullable<TargetProgress["before"]>) => void;
}

/** Milliseconds between two looks at a wish, at a window, and, of a soak's tenth, at the gates. */
const WISH = 1_000;
const WINDOW = 30_000;
const LOOKS = { most: 60_000, least: 1_000 };

/**
 * Takes a rollout to its end, from wherever its record says that it is. Gives the record at the end, or where the signal
 * stopped it. Whatever is done is in the record before and after it is done.
 */
export async function drive(start: RolloutRecord, ports: RolloutPorts): Promise<RolloutRecord> {
  const run = new Drive(start, ports);
  return run.toEnd();
}

class Drive {
  private record: RolloutRecord;
  /** The record's own, changed in place: of a thousand targets none is copied for each step of another. */
  private readonly targets: Record<string, TargetProgress>;
  /** Targets that changed since the record was saved. */
  private readonly changed = new Set<string>();
  private failures: number;
  private readonly ports: RolloutPorts;
  /** The waves that were announced. */
  private told = -1;

  constructor(record: RolloutRecord, ports: RolloutPorts) {
    this.targets = { ...record.targets };
    this.record = { ...record, targets: this.targets };
    this.failures = Object.values(this.targets).filter(({ state }) => isFailure(state)).length;
    this.ports = ports;
  }

  async toEnd(): Promise<RolloutRecord> {
    while (!isOver(this.record) && !this.ports.signal.aborted) {
      if (await this.obey()) continue;
      await this.step(nextStep(this.record));
    }
    return this.record;
  }

  private async step(step: NextStep): Promise<void> {
    const wave = this.wave;
    switch (step.kind) {
      case "apply":
        return this.applyAll(wave, step.targets);
      case "begin_soak": {
        const until = new Date(this.ports.now() + wave.soak).toISOString();
        await this.set({ state: "soaking", soak_until: until });
        if (wave.soak > 0) this.ports.onEvent({ type: "soaking", wave: wave.name, until });
        return;
      }
      case "soak":
        return this.soak(wave, step.until, step.targets);
      case "undo":
        return this.undoAll(wave, step.targets);
      case "end":
        return this.end(step.state, step.message);
    }
  }

  private get wave(): Wave {
    return this.record.waves[this.record.wave] ?? { name: "", soak: 0, targets: [] };
  }

  /** What somebody asks for. Whether something was done for it. */
  private async obey(): Promise<boolean> {
    // A wave that goes back is not left half way.
    if (this.record.state === "undoing") return false;
    const { wanted, by, reason } = await this.ports.wished();
    const who = `${by === "" ? "" : `by ${by}`}${reason === undefined ? "" : `: ${reason}`}`.trim();
    if (wanted === "abort") {
      await this.end("aborted", `aborted ${who}`.trim());
      return true;
    }
    if (wanted !== "pause") {
      if (this.record.state !== "paused") return false;
      await this.set({ state: this.record.soak_until === undefined ? "applying" : "soaking" }, ["message"]);
      this.ports.onEvent({ type: "resumed" });
      return true;
    }
    if (this.record.state !== "paused") {
      const message = `paused ${who}`.trim();
      await this.set({ state: "paused", message });
      this.ports.onEvent({ type: "paused", message });
    }
    await this.ports.sleep(WISH);
    return true;
  }

  /** Why it must not go on. Looked for among all targets only once one has failed. */
  private get stop(): string | undefined {
    return this.failures === 0 ? undefined : stopReason(this.record);
  }

  /** Whether no new target is begun. */
  private async held(): Promise<boolean> {
    if (this.ports.signal.aborted || this.stop !== undefined) return true;
    return (await this.ports.wished()).wanted !== "run";
  }

  private async applyAll(wave: Wave, names: readonly string[]): Promise<void> {
    const closed = await this.ports.closed(names);
    if (closed.length > 0) {
      const message = closed.join("; ");
      if (this.record.message !== message) {
        await this.set({ state: "waiting", message });
        this.ports.onEvent({ type: "waits_for_window", wave: wave.name, message });
      }
      return this.ports.sleep(WINDOW);
    }
    if (this.record.state !== "applying") await this.set({ state: "applying" }, ["message"]);
    if (this.told !== this.record.wave) {
      this.told = this.record.wave;
      this.ports.onEvent({ type: "wave_started", wave: wave.name, targets: wave.targets });
    }
    const servers = new Map<string, string[]>();
    for (const name of names) {
      const server = this.ports.serverOf(name);
      servers.set(server, [...(servers.get(server) ?? []), name]);
    }
    const lists = [...servers.values()];
    const worker = async () => {
      for (let list = lists.shift(); list !== undefined; list = lists.shift())
        for (const name of list) {
          const begun = progressOf(this.record, name)?.state === "applying";
          // What was begun is finished, whatever has been asked for since.
          if (this.ports.signal.aborted || (!begun && (await this.held()))) return;
          // Its window may have closed since the wave began: the next turn waits for it.
          if ((await this.ports.closed([name])).length > 0) return;
          await this.applyOne(wave, name, begun);
        }
    };
    await Promise.all(Array.from({ length: Math.min(this.ports.parallelism, lists.length) }, worker));
  }

  private async applyOne(wave: Wave, name: string, begun: boolean): Promise<void> {
    // Until its first run is recorded nothing was written: nobody needs to know yet that this is begun.
    this.note(name, { state: "applying", message: "" });
    const outcome = await this.ports.apply(name, begun, {
      run: (id) => this.target(name, { runs: [...(progressOf(this.record, name)?.runs ?? []), id] }),
      // A second process compares with what stood there before the first.
      before: (before: Readonly<Record<string, Baseline>>) => {
        if (progressOf(this.record, name)?.before === undefined) this.note(name, { before });
      },
    });
    if (outcome.ending === "interrupted") return this.set({});
    const state = outcome.ending === "done" ? "applied" : "failed";
    const calls = (progressOf(this.record, name)?.calls ?? 0) + outcome.calls;
    await this.target(name, { state, calls, message: outcome.message, ending: outcome.ending });
    this.ports.onEvent({ type: "target_finished", wave: wave.name, target: name, state, message: outcome.message });
  }

  private async soak(wave: Wave, until: number, targets: readonly string[]): Promise<void> {
    const pause = Math.max(LOOKS.least, Math.min(LOOKS.most, wave.soak / 10));
    const from = this.ports.now();
    const last = from >= until;
    await this.lookAt(wave, targets);
    if (this.ports.signal.aborted || this.stop !== undefined) return;
    if (last) return this.set({ state: "applying", wave: this.record.wave + 1 }, ["soak_until"]);
    const next = Math.min(until, from + pause);
    while (this.ports.now() < next && !this.ports.signal.aborted) {
      if ((await this.ports.wished()).wanted !== "run") return;
      await this.ports.sleep(Math.min(WISH, Math.max(1, next - this.ports.now())));
    }
  }

  private async lookAt(wave: Wave, targets: readonly string[]): Promise<void> {
    const queue = [...targets];
    const worker = async () => {
      for (let name = queue.shift(); name !== undefined && !this.ports.signal.aborted; name = queue.shift()) {
        const found = await this.ports.look(name, progressOf(this.record, name)?.before);
        // What the end of the program has cut off says nothing.
        if (this.ports.signal.aborted) return;
        const bad = found.filter(({ ok }) => !ok);
        for (const finding of bad)
          this.ports.onEvent({ type: "gate_finished", wave: wave.name, target: name, ...finding });
        if (bad.length === 0) continue;
        const message = bad.map(({ gate, message: text }) => `gate ${gate}: ${text}`).join("; ");
        await this.target(name, { state: "failed", message, ending: "not_converged" });
        this.ports.onEvent({ type: "target_finished", wave: wave.name, target: name, state: "failed", message });
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.ports.parallelism, targets.length) }, worker));
  }

  private async undoAll(wave: Wave, targets: readonly string[]): Promise<void> {
    if (this.record.state !== "undoing") {
      const runs = targets.flatMap((name) => progressOf(this.record, name)?.runs ?? []);
      await this.set({ state: "undoing", message: withoutHints(this.stop ?? "", runs) });
      this.ports.onEvent({ type: "undoing", wave: wave.name, targets });
    }
    for (const name of targets) {
      if (this.ports.signal.aborted) return;
      const progress = progressOf(this.record, name);
      const problem = await this.ports.undo(name, progress?.runs ?? []);
      if (this.ports.signal.aborted && problem !== undefined) return;
      const why = progress?.state === "failed" ? withoutHints(progress.message, progress.runs) : "its wave went back";
      const message = problem === undefined ? why : `${why}; not undone: ${problem}`;
      const state = problem === undefined ? "undone" : "not_undone";
      await this.target(name, { state, message });
      this.ports.onEvent({ type: "target_finished", wave: wave.name, target: name, state, message });
    }
  }

  private async end(state: RolloutState, message: string): Promise<void> {
    const text = this.record.state === "undoing" && this.record.message ? this.record.message : message;
    await this.set({ state, message: text, finished: new Date(this.ports.now()).toISOString() });
    this.ports.onEvent({ type: "rollout_finished", state, message: text });
  }

  private async target(name: string, change: Partial<TargetProgress>): Promise<void> {
    this.note(name, change);
    await this.set({});
  }

  /** In the record, and saved with whatever comes next. */
  private note(name: string, change: Partial<TargetProgress>): void {
    const old = progressOf(this.record, name) ?? { state: "waits", runs: [], calls: 0, message: "" };
    const value = { ...old, ...change };
    this.failures += Number(isFailure(value.state)) - Number(isFailure(old.state));
    // As a key of its own, whatever it is called.
    Object.defineProperty(this.targets, name, { value, enumerable: true, configurable: true, writable: true });
    this.changed.add(name);
  }

  private async set(change: Partial<RolloutHead>, without: readonly (keyof RolloutHead)[] = []): Promise<void> {
    const kept = Object.entries({ ...this.record, ...change }).filter(
      ([key]) => !without.includes(key as keyof RolloutHead),
    );
    this.record = Object.fromEntries(kept) as unknown as RolloutRecord;
    const names = [...this.changed];
    this.changed.clear();
    await this.ports.save(this.record, names);
  }
}
