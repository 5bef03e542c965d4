import { describe, expect, it } from "vitest";
import type { PlanDocument, ShownPlan } from "../../src/generated/plan.ts";
import { planHtml } from "../../src/report/html.ts";
import { driftJunit } from "../../src/report/junit.ts";
import { planMarkdown } from "../../src/report/markdown.ts";
import { changesText } from "../../src/report/plan-text.ts";
import { createStyle } from "../../src/report/style.ts";

const change = (name: string, more: object) => ({ address: `productions.A.B.${name}`, sensitive: false, ...more });
const changes = [
  change("currency", { action: "update", before: "GBP", after: "CHF", origin: "server" }),
  change("fresh", { action: "create", before: "", after: "1", origin: "files" }),
  change("gone", { action: "create", before: null, after: "x", origin: "server" }),
  change("extra", { action: "delete", before: "y", after: null, origin: "server" }),
  change("items.ByHand", { action: "delete", before: { classname: "X" }, after: null, origin: "unknown" }),
  change("text", { action: "update", before: "a\nserver", after: "a\nfiles", origin: "server" }),
  change("password", {
    action: "update",
    before: "(sensitive)",
    after: "(sensitive)",
    sensitive: true,
    origin: "server",
  }),
] as unknown as ShownPlan["changes"];
const plan = {
  target: "dev",
  url: "http://x",
  namespace: "USER",
  digest: "sha256:0",
  observed_digest: "",
  desired_digest: "",
  changes,
  calls: [],
  warnings: [],
  summary: { create: 2, update: 3, delete: 2, calls: 0, disruption: "none" },
  drift: { server: 5, files: 1, unknown: 1, accepted: 0 },
} as unknown as ShownPlan;
const document = { format_version: "1", created_at: "2026-01-01T00:00:00Z", plans: [plan] } as PlanDocument;

describe("drift reads in the direction of what happened", () => {
  it("in the text", () => {
    const text = changesText(changes, createStyle(false)).replace(/ +/g, " ");
    expect(text).toBe(
      [
        "~ productions.A.B.currency CHF (files) | GBP (server) changed on the server",
        "+ productions.A.B.fresh 1 (files) | (none) (server) changed in the files, not applied yet",
        "- productions.A.B.gone x (files) | (none) (server) changed on the server",
        "+ productions.A.B.extra (none) (files) | y (server) changed on the server",
        "+ productions.A.B.items.ByHand on the server only origin unknown",
        " + classname: X",
        "~ productions.A.B.text - files, + server changed on the server",
        " a",
        " - files",
        " + server",
        "~ productions.A.B.password (sensitive) changed on the server",
      ].join("\n"),
    );
  });

  it("in Markdown, HTML and JUnit; a plan still reads from before to after", () => {
    expect(planMarkdown(document, "drift")).toContain(
      "! productions.A.B.currency  CHF (files) | GBP (server)    # changed on the server",
    );
    const html = planHtml(document, { verb: "drift" });
    expect(html).toContain('<span class="dim">files</span><code class="has">CHF</code>');
    expect(html).toContain('<span class="dim">server</span><code class="has">GBP</code>');
    expect(html).toContain("changed on the server");
    expect(driftJunit([plan])).toContain("CHF (files) | GBP (server): changed on the server");
    const planned = changes.map(({ origin: _origin, ...rest }) => rest) as unknown as ShownPlan["changes"];
    expect(changesText(planned, createStyle(false))).toMatch(/currency +GBP → CHF/);
  });
});
