import type { PlanDocument } from "../../generated/plan.ts";
import { plural } from "../../model/plural.ts";
import type { RolloutRecord, TargetState } from "../../model/rollout.ts";
import { escaped } from "../escape.ts";
import { durationText, rolloutNext, rolloutVerdict, TARGET_WORDS, waveState } from "../rollout-text.ts";
import { badge, fold, type Html, list, scrolling, sentence } from "./page.ts";

const GOOD: ReadonlySet<TargetState> = new Set(["applied"]);
const BAD: ReadonlySet<TargetState> = new Set(["failed", "undone", "not_undone"]);

/** A rollout at a glance: how far it has come, wave by wave, and what is not well. `now`: milliseconds since 1970. */
export function rolloutSection(record: RolloutRecord, now: number, driver?: string): Html {
  const { id, waves, targets } = record;
  const stateOf = (name: string) => targets[name]?.state ?? "waits";
  const all = waves.flatMap((wave) => wave.targets);
  const count = (names: readonly string[], states: ReadonlySet<TargetState>) =>
    names.filter((name) => states.has(stateOf(name))).length;
  const [applied, failed] = [count(all, GOOD), count(all, BAD)];
  const rows = waves.map((wave, index) => [
    wave.name,
    String(wave.targets.length),
    String(count(wave.targets, GOOD)),
    String(count(wave.targets, BAD)),
    durationText(wave.soak),
    waveState(record, index),
  ]);
  const bad = Object.entries(targets).filter(([, { state }]) => BAD.has(state));
  return `<section><h2>${escaped(`Rollout ${id}`)}</h2>
<p class="lead">${sentence(upper(`${rolloutVerdict(record, now)}.`.replace(/\.\.$/, ".")))}</p>
${list(
  [
    badge(failed > 0 ? "bad" : "quiet", record.state),
    badge("ok", `${applied} of ${plural(all.length, "target")} applied`),
    ...(failed > 0 ? [badge("bad", `${failed} not well`)] : []),
  ],
  "badges",
)}
${wavesTable(["wave", "targets", "applied", "not well", "soak", "state"], rows)}
${bad.length === 0 ? "" : `<div class="alert"><p><strong>Not well</strong></p>${list(bad.slice(0, 200).map(([name, { state, message }]) => `${escaped(name)} <span class="dim">${TARGET_WORDS[state]}</span>: ${sentence(message)}`))}</div>`}
${fold(plural(all.length, "target"), targetsTable(record), all.length <= 30)}
<p class="last">${sentence(rolloutNext(record, driver))}</p></section>`;
}

/** Each target in the order of the waves: how it stands, what was done, and the run that takes it back. */
function targetsTable({ waves, targets }: RolloutRecord): Html {
  const rows = waves.flatMap((wave) =>
    wave.targets.map((name) => {
      const { state = "waits", message = "", runs = [] } = targets[name] ?? {};
      return [name, wave.name, TARGET_WORDS[state], message, runs.join(", ")];
    }),
  );
  return wavesTable(["target", "wave", "state", "what", "run"], rows, "Targets");
}

/** What a rollout would do, and in which order. */
export function courseSection({ rollout }: PlanDocument): Html {
  if (rollout === undefined) return "";
  const targets = rollout.waves.reduce((sum, wave) => sum + wave.targets.length, 0);
  const rows = rollout.waves.map(({ name, soak, targets: names }) => [
    name,
    String(names.length),
    durationText(soak),
    names.length > 30 ? `${names.slice(0, 30).join(", ")} and ${names.length - 30} more` : names.join(", "),
  ]);
  return `<section><h2>Rollout</h2>
<p class="lead">${plural(targets, "target")} in ${plural(rollout.waves.length, "wave")}.</p>
${list([badge("quiet", `stops after ${plural(rollout.max_failures, "failure")}`), badge("quiet", `on failure: ${rollout.on_failure}`), ...rollout.gates.map((gate) => badge("quiet", `gate: ${gate}`))], "badges")}
${wavesTable(["wave", "targets", "soak", "which"], rows)}</section>`;
}

function wavesTable(head: readonly string[], rows: readonly (readonly string[])[], label = "Waves"): Html {
  const cells = (row: readonly string[]) =>
    row
      .map((cell, index) => (index === 0 ? `<th scope="row">${escaped(cell)}</th>` : `<td>${escaped(cell)}</td>`))
      .join("");
  return scrolling(
    label,
    `<table><thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join("")}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join("")}</tbody></table>`,
  );
}

function upper(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
