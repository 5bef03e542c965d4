import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

/** What Python gives back of a migration, in the order in which it was registered. */
export interface MigrationResult {
  readonly steps: readonly MigrationStep[];
  readonly error: string | null;
  readonly printed: string;
  /** The files below the roots afterwards: an entry file may remove or write some. */
  readonly files: Readonly<Record<string, string>>;
}
export type MigrationStep =
  | {
      readonly binding: {
        readonly class: string;
        readonly super: string;
        readonly module: string;
        readonly classname: string;
        readonly classpaths: string;
        /** The IRIS class of its adapter. */
        readonly adapter?: string;
        /** Its target settings, with their defaults. */
        readonly targets?: Readonly<Record<string, string>>;
      };
    }
  | {
      readonly production: string;
      readonly definition: Record<string, unknown>;
      /** Written as XML by Python itself: nothing of it is dropped. */
      readonly whole?: boolean;
    };

export interface LogLine {
  readonly type: string;
  readonly item: string;
  readonly class: string;
  readonly text: string;
}

interface PythonTestResult {
  readonly answer: Record<string, unknown> | null;
  readonly error: string | null;
  readonly log: readonly LogLine[];
  /** How many messages wait for each item. */
  readonly queued: Readonly<Record<string, number>>;
}

/** Where a component sends, as its class tells. */
export interface ItemConnections {
  readonly targets: readonly string[];
  readonly warnings: readonly string[];
}

interface PythonOptions {
  /** Milliseconds that one call may take. */
  readonly timeLimit?: number;
  /** true: an import that the sandbox has not is an error, not an inert stand-in. */
  readonly strictImports?: boolean;
  /** Is told once of each module that an inert stand-in replaces. */
  readonly onMissing?: (module: string, namespace: string) => void;
}

interface Waiting {
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
}

/** CPython in a worker thread: loaded on the first need, kept warm, ended and made anew when a call runs too long. */
export class Python {
  private worker: Worker | undefined;
  private ready: Promise<Worker> | undefined;
  private next = 0;
  private readonly waiting = new Map<number, Waiting>();
  private queue: Promise<unknown> = Promise.resolve();

  private readonly timeLimit: number;
  /** Counts the interpreters: what lived in an earlier one is gone. */
  generation = 0;

  constructor(private readonly options: PythonOptions = {}) {
    this.timeLimit = options.timeLimit ?? 60_000;
  }

  sync(
    request: object,
  ): Promise<{ readonly log: readonly LogLine[]; readonly polls: Readonly<Record<string, number>> }> {
    return this.call("sync", request) as never;
  }

  drain(request: object): Promise<Pick<PythonTestResult, "log" | "queued">> {
    return this.call("drain", request) as never;
  }

  connections(request: object): Promise<{ readonly items: Readonly<Record<string, ItemConnections>> }> {
    return this.call("connections", request) as never;
  }

  poll(request: object): Promise<{ readonly log: readonly LogLine[] }> {
    return this.call("poll", request) as never;
  }

  migrate(request: object): Promise<MigrationResult> {
    return this.call("migrate", request) as Promise<MigrationResult>;
  }

  test(request: object): Promise<PythonTestResult> {
    return this.call("test", request) as Promise<PythonTestResult>;
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    this.ready = undefined;
    await worker?.terminate();
  }

  /** One call at a time, as one server process would. */
  private call(method: string, request: object): Promise<unknown> {
    const answer = this.queue.then(() => this.callNow(method, request));
    this.queue = answer.catch(() => undefined);
    return answer;
  }

  private async callNow(method: string, request: object): Promise<unknown> {
    this.ready ??= this.start().then(async (worker) => {
      this.generation += 1;
      await this.send(worker, "configure", { strictImports: this.options.strictImports === true });
      return worker;
    });
    return this.send(await this.ready, method, request);
  }

  private async send(worker: Worker, method: string, request: object): Promise<unknown> {
    const id = this.next;
    this.next += 1;
    const text = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => {
        void this.close();
        reject(new Error(`Python ran longer than ${this.timeLimit / 1000} s and was ended`));
      }, this.timeLimit);
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(id);
      };
      this.waiting.set(id, {
        resolve: (answer) => {
          done();
          resolve(answer);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
      worker.postMessage({ id, method, text: JSON.stringify(request) });
    });
    const answer = JSON.parse(text) as { readonly missing?: readonly string[] };
    for (const module of answer.missing ?? []) {
      this.options.onMissing?.(module, String((request as { readonly namespace?: string }).namespace ?? "USER"));
    }
    return answer;
  }

  private start(): Promise<Worker> {
    const worker = new Worker(new URL("./worker.mjs", import.meta.url), {
      workerData: { python: fileURLToPath(new URL("./python", import.meta.url)) },
      env: {},
      stdout: true,
      stderr: true,
      stdin: false,
    });
    this.worker = worker;
    worker.unref();
    return new Promise((resolve, reject) => {
      worker.on("message", (message: { ready?: true; id: number; text?: string; error?: string }) => {
        if (message.ready) resolve(worker);
        else if (message.error !== undefined) {
          // What a package does wrong is an answer; an error here is the interpreter's own, and it is of no use any more.
          if (this.worker === worker) void this.close();
          const [first = ""] = message.error.split("\n");
          this.waiting.get(message.id)?.reject(new Error(`Python crashed and is started anew: ${first}`));
        } else this.waiting.get(message.id)?.resolve(message.text ?? "null");
      });
      const fail = (error: Error) => {
        const missing = /Cannot find (package|module) 'pyodide'/.test(error.message);
        const reason = missing
          ? new Error("Python is not installed: the optional package pyodide is missing (npm install pyodide)")
          : error;
        reject(reason);
        // One that was ended on purpose says nothing of the one that follows it.
        if (this.worker !== worker) return;
        for (const { reject: rejectCall } of [...this.waiting.values()]) rejectCall(reason);
        this.worker = undefined;
        this.ready = undefined;
      };
      worker.on("error", fail);
      worker.on("exit", () => fail(new Error("Python ended unexpectedly")));
    });
  }
}
