import { fstatSync, statSync, writeSync } from "node:fs";
import { isatty } from "node:tty";
import type { Output } from "./terminal.ts";

/**
 * Standard output or standard error. A file, and nowhere, is written at once and whole, or `failed` is told why not: Node's own
 * stream takes the part of a file that a full disk had room for as all of it, and brings sockets and streams with it, which
 * cost a start more than what it prints. All else is Node's stream, which `nodes` gives: nobody waits in it for a reader that
 * takes nothing for now, so a run under way keeps its lock and hears a signal.
 */
export class StandardStream implements Output {
  private stream: NodeJS.WriteStream | undefined;
  private terminal: boolean | undefined;
  private direct: boolean | undefined;

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
    if (this.stream !== undefined || !this.atOnce()) {
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

  private atOnce(): boolean {
    this.direct ??= isFileOrNowhere(this.handle);
    return this.direct;
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

function isFileOrNowhere(handle: number): boolean {
  try {
    const found = fstatSync(handle);
    return found.isFile() || (process.platform !== "win32" && found.rdev === statSync("/dev/null").rdev);
  } catch {
    // Then the stream says why.
    return false;
  }
}

/** Asked of what may be one alone: the asking loads Node's sockets. */
function isTerminal(handle: number): boolean {
  try {
    if (process.platform !== "win32" && !fstatSync(handle).isCharacterDevice()) return false;
  } catch {
    // Then the system says it.
  }
  return !isFileOrNowhere(handle) && isatty(handle);
}
