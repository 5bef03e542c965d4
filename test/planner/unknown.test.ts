import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planDocument, shownPlan } from "../../src/documents/plan-json.ts";
import type { DesiredState, DesiredText } from "../../src/model/desired.ts";
import type { ObservedState } from "../../src/model/observed.ts";
import type { Production } from "../../src/model/production.ts";
import { basisOf } from "../../src/planner/basis.ts";
import { newSalt } from "../../src/planner/digest.ts";
import { plan } from "../../src/planner/plan.ts";
import { migrateRequest } from "../../src/planner/request.ts";
import { planHtml } from "../../src/report/html.ts";
import { planMarkdown } from "../../src/report/markdown.ts";
import { planText } from "../../src/report/plan-text.ts";
import { createStyle } from "../../src/report/style.ts";

const text = (value: string): DesiredText => ({ text: value, sensitive: false });
const secret = (source: string): DesiredText => ({ text: source, sensitive: true, source, unknown: true });
const UNKNOWN = "productions.A.B.items.In.settings.Adapter.Password";

function files(values: { readonly path: string; readonly prune?: boolean; readonly exists?: boolean }): DesiredState {
  const settings = new Map([
    [
      "Adapter",
      new Map([
        ["FilePath", text(values.path)],
        ["Password", secret("${secret:DB}")],
      ]),
    ],
  ]);
  const item = { attributes: { classname: text("X.Y"), comment: secret("by ${secret:WHO}") }, settings };
  return {
    namespace: "USER",
    packages: [],
    productions: [
      {
        name: "A.B",
        prune: values.prune ?? false,
        attributes: {},
        settings: undefined,
        items: new Map([["In", item]]),
        ignore: [],
      },
    ],
  };
}

function server(password: string | undefined, path = "/in"): ObservedState {
  const settings = [
    { target: "Adapter", name: "FilePath", value: path, extra: [] },
    ...(password === undefined ? [] : [{ target: "Adapter", name: "Password", value: password, extra: [] }]),
  ];
  const production: Production = {
    name: "A.B",
    attributes: {},
    settings: [],
    items: [{ name: "In", attributes: { classname: "X.Y", comment: "by hand" }, settings, extra: [] }],
    extra: [],
  };
  const status = { production: "", status: "stopped" } as const;
  return { productions: new Map([["A.B", production]]), bindings: [], status, git: new Map() };
}

const shown = (desired: DesiredState, observed: ObservedState) =>
  shownPlan(plan(desired, observed), { target: "", url: "http://x" }, [], newSalt());

describe("a value whose secret was not asked for", () => {
  it("is never a difference and never written, whatever the server holds, pruned or not", () => {
    const password = fc.option(fc.string(), { nil: undefined });
    fc.assert(
      fc.property(password, fc.boolean(), fc.constantFrom("/in", "/other"), (value, prune, path) => {
        const made = plan(files({ path, prune }), server(value));
        const expected = path === "/in" ? [] : ["FilePath"];
        expect(made.changes.map(({ address }) => address.at(-1))).toEqual(expected);
        const [call] = made.calls;
        if (call?.action.kind !== "migrate") {
          expect(made.calls).toEqual([]);
          return;
        }
        const settings = call.action.upload.definitions[0]?.production.items[0]?.settings ?? [];
        expect(settings.find(({ name }) => name === "Password")?.value).toBe(value);
        expect(JSON.stringify(migrateRequest(call.action.upload))).not.toContain("${secret:DB}");
      }),
    );
  });

  it("of an item that is made anew is left out of it", () => {
    const made = plan(files({ path: "/in" }), { ...server("x"), productions: new Map([["A.B", "absent"]]) });
    expect(JSON.stringify(made.changes)).not.toContain("Password");
    expect(made.unknown.map((address) => address.at(-1))).toEqual(["comment", "Password"]);
  });

  it("is said: in the verdict, by address, in JSON, Markdown and HTML; and no digest is that of a plan that knows", () => {
    const made = shown(files({ path: "/in" }), server("x"));
    const page = planDocument([made], new Date(0));
    expect(made.unknown).toEqual(["productions.A.B.items.In.comment", UNKNOWN]);
    const lines = planText(made, createStyle(false)).trimEnd().split("\n");
    expect(lines[0]).toContain("no changes, 2 secret values not compared");
    expect(lines.at(-1)).toBe("No changes. USER matches the files, 2 secret values not compared.");
    for (const output of [lines.join("\n"), planMarkdown(page).replaceAll("\\", ""), planHtml(page)])
      expect(output).toContain(UNKNOWN);
    expect(made.digest).not.toBe(shown({ ...files({ path: "/in" }), productions: [] }, server("x")).digest);
    expect(basisOf(files({ path: "/in" }), server("x"), () => true).map(({ address }) => address)).not.toContain(
      UNKNOWN,
    );
  });

  it("that --only leaves out or that is ignored is not spoken of", () => {
    const [production] = files({ path: "/in" }).productions as [DesiredState["productions"][number]];
    const desired = {
      ...files({ path: "/in" }),
      productions: [{ ...production, ignore: [["items", "*", "comment"]] }],
    };
    expect(plan(desired, server("x")).unknown).toHaveLength(1);
    expect(plan(desired, server("x"), { only: ([, , , , kind]) => kind !== "settings" }).unknown).toEqual([]);
  });
});
