import { expect, it } from "vitest";
import type { FleetStatus } from "../../src/model/fleet.ts";
import type { RolloutRecord, TargetProgress } from "../../src/model/rollout.ts";
import { fleetText } from "../../src/report/fleet-text.ts";
import { rolloutText } from "../../src/report/rollout-text.ts";
import { createStyle } from "../../src/report/style.ts";

const plain = createStyle(false);
const progress = (more: Partial<TargetProgress>): TargetProgress => ({
  state: "applied",
  runs: ["run"],
  calls: 1,
  message: "",
  ending: "done",
  ...more,
});
/** The canary is well; of the second wave one has failed, and both went back. */
const record: RolloutRecord = {
  format_version: "1",
  id: "r1",
  started: "2026-01-01T00:00:00.000Z",
  by: "me",
  digest: "sha256:x",
  waves: [
    { name: "canary", soak: 0, targets: ["a"] },
    { name: "rest", soak: 0, targets: ["b", "c"] },
  ],
  gates: [],
  max_failures: 0,
  on_failure: "rollback",
  state: "stopped",
  wave: 1,
  message: "1 failed: c; c: checks failed",
  targets: {
    a: progress({}),
    b: progress({ state: "undone", message: "its wave went back" }),
    c: progress({ state: "undone", ending: "check_failed", message: "checks failed" }),
  },
  limits: {},
};

it("who only went back with its wave has not failed: the table and the verdict say the same", () => {
  const text = rolloutText(record, plain, { now: 0 });
  expect(text).toMatch(/WAVE +TARGETS +APPLIED +FAILED +WENT BACK +SOAK/);
  expect(text).toMatch(/ canary +1 +1 +0 +0 /);
  expect(text).toMatch(/ rest +2 +0 +1 +2 /);
  expect(text).toContain("Stopped: 1 of 3 targets applied; 1 failed: c");
});

it("a fleet's status of a stopped rollout ends with where its targets are, not with how their jobs ended", () => {
  const submission = {
    ...{ id: "r1", kind: "rollout", state: "done", by: "me", submitted: "2026-01-01T00:00:00.000Z", limits: {} },
    targets: ["a", "b", "c"].map((target) => ({ target })),
  };
  const job = (target: string, ending: string) => ({ target, step: "apply", state: "done", ending });
  const status = { submission, rollout: record, workers: [], open: [] };
  const jobs = [job("a", "done"), job("b", "done"), job("c", "not_converged")];
  const text = fleetText({ ...status, jobs } as unknown as FleetStatus, plain, { now: 0, columns: 80 });
  expect(text.trimEnd().split("\n").at(-1)).toBe("Stopped: 1 applied, 2 went back.");
});

it.each(["paused", "aborted"] as const)("a reason of several lines stays within the line that says %s", (state) => {
  const text = rolloutText({ ...record, state, message: `${state} by me: ticket 1\nsee mail\n` }, plain, { now: 0 });
  expect(text.split("\n")[0]).toBe(`Rollout r1: ${state} by me: ticket 1 see mail, at wave rest (2 of 2)`);
});
