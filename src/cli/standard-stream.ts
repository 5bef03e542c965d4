import { fstatSync, statSync, writeSync } from "node:fs";
import { isatty } from "node:tty";
import type { Output } from "./terminal.ts";

/**
 * Standard output or standard error. What is no terminal is written at once and whole, or `failed` is told why not: Node's own
 * stream takes the part of a file that a full disk had room for as all of it, and brings sockets and streams with it, which cost
 * a start more than what it prints. `nodes` gives Node's stream: for a terminal, and where a reader takes nothing for now.
 */
export class StandardStream implements Output {
  private stream: NodeJS.WriteStream | undefined;
  private terminal: boolean | undefined;

  constructor(
    private readonly handle: number,
    private readonly nodes: () => NodeJS.WriteStream,
    private readonly failed: (error: NodeJS.ErrnoException) => void,
  ) {}

  get isTTY(): boolean {
    this.terminal ??= isTerminal(this.handle);
    return this.terminal;
  }

  get columns(): number {
    return this.isTTY ? this.asStream().columns : 80;
  }

  write(text: string): void {
    if (this.stream !== undefined || this.isTTY || process.platform === "win32") {
      this.asStream().write(text);
      return;
    }
    const bytes = Buffer.from(text);
    let done = 0;
    try {
      while (done < bytes.length) done += writeSync(this.handle, bytes, done);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EAGAIN") this.asStream().write(bytes.subarray(done));
      else this.failed(error as NodeJS.ErrnoException);
    }
  }

  /** When all that was given to it is written, or cannot be. */
  async written(): Promise<void> {
    const { stream } = this;
    if (stream !== undefined) await new Promise<void>((done) => stream.write("", () => done()));
  }

  /** Node's own stream, which from then on all is written to. */
  asStream(): NodeJS.WriteStream {
    if (this.stream === undefined) {
      this.stream = this.nodes();
      this.stream.on("error", this.failed);
    }
    return this.stream;
  }
}

/** Asked of what may be one alone: the asking loads Node's sockets. */
function isTerminal(handle: number): boolean {
  try {
    const found = fstatSync(handle);
    if (process.platform !== "win32" && (!found.isCharacterDevice() || found.rdev === statSync("/dev/null").rdev))
      return false;
  } catch {
    // Then the system says it.
  }
  return isatty(handle);
}
