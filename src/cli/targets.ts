import type { Terminal } from "./terminal.ts";

/** Says why targets could not be planned: what several have in common once, whole, and then of whom else it is true. */
export function failureTeller(terminal: Terminal): (target: string, error: Error) => void {
  const told = new Map<string, string>();
  return (target, { message }) => {
    const first = told.get(message);
    const text = first === undefined ? message : `the same as ${first}`;
    if (first === undefined) told.set(message, target);
    terminal.error(`${terminal.errorStyle.red("error:")} ${target}: ${text}`);
  };
}

/** The verdict where the flags mean no target at all. */
export function nothingMeant({ shard, resume }: { readonly shard?: string; readonly resume?: string }): string {
  if (resume !== undefined) return `Nothing to resume: every target that is meant was well in ${resume}.`;
  return `No target is in this part${shard === undefined ? "" : ` (--shard ${shard})`}: nothing to do.`;
}
