import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlanDocument } from "../../src/generated/plan.ts";
import type { Graph } from "../../src/model/graph.ts";
import { githubAnnotation, githubOutputs, gitlabCodeQuality } from "../../src/report/ci.ts";
import { dot, mermaid } from "../../src/report/graph.ts";
import { planHtml } from "../../src/report/html.ts";
import { checksJunit, driftJunit } from "../../src/report/junit.ts";
import { inlineCode, planMarkdown } from "../../src/report/markdown.ts";
import { columnsLayout } from "../../src/report/picture/columns.ts";
import { pictureSvg } from "../../src/report/picture/svg.ts";
import { PLAN_VIEW } from "../../src/report/picture/view.ts";

/** Texts that want out of the place that they stand in. */
const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "</details><script>x</script>",
    "```\n```",
    "`a``b",
    "| x |",
    "@octocat #1",
    "]]>",
    "%0A::error::x",
    "a\"b'c",
    "\u001b[2J",
    "a\nb=c",
  ),
);

function planOf(text: string): PlanDocument {
  const change = {
    address: `productions.A.B.items.${JSON.stringify(text)}.comment`,
    action: "update",
    before: text,
    after: `${text}!`,
    sensitive: false,
    detail: text,
  };
  const call = {
    id: 1,
    method: "POST",
    path: "/update",
    query: {},
    body: {},
    disruption: "component",
    because: [change.address],
    after: [],
    reason: text,
    why: text,
    items: [text],
  };
  const plan = {
    target: text,
    url: "http://x",
    namespace: "USER",
    digest: `sha256:${"0".repeat(64)}`,
    observed_digest: "",
    desired_digest: "",
    changes: [change],
    calls: [call],
    warnings: [text],
    findings: [
      { code: "target-missing", severity: "warning", address: change.address, message: text, at: `${text}:1:2` },
    ],
    refused: [{ rule: text, message: text, lift: text }],
    undo: { steps: [text], cannot: [text] },
    summary: { create: 0, update: 1, delete: 0, calls: 1, disruption: "component" },
  };
  return {
    format_version: "1",
    created_at: "2026-01-01T00:00:00Z",
    plans: [plan],
    errors: [{ target: text, message: text }],
  } as unknown as PlanDocument;
}

describe("whatever stands in a value stays in its place", () => {
  it("in a page: no tag of its own, and nothing loaded", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const node = { name: text, kind: "process" as const, class: text, category: text, enabled: true };
        const graph: Graph = {
          production: text,
          nodes: [{ ...node, change: "update", waiting: 3 }],
          edges: [{ from: text, to: text, by: "value", change: "create" }],
          notes: [text],
        };
        const pictures = [[{ graph, layout: columnsLayout(graph), hidden: 1 }]];
        const call = {
          method: "POST",
          path: "/update",
          reason: text,
          why: text,
          disruption: "none" as const,
          message: text,
        };
        const run = {
          calls: [{ ...call, state: "failed" as const }],
          checks: [{ name: text, kind: "log" as const, ok: false, message: text, milliseconds: 1 }],
          remaining: [text],
          warnings: [text],
          backup: text,
          rollback: { done: false, message: text },
          ended: { outcome: "failed" as const, callCount: 1, message: text },
        };
        const page =
          planHtml(planOf(text), { pictures }) + planHtml(planOf(text), { verb: "apply", pictures, runs: [run] });
        const known =
          /<\/?(html|head|meta|title|style|body|main|h1|h2|h3|h4|h5|p|section|ul|ol|li|code|span|div|table|thead|tbody|tr|td|th|pre|details|summary|strong|br|figure|figcaption|svg|g|rect|path|text)(\s[^<>]*)?>|<!doctype html>/g;
        expect(page.replace(known, "")).not.toMatch(/[<>]/);
        expect(page).not.toMatch(/\son\w+=|src=|href=/i);
        expect(page).not.toContain("\u001b");
      }),
    );
  });

  it("in a comment: code spans are closed by their own ticks only, and tables keep their cells", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const span = inlineCode(text);
        const [fence = ""] = /^`+/.exec(span) ?? [];
        const inner = span.slice(fence.length, -fence.length);
        expect(span.endsWith(fence)).toBe(true);
        for (const [run] of inner.matchAll(/`+/g)) expect(run.length).not.toBe(fence.length);
        expect(span).not.toContain("\n");
        const table = planMarkdown(planOf(text))
          .split("\n")
          .filter((row) => row.startsWith("| 1 |"));
        expect(table).toHaveLength(1);
        expect((table[0] ?? "").replace(/\\\|/g, "").split("|")).toHaveLength(6);
      }),
    );
  });

  it("a comment is never longer than its limit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3_000, max: 70_000 }), fc.integer({ min: 0, max: 400 }), (limit, count) => {
        const [plan] = planOf("x".repeat(300)).plans;
        const many = { ...plan, changes: Array.from({ length: count }, () => plan?.changes[0]) };
        const document = { ...planOf("y"), plans: [many, many] } as unknown as PlanDocument;
        const text = planMarkdown(document, "plan", limit);
        expect(text.length).toBeLessThanOrEqual(limit);
        expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);
      }),
    );
  });

  it("in test reports: well-formed XML", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const result = { name: text, kind: "test" as const, ok: false, message: text, milliseconds: 1 };
        for (const xml of [driftJunit(planOf(text).plans), checksJunit([{ name: text, checks: [result] }])]) {
          const rest = xml.replace(
            /<\?xml[^?]*\?>|<\/?(testsuites|testsuite|testcase|failure|skipped)(\s+\w+="[^"<]*")*\s*\/?>/g,
            "",
          );
          expect(rest).not.toMatch(/[<>]/);
          expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
        }
      }),
    );
  });

  it("in GitHub's commands and outputs: one line each", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const line = githubAnnotation("error", text, { path: text, line: 1, col: 2 });
        expect(line.split(/[\r\n]/)).toHaveLength(1);
        expect(line.slice("::error".length).match(/::/)?.index).toBeGreaterThan(0);
        for (const output of githubOutputs(planOf(text)).trimEnd().split("\n")) expect(output).toMatch(/^[a-z_]+=/);
        const issues = gitlabCodeQuality([{ code: "x", message: text, severity: "minor", path: text, line: 1 }]);
        expect(JSON.parse(issues)).toHaveLength(1);
      }),
    );
  });

  it("in pictures: names are texts", () => {
    fc.assert(
      fc.property(nasty, nasty, (a, b) => {
        const node = (name: string) => ({
          ...{ name, kind: "process" as const, class: name, category: "", enabled: true },
        });
        const graph: Graph = {
          production: a,
          nodes: [node(`1${a}`), node(`2${b}`)],
          edges: [
            { from: `1${a}`, to: `2${b}`, by: "server" },
            { from: `2${b}`, to: `1${a}`, by: "server" },
          ],
          notes: [],
        };
        const picture = pictureSvg(graph, columnsLayout(graph), { view: PLAN_VIEW, alone: true });
        expect(picture.replace(/<\/?(svg|style|path|rect|text|g|title)(\s[^<>]*)?>/g, "")).not.toMatch(/[<>]/);
        expect(picture).not.toContain("\u001b");
        expect(mermaid(graph).split("\n")).toHaveLength(8);
        expect(dot(graph).split("\n")).toHaveLength(9);
      }),
    );
  });
});
