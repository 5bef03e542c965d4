import type { Ending } from "../model/refusal.ts";
import { type Style, table } from "../report/style.ts";

export interface TargetEnding {
  readonly target: string;
  readonly namespace: string;
  readonly ending: Ending;
  readonly message: string;
}

const WORDS: Readonly<Record<Ending, string>> = {
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
};

/** One line a target, after all of them. */
export function summaryText(endings: readonly TargetEnding[], style: Style): string {
  const rows = endings.map(({ target, namespace, ending, message }) => [
    target,
    namespace,
    WORDS[ending],
    (message.split("\n")[0] ?? "").slice(0, 120),
  ]);
  const good = endings.filter(({ ending }) => ending === "done" || ending === "changes").length;
  const bad = endings.length - good;
  const verdict =
    bad === 0 ? `All ${endings.length} targets succeeded.` : `${bad} of ${endings.length} targets failed.`;
  return `\n${table([["TARGET", "NAMESPACE", "RESULT", ""], ...rows])}\n\n${style.bold(verdict)}`;
}
