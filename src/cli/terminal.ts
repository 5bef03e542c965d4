import { appendFileSync, writeFileSync } from "node:fs";
import { SENSITIVE } from "../model/change.ts";
import { createStyle, type Style } from "../report/style.ts";

export interface TerminalOptions {
  readonly color: boolean | undefined;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** The one way out: results to standard output, all else to standard error, and no secret on either. */
export class Terminal {
  readonly secrets: Set<string>;
  private options: TerminalOptions = { color: undefined, quiet: false, verbose: false };

  constructor(secrets = new Set<string>()) {
    this.secrets = secrets;
  }

  configure(options: TerminalOptions): void {
    this.options = options;
  }

  /** For what is printed on standard output. */
  get style(): Style {
    return createStyle(this.colors(process.stdout));
  }

  /** For what is printed on standard error. */
  get errorStyle(): Style {
    return createStyle(this.colors(process.stderr));
  }

  get interactive(): boolean {
    return process.stderr.isTTY === true;
  }

  /** Whether standard output is a terminal. */
  get live(): boolean {
    return process.stdout.isTTY === true;
  }

  /** Of standard output; where that is no terminal there is no end to a line. */
  get width(): number {
    return process.stdout.isTTY ? (process.stdout.columns ?? 80) : Number.POSITIVE_INFINITY;
  }

  get columns(): number {
    return process.stderr.columns ?? 80;
  }

  get verbose(): boolean {
    return this.options.verbose;
  }

  /** The same, knowing the same secrets, without a voice: what is done is told in another way. */
  muted(): Terminal {
    const quiet = new Terminal(this.secrets);
    quiet.out = () => undefined;
    quiet.error = () => undefined;
    quiet.note = () => undefined;
    quiet.draw = () => undefined;
    return quiet;
  }

  /** Results. */
  out(text: string): void {
    process.stdout.write(this.hide(text.endsWith("\n") ? text : `${text}\n`));
  }

  /** Errors and warnings: shown even when quiet. */
  error(text: string): void {
    process.stderr.write(this.hide(`${text}\n`));
  }

  /** Progress. */
  note(text: string): void {
    if (!this.options.quiet) process.stderr.write(this.hide(`${text}\n`));
  }

  /** Progress that is drawn over, as it is. */
  draw(text: string): void {
    if (!this.options.quiet) process.stderr.write(this.hide(text));
  }

  file(path: string, text: string): void {
    writeFileSync(path, this.hide(text));
  }

  append(path: string, text: string): void {
    appendFileSync(path, this.hide(text));
  }

  /** Short texts are left to the marks on values: hiding "1" everywhere would hide everything. */
  hide(text: string): string {
    let out = text;
    for (const secret of this.secrets) {
      if (secret.trim().length < 4) continue;
      for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])) {
        out = out.replaceAll(form, SENSITIVE);
      }
    }
    return out;
  }

  private colors(stream: NodeJS.WriteStream): boolean {
    if (this.options.color === false || process.env["NO_COLOR"]) return false;
    return stream.isTTY === true && process.env["TERM"] !== "dumb";
  }
}
