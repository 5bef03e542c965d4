import { describe, expect, it } from "vitest";
import { refuseUnprotected } from "../../src/app/limits.ts";
import type { DesiredState } from "../../src/model/desired.ts";

const state = (protect: Readonly<Record<string, boolean>>): DesiredState => ({
  namespace: "USER",
  packages: [],
  productions: Object.entries(protect).map(([name, on]) => ({
    name,
    prune: false,
    ...(on ? { protect: true } : {}),
    attributes: {},
    settings: undefined,
    items: undefined,
    ignore: [],
  })),
});
const files = [state({ "Demo.Production": true, "Lab.Production": false }), state({ "Ward.Production": true })];

describe("--allow-protected", () => {
  it("takes names that the files protect, in whichever namespace", () => {
    expect(() => refuseUnprotected(["Demo.Production", "Ward.Production"], files)).not.toThrow();
    expect(() => refuseUnprotected([], [])).not.toThrow();
  });

  it.each([
    ["Demo.Producton", files, "the files have no production Demo.Producton; did you mean Demo.Production?"],
    ["Other.One", files, "the files have no production Other.One; protected: Demo.Production, Ward.Production"],
    ["Lab.Production", files, "the files do not protect Lab.Production; protected: Demo.Production, Ward.Production"],
    [
      "Lab.Production",
      [state({ "Lab.Production": false })],
      "the files do not protect Lab.Production; nothing is protected",
    ],
  ])("says of %s that nothing protects it", (name, states, words) => {
    expect(() => refuseUnprotected([name], states)).toThrow(`--allow-protected ${name}: ${words}`);
  });
});
