import type { MadeCall } from "../../documents/run-facts.ts";
import type { ShownCall } from "../../generated/plan.ts";
import { escaped } from "../escape.ts";
import { badge, code, disruptionBadge, fold, type Html, sentence } from "./page.ts";

/** The calls of a plan on a time line, each with why. */
export function callsHtml(calls: readonly ShownCall[]): Html {
  return `<ol class="time">${calls.map(callItem).join("\n")}</ol>`;
}

function callItem({
  id,
  method,
  path,
  reason,
  disruption,
  why = "",
  because,
  items = [],
  stops = [],
}: ShownCall): Html {
  const restarts = items.filter((item) => !stops.includes(item));
  const effects = [
    ...(items.includes("*") ? ["all items"] : restarts.length > 0 ? [`stops and starts: ${named(restarts)}`] : []),
    ...(stops.length > 0 ? [`stops: ${named(stops)}`] : []),
  ];
  const detail = [
    ...effects.map((text) => `<p>${escaped(text)}</p>`),
    ...(why === "" ? [] : [`<p>Nothing cheaper: ${sentence(why)}</p>`]),
    ...(because.length === 0
      ? []
      : [`<p>For ${because.slice(0, 12).map(code).join(", ")}${more(because.length, 12)}</p>`]),
  ];
  return `<li class="d-${disruption}"><p><span class="number">${id}</span> ${code(`${method} ${path}`)} ${disruption === "none" ? "" : disruptionBadge(disruption)}</p><p>${sentence(reason)}</p>${detail.length === 0 ? "" : fold("why", detail.join(""))}</li>`;
}

/** The calls that a run made, each with how it went. */
export function madeHtml(calls: readonly MadeCall[]): Html {
  const items = calls.map(({ method, path, reason, why, disruption, state, milliseconds, message = "" }, index) => {
    const how =
      state === "done"
        ? badge("ok", `done in ${duration(milliseconds ?? 0)}`)
        : state === "failed"
          ? badge("d-production", `failed after ${duration(milliseconds ?? 0)}`)
          : badge("warn", "not known how it ended");
    const level = disruption === "none" ? "" : ` ${disruptionBadge(disruption)}`;
    const said = message === "" ? "" : `<pre class="${state === "failed" ? "bad" : "dim"}">${escaped(message)}</pre>`;
    return `<li class="d-${disruption} ${state === "failed" ? "failed" : ""}"><p><span class="number">${index + 1}</span> ${code(`${method} ${path}`)} ${how}${level}</p><p>${sentence(reason)}</p>${said}${why === "" ? "" : fold("why", `<p>Nothing cheaper: ${sentence(why)}</p>`)}</li>`;
  });
  return `<ol class="time">${items.join("\n")}</ol>`;
}

function duration(milliseconds: number): string {
  return milliseconds < 10_000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 1000)} s`;
}

function named(items: readonly string[]): string {
  return `${items.slice(0, 30).join(", ")}${more(items.length, 30)}`;
}

function more(count: number, shown: number): string {
  return count > shown ? ` and ${count - shown} more` : "";
}
