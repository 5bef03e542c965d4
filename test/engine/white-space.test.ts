import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DesiredState } from "../../src/model/desired.ts";
import { normalText } from "../../src/model/production.ts";
import type { NamespaceState } from "../../src/sandbox/rules/state.ts";
import { applyOn, planOf } from "../helpers/build-world.ts";
import { modelServer } from "../helpers/model-server.ts";

const text = (value: string) => ({ text: value, sensitive: false });

/** One production whose values are these; `more` stands for an unrelated change. */
function desired(values: Readonly<Record<string, string>>, more: string, description = ""): DesiredState {
  const settings = new Map(Object.entries({ ...values, More: more }).map(([name, value]) => [name, text(value)]));
  const attributes = { classname: text("EnsLib.X"), comment: text(description) };
  return {
    namespace: "USER",
    packages: [],
    productions: [
      {
        name: "A.B",
        prune: false,
        attributes: { description: text(description) },
        settings: new Map(Object.entries(values).map(([name, value]) => [name, text(value)])),
        items: new Map([["In", { attributes, settings: new Map([["Host", settings]]) }]]),
        ignore: [],
      },
    ],
  };
}

const space = fc
  .array(fc.constantFrom("\t", "\n", " ", "\u00a0", "\u0085", "\ufeff", "\u2028", "\u3000", "a", "é"), { maxLength: 4 })
  .map((parts) => parts.join(""));

describe("white space in what the files manage", () => {
  it("is written as the file says, again with every later change, and never differs from itself", async () => {
    await fc.assert(
      fc.asyncProperty(fc.record({ A: space, B: space }), space, async (values, description) => {
        const server = modelServer();
        const held = () => {
          const ns = server.state.namespaces["USER"] as NamespaceState;
          const definition = ns.productions["A.B"]?.definition;
          const [item] = definition?.Item ?? [];
          const own = (list: readonly Record<string, unknown>[] = []) =>
            Object.fromEntries(list.map((one) => [one["@Name"], one["#text"] ?? ""]));
          return [definition?.["Description"], own(definition?.Setting), item?.["@Comment"], own(item?.Setting)];
        };
        for (const more of ["1", "2", "3"]) {
          const wanted = desired(values, more, description);
          expect((await applyOn(server, wanted)).kind).toBe("converged");
          expect(held()).toEqual([description, values, description, { ...values, More: more }]);
          expect((await planOf(server, wanted)).calls).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("what is ignored, and what the files do not manage, stays as it was read", async () => {
    const server = modelServer();
    await applyOn(server, desired({ A: "a " }, "1"));
    const wanted = desired({ A: "a\t" }, "2");
    const [production] = wanted.productions;
    const ignore = [["items", "*", "settings", "Host", "A"]];
    await applyOn(server, { ...wanted, productions: [{ ...(production as NonNullable<typeof production>), ignore }] });
    const found = await server.client.exportProduction("A.B");
    expect(found.items[0]?.settings.map(({ name, value }) => [name, value])).toEqual([
      ["A", "a"],
      ["More", "2"],
    ]);
  });
});

it("a text is stripped as Python strips it: U+0085 goes, U+FEFF stays", () => {
  expect(normalText("\u0085 a\r\nb \u0085")).toBe("a\nb");
  expect(normalText(" \ufeffa\ufeff\n")).toBe("\ufeffa\ufeff");
});
