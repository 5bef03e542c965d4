import { describe, expect, it } from "vitest";
import { bringBack } from "../../src/engine/bring-back.ts";
import { begin, type Progress } from "../../src/engine/progress.ts";
import { NOTHING_OWED } from "../../src/model/plan.ts";
import { plan } from "../../src/planner/plan.ts";
import { contextOf, fault, type Script } from "../helpers/scripted.ts";
import { desiredOf, observedOf, productionOf } from "../helpers/states.ts";

const start = begin(observedOf(), plan(desiredOf(), observedOf()));

async function broughtBack(script: Script, now: Partial<Progress> = {}) {
  const { context, events, said } = contextOf(script);
  const after = await bringBack({ ...start, running: "A.B", held: new Set(["In"]), ...now }, context);
  expect([...after.held]).toEqual([]);
  return { said: said(), warnings: events.flatMap((event) => (event.type === "warning" ? [event.message] : [])) };
}

describe("services that were paused start again, whatever has ended the run", () => {
  it("each of them, and it is said", async () => {
    const found = await broughtBack({ "POST /component/start": {} }, { held: new Set(["In", "Feed"]) });
    expect(found.said).toEqual(["POST /component/start", "POST /component/start"]);
    expect(found.warnings).toEqual(
      ["In", "Feed"].map((item) => `${item}, which was paused while queues drained, is started again`),
    );
  });

  it("none where none is held", async () => {
    expect(await broughtBack({}, { held: new Set() })).toEqual({ said: [], warnings: [] });
  });

  it.each([
    ["it runs already", fault("server", "ErrGeneral: already enabled", 500), []],
    [
      "the saved definition no longer has it",
      fault("server", "<Ens>ErrConfigItemNotFound", 500),
      [/stays paused: the saved definition no longer has it/],
    ],
    [
      "nobody answers: the marker lets the next run do it",
      fault("unreachable", "refused"),
      [/In is still paused: .*refused.*The next run starts it again/],
    ],
  ])("%s", async (_, answer, words) => {
    const { warnings } = await broughtBack({ "POST /component/start": answer });
    expect(warnings).toEqual(words.map((pattern) => expect.stringMatching(pattern)));
  });

  it("one that fails keeps no other from coming back", async () => {
    const turns = { turns: [fault("dropped"), {}] };
    const { said } = await broughtBack({ "POST /component/start": turns }, { held: new Set(["In", "Feed"]) });
    expect(said).toHaveLength(2);
  });

  it("where the definition that was saved since says that it is enabled, a start would find nothing to do", async () => {
    const drain = { services: ["In"], items: ["In", "Out"], leaving: ["Out"] };
    const saved = {
      plan: { ...start.plan, drain },
      written: new Map([["A.B", productionOf("A.B")]]),
      owed: { ...NOTHING_OWED, update: true },
    };
    expect((await broughtBack({ "POST /component/restart": {} }, saved)).said).toEqual(["POST /component/restart"]);
    expect((await broughtBack({ "POST /component/start": {} }, { ...saved, written: new Map() })).said).toEqual([
      "POST /component/start",
    ]);
  });
});
