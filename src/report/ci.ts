import { createHash } from "node:crypto";
import type { PlanDocument } from "../generated/plan.ts";
import { documentText } from "../model/json.ts";

/** What pipelines read: GitHub's commands and outputs, GitLab's artefacts. */

/** A workflow command of GitHub Actions: its values cannot leave it. */
export function githubAnnotation(
  level: "error" | "warning",
  message: string,
  place?: { readonly path: string; readonly line: number; readonly col: number },
): string {
  const value = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const property = (text: string) => value(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
  const where = place ? ` file=${property(place.path)},line=${place.line},col=${place.col}` : "";
  return `::${level}${where}::${value(message)}`;
}

/** Lines for `$GITHUB_OUTPUT`: one-line values only, so that none can begin another. */
export function githubOutputs({ plans }: PlanDocument): string {
  const sum = (key: "create" | "update" | "delete" | "calls") =>
    plans.reduce((all, { summary }) => all + summary[key], 0);
  const levels = ["none", "component", "production"] as const;
  const worst = levels[Math.max(0, ...plans.map(({ summary }) => levels.indexOf(summary.disruption)))] ?? "none";
  const values: Record<string, string | number | boolean> = {
    changes: sum("create") + sum("update") + sum("delete"),
    create: sum("create"),
    update: sum("update"),
    delete: sum("delete"),
    calls: sum("calls"),
    disruption: worst,
    has_changes: plans.some(({ changes, calls }) => changes.length + calls.length > 0),
    digest: plans
      .filter(({ calls }) => calls.length > 0)
      .map(({ digest }) => digest)
      .join(" "),
  };
  return Object.entries(values)
    .map(([key, value]) => `${key}=${String(value).replace(/[\r\n]/g, " ")}\n`)
    .join("");
}

/** GitLab's Terraform report: what the merge request widget counts. */
export function gitlabTerraformReport({ plans }: PlanDocument): string {
  const sum = (key: "create" | "update" | "delete") => plans.reduce((all, { summary }) => all + summary[key], 0);
  return `${JSON.stringify({ create: sum("create"), update: sum("update"), delete: sum("delete") })}\n`;
}

/** A finding as GitLab's code quality report has it. */
export interface QualityIssue {
  readonly code: string;
  readonly message: string;
  readonly severity: "info" | "minor" | "major" | "critical" | "blocker";
  readonly path: string;
  readonly line: number;
}

/** GitLab's code quality report (a subset of Code Climate's format). */
export function gitlabCodeQuality(issues: readonly QualityIssue[]): string {
  const entries = issues.map(({ code, message, severity, path, line }) => ({
    description: message,
    check_name: code,
    fingerprint: createHash("sha256").update(`${code}\n${path}\n${message}`).digest("hex").slice(0, 40),
    severity,
    location: { path, lines: { begin: line } },
  }));
  return documentText(entries);
}
