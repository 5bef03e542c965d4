import type { RunFacts } from "../../documents/run-facts.ts";
import { escaped } from "../escape.ts";
import { madeHtml } from "./calls.ts";
import { badge, code, type Html, list, sentence } from "./page.ts";

/** What went wrong, before all else: what still differs, and whether the way back was gone. */
export function troubleHtml({ remaining = [], rollback, ended }: RunFacts): Html {
  const failed = ended !== undefined && !/^(converged|unchanged)$/.test(ended.outcome);
  const back =
    rollback === undefined
      ? ""
      : `<div class="alert"><p><strong>${rollback.done ? "Rolled back" : "Not rolled back"}</strong>: ${sentence(rollback.message)}</p></div>`;
  const differs =
    remaining.length === 0 || !failed
      ? ""
      : `<div class="alert"><p><strong>What still differs</strong></p>${list(remaining.slice(0, 200).map(code))}</div>`;
  return back + differs;
}

/** What a run did: its calls on a time line and its checks. */
export function runHtml({ calls, checks, warnings, backup }: RunFacts): Html {
  const checked = checks.map(
    ({ name, ok, message, milliseconds }) =>
      `${badge(ok ? "ok" : "bad", ok ? "passed" : "failed")} ${escaped(name)} <span class="dim">${milliseconds} ms</span>${ok ? "" : `<br>${sentence(message)}`}`,
  );
  return [
    calls.length === 0 ? "" : `<h3>Calls that were made</h3>${madeHtml(calls)}`,
    checked.length === 0 ? "" : `<h3>Checks</h3>${list(checked)}`,
    warnings.length === 0 ? "" : list(warnings.map((text) => `<span class="warn">warning</span> ${sentence(text)}`)),
    backup === undefined ? "" : `<p class="dim where">Backup: ${code(backup)}</p>`,
  ].join("\n");
}
