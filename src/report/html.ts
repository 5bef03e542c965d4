import type { RunFacts } from "../documents/run-facts.ts";
import type { PlanDocument, ShownPlan } from "../generated/plan.ts";
import { plural } from "../model/plural.ts";
import type { RolloutRecord } from "../model/rollout.ts";
import { whereParts } from "../model/where.ts";
import { endedText } from "./ended-text.ts";
import { escaped } from "./escape.ts";
import { callsHtml } from "./html/calls.ts";
import { changesHtml, countBadges } from "./html/changes.ts";
import { badge, code, disruptionBadge, fold, type Html, list, page, sentence } from "./html/page.ts";
import { pictureHtml } from "./html/picture.ts";
import { courseSection, rolloutSection } from "./html/rollout.ts";
import { runHtml, troubleHtml } from "./html/run.ts";
import { DRIFT_VIEW, type Drawn, PLAN_VIEW } from "./picture/view.ts";
import { leadText, summaryLine, unknownText, unmanagedLines } from "./plan-words.ts";

/** What a page shows beside its document. */
export interface PlanPage {
  readonly verb?: "plan" | "drift" | "apply" | "rollback" | "status";
  /** Of a rollout: how far it has come, before all else. */
  readonly rollout?:
    | { readonly record: RolloutRecord; readonly now: number; readonly driver?: string | undefined }
    | undefined;
  /** Of each plan its productions, ready to be drawn. */
  readonly pictures?: readonly (readonly Drawn[])[];
  /** Of an apply: of each plan what its run did; undefined: it was not begun. */
  readonly runs?: readonly (RunFacts | undefined)[];
}

/** Plans, drift, or what an apply did, as one page that stands alone: no script, nothing loaded from anywhere. */
export function planHtml(document: PlanDocument, options: PlanPage = {}): string {
  const { verb = "plan", rollout } = options;
  const name = rollout === undefined && document.rollout === undefined ? verb : `rollout ${verb}`;
  return page(`iopctl ${name}`, document.created_at, planBody(document, options));
}

/** What stands on that page, for one that holds more. */
export function planBody(document: PlanDocument, { verb = "plan", rollout, pictures = [], runs }: PlanPage = {}): Html {
  const { plans, errors = [] } = document;
  const failed = errors.map(
    ({ target, message }) =>
      `<section><h2 class="bad">${escaped(target)}: could not be planned</h2><pre>${escaped(message)}</pre></section>`,
  );
  const body = [
    rollout === undefined ? courseSection(document) : rolloutSection(rollout.record, rollout.now, rollout.driver),
    ...plans.map((plan, index) =>
      section(plan, verb, pictures[index] ?? [], runs === undefined ? undefined : { run: runs[index] }),
    ),
    ...failed,
  ];
  return body.filter((part) => part !== "").join("\n");
}

type Verb = NonNullable<PlanPage["verb"]>;

/** The plain sentence, counts, the picture, changes, calls, rollback, findings. */
function section(
  plan: ShownPlan,
  verb: Verb,
  pictures: readonly Drawn[],
  applied: { readonly run: RunFacts | undefined } | undefined,
): Html {
  const view = verb === "drift" ? DRIFT_VIEW : PLAN_VIEW;
  const { run } = applied ?? {};
  const lead = run?.ended === undefined ? leadText(plan, verb) : endedText(run.ended);
  const last = run?.ended === undefined ? summaryLine(plan, verb) : lead;
  const title = verb === "drift" ? "What differs" : applied === undefined ? "What changes" : "What was to change";
  const planned = plan.calls.length > 0 && verb !== "drift";
  const parts = [
    `<h2>${whereParts(plan).map(escaped).join(' <span class="dim">·</span> ')}</h2>`,
    `<p class="lead">${sentence(lead)}</p>`,
    badgesHtml(plan, verb, applied),
    refusedHtml(plan),
    run === undefined ? "" : troubleHtml(run),
    pictures.map((picture) => pictureHtml(picture, view)).join("\n"),
    plan.changes.length === 0 ? "" : `<h3>${title}</h3>${changesHtml(plan.changes)}`,
    run !== undefined ? runHtml(run) : planned ? `<h3>Calls, in order</h3>${callsHtml(plan.calls)}` : "",
    planned ? undoHtml(plan) : "",
    findingsHtml(plan),
    unmanagedHtml(plan, verb),
    `<p class="last">${sentence(last)}</p>`,
    planned && verb === "plan" ? `<p class="dim where">Digest: ${code(plan.digest)}</p>` : "",
  ];
  return `<section>\n${parts.filter((part) => part !== "").join("\n")}\n</section>`;
}

function badgesHtml(plan: ShownPlan, verb: Verb, applied: { readonly run: RunFacts | undefined } | undefined): Html {
  const { summary, drift } = plan;
  if (drift !== undefined) {
    const counts = [
      [drift.server, "changed on the server", "warn"],
      [drift.unknown, "of unknown origin", "warn"],
      [drift.files, "in the files, not applied yet", "quiet"],
      [drift.accepted, "accepted for now", "quiet"],
    ] as const;
    return list(
      counts.filter(([count]) => count > 0).map(([count, text, kind]) => badge(kind, `${count} ${text}`)),
      "badges",
    );
  }
  if (summary.calls === 0 && plan.changes.length === 0) return "";
  const state =
    applied === undefined
      ? []
      : applied.run?.ended === undefined
        ? [badge("warn", "not applied")]
        : [
            badge(
              /^(converged|unchanged)$/.test(applied.run.ended.outcome) ? "ok" : "bad",
              endedWord(applied.run.ended.outcome),
            ),
          ];
  return list(
    [
      ...state,
      ...(verb === "drift" ? [] : [disruptionBadge(summary.disruption)]),
      ...countBadges(summary),
      badge("quiet", plural(summary.calls, "call")),
    ],
    "badges",
  );
}

function endedWord(outcome: string): string {
  return outcome.replaceAll("_", " ");
}

function refusedHtml({ refused = [], unknown }: ShownPlan): Html {
  const rules = refused.map(
    ({ rule, message, lift, opens }) =>
      `<p>${opens === undefined ? '<strong class="bad">Refused</strong> by' : '<strong class="warn">Not now,</strong>'} ${code(rule)}: ${sentence(message)}; ${code(lift)} lifts it</p>`,
  );
  const missing = unknown === undefined ? "" : `<div class="alert soft"><p>${sentence(unknownText(unknown))}</p></div>`;
  return (rules.length === 0 ? "" : `<div class="alert">${rules.join("")}</div>`) + missing;
}

function undoHtml({ undo }: ShownPlan): Html {
  const lines = [
    ...(undo?.steps ?? []).map((step) => sentence(step)),
    ...(undo?.cannot ?? []).map((step) => `<span class="warn">cannot be undone: ${sentence(step)}</span>`),
  ];
  return lines.length === 0 ? "" : `<h3>Rollback</h3>${fold(plural(lines.length, "step"), list(lines))}`;
}

function findingsHtml({ findings = [], warnings }: ShownPlan): Html {
  const lines = [
    ...findings.map(
      ({ severity, at, address, message, code: id }) =>
        `<span class="${severity === "error" ? "bad" : "warn"}">${severity}</span> ${code(at ?? address)} ${sentence(message)} <span class="dim">[${escaped(id)}]</span>`,
    ),
    ...warnings.map((text) => `<span class="warn">warning</span> ${sentence(text)}`),
  ];
  return lines.length === 0 ? "" : `<h3>Findings</h3>${list(lines)}`;
}

function unmanagedHtml(plan: ShownPlan, verb: Verb): Html {
  const lines = unmanagedLines(plan, verb).map((line) => line.trim());
  const named = plan.unmanaged?.addresses ?? [];
  const general = lines.slice(0, lines.length - named.length);
  return (
    general.map((line) => `<p class="dim">${sentence(line)}</p>`).join("") +
    (named.length === 0
      ? ""
      : fold(`${plural(named.length, "address", "addresses")} not managed here`, list(named.map(code))))
  );
}
