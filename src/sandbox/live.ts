import { itemName, xmlText } from "./definition.ts";
import { PythonEnded } from "./interpreter.ts";
import { itemsOf } from "./lifecycle.ts";
import type { LogLine, Python } from "./python.ts";
import { type ItemDefinition, type JobState, type NamespaceState, own, type SandboxState } from "./state.ts";

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

interface Beginning {
  readonly name: string;
  readonly item: ItemDefinition;
  readonly job: JobState;
  /** Which start of the job it is. */
  readonly key: string;
}

/** Keeps what lives in Python equal to the jobs of the running productions. */
export class Live {
  /** By namespace and item: which start of the job lives there. */
  private readonly living = new Map<string, Map<string, string>>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private generation = 0;
  /** By namespace and item: which start of the job ended the interpreter, and how. */
  private readonly crashed = new Map<string, { readonly key: string; readonly reason: string }>();

  constructor(private readonly options: LiveOptions) {}

  /** After every change of state; does not wait, as a start does not wait for `on_init` (wire-notes, 3.3). */
  changed(): void {
    if (!this.options.eager) return;
    for (const [namespace, ns] of Object.entries(this.options.state.namespaces)) {
      const known = this.living.get(namespace)?.size ?? 0;
      const runsPython = Object.values(ns.runtime?.jobs ?? {}).some(({ code }) => code !== "");
      if (known > 0 || runsPython) void this.sync(namespace, ns).catch((error: Error) => this.failed(namespace, error));
    }
  }

  /** Starts and ends items in Python until they are those that run. */
  async sync(namespace: string, ns: NamespaceState): Promise<void> {
    const { python } = this.options;
    if (this.generation !== python.generation) {
      // What lived in the interpreter that ended is started anew in the next one.
      this.generation = python.generation;
      this.living.clear();
    }
    const living = this.living.get(namespace) ?? new Map<string, string>();
    this.living.set(namespace, living);
    const wanted = new Map(
      this.jobs(ns)
        .map(([item, job]) => ({ name: itemName(item), item, job, key: keyOf(ns, job) }))
        .filter(({ name, key }) => this.crashed.get(`${namespace}\0${name}`)?.key !== key)
        .map((start) => [start.name, start] as const),
    );
    const stop = [...living].filter(([name, key]) => wanted.get(name)?.key !== key).map(([name]) => name);
    const begin = [...wanted.values()].filter(({ name, key }) => living.get(name) !== key);
    if (stop.length === 0 && begin.length === 0) return;
    for (const { name, key } of begin) living.set(name, key);
    for (const name of stop) if (!wanted.has(name)) living.delete(name);
    await this.begin(namespace, ns, stop, begin);
  }

  /** How an item ended the interpreter as it started; it is not started again before it is another start. */
  crashOf(namespace: string, ns: NamespaceState, name: string): string | undefined {
    const crash = this.crashed.get(`${namespace}\0${name}`);
    const job = own(ns.runtime?.jobs ?? {}, name);
    return crash !== undefined && job !== undefined && crash.key === keyOf(ns, job) ? crash.reason : undefined;
  }

  /** All at once; where that ends the interpreter one by one, so that only the one which does it is left out. */
  private async begin(
    namespace: string,
    ns: NamespaceState,
    stop: readonly string[],
    begin: readonly Beginning[],
  ): Promise<void> {
    const { python, log } = this.options;
    const files: Record<string, string> = {};
    const start = Object.fromEntries(begin.map(({ name, item, job }) => [name, this.spec(ns, item, job, files)]));
    try {
      const keep = Object.keys(ns.queues).length > 0;
      const answer = await python.sync({ namespace, stop, start, files, keep });
      for (const entry of answer.log) log(namespace, entry, "");
      this.schedule(namespace, ns, answer.polls);
    } catch (error) {
      if (!(error instanceof PythonEnded)) throw error;
      const [one, ...others] = begin;
      if (one === undefined) throw error;
      if (others.length > 0) {
        const lived = python.generation;
        for (const each of begin) if (python.generation === lived) await this.begin(namespace, ns, [], [each]);
        return this.sync(namespace, ns);
      }
      this.crashed.set(`${namespace}\0${one.name}`, { key: one.key, reason: error.message });
      this.living.get(namespace)?.delete(one.name);
      log(namespace, { type: "Error", item: one.name, class: "", method: "", text: error.message }, "");
    }
  }

  /** Messages wait in their queues until their items have handled them; where nobody lives on, that is awaited. */
  async queued(
    namespace: string,
    ns: NamespaceState,
    counts: Readonly<Record<string, number>>,
    session: string,
  ): Promise<void> {
    ns.queues = { ...counts };
    if (Object.keys(counts).length === 0) return;
    const drained = this.options.python.drain({ namespace }).then(({ log, queued }) => {
      for (const entry of log) this.options.log(namespace, entry, session);
      ns.queues = { ...queued };
    });
    // What waited in an interpreter that ended waits no more: it had its queue in there.
    drained.catch(() => {
      ns.queues = {};
    });
    if (this.options.eager) void drained.catch((error: Error) => this.failed(namespace, error));
    else await drained;
  }

  close(): void {
    for (const timer of this.timers.values()) clearInterval(timer);
    this.timers.clear();
  }

  private jobs(ns: NamespaceState): [ItemDefinition, JobState][] {
    const production = own(ns.productions, ns.active);
    const { runtime } = ns;
    if (production === undefined || runtime === null) return [];
    return itemsOf(production).flatMap((item): [ItemDefinition, JobState][] => {
      const job = own(runtime.jobs, itemName(item));
      return job ? [[item, job]] : [];
    });
  }

  private spec(ns: NamespaceState, item: ItemDefinition, job: JobState, files: Record<string, string>): object {
    const binding = own(ns.bindings, xmlText(item["@ClassName"]));
    const path = `/sandbox/run/${job.code}`;
    for (const [file, data] of Object.entries(this.options.codeFiles(job.code))) files[`${path}/${file}`] = data;
    const values = (target: RegExp) =>
      Object.fromEntries(
        item.Setting.filter((setting) => target.test(xmlText(setting["@Target"]))).map((setting) => [
          xmlText(setting["@Name"]),
          xmlText(setting["#text"]),
        ]),
      );
    const { "%settings": lines = "", "%module": module, "%classname": classname, ...host } = values(/^(Host)?$/);
    return {
      class: xmlText(item["@ClassName"]),
      path,
      host,
      lines,
      adapter: values(/^Adapter$/),
      adapters: Object.fromEntries(Object.entries(ns.bindings).filter(([, { super: base }]) => /Adapter$/.test(base))),
      ...(binding
        ? {
            root: binding.classpaths,
            module: module || binding.module,
            classname: classname || binding.classname,
          }
        : {}),
    };
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
        try {
          await this.sync(namespace, ns);
          const { log, queued } = await this.options.python.poll({ namespace, item });
          const session = this.options.newSession(namespace);
          for (const entry of log) this.options.log(namespace, entry, session);
          ns.queues = { ...queued };
        } catch (error) {
          this.failed(namespace, error as Error);
        }
        busy = false;
      }, Math.max(0.1, seconds) * 1_000);
      timer.unref();
      this.timers.set(`${namespace}\0${item}`, timer);
    }
  }

  private failed(namespace: string, error: Error): void {
    this.options.notice(`${namespace}: ${error.message}`);
  }
}

/** Which start of a job it is: another one is a new process with its own code. */
function keyOf(ns: NamespaceState, job: JobState): string {
  return `${own(ns.productions, ns.active)?.lastStart ?? ""} ${job.starts} ${job.code} ${job.definition}`;
}
