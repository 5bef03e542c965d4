import type { Ending } from "../../model/refusal.ts";
import { SCRIPTS } from "../complete.ts";
import type { Context } from "../context.ts";

/** The script that a shell loads. */
export async function completionCommand([shell]: [string], _flags: object, { terminal }: Context): Promise<Ending> {
  const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (script === undefined) {
    terminal.error(`error: there is no completion for ${shell}: bash, zsh or fish`);
    return "usage";
  }
  terminal.out(script);
  return "done";
}
