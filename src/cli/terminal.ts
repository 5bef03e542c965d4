import { accessSync, appendFileSync, constants, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Environment } from "../model/environment.ts";
import { Net } from "../model/net.ts";
import { Refusal } from "../model/refusal.ts";
import { safe } from "../model/safe.ts";
import { createStyle, type Style, wrapProse } from "../report/style.ts";

/** What flags say of the output. `color`: undefined: where it is a terminal. */
export interface TerminalOptions {
  readonly color: boolean | undefined;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** A stream that text is written to: the process's, or a test's. */
export interface Output {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** The same as a stream of Node's, on which a person is asked. */
  readonly asStream?: () => NodeJS.WritableStream;
}

/** Where the words go, and the environment that says how they may look. */
export interface TerminalIo {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Environment;
  /** What paths of files are relative to; the process's own where absent. */
  readonly cwd?: string;
}

/** Why a system would not write, in words. */
export function whyNot({ code = "", message }: NodeJS.ErrnoException): string {
  return WHY_NOT[code] ?? message;
}

/** What a system's codes mean. */
const WHY_NOT: Readonly<Record<string, string>> = {
  EISDIR: "it is a folder",
  EEXIST: "its folder is a file",
  ENOTDIR: "its folder is a file",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "nothing can be written there",
  ENOSPC: "the disk is full",
  EFBIG: "the file would be larger than it may be",
  EBADF: "it is not open for writing",
};

/**
 * The one way out: results to standard output, all else to standard error; nothing in it that a terminal or a pipeline
 * would obey. Results hide secrets by what a value is. Errors, warnings and progress may hold others' words: those pass
 * the net too.
 */
export class Terminal {
  readonly secrets: Net;
  private options: TerminalOptions = { color: undefined, quiet: false, verbose: false };

  constructor(
    readonly io: TerminalIo,
    secrets = new Net(),
  ) {
    this.secrets = secrets;
  }

  configure(options: TerminalOptions): void {
    this.options = options;
  }

  /** For what is printed on standard output. */
  get style(): Style {
    return createStyle(this.colors(this.io.stdout));
  }

  /** For what is printed on standard error. */
  get errorStyle(): Style {
    return createStyle(this.colors(this.io.stderr));
  }

  get interactive(): boolean {
    return this.io.stderr.isTTY === true;
  }

  /** Whether standard output is a terminal. */
  get live(): boolean {
    return this.io.stdout.isTTY === true;
  }

  /** Of standard output; where that is no terminal there is no end to a line. */
  get width(): number {
    return this.io.stdout.isTTY ? columnsOf(this.io.stdout) : Number.POSITIVE_INFINITY;
  }

  get columns(): number {
    return columnsOf(this.io.stderr);
  }

  /** Of help, also where it is no terminal that it goes to. */
  get helpColumns(): { readonly out: number; readonly error: number } {
    return { out: columnsOf(this.io.stdout), error: columnsOf(this.io.stderr) };
  }

  get verbose(): boolean {
    return this.options.verbose;
  }

  /** Results, for people and for machines: JSON means the same afterwards. */
  out(text: string): void {
    this.io.stdout.write(this.safe(text.endsWith("\n") ? text : `${text}\n`, this.io.stdout));
  }

  /** A result in sentences: on a terminal its lines are broken between words. */
  say(text: string): void {
    this.out(wrapProse(text, this.width));
  }

  /** A result that is shown anew: the screen is cleared first. */
  redraw(text: string): void {
    this.io.stdout.write(`\u001b[H\u001b[2J${this.safe(`${text}\n`, this.io.stdout)}`);
  }

  /** Errors and warnings: shown even when quiet. */
  error(text: string): void {
    this.tell(text);
  }

  /** Progress. */
  note(text: string): void {
    if (!this.options.quiet) this.tell(text);
  }

  private tell(text: string): void {
    const columns = this.interactive ? this.columns : Number.POSITIVE_INFINITY;
    this.io.stderr.write(this.safe(`${wrapProse(this.hide(text), columns)}\n`, this.io.stderr));
  }

  /** Progress in the last line, which is cleared first. */
  draw(text: string): void {
    if (!this.options.quiet) this.io.stderr.write(`\r\u001b[2K${this.safe(this.hide(text), this.io.stderr)}`);
  }

  /** A command of our own to the pipeline that runs this: its values are escaped by whom made it. */
  command(line: string): void {
    this.io.stderr.write(`${safe(this.hide(line), { colors: false, pipeline: false })}\n`);
  }

  /**
   * A result as a file. It may hold values: a new file is for this user only. One that is there keeps its mode, which is
   * how somebody shares it on purpose.
   */
  file(path: string, text: string): void {
    this.written(path, (full) => writeFileSync(full, text, { mode: 0o600 }));
  }

  /** A page for people, of which they are told where it is. */
  page(path: string, text: string): void {
    this.file(path, text);
    this.note(`wrote ${path}`);
  }

  /** Refuses a path that cannot be written, before what it is to tell of is done. */
  claim(path: string | undefined): void {
    if (path === undefined) return;
    this.written(path, (full) => {
      if (existsSync(full)) accessSync(full, constants.W_OK);
      else accessSync(dirname(full), constants.W_OK);
    });
  }

  /**
   * A file that is meant for a repository, such as state: others are to read it too, so its mode is what the umask gives.
   * Only for what holds no secret.
   */
  sourceFile(path: string, text: string): void {
    writeFileSync(path, text);
  }

  append(path: string, text: string): void {
    this.written(path, (full) => appendFileSync(full, text, { mode: 0o600 }));
  }

  /** The folder of a file is made where it is missing. */
  private written(path: string, write: (full: string) => void): void {
    const full = resolve(this.io.cwd ?? ".", path);
    try {
      mkdirSync(dirname(full), { recursive: true });
      write(full);
    } catch (error) {
      throw new Refusal("error", `${path} cannot be written: ${whyNot(error as NodeJS.ErrnoException)}`);
    }
  }

  /** Others' words, such as a server's error or a line of its log, for people. */
  hide(text: string): string {
    return this.secrets.hide(text);
  }

  private safe(text: string, stream: Output): string {
    const { env } = this.io;
    const pipeline = [env["CI"], env["GITHUB_ACTIONS"], env["TF_BUILD"]].some(
      (flag) => flag && !/^(0|false)$/i.test(flag),
    );
    return safe(text, { colors: this.colors(stream), pipeline });
  }

  private colors(stream: Output): boolean {
    if (this.options.color === false || this.io.env["NO_COLOR"]) return false;
    return stream.isTTY === true && this.io.env["TERM"] !== "dumb";
  }
}

/** A terminal that does not know its size says 0: its lines have no end then. */
function columnsOf({ columns = 80 }: Output): number {
  return columns > 0 ? columns : Number.POSITIVE_INFINITY;
}
