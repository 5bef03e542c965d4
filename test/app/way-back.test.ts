import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunRecord } from "../../src/documents/run-record.ts";
import { staleItems } from "../../src/sandbox/rules/jobs.ts";
import { demoFiles, type Space, spaceOn } from "../helpers/demo-space.ts";
import { type ModelHttp, modelHttp } from "../helpers/model-http.ts";

let server: ModelHttp;
let space: Space;
beforeEach(async () => {
  server = await modelHttp();
  // The target's own address counts: who goes away is not asked again and again.
  const { IOP_URL: url, ...env } = server.env;
  space = spaceOn({ env });
  const target = `{ url: "${url}", username: u, password: "\${secret:IOP_PASSWORD}", retries: 0, state: . }`;
  space.write({ "iopctl.config.yaml": `targets: { t: ${target} }\n` });
});
afterEach(async () => {
  await server.close();
  space.remove();
});

type Told = Parameters<typeof demoFiles>[0];
async function applied(told: Told, ...more: string[]): Promise<string> {
  space.write(demoFiles(told));
  const done = await space.iopctl("apply", "--auto-approve", ...more);
  expect(done.code, done.stderr + done.stdout).toBe(0);
  server.writes();
  return (await runs())[0]?.id as string;
}
const runs = async () => JSON.parse((await space.iopctl("runs", "--json")).stdout) as RunRecord[];
const rollback = (...more: string[]) => space.iopctl("rollback", "--auto-approve", ...more);
/** From the nth writing call on the server is away: that call has its effect, or has not. */
function goesAway(nth: number, side: "before" | "after"): void {
  let count = 0;
  server.mishap = ({ method }) => {
    if (method !== "GET") count += 1;
    if (count < nth) return undefined;
    return count === nth && method !== "GET" && side === "after" ? "drop after" : "drop before";
  };
}
/** As a process leaves it that is killed: nothing is written at the end. */
function asKilled(id: string): void {
  const path = join(space.dir, ".iopctl/runs", id, "run.json");
  const {
    finished: _when,
    outcome: _what,
    made: _count,
    ...begun
  } = JSON.parse(readFileSync(path, "utf8")) as RunRecord;
  writeFileSync(path, JSON.stringify(begun));
}
/** What is defined, what of it does not run yet, and what is owed. */
const now = () => ({
  ...{ status: server.ns().status, active: server.ns().active, stale: staleItems(server.state, server.ns()) },
  defined: /"#text":"(\/[a-z]*)"/.exec(JSON.stringify(server.ns().productions["Demo.Production"]?.definition))?.[1],
  held: Object.values(server.ns().productions["Demo.Production"]?.enabled ?? {}).includes(false),
  owed: Object.keys(server.ns().bindings).filter((name) => name.startsWith("IopCtl.Pending")),
});
const BEFORE = { status: "running", active: "Demo.Production", stale: [], defined: "/in", held: false, owed: [] };

describe("a rollback that ended early", () => {
  const cells = [1, 2, 3].flatMap((nth) =>
    (["before", "after"] as const).flatMap((side) =>
      (["named", "no name"] as const).map((how) => [nth, side, how] as const),
    ),
  );
  it.each(cells)("at call %i, %s its effect, is finished by the same command: %s", async (nth, side, how) => {
    await applied({});
    const id = await applied({ path: "/new" });
    goesAway(nth, side);
    const name = how === "named" ? [id] : [];
    expect((await rollback(...name)).code).not.toBe(0);
    server.mishap = () => undefined;
    const [begun] = await runs();
    if (begun !== undefined && begun.id !== id && how === "no name") asKilled(begun.id);
    const again = await rollback(...name);
    expect([again.code, now()], again.stderr + again.stdout).toEqual([0, BEFORE]);
  });

  it("with no name it goes on, and says so; once it is finished, no name means it itself", async () => {
    await applied({});
    const id = await applied({ path: "/new" });
    goesAway(2, "before");
    await rollback();
    server.mishap = () => undefined;
    const [begun] = await runs();
    expect(begun).toMatchObject({ command: "rollback", undoes: id, outcome: "failed" });
    const on = await rollback();
    expect(on.stderr).toContain(`the rollback ${begun?.id} was not finished; this goes on with it: back to what`);
    expect([on.code, now()]).toEqual([0, BEFORE]);
    const forth = await rollback();
    expect([forth.code, now()]).toEqual([0, { ...BEFORE, defined: "/new" }]);
  });

  it("of an older iopctl, which did not write down of what: nothing is done before a run is named", async () => {
    await applied({});
    const id = await applied({ path: "/new" });
    goesAway(2, "before");
    await rollback();
    server.mishap = () => undefined;
    const [begun] = await runs();
    const path = join(space.dir, ".iopctl/runs", begun?.id as string, "run.json");
    const { undoes: _what, ...older } = JSON.parse(readFileSync(path, "utf8")) as RunRecord;
    writeFileSync(path, JSON.stringify(older));
    server.writes();
    const refused = await rollback();
    expect([refused.code, server.writes()]).toEqual([1, []]);
    expect(refused.stderr).toContain("which run it goes back from is not recorded");
    expect([(await rollback(id)).code, now()]).toEqual([0, BEFORE]);
  });

  it("between the stop of one production and the start of the other is not somebody's change", async () => {
    const other = "  Other.Production: { items: { O: { classname: EnsLib.X } } }\n";
    const both = (name: string) => {
      const files = demoFiles({ more: other });
      space.write({
        ...files,
        "s.iop.yaml": (files["s.iop.yaml"] as string).replace("default: Demo", `default: ${name}`),
      });
      return space.iopctl("apply", "--auto-approve");
    };
    await both("Demo");
    expect((await both("Other")).code).toBe(0);
    const [run] = await runs();
    goesAway(3, "before");
    await rollback();
    server.mishap = () => undefined;
    expect(now()).toMatchObject({ status: "stopped" });
    const back = await rollback(run?.id as string);
    expect([back.code, now()], back.stderr).toEqual([0, BEFORE]);
    // What somebody stops afterwards stays stopped.
    expect((await space.iopctl("stop")).code).toBe(0);
    const named = await rollback(run?.id as string);
    expect([named.code, now().status], named.stderr).toEqual([8, "stopped"]);
  });

  it("without a record of it is finished by the name of its run", async () => {
    await applied({});
    const id = await applied({ path: "/new" });
    goesAway(2, "before");
    await rollback("--no-backup");
    server.mishap = () => undefined;
    expect((await runs())[0]?.id).toBe(id);
    expect([(await rollback(id)).code, now()]).toEqual([0, BEFORE]);
  });

  it("leaves alone what an interrupted run owes for something else", async () => {
    await applied({});
    const id = await applied({ path: "/new" });
    expect((await rollback()).code).toBe(0);
    space.write(demoFiles({ pool: 2 }));
    goesAway(2, "before");
    await space.iopctl("apply", "--auto-approve", "--only", "productions.Demo.Production.items.Out");
    server.mishap = () => undefined;
    server.writes();
    const back = await rollback(id);
    expect([back.code, server.writes(), now().owed.length]).toEqual([0, [], 1]);
    expect(back.stdout + back.stderr).toContain("this plan does not cover it");
  });
});

describe("a rollback by name", () => {
  it("takes no rollback of this machine for somebody else's run, though that had no need to read the records", async () => {
    await applied({});
    const id = await applied({ path: "/new" });
    expect((await space.iopctl("stop")).code).toBe(0);
    const start = await applied({ path: "/new" });
    const stopped = await rollback();
    expect([stopped.code, now().status, start === id], stopped.stderr).toEqual([0, "stopped", false]);
    const back = await rollback(id);
    expect([back.code, now().defined], back.stderr).toEqual([0, "/in"]);
    expect(back.stderr).toContain("there are later runs");
    expect(back.stderr).not.toContain("something else was applied");
  });

  it("still names what somebody else applied before such a rollback", async () => {
    await applied({});
    const id = await applied({ path: "/new" });
    expect((await space.iopctl("stop")).code).toBe(0);
    const start = await applied({ path: "/new" });
    await applied({ path: "/new", pool: 2 }, "--no-backup");
    expect([(await rollback(start)).code, now().status]).toEqual([0, "stopped"]);
    const back = await rollback(id);
    expect(back.stderr).toContain(`something else was applied since ${id}`);
  });
});

describe("an apply whose own way back ended early", () => {
  it("is taken back by its name, and by no name", async () => {
    await applied({});
    const more = "checks: [{ name: nobody, test: { target: Nobody } }]\non_failure: rollback\n";
    space.write(demoFiles({ path: "/new", more }));
    // Its own calls are three, and the check is one.
    goesAway(6, "before");
    expect((await space.iopctl("apply", "--auto-approve")).code).not.toBe(0);
    server.mishap = () => undefined;
    expect(now().owed).toHaveLength(1);
    const [run] = await runs();
    expect(run).toMatchObject({ command: "apply", goes_back: [] });
    expect(readdirSync(join(space.dir, ".iopctl/runs"))).toHaveLength(2);
    const back = await rollback();
    expect([back.code, now()], back.stderr).toEqual([0, BEFORE]);
  });
});
