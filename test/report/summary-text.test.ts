import { describe, expect, it } from "vitest";
import type { TargetEnding } from "../../src/documents/result-line.ts";
import { createStyle } from "../../src/report/style.ts";
import { summaryText } from "../../src/report/summary-text.ts";

const style = createStyle(false);
const ended = (target: string, namespace: string, ending: TargetEnding["ending"] = "done", message = "") => ({
  ...{ target, namespace, ending, message },
});
const verdict = (endings: readonly TargetEnding[]) => summaryText(endings, style, 200).trimEnd().split("\n").at(-1);

describe("what became of several targets", () => {
  it("counts targets, and namespaces where a target has several", () => {
    expect(verdict([ended("a", "X"), ended("b", "X")])).toBe("All 2 targets succeeded. 2 ok.");
    expect(verdict([ended("a", "X"), ended("a", "Y"), ended("b", "X")])).toBe(
      "All 3 namespaces (2 targets) succeeded. 3 ok.",
    );
    expect(verdict([ended("a", "X", "stale"), ended("a", "Y")])).toBe(
      "1 of 2 namespaces (1 target) failed. 1 stale, 1 ok.",
    );
  });

  it("a message that announces a list says what is in it", () => {
    const text = summaryText(
      [ended("a", "X", "stale", "the plan is stale:\n  default\n  productions.A"), ended("b", "X")],
      style,
      200,
    );
    expect(text).toContain("the plan is stale: default, productions.A\n");
  });
});
