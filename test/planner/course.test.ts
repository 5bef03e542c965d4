import { describe, expect, it } from "vitest";
import type { ObservedState, RunState } from "../../src/model/observed.ts";
import { NOTHING_OWED } from "../../src/model/plan.ts";
import { courseOf, endOf, runningIn } from "../../src/planner/course.ts";
import type { Needs } from "../../src/planner/join.ts";

const NOTHING: Needs = {
  default: undefined,
  uploads: [],
  unbinds: [],
  definitions: new Map(),
  run: undefined,
  halt: undefined,
};
const run = (production: string): Needs => ({ ...NOTHING, run: { production, because: ["state"] } });
const halt: Needs = { ...NOTHING, halt: { because: ["state"] } };
const now = (status: RunState, production = ""): ObservedState => ({
  status: { status, production },
  productions: new Map(),
  git: new Map(),
});
const recycle = { ...NOTHING_OWED, production: "A", recycle: true };

describe("what becomes of what runs", () => {
  it.each([
    ["what runs goes on", NOTHING, now("running", "A"), undefined, "goes on", "A", "A"],
    ["what runs is what is to run", run("A"), now("running", "A"), undefined, "goes on", "A", "A"],
    ["another is to run", run("B"), now("running", "A"), undefined, "moves", "A", "B"],
    ["nothing is to run", halt, now("running", "A"), undefined, "moves", "A", ""],
    ["what is suspended is no running one", halt, now("suspended", "A"), undefined, "moves", "", ""],
    ["a run died between stop and start", NOTHING, now("stopped"), recycle, "moves", "", "A"],
    ["and now the files say stopped", halt, now("stopped"), recycle, "moves", "", ""],
    ["it died, and another was started by hand", NOTHING, now("running", "B"), recycle, "goes on", "B", "B"],
    ["nobody asks for anything", NOTHING, now("stopped"), undefined, "rests", "", ""],
    ["what runs is not known", NOTHING, { productions: new Map(), git: new Map() }, recycle, "rests", "", ""],
  ] as const)("%s", (_, needs, observed, owed, kind, running, end) => {
    const course = courseOf(needs, observed, owed);
    expect([course.kind, runningIn(course), endOf(course)]).toEqual([kind, running, end]);
  });
});
