import type {
  ConnectionsResult,
  ItemsQuestion,
  LogLine,
  MessagesResult,
  MigrationQuestion,
  MigrationResult,
  TestQuestion,
  TestResult,
} from "../python-says.ts";
import { readAnswer } from "./answers.ts";
import { Interpreter } from "./interpreter.ts";
import { type Files, ServerFiles } from "./server-files.ts";
import { snapshots } from "./snapshot.ts";
import type { Wall } from "./walls.ts";

/** A slice of the traffic; `more`: there is more that could be handled. */
type Handled = Pick<TestResult, "log" | "queued"> & { readonly more: boolean };

interface PythonOptions {
  /** Milliseconds that one call may take. */
  readonly timeLimit?: number;
  /** Milliseconds that an item may take to start before it is interrupted. */
  readonly startLimit?: number;
  /** Bytes that the interpreter may take. */
  readonly memoryLimit?: number;
  /** true: an import that the sandbox has not is an error, not an inert stand-in. */
  readonly strictImports?: boolean;
  /** Is told once of each module that a stand-in replaces. */
  readonly onMissing?: (module: string) => void;
  /** Is given what components write to the console of the server */
  readonly onSaid?: (line: string) => void;
  /** Where started interpreters are kept, so that the next one starts in a fraction of the time; absent: nowhere. */
  readonly cache?: string;
}

type Texts = Readonly<Record<string, string>>;

/** Bytes of an answer. That of a migration holds the files of all packages. */
const ANSWER_BYTES = 32 * 1024 * 1024;
const MIGRATE_BYTES = 256 * 1024 * 1024;

/** Another interpreter runs than the one that was meant: its components are to be started first. */
export class InterpreterReplaced extends Error {}

/**
 * CPython in a process of its own: started on the first need, kept warm, ended and made anew when a call takes more than
 * it may. Calls are made one after the other, as one server process would make them.
 */
export class Python {
  private starting: Promise<Interpreter> | undefined;
  private interpreter: Interpreter | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private readonly timeLimit: number;
  private readonly startLimit: number;
  private readonly files = new ServerFiles();
  /** Counts the interpreters that ended: what lived in one of them is gone. */
  generation = 0;

  constructor(private readonly options: PythonOptions = {}) {
    this.timeLimit = options.timeLimit ?? 60_000;
    this.startLimit = options.startLimit ?? 15_000;
  }

  /** What stands around the process, once it has started. */
  get wall(): Wall | undefined {
    return this.interpreter?.wall;
  }

  /** Starts it ahead of the first call. What goes wrong is said by the call that needs it. */
  warm(): void {
    void this.enqueue(() => this.running()).catch(() => undefined);
  }

  sync(
    request: object,
  ): Promise<{ readonly log: readonly LogLine[]; readonly polls: Readonly<Record<string, number>> }> {
    return this.call("sync", request) as never;
  }

  drain(request: object): Promise<Handled> {
    return this.call("drain", request) as never;
  }

  connections(question: ItemsQuestion): Promise<ConnectionsResult> {
    return this.enqueue(() => this.ask("connections", question, question)) as never;
  }

  messages(question: ItemsQuestion): Promise<MessagesResult> {
    return this.enqueue(() => this.ask("messages", question, question)) as never;
  }

  poll(request: object): Promise<Handled> {
    return this.call("poll", request) as never;
  }

  migrate(question: MigrationQuestion): Promise<MigrationResult> {
    return this.enqueue(async () => {
      const { roots, clear, files: now } = question;
      const answer = await this.ask("migrate", { ...question, roots: clear }, question);
      if (this.files.isSure) return { ...answer, files: this.files.after(now, clear, answer["files"] as Texts) };
      const { files } = await this.ask("files", { roots });
      return { ...answer, files: this.files.after(now, roots, files as Texts) };
    }) as Promise<MigrationResult>;
  }

  /** Rejects with InterpreterReplaced where what lived in the given generation is gone. */
  test(question: TestQuestion, generation?: number): Promise<TestResult> {
    return this.call("test", question, generation) as Promise<TestResult>;
  }

  async close(): Promise<void> {
    const { starting } = this;
    this.interpreter?.end("it was closed");
    (await starting?.catch(() => undefined))?.end("it was closed");
  }

  private call(method: string, request: object, generation?: number): Promise<unknown> {
    return this.enqueue(() => {
      if (generation !== undefined && generation !== this.generation) throw new InterpreterReplaced();
      return this.ask(method, request);
    });
  }

  /** `server`: the files that the interpreter is to have for it. */
  private async ask(method: string, request: object, server?: Files): Promise<Readonly<Record<string, unknown>>> {
    const interpreter = await this.running();
    const text = JSON.stringify(server === undefined ? request : { ...request, ...this.files.lacking(server) });
    const soft = Math.min(this.timeLimit * 0.9, method === "sync" ? this.startLimit : Number.POSITIVE_INFINITY);
    const bytes = method === "migrate" || method === "files" ? MIGRATE_BYTES : ANSWER_BYTES;
    const answer = readAnswer(method, await interpreter.ask(method, text, { time: this.timeLimit, soft, bytes }));
    if (answer === undefined) throw interpreter.end("its answer could not be understood");
    for (const module of answer.missing ?? []) this.options.onMissing?.(module);
    for (const line of answer.said ?? []) this.options.onSaid?.(line);
    if (answer.touched === true) this.files.doubt();
    return answer;
  }

  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }

  private running(): Promise<Interpreter> {
    this.starting ??= this.start().catch((error: unknown) => {
      this.starting = undefined;
      throw error;
    });
    return this.starting;
  }

  private async start(): Promise<Interpreter> {
    const kept = this.options.cache === undefined ? undefined : snapshots(this.options.cache);
    const snapshot = kept?.find();
    const started = await this.launch(snapshot, kept?.keep).catch((error: unknown) => {
      if (snapshot === undefined) throw error;
      // One that cannot be begun with any more: away with it, and the long way round.
      kept?.forget();
      return this.launch(undefined, undefined);
    });
    this.interpreter = started;
    await started.ask(
      "configure",
      JSON.stringify({ strictImports: this.options.strictImports === true, timeLimit: this.timeLimit }),
      { time: this.timeLimit, soft: this.timeLimit, bytes: ANSWER_BYTES },
    );
    return started;
  }

  private launch(snapshot: string | undefined, keep: ((bytes: Buffer) => void) | undefined): Promise<Interpreter> {
    return Interpreter.start({
      memory: this.options.memoryLimit ?? 1_024 * 1_024 * 1_024,
      makeSnapshot: snapshot === undefined && keep !== undefined,
      ...(snapshot === undefined ? {} : { snapshot }),
      ...(keep === undefined ? {} : { onSnapshot: keep }),
      onEnd: () => {
        if (this.interpreter === undefined) return;
        this.interpreter = undefined;
        this.starting = undefined;
        this.generation += 1;
        this.files.begin();
      },
    });
  }
}
