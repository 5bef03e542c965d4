import { createInterface } from "node:readline/promises";
import type { Context } from "./context.ts";

/** Milliseconds that a pipe on standard input gets to say yes. */
const PIPE_PATIENCE = 2_000;

/**
 * Whether somebody says yes to a question such as "Apply this?". On a terminal it asks. Elsewhere nobody can be asked: a
 * pipe that brings "yes" is taken, anything else is a no that names `--auto-approve`.
 */
export async function asked(
  question: string,
  verb: string,
  { terminal, stdin, signal }: Context,
  no = "Not applied",
): Promise<boolean> {
  const person = stdin.isTTY === true;
  const output = person ? terminal.io.stderr.asStream?.() : undefined;
  const shown = output === undefined ? {} : { output, terminal: terminal.interactive };
  const prompt = createInterface({ input: stdin, ...shown });
  let timer: NodeJS.Timeout | undefined;
  const closed = new Promise<string>((resolve) => {
    prompt.once("close", () => resolve(""));
    if (!person) timer = setTimeout(() => resolve(""), PIPE_PATIENCE);
  });
  try {
    const text = person ? `\n${question} Type "yes" to ${verb}: ` : "";
    const answer = await Promise.race([prompt.question(text, { signal }), closed]);
    if (answer.trim() === "yes") return true;
    terminal.error(
      person
        ? `${no}: the answer was not yes. Nothing was changed.`
        : `${no}: there is no terminal to ask on. Nothing was changed.\n  --auto-approve ${verb === "apply" ? "applies" : "goes on"} without asking.`,
    );
    return false;
  } catch {
    terminal.error(`${no}: interrupted. Nothing was changed.`);
    return false;
  } finally {
    clearTimeout(timer);
    prompt.close();
    stdin.unref?.();
  }
}
