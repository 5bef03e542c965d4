import type { FleetStatus, StatusJob, StatusWorker } from "../model/fleet.ts";
import { plural } from "../model/plural.ts";
import type { Ending } from "../model/refusal.ts";
import { inOneLine } from "../model/sentence.ts";
import { rolloutCounts, rolloutText } from "./rollout-text.ts";
import { printable, type Style, table } from "./style.ts";

/** As many rows as a screen has room for. */
const MOST = 20;
/** Seconds: a worker gives a sign every three. */
const SILENT = 30;

/** A submission at a glance: the counts first, then only what is not well or waits for something. */
export function fleetText(
  status: FleetStatus,
  style: Style,
  shown: { readonly now: number; readonly columns: number },
): string {
  const { rollout, workers, open } = status;
  const parts = [style.bold(headText(status))];
  if (rollout !== undefined)
    parts.push(
      rolloutText(rollout, style, { ...shown, driver: "whichever worker holds it", command: "fleet" }).trimEnd(),
    );
  // Of a rollout a target's job may be done, and the target has gone back since.
  const counts = rollout === undefined ? countsText(status) : rolloutCounts(rollout);
  if (rollout === undefined) parts.push(`  ${counts}`);
  const rows = notWell(status).slice(0, MOST);
  const more = notWell(status).length - rows.length;
  if (rows.length > 0 && rollout === undefined)
    parts.push(
      table(
        [["TARGET", "RESULT", "CALLS", ""], ...rows.map((job) => [job.target, wordOf(job), callsOf(job), whyOf(job)])],
        "  ",
        shown.columns,
      ) + (more > 0 ? `\n  … and ${more} more; --json has each` : ""),
    );
  parts.push(workersText(workers, style, shown.columns));
  if (open.length > 0) parts.push(`Also open: ${open.slice(0, 5).join(", ")}${open.length > 5 ? ", …" : ""}.`);
  parts.push(style.bold(verdictText(status, counts)));
  return `${parts.join("\n\n")}\n`;
}

function headText({ submission, wish }: FleetStatus): string {
  const { id, kind, state, by, submitted, commit } = submission;
  const from = commit === undefined ? "" : `, commit ${commit.slice(0, 12)}`;
  const held = state === "open" && wish?.wanted === "pause" ? `paused by ${printable(wish.by)}` : state;
  return `Submission ${id}: ${kind} of ${plural(submission.targets.length, "target")}, ${held}; by ${printable(by)}, ${submitted}${from}`;
}

/** How many are where; every target counts once. */
function countsText({ submission, jobs }: FleetStatus): string {
  const counts = new Map<string, number>();
  for (const job of jobs) counts.set(wordOf(job), (counts.get(wordOf(job)) ?? 0) + 1);
  const rest = submission.targets.length - jobs.length;
  if (rest > 0) counts.set("not released", rest);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([word, count]) => `${count} ${word}`)
    .join(", ");
}

const WORDS: Readonly<Partial<Record<Ending, string>>> = {
  denied: "denied",
  failed: "failed",
  guard: "refused",
  not_converged: "not converged",
};

function wordOf({ step, state, ending, differs }: StatusJob): string {
  if (state === "waits") return "waiting";
  if (state === "active") return "under way";
  if (state === "dropped") return "dropped";
  if (ending !== "done") return WORDS[ending as Ending] ?? ending ?? "error";
  if (step !== "plan") return "applied";
  return differs ? "with changes" : "without changes";
}

function callsOf({ calls }: StatusJob): string {
  return calls === undefined ? "" : String(calls);
}

function whyOf({ message, remark, worker, state }: StatusJob): string {
  const text = printable(inOneLine(message ?? remark ?? ""));
  return state === "active" ? `worker ${printable(worker ?? "")}` : text;
}

/** What people must look at: what has failed, then what waits and says why. */
function notWell({ jobs }: FleetStatus): readonly StatusJob[] {
  const failed = jobs.filter(({ state, ending }) => state === "done" && ending !== "done");
  return [...failed, ...jobs.filter(({ state, remark }) => state === "waits" && remark !== undefined)];
}

function workersText(workers: readonly StatusWorker[], style: Style, columns: number): string {
  const alive = workers.filter(({ silent }) => silent <= SILENT);
  if (alive.length === 0) return "No worker is there: `iopctl fleet worker` is one.";
  const bad = alive.filter(({ remark }) => remark !== undefined);
  const kinds = new Map<string, number>();
  for (const { labels } of alive) {
    const text = labelText(labels);
    kinds.set(text, (kinds.get(text) ?? 0) + 1);
  }
  const list = [...kinds].map(([labels, count]) => (count === 1 ? labels : `${count} × ${labels}`)).join("; ");
  const lines = bad.slice(0, 5).map(({ name, remark }) => `  ${name}: ${printable(remark ?? "")}`);
  return [
    `${plural(alive.length, "worker")}: ${printable(list)}`,
    ...lines.map((line) => style.yellow(line.slice(0, columns * 3))),
  ].join("\n");
}

function labelText(labels: StatusWorker["labels"]): string {
  const all = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return all.length === 0 ? "any target" : all.join(", ");
}

function verdictText({ submission: { id, kind, state }, rollout }: FleetStatus, counts: string): string {
  if (state === "open") return `Under way: ${counts}.`;
  if (state === "aborted") return `Aborted: ${counts}.`;
  if (rollout?.state === "stopped") return `Stopped: ${counts}.`;
  if (kind !== "plan") return `Done: ${counts}.`;
  return `Planned: ${counts}. \`iopctl fleet submit apply --reviewed ${id}\` applies just that.`;
}

/** How it ended, for the exit code; open: it has not. */
export function fleetEndings({ submission, jobs, rollout }: FleetStatus): readonly Ending[] {
  if (submission.state === "open") return ["interrupted"];
  const endings = jobs.flatMap(({ state, ending }): Ending[] => (state === "done" ? [ending ?? "error"] : []));
  if (submission.state === "aborted") return [jobs.some(({ calls = 0 }) => calls > 0) ? "failed" : "error", ...endings];
  const gates = Object.values(rollout?.targets ?? {}).flatMap(({ ending }): Ending[] =>
    ending === undefined ? [] : [ending as Ending],
  );
  const stopped: Ending[] = rollout?.state === "stopped" && gates.every((one) => one === "done") ? ["failed"] : [];
  return [...endings, ...gates, ...stopped, "done"];
}
