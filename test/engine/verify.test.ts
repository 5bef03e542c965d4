import { describe, expect, it } from "vitest";
import { begin, counted, type Progress } from "../../src/engine/progress.ts";
import type { Step } from "../../src/engine/states.ts";
import { lookAgain, verify } from "../../src/engine/verify.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import type { ObservedState } from "../../src/model/observed.ts";
import type { Production } from "../../src/model/production.ts";
import { plan } from "../../src/planner/plan.ts";
import { contextOf, type Script } from "../helpers/scripted.ts";
import { desiredOf, itemOf, observedOf, productionOf, productionsOf, wantedOf } from "../helpers/states.ts";

const rare = { ...itemOf("Out", "P.Out"), extra: [["@InactivityTimeout", "20"]] as const };
const live = productionOf("A.B", { items: [rare] });
const server = (parts: Partial<ObservedState> = {}) =>
  observedOf({
    default: "A.B",
    status: { status: "stopped", production: "" },
    bindings: [],
    productions: productionsOf(live),
    ...parts,
  });
const desired = desiredOf({ default: "C.D" });

async function verified(
  now: ObservedState | Error,
  given: { wanted?: DesiredState; progress?: Partial<Progress>; script?: Script } = {},
) {
  const { wanted = desired, progress = {}, script = {} } = given;
  const observe = async () => {
    if (now instanceof Error) throw now;
    return now;
  };
  const { context, events } = contextOf(script, { desired: wanted, observe });
  const made = plan(wanted, server());
  const step: Step = await verify({ ...counted(begin(server(), made)), ...progress }, context);
  const end = step.state.kind === "bringing back" ? step.state.end : undefined;
  const remaining = events.flatMap((event) =>
    event.type === "verified" ? [[event.converged, ...event.remaining.map(({ address }) => address.join("."))]] : [],
  );
  return { step, outcome: end?.outcome, message: end !== undefined && "message" in end ? end.message : "", remaining };
}

describe("all calls were made: is it as the files say? (contract, section 3: 8)", () => {
  it("it is", async () => {
    expect(await verified(server({ default: "C.D" }))).toMatchObject({
      ...{ outcome: "converged", message: "the namespace matches the files", remaining: [[true]] },
    });
  });

  it("it is not: what was tried is not tried for ever, and what differs is said", async () => {
    expect(await verified(server())).toMatchObject({ outcome: "not_converged", remaining: [[false, "default"]] });
  });

  it("nobody can say: not confirmed, and never converged", async () => {
    const found = await verified(new Error("nobody answers"));
    expect([found.outcome, found.message, found.remaining]).toEqual([
      "failed",
      "not confirmed: every call was made, and then nobody answers. Running the same command again continues.",
      [],
    ]);
  });

  it("what came up meanwhile is applied in the same run, but not without end", async () => {
    const wanted = { ...desired, productions: [wantedOf("A.B", { items: { Out: { attributes: { comment: "" } } } })] };
    const other = {
      ...live,
      items: [{ ...rare, attributes: { ...rare.attributes, comment: "by its settings file" } }],
    };
    const now = server({ default: "C.D", productions: productionsOf(other) });
    const again = await verified(now, { wanted });
    expect(again.step.state).toMatchObject({ kind: "calling", calls: [{ action: { kind: "migrate" } }] });
    expect((await verified(now, { wanted, progress: { plans: 5 } })).outcome).toBe("not_converged");
    // It was a change of this run's plan already.
    const tried = new Set(["productions.A.B.items.Out.comment"]);
    expect((await verified(now, { wanted, progress: { tried } })).outcome).toBe("not_converged");
  });

  it("a definition that the server has dropped something of is lost, though the files do not name it", async () => {
    const written = new Map<string, Production>([["A.B", live]]);
    const now = server({ default: "C.D", productions: productionsOf({ ...live, items: [{ ...rare, extra: [] }] }) });
    const refused = await verified(now, { progress: { written } });
    expect(refused.outcome).toBe("not_converged");
    expect(refused.message).toContain("A.B has lost items.Out InactivityTimeout=20: the server has dropped it");
    const allowed = await verified(now, { wanted: { ...desired, guards: { loss: "allow" } }, progress: { written } });
    expect(allowed.outcome).toBe("converged");
    expect((await verified(server({ default: "C.D" }), { progress: { written } })).outcome).toBe("converged");
  });

  it("of a part of it no more is said than that", async () => {
    const { context } = contextOf(
      {},
      { desired, only: ([kind]) => kind === "default", observe: async () => server({ default: "C.D" }) },
    );
    const { state } = await verify(counted(begin(server(), plan(desired, server()))), context);
    expect(state).toMatchObject({ end: { message: "the part of it that was asked for matches the files" } });
  });
});

describe("a look again reads what nobody asks for any more, where something was compared with it", () => {
  it("what was not read is not taken for what is not there", async () => {
    const baseline = productionOf("E.F");
    const script = {
      "GET /export": { name: "E.F", items: [{ name: "X", classname: "C" }] },
      "GET /status": { status: "running", production: "E.F" },
    };
    const { context, said } = contextOf(script, { observe: async () => observedOf({ default: "A.B" }) });
    const found = await lookAgain({ ...begin(server(), plan(desired, server())), baseline }, context, ["E.F"]);
    expect(said()).toEqual(["GET /export", "GET /status"]);
    expect([found.default, found.status?.production, [...found.productions.keys()]]).toEqual(["A.B", "E.F", ["E.F"]]);
  });

  it("what the files ask for anyway is read once", async () => {
    const { context, said } = contextOf({}, { observe: async () => server() });
    await lookAgain({ ...begin(server(), plan(desired, server())), baseline: live }, context, ["A.B"]);
    expect(said()).toEqual([]);
  });
});
