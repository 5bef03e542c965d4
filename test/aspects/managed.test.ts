import { describe, expect, it } from "vitest";
import { asManaged } from "../../src/aspects/managed.ts";
import { itemOf, productionOf, settingOf, unasked, wantedOf } from "../helpers/states.ts";

/** White space around a text is not read back: written trimmed it would be destroyed (wire-notes, 4.2). */
describe("a definition that is written anew has the values of the files where those that were read mean the same", () => {
  const live = productionOf("A.B", {
    attributes: { description: "two\nlines", test_enabled: "1" },
    settings: [settingOf("", "Own", "x"), settingOf("Production", "Same", "x"), settingOf("Other", "Own", "x")],
    items: [
      itemOf("In", "Python.In", {
        attributes: { comment: "note" },
        settings: [
          settingOf("Host", "%settings", "a=1"),
          settingOf(undefined, "Port", "1"),
          settingOf("Host", "Left", "y"),
        ],
      }),
      itemOf("Out", "Python.Out", { attributes: { comment: "note" } }),
    ],
  });
  const wanted = wantedOf("A.B", {
    attributes: { description: "two\r\nlines\n", test_enabled: "true" },
    settings: { Own: " x ", Same: "x\n" },
    items: {
      In: {
        attributes: { comment: " note", classname: "Python.In" },
        settings: { Host: { "%settings": "a=1\n", Left: "another" }, Adapter: { Port: " 1" } },
      },
      Out: "absent",
    },
  });
  const result = asManaged(live, wanted);

  it("texts and settings, of the production and of items, each by its target", () => {
    expect(result.attributes).toEqual({ description: "two\r\nlines\n", test_enabled: "1" });
    expect(result.settings.map(({ target, value }) => [target, value])).toEqual([
      ["", " x "],
      ["Production", "x\n"],
      ["Other", "x"],
    ]);
    expect(result.items[0]?.attributes.comment).toBe(" note");
    expect(result.items[0]?.settings.map(({ value }) => value)).toEqual(["a=1\n", " 1", "y"]);
  });

  it("what differs, is not managed, or is to go stays as it was read", () => {
    expect(result.items[1]).toEqual(live.items[1]);
    expect(asManaged(live, wantedOf("A.B"))).toEqual(live);
  });

  it("what is ignored, or a secret that was not asked for, does too", () => {
    const ignoring = asManaged(live, { ...wanted, ignore: [["description"], ["items", "In"], ["settings", "*"]] });
    expect(ignoring).toEqual(live);
    const unknown = { ...wanted, settings: new Map([["Own", unasked(" x ")]]) };
    expect(asManaged(live, unknown).settings[0]?.value).toBe("x");
  });
});
