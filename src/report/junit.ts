import type { ShownPlan } from "../generated/plan.ts";
import type { CheckResult } from "../model/event.ts";
import { ORIGINS, sidesOf, sidesText } from "./sides.ts";
import { printable } from "./style.ts";

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly seconds?: number;
  /** undefined: it passed. */
  readonly failure?: { readonly kind: string; readonly text: string };
  readonly skipped?: string;
}
interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** Drift as test results: each managed address that differs is a failed test, what is accepted a skipped one. */
export function driftJunit(plans: readonly ShownPlan[]): string {
  return junit(
    "iopctl drift",
    plans.map((plan) => {
      const name = [plan.target, plan.namespace].filter((part) => part !== "").join("/");
      const cases = plan.changes.map((change): Case => {
        const base = { name: change.address, classname: name };
        if (change.accepted)
          return { ...base, skipped: `accepted until ${change.accepted.until}: ${change.accepted.reason}` };
        if (change.origin === "files") return { ...base, skipped: ORIGINS.files };
        const show = (value: unknown) =>
          value === null || value === undefined ? "(none)" : typeof value === "string" ? value : JSON.stringify(value);
        const sides = sidesOf(change);
        const shown = sides ? sidesText(sides, show) : `${show(change.before)} → ${show(change.after)}`;
        const values = change.sensitive ? "(sensitive)" : shown;
        const origin = change.origin ?? "unknown";
        return {
          ...base,
          failure: { kind: `drift.${origin}`, text: `${values}: ${ORIGINS[origin]}` },
        };
      });
      return { name, cases: cases.length > 0 ? cases : [{ name: "no drift", classname: name }] };
    }),
  );
}

/** The checks of an apply as test results. */
export function checksJunit(
  suites: readonly { readonly name: string; readonly checks: readonly CheckResult[] }[],
): string {
  return junit(
    "iopctl checks",
    suites.map(({ name, checks }) => ({
      name,
      cases: checks.map((check) => ({
        name: check.name,
        classname: `${name}.${check.kind}`,
        seconds: check.milliseconds / 1000,
        ...(check.ok ? {} : { failure: { kind: check.kind, text: check.message } }),
      })),
    })),
  );
}

function junit(name: string, suites: readonly Suite[]): string {
  const count = (list: readonly Case[], key: "failure" | "skipped") =>
    list.filter((entry) => entry[key] !== undefined).length;
  const all = suites.flatMap(({ cases }) => cases);
  const attributes = (list: readonly Case[]) =>
    `tests="${list.length}" failures="${count(list, "failure")}" errors="0" skipped="${count(list, "skipped")}"`;
  const body = suites.map((suite) => {
    const cases = suite.cases.map((entry) => {
      const time = entry.seconds === undefined ? "" : ` time="${entry.seconds}"`;
      const head = `    <testcase name="${xml(entry.name)}" classname="${xml(entry.classname)}"${time}`;
      if (entry.failure) {
        const { kind, text } = entry.failure;
        return `${head}>\n      <failure type="${xml(kind)}" message="${xml(text.slice(0, 300))}">${xml(text)}</failure>\n    </testcase>`;
      }
      return entry.skipped === undefined
        ? `${head}/>`
        : `${head}>\n      <skipped message="${xml(entry.skipped)}"/>\n    </testcase>`;
    });
    return `  <testsuite name="${xml(suite.name)}" ${attributes(suite.cases)}>\n${cases.join("\n")}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${name}" ${attributes(all)}>\n${body.join("\n")}\n</testsuites>\n`;
}

/** XML 1.0 holds no control characters, escaped or not. */
function xml(text: string): string {
  return printable(text)
    .replace(/[\ud800-\udfff\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"'\n\t]/g, (char) => `&#${char.charCodeAt(0)};`);
}
