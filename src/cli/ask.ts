import { createInterface } from "node:readline/promises";
import type { Ending } from "../model/refusal.ts";
import type { Context } from "./context.ts";

/** Milliseconds that a pipe on standard input gets to say yes. */
const PIPE_PATIENCE = 2_000;

/** What is typed instead of an answer: Ctrl-C, or the end of input. */
const INTERRUPTED = Symbol("interrupted");
const CLOSED = Symbol("closed");

/**
 * Asks a question such as "Apply this?": undefined where somebody says yes, else how the run ends by that. On a terminal it
 * asks. Elsewhere nobody can be asked: a pipe that brings "yes" is taken, anything else is a no that names `--auto-approve`.
 */
export async function asked(
  question: string,
  verb: string,
  { terminal, stdin, signal }: Context,
  no = "Not applied",
): Promise<Ending | undefined> {
  const person = stdin.isTTY === true;
  const output = person ? terminal.io.stderr.asStream?.() : undefined;
  const shown = output === undefined ? {} : { output, terminal: terminal.interactive };
  const prompt = createInterface({ input: stdin, ...shown });
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<symbol>((resolve) => {
    // A terminal that is asked sends Ctrl-C as a key, and no signal.
    prompt.once("SIGINT", () => resolve(INTERRUPTED));
    prompt.once("close", () => resolve(CLOSED));
    if (!person) timer = setTimeout(() => resolve(CLOSED), PIPE_PATIENCE);
  });
  try {
    const text = person ? `\n${question} Type "yes" to ${verb}: ` : "";
    const answer = await Promise.race([prompt.question(text, { signal }), silence]).catch(() => INTERRUPTED);
    if (typeof answer === "string" && answer.trim() === "yes") return undefined;
    // The cursor still stands behind the question.
    if (person && typeof answer === "symbol") terminal.error("");
    if (answer === INTERRUPTED) {
      terminal.error(`${no}: interrupted. Nothing was changed.`);
      return "interrupted";
    }
    terminal.error(
      person
        ? `${no}: the answer was not yes. Nothing was changed.`
        : `${no}: there is no terminal to ask on. Nothing was changed.\n  --auto-approve ${verb === "apply" ? "applies" : "goes on"} without asking.`,
    );
    return "error";
  } finally {
    clearTimeout(timer);
    prompt.close();
    stdin.unref?.();
  }
}
