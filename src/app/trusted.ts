import { guarded, refuseWriting, strangerReason } from "../config/trust.ts";
import type { Environment } from "../model/environment.ts";

/**
 * The flags and the world as the files of a run may see them: all, where they are the user's own; of a stranger's neither
 * programs nor secrets. Throws Refusal for a command that writes, or that runs what a stranger's files bring.
 */
export function trusted<F extends { readonly untrusted?: boolean }, W extends { readonly env: Environment }>(
  { name, reads }: { readonly name: string; readonly reads: () => boolean },
  flags: F,
  world: W,
): readonly [F, W] {
  const reason = strangerReason(flags.untrusted, world.env);
  if (reason === undefined) return [flags, world];
  refuseWriting(name, reads(), reason);
  return guarded(flags, world, reason);
}
