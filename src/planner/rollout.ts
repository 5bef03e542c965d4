import { plural } from "../model/plural.ts";
import { progressOf, type RolloutRecord, type TargetProgress, type TargetState, type Wave } from "../model/rollout.ts";

/** What a rollout does next, from its record alone: whoever takes it up, after whatever end, goes on where it was. Pure. */
export type NextStep =
  | { readonly kind: "apply"; readonly targets: readonly string[] }
  | { readonly kind: "begin_soak" }
  /** Watch these until then (milliseconds since 1970), and look at their gates once more at the end. */
  | { readonly kind: "soak"; readonly until: number; readonly targets: readonly string[] }
  | { readonly kind: "undo"; readonly targets: readonly string[] }
  | { readonly kind: "end"; readonly state: "done" | "stopped"; readonly message: string };

/** What a rollout does next, from its record alone. Pure. */
export function nextStep(record: RolloutRecord): NextStep {
  const wave = record.waves[record.wave];
  if (wave === undefined) return { kind: "end", state: "done", message: doneText(record) };
  // What was begun is finished first: a server is not left half changed.
  const begun = inState(record, wave, ["applying"]);
  if (begun.length > 0) return { kind: "apply", targets: begun };
  const why = stopReason(record);
  if (why !== undefined) {
    const left = record.on_failure === "rollback" ? toUndo(record, wave) : [];
    return left.length > 0 ? { kind: "undo", targets: left } : { kind: "end", state: "stopped", message: why };
  }
  const open = inState(record, wave, ["waits"]);
  if (open.length > 0) return { kind: "apply", targets: open };
  if (record.soak_until === undefined) return { kind: "begin_soak" };
  return { kind: "soak", until: Date.parse(record.soak_until), targets: inState(record, wave, ["applied"]) };
}

/** Why it must not go on; undefined: it may. */
export function stopReason(record: RolloutRecord): string | undefined {
  const wave = record.waves[record.wave];
  if (wave === undefined) return undefined;
  const failed = Object.entries(record.targets).filter(([, { state }]) => isFailure(state));
  const [first] = failed.filter(([name]) => wave.targets.includes(name));
  if (first === undefined) return undefined;
  const names = failed.map(([name]) => name);
  const list = names.slice(0, 5).join(", ") + (names.length > 5 ? `, … (${names.length})` : "");
  const [, { message }] = first;
  if (failed.length > record.max_failures) {
    const limit = record.max_failures === 0 ? "" : ` (max_failures ${record.max_failures})`;
    return `${failed.length} failed${limit}: ${list}; ${first[0]}: ${message}`;
  }
  // One that was undone before it could fail is none that went well.
  const good = inState(record, wave, ["waits", "applying", "applied"]);
  return good.length > 0 ? undefined : `no target of wave ${wave.name} succeeded: ${list}; ${first[0]}: ${message}`;
}

/** Whether a target counts as one that failed. */
export function isFailure(state: TargetState): boolean {
  return state === "failed" || state === "undone" || state === "not_undone";
}

/** Those of the wave that may have been changed and did not go back yet. */
function toUndo(record: RolloutRecord, wave: Wave): string[] {
  return inState(record, wave, ["applied", "failed"]).filter(
    (name) => (progressOf(record, name)?.runs.length ?? 0) > 0,
  );
}

/** The targets of a wave that are in one of these states, in its order. */
export function inState(record: RolloutRecord, wave: Wave, states: readonly TargetState[]): string[] {
  return wave.targets.filter((name) => states.includes(progressOf(record, name)?.state ?? "waits"));
}

function doneText({ targets, waves }: RolloutRecord): string {
  const all = Object.values(targets);
  const bad = all.filter(({ state }) => isFailure(state)).length;
  const good = all.length - bad;
  const count = `${good} of ${plural(all.length, "target")} in ${plural(waves.length, "wave")} ${good === 1 ? "matches" : "match"} the files`;
  return bad === 0 ? count : `${count}, ${bad} failed`;
}

/** What a new rollout's record says of its targets. */
export function newProgress(waves: readonly Wave[]): Readonly<Record<string, TargetProgress>> {
  const none = { state: "waits", runs: [], calls: 0, message: "" } as const;
  return Object.fromEntries(waves.flatMap(({ targets }) => targets.map((name) => [name, none])));
}
