import type { RunRecord } from "../documents/run-record.ts";
import { listing } from "./style.ts";

/** A line for each recorded run. */
export function runsText(runs: readonly RunRecord[], columns: number): string {
  const rows = runs.map((run) => [
    run.id,
    run.command,
    [run.target, run.namespace].filter((part) => part !== "").join("/"),
    run.outcome ?? "unfinished",
    run.made === undefined ? "-" : String(run.made),
    runText(run),
  ]);
  return listing([["RUN", "COMMAND", "WHERE", "OUTCOME", "CALLS", "WHAT"], ...rows], columns);
}

/** What a run changed: counts, packages with the start of their digest, why it was made outside of its window. */
export function runText({ summary, packages, outside_window: outside }: RunRecord): string {
  const { create, update, delete: gone } = summary;
  const names = packages.map(({ name, digest }) => `${name} ${digest.slice(0, 12)}`).join(", ");
  const why = outside === undefined ? "" : `  outside its window: ${outside.reason}`;
  return `+${create} ~${update} -${gone}${names === "" ? "" : `  ${names}`}${why}`;
}
