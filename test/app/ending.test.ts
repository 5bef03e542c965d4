import { describe, expect, it } from "vitest";
import { ApiError } from "../../src/api/error.ts";
import { explained } from "../../src/app/ending.ts";
import { InvalidFiles } from "../../src/desired/diagnostic.ts";
import { Lines } from "../../src/desired/lines.ts";
import { Refusal } from "../../src/model/refusal.ts";

const text = "version: 1\nnamespac: USER\n";
const source = { path: "state/a.iop.yaml", file: "/x/state/a.iop.yaml", text, lines: new Lines(text) };

describe("an error, as data", () => {
  it("a refusal ends as it says", () => {
    const error = new Refusal("stale", "the plan is another");
    expect(explained(error)).toEqual({ ending: "stale", where: undefined, problems: [], kind: "told" });
  });

  it("one of a server says of whom it was asked", () => {
    const error = new ApiError({ kind: "forbidden", method: "GET", path: "/status", status: 403, words: "no" });
    error.where = { target: "prod", url: "https://iris", namespace: "USER" };
    expect(explained(error)).toEqual({ ending: "denied", where: error.where, problems: [], kind: "told" });
  });

  it("one of the files has each problem with its place, counted from 1", () => {
    const error = new InvalidFiles([
      { message: "unknown key", place: { source, start: 11, end: 19 }, hint: "did you mean namespace?" },
      { message: "there is no state file", place: undefined },
    ]);
    const { ending, problems, kind } = explained(error);
    expect([ending, kind]).toEqual(["error", "told"]);
    expect(problems).toEqual([
      {
        message: "unknown key",
        hint: "did you mean namespace?",
        place: { path: "state/a.iop.yaml", line: 2, col: 1 },
      },
      { message: "there is no state file", hint: undefined, place: undefined },
    ]);
  });

  it("what the system says of a file is told; what nobody foresaw is a defect", () => {
    expect(explained(Object.assign(new Error("EACCES"), { code: "EACCES", syscall: "open" })).kind).toBe("told");
    expect(explained(new TypeError("x is not a function")).kind).toBe("defect");
    expect(explained("a text").kind).toBe("defect");
  });
});
