import type { PlanDocument, ShownPlan } from "../generated/plan.ts";
import { plural } from "../model/plural.ts";
import {
  progressOf,
  type RolloutEvent,
  type RolloutRecord,
  type TargetProgress,
  type TargetState,
  type Wave,
} from "../model/rollout.ts";
import { asSentence } from "../model/sentence.ts";
import { planText } from "./plan-text.ts";
import { createStyle, printable, type Style, table, wrapList } from "./style.ts";

/** What people call the states of a target. */
export const TARGET_WORDS: Readonly<Record<TargetState, string>> = {
  applied: "applied",
  applying: "under way",
  failed: "failed",
  undone: "went back",
  not_undone: "not undone",
  waits: "waits",
};
const ORDER: readonly TargetState[] = ["failed", "not_undone", "undone", "applying", "applied", "waits"];
const ORDER_OF_COUNTS: readonly TargetState[] = ["applied", "failed", "not_undone", "undone", "applying", "waits"];
const plain = createStyle(false);
/** So many names of one kind are listed. */
const NAMES = 12;

/** The rollout at a glance: its verdict, a line a wave, who is where, and what is not well. */
export function rolloutText(
  record: RolloutRecord,
  style: Style,
  {
    now,
    driver,
    columns = 80,
    command = "rollout",
  }: {
    readonly now: number;
    readonly driver?: string | undefined;
    readonly columns?: number;
    /** Which commands hold it and go on with it. */
    readonly command?: "rollout" | "fleet";
  },
): string {
  const parts = [style.bold(`Rollout ${record.id}: ${rolloutVerdict(record, now)}`)];
  const anyBack = Object.values(record.targets).some(({ state }) => state === "undone");
  const back = (cell: string) => (anyBack ? [cell] : []);
  const rows = record.waves.map((wave, index) => [
    wave.name,
    String(wave.targets.length),
    String(count(record, wave, ["applied"])),
    String(failedIn(record, wave)),
    ...back(String(count(record, wave, ["undone"]))),
    durationText(wave.soak),
    waveState(record, index),
  ]);
  parts.push(table([["WAVE", "TARGETS", "APPLIED", "FAILED", ...back("WENT BACK"), "SOAK", ""], ...rows], "  "));
  parts.push(record.waves.flatMap((wave) => whoLines(record, wave, columns)).join("\n"));
  const bad = Object.entries(record.targets).filter(([, { state }]) =>
    ["failed", "undone", "not_undone"].includes(state),
  );
  if (bad.length > 0) {
    const lines = bad
      .slice(0, 20)
      .map(([name, { message }]) => `  ${name}: ${printable(message).replaceAll("\n", "\n  ")}`);
    const more = bad.length > 20 ? [`  … and ${bad.length - 20} more`] : [];
    parts.push([style.red("Not well:"), ...lines, ...more].join("\n"));
  }
  parts.push(style.bold(rolloutNext(record, driver, command)));
  return `${parts.join("\n\n")}\n`;
}

/** How far a rollout has come, as a sentence. `now`: milliseconds since 1970. */
export function rolloutVerdict(record: RolloutRecord, now: number): string {
  const { state, waves, wave: index, soak_until: until, message } = record;
  const wave = `wave ${waves[index]?.name ?? ""} (${index + 1} of ${waves.length})`;
  switch (state) {
    case "soaking": {
      const left = until === undefined ? 0 : Date.parse(until) - now;
      return `${wave} soaks${left > 0 ? `, ${durationText(left)} left` : ""}`;
    }
    case "applying":
      return `${wave} is applied`;
    case "undoing":
      return `${wave} goes back`;
    case "waiting":
      return `${wave} waits: ${printable(message ?? "")}`;
    case "paused":
      return `${inOneLine(message ?? "paused")}, at ${wave}`;
    case "done":
      return `done; ${printable(message ?? "")}`;
    case "stopped":
      return `stopped at ${wave}`;
    case "aborted":
      // Of a record that was lost no wave may be known.
      return `${inOneLine(message ?? "aborted")}${waves.length === 0 ? "" : `, at ${wave}`}`;
  }
}

/** What somebody gave as a reason stands within a sentence. */
function inOneLine(text: string): string {
  return printable(text.trim().replace(/\s*\n\s*/g, " "));
}

/** What people call how far a wave has come. */
export function waveState({ wave, state }: RolloutRecord, index: number): string {
  if (index < wave) return "done";
  if (index > wave) return "waits";
  return (
    { applying: "under way", soaking: "soaks", waiting: "waits for its window", undoing: "goes back" }[
      state as string
    ] ?? state
  );
}

/** Who is where, the ones that are not well first. */
function whoLines({ targets, waves }: RolloutRecord, wave: Wave, columns: number): string[] {
  const width = Math.max(...waves.map(({ name }) => name.length));
  const kinds = ORDER.flatMap((state) => {
    const names = wave.targets.filter((name) => (progressOf({ targets }, name)?.state ?? "waits") === state);
    if (names.length === 0) return [];
    return [`${TARGET_WORDS[state]}: ${namesText(names)}`];
  });
  const [first = "", ...others] = wrapList(kinds.join("; "), Math.min(columns, 80) - 4 - width);
  return [first, ...others].map((line, index) => `  ${(index === 0 ? wave.name : "").padEnd(width)}  ${line}`);
}

/** How many failed by themselves: one that only went back with its wave did not. */
function failedIn({ targets }: RolloutRecord, wave: Wave): number {
  const failed = ({ state, ending }: TargetProgress) =>
    state === "failed" || ((state === "undone" || state === "not_undone") && ending !== undefined && ending !== "done");
  return wave.targets.filter((name) => {
    const progress = progressOf({ targets }, name);
    return progress !== undefined && failed(progress);
  }).length;
}

/** How many of all targets are where, the ones that are well first: `1 applied, 2 went back`. */
export function rolloutCounts({ targets }: RolloutRecord): string {
  const states = Object.values(targets).map(({ state }) => state);
  return ORDER_OF_COUNTS.flatMap((state) => {
    const number = states.filter((one) => one === state).length;
    return number === 0 ? [] : [`${number} ${TARGET_WORDS[state]}`];
  }).join(", ");
}

function count({ targets }: RolloutRecord, wave: Wave, states: readonly TargetState[]): number {
  return wave.targets.filter((name) => states.includes(progressOf({ targets }, name)?.state ?? "waits")).length;
}

/** What comes next, or what it came to. */
export function rolloutNext(
  { id, state, message, targets }: RolloutRecord,
  driver: string | undefined,
  command: "rollout" | "fleet" = "rollout",
): string {
  const all = Object.values(targets);
  const applied = all.filter((target) => target.state === "applied").length;
  const numbers = `${applied} of ${plural(all.length, "target")} applied`;
  if (state === "done") return `Done: ${numbers}.`;
  if (state === "stopped") {
    // What to do about it stands with the target.
    const [why = ""] = (message ?? "").split("\n");
    return `Stopped: ${numbers}; ${asSentence(printable(why))}`;
  }
  if (state === "aborted") return `Aborted: ${numbers}.`;
  if (driver === undefined) return `Nobody drives it: ${numbers}. \`iopctl rollout resume ${id}\` goes on.`;
  if (state === "paused") return `Paused: ${numbers}. \`iopctl ${command} resume ${id}\` goes on.`;
  return `Under way: ${numbers}. Driven by ${printable(driver)}.`;
}

/** What a rollout would do: its waves, and each kind of plan once, with the targets that have it. */
export function rolloutPlanText(
  { rollout, plans, errors = [] }: PlanDocument,
  remarks: readonly string[],
  style: Style,
  columns: number,
): string {
  const waves = rollout?.waves ?? [];
  const total = waves.reduce((sum, { targets }) => sum + targets.length, 0);
  const work = new Set(plans.filter(({ calls }) => calls.length > 0).map(({ target }) => target));
  const head = `iopctl rollout plan: ${plural(total, "target")} in ${plural(waves.length, "wave")}, ${work.size} to change`;
  const rows = waves.map(({ name, soak, targets }) => [
    name,
    String(targets.length),
    String(targets.filter((target) => work.has(target)).length),
    durationText(soak),
    namesText(targets),
  ]);
  const parts = [style.bold(head), table([["WAVE", "TARGETS", "CHANGE", "SOAK", ""], ...rows], "  ")];
  const { gates = [], max_failures: most = 0, on_failure: after = "stop" } = rollout ?? {};
  const then = after === "rollback" ? "it stops and the wave goes back" : "it stops";
  parts.push(
    `  Gates after each wave: ${gates.join(", ") || "none"}. At more than ${plural(most, "failure")}, or where none of a wave succeeds, ${then}.`,
  );
  for (const remark of remarks) parts.push(`${style.yellow("warning:")} ${printable(remark)}`);
  for (const { target, message } of errors) parts.push(`${style.red("error:")} ${target}: ${printable(message)}`);
  const same = plans.filter(({ changes, calls }) => changes.length + calls.length === 0).map(({ target }) => target);
  for (const alike of kinds(plans)) {
    const [first] = alike;
    if (first === undefined) continue;
    parts.push(kindText(first, alike, style, columns));
  }
  if (same.length > 0) parts.push(`No changes: ${namesText([...new Set(same)])}.`);
  const verdict = `Rollout: ${work.size} of ${plural(total, "target")} to change, in ${plural(waves.length, "wave")}.`;
  parts.push(`${style.dim(`Digest: ${rollout?.digest ?? ""}`)}\n${style.bold(verdict)}`);
  return `${parts.join("\n\n")}\n`;
}

/** Several targets with one plan: their names stand for the one. The digest is that of the whole, below. */
function kindText(plan: ShownPlan, alike: readonly ShownPlan[], style: Style, columns: number): string {
  const namespaces = new Set(alike.map(({ namespace }) => namespace));
  const shown =
    alike.length === 1
      ? plan
      : {
          ...plan,
          target: namesText(alike.map(({ target }) => target)),
          url: "",
          namespace: namespaces.size === 1 ? plan.namespace : `${namespaces.size} namespaces`,
        };
  return planText(shown, style, "plan", columns)
    .replace(/^.*Digest: sha256:.*\n/m, "")
    .trimEnd();
}

function namesText(names: readonly string[]): string {
  return names.slice(0, NAMES).join(", ") + (names.length > NAMES ? `, … (${names.length})` : "");
}

/** Plans that say the same of different targets stand together; those that change nothing are left out. */
function kinds(plans: readonly ShownPlan[]): ShownPlan[][] {
  const out = new Map<string, ShownPlan[]>();
  for (const plan of plans) {
    if (plan.changes.length + plan.calls.length === 0) continue;
    // What people read of it: bodies hold the namespace.
    const key = planText({ ...plan, target: "", url: "", namespace: "-", digest: "" }, plain);
    out.set(key, [...(out.get(key) ?? []), plan]);
  }
  return [...out.values()];
}

/** One line of progress. */
export function rolloutEventText(event: RolloutEvent, style: Style): string {
  switch (event.type) {
    case "wave_started":
      return style.bold(`wave ${event.wave}: ${plural(event.targets.length, "target")}`);
    case "target_finished": {
      const word = TARGET_WORDS[event.state];
      const colour = event.state === "applied" ? style.green : style.red;
      return `${event.target}  ${colour(word)}  ${printable(event.message)}`;
    }
    case "gate_finished":
      return `${event.target}  ${style.red(`gate ${event.gate} failed:`)} ${printable(event.message)}`;
    case "soaking":
      return `wave ${event.wave} soaks until ${event.until}`;
    case "waits_for_window":
      return `wave ${event.wave} waits: ${printable(event.message)}`;
    case "paused":
      return `${inOneLine(event.message)}; \`iopctl rollout resume\` goes on`;
    case "resumed":
      return "goes on";
    case "undoing":
      return style.bold(`wave ${event.wave} goes back: ${event.targets.join(", ")}`);
    case "rollout_finished":
      return `${event.state}: ${printable(event.message)}`;
  }
}

/** `15m`, `1h 30m`, `45s`; `-` for none. */
export function durationText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (milliseconds <= 0) return "-";
  if (seconds === 0) return `${milliseconds}ms`;
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor((seconds % 86_400) / 3_600), "h"],
    [Math.floor((seconds % 3_600) / 60), "m"],
    [seconds % 60, "s"],
  ] as const;
  return parts
    .filter(([value]) => value > 0)
    .slice(0, 2)
    .map(([value, unit]) => `${value}${unit}`)
    .join(" ");
}
