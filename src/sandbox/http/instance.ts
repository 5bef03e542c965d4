import type { WireLogEntry } from "../../wire/types.ts";
import { codeFiles, loadedCode } from "../rules/code.ts";
import type { Work } from "../rules/lifecycle.ts";
import { type AsksMigration, namespaceOf, type Outcome, type RuleRequest } from "../rules/rule.ts";
import { entryOf, type NamespaceState, type SandboxState } from "../rules/state.ts";
import { irisTime, type Profile } from "../rules/values.ts";
import type { Python } from "../runtime/python.ts";
import { Asking } from "./asking.ts";
import { Live } from "./live.ts";
import type { ServerOptions } from "./options.ts";
import { nextId, type Store } from "./store.ts";

/** The server without HTTP: the rules, with a store, a clock and a real Python around them. */
export class Instance {
  readonly state: SandboxState;
  readonly profile: Profile;
  readonly python: Python;
  readonly live: Live;
  private readonly store: Store;
  private readonly asking: Asking;
  /** The files of the code that jobs have loaded, by its digest: a job's own, whatever becomes of the files. */
  private readonly codes = new Map<string, Readonly<Record<string, string>>>();

  constructor({ store, python, profile, notice, eager }: ServerOptions) {
    this.state = store.state;
    this.profile = profile;
    this.python = python;
    this.store = store;
    this.asking = new Asking(python);
    this.live = new Live({
      state: store.state,
      python,
      codeFiles: (code) => this.codes.get(code) ?? {},
      log: (namespace, { type, item, class: source, method, text }, session) =>
        this.log(namespace, {
          type,
          config_name: item,
          source_class: source,
          source_method: method,
          text,
          session_id: session,
        }),
      notice,
      newSession: (namespace) => this.newSession(namespace),
      eager,
    });
    for (const ns of Object.values(store.state.namespaces)) this.rememberCode(ns);
    this.live.changed();
  }

  /** What a rule works with. Throws IrisError where the namespace does not exist. */
  request(
    given: Pick<RuleRequest, "namespace" | "query" | "body"> & { readonly work: Work; readonly namespaced: boolean },
  ): RuleRequest {
    const { namespaced, ...rest } = given;
    return {
      ...rest,
      state: this.state,
      // Who reads no namespace is given none.
      ns: namespaced ? namespaceOf(this.state, given.namespace) : (undefined as unknown as NamespaceState),
      profile: this.profile,
      now: irisTime(new Date()),
      log: this.store.log.get(given.namespace) ?? [],
    };
  }

  /** Puts a rule's questions to Python, notes what it has to log, and gives its answer. Rejects as the rule throws. */
  async follow(outcome: Outcome, namespace: string): Promise<unknown> {
    let current = outcome;
    while ("asks" in current)
      current = current.asks === "migrate" ? await this.migrate(current, namespace) : await this.asking.items(current);
    for (const entry of current.log ?? []) this.log(namespace, entry);
    return current.answer;
  }

  /** The files would survive before they run, and so would what was registered, whatever it failed at. */
  private async migrate(outcome: AsksMigration, namespace: string): Promise<Outcome> {
    this.changed(namespace);
    const result = await this.python.migrate(outcome.question);
    try {
      return outcome.take(result);
    } finally {
      this.changed(namespace);
    }
  }

  /** Waits until what lives in Python is what runs. */
  async settle({ namespace, ns }: RuleRequest): Promise<void> {
    // A restart of this very call has loaded what lies there now.
    this.rememberCode(ns);
    await this.live.sync(namespace, ns);
  }

  /** After each change in a namespace: it is written, and what lives in Python follows it. */
  changed(namespace: string): void {
    const ns = entryOf(this.state.namespaces, namespace);
    if (ns !== undefined) this.rememberCode(ns);
    this.store.save(namespace);
    this.live.changed(namespace);
  }

  /** Writes an entry of the namespace's log: what is not given is what the director itself logs. */
  log(namespace: string, entry: Partial<WireLogEntry>): void {
    this.store.append(namespace, {
      id: nextId(this.store.log.get(namespace)),
      config_name: entry.config_name ?? "",
      job: String(process.pid),
      message_id: "",
      session_id: entry.session_id ?? "",
      source_class: entry.source_class ?? "Ens.Director",
      source_method: entry.source_method ?? "",
      text: entry.text ?? "",
      time_logged: irisTime(new Date()),
      type: entry.type ?? "Info",
    });
  }

  /** As in IRIS, the id of what begins it: here of the log entry that comes next. */
  newSession(namespace: string): string {
    return String(nextId(this.store.log.get(namespace)));
  }

  /** Ends what polls. */
  close(): void {
    this.live.close();
  }

  private rememberCode(ns: NamespaceState): void {
    for (const [code, binding] of loadedCode(ns)) {
      if (!this.codes.has(code)) this.codes.set(code, codeFiles(this.state, binding));
    }
  }
}
