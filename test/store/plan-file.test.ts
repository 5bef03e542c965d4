import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planDocument, shownPlan, withBasis } from "../../src/documents/plan-json.ts";
import type { RecordedPlan } from "../../src/documents/recorded.ts";
import { refuseStale, savedPlan } from "../../src/documents/saved-plan.ts";
import type { PlanDocument, ShownPlan } from "../../src/generated/plan.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import type { ObservedState } from "../../src/model/observed.ts";
import { Refusal } from "../../src/model/refusal.ts";
import { basisOf } from "../../src/planner/basis.ts";
import { plan } from "../../src/planner/plan.ts";
import { isPlanFile, readPlanFile } from "../../src/store/plan-file.ts";
import { workspace } from "../helpers/cli.ts";

let space: ReturnType<typeof workspace>;
beforeEach(() => {
  space = workspace();
});
afterEach(() => space.remove());

const SALT = { bytes: Buffer.alloc(16) };
const desired: DesiredState = { namespace: "USER", packages: [], productions: [], default: "A.B" };
const observed: ObservedState = { productions: new Map(), default: "", git: new Map() };
const basis = basisOf(desired, observed, () => true);
const made = plan(desired, observed);
const shown = shownPlan(made, { target: "", url: "http://x" }, basis, SALT);
const now = { shown, basis, salt: SALT, plan: made, observed } as unknown as RecordedPlan;
const document = planDocument([withBasis(shown, basis, SALT)], new Date(0), [["s.iop.yaml"]]);

const write = (text: string, name = "plan.json") => {
  writeFileSync(join(space.dir, name), text);
  return join(space.dir, name);
};
const refusal = (work: () => unknown): Refusal => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    return error as Refusal;
  }
  throw new Error("it was taken");
};
/** The saved file, changed by hand: keys of the document, or of its plan. */
type Change = (plan: ShownPlan) => { readonly [key: string]: unknown };
const altered = (change: object) => ({ ...(JSON.parse(savedPlan(document)) as PlanDocument), ...change });
const ofPlan = (change: Change) => {
  const plan = document.plans[0] as ShownPlan;
  return altered({ plans: [{ ...plan, ...change(plan) }] });
};
const calls =
  (change: object): Change =>
  (plan) => ({ calls: plan.calls.map((call) => ({ ...call, ...change })) });
const ALTERATIONS: readonly (readonly [string, Change])[] = [
  ["its changes emptied", () => ({ changes: [] })],
  ["its calls emptied", () => ({ calls: [] })],
  ["a call's path", calls({ path: "/kill" })],
  ["a call's body", calls({ body: { production: "E.F" } })],
  ["the value of a change", ({ changes }) => ({ changes: changes.map((change) => ({ ...change, after: "E.F" })) })],
];
const NO_DIGEST = `sha256:${"0".repeat(64)}`;

describe("a saved plan", () => {
  it("is read as it was written, also reformatted, and is not stale by itself", () => {
    const read = readPlanFile(write(savedPlan(document)));
    expect(read).toMatchObject(document);
    expect(readPlanFile(write(JSON.stringify(JSON.parse(savedPlan(document)))))).toEqual(read);
    expect(() => refuseStale(read.plans[0] as ShownPlan, now)).not.toThrow();
  });

  const files: readonly (readonly [string, PlanDocument])[] = [
    ...ALTERATIONS.map(([name, change]) => [name, ofPlan(change)] as const),
    ["its digest", ofPlan(() => ({ digest: NO_DIGEST }))],
    ["its warnings", ofPlan(() => ({ warnings: ["all is well"] }))],
    ["its sources", altered({ sources: [["other.iop.yaml"]] })],
    ["its seal taken off", altered({ seal: undefined })],
    ["another seal", altered({ seal: NO_DIGEST })],
  ];
  it.each(files)("that was altered by hand is neither shown nor applied: %s", (_, file) => {
    const error = refusal(() => readPlanFile(write(JSON.stringify(file))));
    expect(error.ending).toBe("stale");
    expect(error.message).toContain("was altered after it was made");
    expect(error.message).toContain("Nothing was changed");
  });

  it.each(ALTERATIONS)("that shows something else than is needed is stale, sealed or not: %s", (_, change) => {
    const read = readPlanFile(write(savedPlan(ofPlan(change))));
    const error = refusal(() => refuseStale(read.plans[0] as ShownPlan, now));
    expect(error.ending).toBe("stale");
    expect(error.message).toMatch(/(default|PUT \/default .*): (now needed too|the plan shows something else)/);
  });

  it("what plan --json printed can be shown, not applied", () => {
    const printed = planDocument([shown], new Date(0));
    const read = readPlanFile(write(JSON.stringify(printed)));
    expect(refusal(() => refuseStale(read.plans[0] as ShownPlan, now)).message).toContain(
      "only one saved by plan --out",
    );
  });
});

describe("what is no plan", () => {
  it.each([
    ["{}", "must have required property"],
    ["[]", "must be object"],
    ["null", "must be object"],
    ['{"targets": {}}', "must have required property"],
    ["version: 1\n", "it is not JSON"],
    ["", "it is not JSON"],
  ])("%j is said to be none, with what makes one", (text, why) => {
    const path = write(text, "x.json");
    expect(isPlanFile(path)).toBe(true);
    const error = refusal(() => readPlanFile(path));
    expect(error.ending).toBe("error");
    expect(error.message).toContain(`${path} is not a plan file of iopctl: `);
    expect(error.message).toContain(why);
    expect(error.message).toContain("`iopctl plan --out FILE` makes one");
  });

  it("a file that is not there is said not to be there; state files and directories are no plans", () => {
    const path = join(space.dir, "none.json");
    expect(isPlanFile(path)).toBe(true);
    expect(refusal(() => readPlanFile(path)).message).toBe(`there is no file ${path}`);
    expect(isPlanFile(write("{version: 1}", "a.iop.yaml"))).toBe(false);
    expect(isPlanFile(space.dir)).toBe(false);
  });
});
