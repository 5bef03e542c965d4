import { describe, expect, it } from "vitest";
import { defaultAspect } from "../../src/aspects/default.ts";
import { desiredOf, observedOf } from "../helpers/states.ts";

describe("the default production (contract, section 4)", () => {
  it("is read where the files set it, and only then", () => {
    expect(defaultAspect.reads(desiredOf(), observedOf())).toEqual([]);
    expect(defaultAspect.reads(desiredOf({ default: "A.B" }), observedOf())).toEqual([{ kind: "default" }]);
  });

  it.each([
    ["A.B", "A.B", undefined],
    [undefined, "A.B", undefined],
    ["A.B", "", "create"],
    ["A.B", undefined, "create"],
    ["A.B", "C.D", "update"],
    ["", "C.D", "delete"],
    ["", "", undefined],
  ])("files %j, server %j: %s", (wanted, found, action) => {
    const desired = desiredOf(wanted === undefined ? {} : { default: wanted });
    const { differences } = defaultAspect.diff(desired, observedOf(found === undefined ? {} : { default: found }));
    expect(differences.map(({ change }) => [change.action, change.before, change.after])).toEqual(
      action === undefined ? [] : [[action, found ?? "", wanted]],
    );
    expect(differences.flatMap(({ needs }) => needs)).toEqual(
      action === undefined ? [] : [{ kind: "default", production: wanted, because: ["default"] }],
    );
  });
});
