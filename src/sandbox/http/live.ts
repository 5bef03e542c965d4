import type { LogLine } from "../python-says.ts";
import { type Beginning, beginnings, codeFolder, startKey, startOrder } from "../rules/starts.ts";
import { entryOf, type NamespaceState, type SandboxState } from "../rules/state.ts";
import { PythonEnded } from "../runtime/interpreter.ts";
import type { Python } from "../runtime/python.ts";

/** What live Python is kept equal to, and who is told of it. */
export interface LiveOptions {
  readonly state: SandboxState;
  readonly python: Python;
  /** The files of the code that a job has loaded, by its digest. */
  readonly codeFiles: (code: string) => Readonly<Record<string, string>>;
  /** A session groups what follows from one message; empty: none. */
  readonly log: (namespace: string, entry: LogLine, session: string) => void;
  readonly newSession: (namespace: string) => string;
  /** What the sandbox itself has to say: it is no entry of a server's log. */
  readonly notice: (text: string) => void;
  /** true: components start with their production and polling services poll; false: they start at the first message. */
  readonly eager: boolean;
}

/** Slices of waiting messages that a call waits for where nobody lives on. */
const SLICES = 5;
/** What a timer can hold: a longer one would be over at once. */
const LONGEST_TIMER = 2_147_483_647;

/** Keeps what lives in Python equal to the jobs of the running productions. */
export class Live {
  /** By namespace and item: which start of the job lives there. */
  private readonly living = new Map<string, Map<string, string>>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private generation = 0;
  /** The code whose files this interpreter has. */
  private readonly sent = new Set<string>();
  /** Namespaces whose queues are being worked off. */
  private readonly draining = new Set<string>();
  private closed = false;
  private turn: Promise<void> = Promise.resolve();
  /** By namespace and item: which start of the job ended the interpreter, and how. */
  private readonly crashed = new Map<string, { readonly key: string; readonly reason: string }>();

  constructor(private readonly options: LiveOptions) {}

  /**
   * After every change in a namespace, or in any; does not wait, as a start does not wait for `on_init` (wire-notes, 3.3).
   * In an interpreter that was begun anew nothing lives yet, of no namespace.
   */
  changed(changed?: string): void {
    const { eager, state, python } = this.options;
    if (!eager) return;
    const isOne = changed !== undefined && this.generation === python.generation;
    const one = isOne ? entryOf(state.namespaces, changed) : undefined;
    const all = !isOne ? Object.entries(state.namespaces) : one === undefined ? [] : [[changed, one] as const];
    for (const [namespace, ns] of all) {
      const known = this.living.get(namespace)?.size ?? 0;
      const runsPython = Object.values(ns.runtime?.jobs ?? {}).some(({ code }) => code !== "");
      if (known > 0 || runsPython) void this.sync(namespace, ns).catch((error: Error) => this.failed(namespace, error));
    }
  }

  /**
   * Starts and ends items in Python until they are those that run. One after the other, whoever asks: two at once would
   * each take the other's end of an interpreter for their own.
   */
  sync(namespace: string, ns: NamespaceState): Promise<void> {
    const done = this.turn.then(() => this.settle(namespace, ns));
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async settle(namespace: string, ns: NamespaceState): Promise<void> {
    const { python } = this.options;
    // What waits is what the state says that waits: messages of a production that was stopped are gone.
    let keep = Object.keys(ns.queues).length > 0;
    for (;;) {
      if (this.generation !== python.generation) {
        // What lived in the interpreter that ended is started anew in the next one.
        this.generation = python.generation;
        this.living.clear();
        this.sent.clear();
      }
      const living = this.living.get(namespace) ?? new Map<string, string>();
      this.living.set(namespace, living);
      const wanted = this.wanted(namespace, ns);
      const stop = [...living].filter(([name, key]) => wanted.get(name)?.key !== key).map(([name]) => name);
      const begin = [...wanted.values()].filter(({ name, key }) => living.get(name) !== key);
      if (stop.length === 0 && begin.length === 0) return;
      for (const name of stop) living.delete(name);
      // What is no Python starts at once; what is has a call of its own, so that one that never ends is known by name.
      const known = begin.filter(({ code }) => code === undefined);
      const first = known.length > 0 || stop.length > 0 ? known : begin.slice(0, 1);
      for (const { name, key } of first) living.set(name, key);
      await this.begin(namespace, ns, stop, first, keep);
      keep = true;
    }
  }

  private wanted(namespace: string, ns: NamespaceState): Map<string, Beginning> {
    const all = beginnings(ns).filter(({ name, key }) => this.crashed.get(`${namespace}\0${name}`)?.key !== key);
    return new Map(all.map((start) => [start.name, start] as const));
  }

  /** How an item ended the interpreter as it started; it is not started again before it is another start. */
  crashOf(namespace: string, ns: NamespaceState, name: string): string | undefined {
    const crash = this.crashed.get(`${namespace}\0${name}`);
    const job = entryOf(ns.runtime?.jobs ?? {}, name);
    return crash !== undefined && job !== undefined && crash.key === startKey(ns, job) ? crash.reason : undefined;
  }

  private async begin(
    namespace: string,
    ns: NamespaceState,
    stop: readonly string[],
    begin: readonly Beginning[],
    keep: boolean,
  ): Promise<void> {
    const { python, log } = this.options;
    const start = Object.fromEntries(begin.map(({ name, item, job }) => [name, startOrder(ns, item, job)]));
    const files = this.unsent(begin);
    try {
      const answer = await python.sync({ namespace, stop, start, files, keep });
      for (const entry of answer.log) log(namespace, entry, "");
      for (const { code } of begin) if (code !== undefined) this.sent.add(code);
      this.schedule(namespace, ns, answer.polls);
    } catch (error) {
      if (!(error instanceof PythonEnded)) throw error;
      const [one] = begin;
      if (one === undefined) throw error;
      this.crashed.set(`${namespace}\0${one.name}`, { key: one.key, reason: error.message });
      this.living.get(namespace)?.delete(one.name);
      log(namespace, { type: "Error", item: one.name, class: "", method: "", text: error.message }, "");
    }
  }

  /** The files of the code that this interpreter has not. */
  private unsent(begin: readonly Beginning[]): Record<string, string> {
    const files: Record<string, string> = {};
    for (const { job } of begin) {
      if (this.sent.has(job.code)) continue;
      for (const [file, content] of Object.entries(this.options.codeFiles(job.code)))
        files[`${codeFolder(job)}/${file}`] = content;
    }
    return files;
  }

  /**
   * Messages wait in their queues until their items have handled them: a slice at a time, between other calls. Where nobody
   * lives on, a few slices are awaited; what waits then waits for the next call.
   */
  async queued(
    namespace: string,
    ns: NamespaceState,
    counts: Readonly<Record<string, number>>,
    session: string,
  ): Promise<void> {
    ns.queues = { ...counts };
    if (Object.keys(counts).length === 0 || this.draining.has(namespace)) return;
    this.draining.add(namespace);
    const { eager, notice } = this.options;
    const drained = this.drain(namespace, ns, session, eager ? Number.POSITIVE_INFINITY : SLICES)
      .then((more) => {
        if (more) notice(`${namespace}: messages still wait in their queues: ${Object.keys(ns.queues).join(", ")}`);
      })
      .finally(() => this.draining.delete(namespace));
    // What waited in an interpreter that ended waits no more: it had its queue in there.
    drained.catch(() => {
      ns.queues = {};
    });
    if (eager) void drained.catch((error: Error) => this.failed(namespace, error));
    else await drained;
  }

  /** Gives whether there is more that could be handled. */
  private async drain(namespace: string, ns: NamespaceState, session: string, slices: number): Promise<boolean> {
    for (let slice = 1; ; slice += 1) {
      const { log, queued, more } = await this.options.python.drain({ namespace });
      for (const entry of log) this.options.log(namespace, entry, session);
      ns.queues = { ...queued };
      if (!more || slice >= slices || this.closed || ns.runtime === null) return more;
      // One that sends to itself for ever has no more than half of the time.
      await new Promise<void>((resolve) => setTimeout(resolve, Math.min(1_000, 50 * slice)).unref());
    }
  }

  close(): void {
    this.closed = true;
    for (const timer of this.timers.values()) clearInterval(timer);
    this.timers.clear();
  }

  private schedule(namespace: string, ns: NamespaceState, polls: Readonly<Record<string, number>>): void {
    if (!this.options.eager) return;
    for (const [key, timer] of this.timers) {
      if (!key.startsWith(`${namespace}\0`)) continue;
      clearInterval(timer);
      this.timers.delete(key);
    }
    for (const [item, seconds] of Object.entries(polls)) {
      let busy = false;
      const timer = setInterval(async () => {
        if (busy) return;
        busy = true;
        await this.poll(namespace, ns, item).catch((error: Error) => this.failed(namespace, error));
        busy = false;
      }, interval(seconds));
      timer.unref();
      this.timers.set(`${namespace}\0${item}`, timer);
    }
  }

  private async poll(namespace: string, ns: NamespaceState, item: string): Promise<void> {
    await this.sync(namespace, ns);
    const { log, queued, more } = await this.options.python.poll({ namespace, item });
    const session = this.options.newSession(namespace);
    for (const entry of log) this.options.log(namespace, entry, session);
    ns.queues = { ...queued };
    if (more) void this.queued(namespace, ns, queued, session).catch(() => undefined);
  }

  private failed(namespace: string, error: Error): void {
    this.options.notice(`${namespace}: ${error.message}`);
  }
}

/** Seconds between two polls as a timer's milliseconds. */
export function interval(seconds: number): number {
  return Math.min(Math.max(0.1, seconds) * 1_000, LONGEST_TIMER);
}
