import type { Glance, LiveRun } from "../report/live.ts";
import { isLines, waiting } from "./state.ts";

/** A short text and how it looks: ok, warn, bad or quiet. */
export interface Word {
  readonly text: string;
  readonly look: "ok" | "warn" | "bad" | "quiet";
  /** More of it. */
  readonly title?: string | undefined;
}

/** Whether a target's production runs. */
export function stateWord({ phase, status, why }: Glance): Word {
  if (phase === "waiting") return { text: "asking …", look: "quiet" };
  if (phase === "away") return { text: "not reached", look: "bad", title: why };
  const look = { running: "ok", stopped: "quiet", suspended: "warn", troubled: "bad", unknown: "bad" } as const;
  return { text: status ?? "unknown", look: look[status ?? "unknown"] };
}

/** Whether a target has drifted. */
export function driftWord({ drift }: Glance): Word {
  if (drift === undefined) return { text: "…", look: "quiet" };
  if ("not_known" in drift) return { text: "not known", look: "quiet", title: drift.not_known };
  const { server, unknown, files } = drift;
  if (server + unknown > 0) return { text: `${server + unknown} changed on the server`, look: "warn" };
  if (files > 0) return { text: `${files} not applied yet`, look: "quiet" };
  return { text: "none", look: "ok" };
}

/** How much waits at a target. */
export function queuesWord(glance: Glance): Word {
  const { queues } = glance;
  if (queues === undefined) return { text: "…", look: "quiet" };
  if (queues === null) return { text: "–", look: "quiet", title: "nothing runs" };
  if (!isLines(queues)) return { text: "not known", look: "quiet", title: queues.not_known };
  const count = waiting(glance) ?? 0;
  const [first] = [...queues].sort((a, b) => b.count - a.count);
  if (count === 0) return { text: "empty", look: "ok" };
  return { text: `${count.toLocaleString("en")} waiting`, look: "warn", title: `most in ${first?.item}` };
}

/** What is deployed at a target, a word for each package. */
export function deployedWords({ packages }: Glance): readonly Word[] {
  if (packages === undefined) return [{ text: "…", look: "quiet" }];
  if (!isLines(packages)) return [{ text: "not known", look: "quiet", title: packages.not_known }];
  if (packages.length === 0) return [{ text: "nothing of iopctl", look: "quiet" }];
  return packages.map(({ name, digest, commit, directory }) => ({
    text: `${name} ${commit === undefined ? digest.slice(0, 8) : `@ ${commit.slice(0, 8)}`}`,
    look: "quiet",
    title: `release ${digest}\n${commit === undefined ? "of files that are not committed" : `commit ${commit}`}\n${directory}`,
  }));
}

/** How the newest run here has ended. */
export function runWord(run: Pick<LiveRun, "outcome" | "finished"> | null | undefined): Word {
  if (run === undefined) return { text: "…", look: "quiet" };
  if (run === null) return { text: "none here", look: "quiet", title: "no run is recorded on this machine" };
  const { outcome } = run;
  if (outcome === undefined) return { text: run.finished === undefined ? "under way" : "ended", look: "warn" };
  return { text: outcome.replaceAll("_", " "), look: /^(converged|unchanged)$/.test(outcome) ? "ok" : "bad" };
}

/** `2026-01-01 08:30:00`, of this machine's clock. */
export function timeText(iso: string | undefined): string {
  if (iso === undefined) return "";
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
