import type { TargetEnding } from "../documents/result-line.ts";
import { plural } from "../model/plural.ts";
import { inOneLine } from "../model/sentence.ts";
import { type Style, table, wrapProse } from "./style.ts";

/** In the table, of a target whose error was told in whole. */
export const TOLD = "not planned: see its error above";

const WORDS: Readonly<Record<TargetEnding["ending"], string>> = {
  done: "ok",
  error: "error",
  changes: "changes",
  denied: "denied",
  failed: "failed",
  guard: "refused",
  stale: "stale",
  unreachable: "unreachable",
  not_converged: "not converged",
  usage: "usage",
  interrupted: "interrupted",
  terminated: "terminated",
  not_reached: "not reached",
};

/** As many rows as a screen has room for. */
const FEW = 10;
const MOST = 20;

/** Whether nothing needs to be looked at. */
function isWell({ ending }: TargetEnding): boolean {
  return ending === "done" || ending === "changes";
}

/**
 * After several targets: each where they are few, else what is not well, as far as a screen goes; and what became of all, in
 * numbers. `again`: how to run what is not well once more.
 */
export function summaryText(endings: readonly TargetEnding[], style: Style, columns: number, again?: string): string {
  const few = endings.length <= FEW;
  const listed = few ? endings : endings.filter((ending) => !isWell(ending)).slice(0, MOST);
  const rows = listed.map(({ target, namespace, ending, message }) => [
    target,
    namespace,
    WORDS[ending],
    inOneLine(message),
  ]);
  const bad = endings.filter((ending) => !isWell(ending)).length;
  const more = bad - listed.filter((ending) => !isWell(ending)).length;
  const lines = rows.length === 0 ? [] : [table([["TARGET", "NAMESPACE", "RESULT", ""], ...rows], "", columns)];
  if (more > 0) lines.push(`… and ${more} more that are not well; --json-lines has each`);
  const all = countedText(endings);
  const whole = endings.length === 1 ? all : `All ${all}`;
  const verdict = bad === 0 ? `${whole} succeeded.` : `${bad} of ${all} failed.`;
  const hint = bad === 0 || again === undefined ? "" : `\n${again}`;
  const text = lines.length === 0 ? "" : `${lines.join("\n")}\n\n`;
  return `\n${text}${style.bold(wrapProse(`${verdict} ${countsText(endings)}`, columns))}${wrapProse(hint, columns)}`;
}

/** A target may have several namespaces, each of which ends by itself. */
function countedText(endings: readonly TargetEnding[]): string {
  const targets = new Set(endings.map(({ target }) => target)).size;
  if (targets === endings.length) return plural(targets, "target");
  return `${plural(endings.length, "namespace")} (${plural(targets, "target")})`;
}

/** How many ended how, the most frequent first. */
function countsText(endings: readonly TargetEnding[]): string {
  const counts = new Map<string, number>();
  for (const { ending, differs } of endings) {
    const word =
      ending === "done" && differs !== undefined ? (differs ? "with changes" : "without changes") : WORDS[ending];
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const parts = [...counts].sort(([, a], [, b]) => b - a).map(([word, count]) => `${count} ${word}`);
  return `${parts.join(", ")}.`;
}
