import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as iopctl from "../../src/app/index.ts";
import { COMMANDS } from "../../src/cli/program.ts";
import { workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

const PAGE = new URL("../../docs/library.md", import.meta.url);
const STATE = "version: 1\nproductions:\n  A.B: { items: { Out: { classname: Ens.Alerting.AlertManager } } }\n";
let space: ReturnType<typeof workspace>;
let server: TestSandbox;
let options: iopctl.ConfigOptions;
beforeAll(async () => {
  server = await testSandbox("4.1", ["IRISAPP", "WARD01", "WARD02"]);
});
afterAll(() => server?.close());
beforeEach(async () => {
  for (const namespace of ["IRISAPP", "WARD01", "WARD02"]) await server.control("POST", "/reset", { namespace });
  space?.remove();
  const target = (namespace: string) => `{ url: "${server.url}", namespace: ${namespace}, state: s.iop.yaml }`;
  space = workspace({
    "iopctl.config.yaml": `default_target: a\ntargets:\n  a: ${target("WARD01")}\n  b: ${target("WARD02")}\nrollout: { waves: [{ name: first, targets: [a] }, { name: rest, targets: [b] }] }\n`,
    "s.iop.yaml": STATE,
  });
  const { IOP_USERNAME, IOP_PASSWORD } = server.env;
  options = { cwd: space.dir, env: { IOP_USERNAME, IOP_PASSWORD } };
});
afterAll(() => space?.remove());
const open = (target = "a", more: Partial<iopctl.OpenOptions> = {}) =>
  iopctl.openTarget({ ...options, target, ...more });

describe("the page about the library", () => {
  const rows = readFileSync(PAGE, "utf8")
    .split("## What does what")[1]
    ?.split("\n")
    .filter((line) => line.startsWith("| `"));
  const cells = (rows ?? []).map((row) =>
    row.split("|").map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name)),
  );

  it("says of each command which function does it", () => {
    const named = cells.flatMap(([, commands]) => commands ?? []);
    expect(named.toSorted()).toEqual(COMMANDS.map(({ usage }) => usage.replace(/ [[<].*$/, "")).toSorted());
  });

  it("names only functions that there are", () => {
    const named = cells.flatMap(([, , functions]) => functions ?? []);
    const known = Object.keys(iopctl);
    expect(named.filter((name) => !known.includes(name as string))).toEqual([]);
  });
});

describe("the library over a config", () => {
  it("saves a plan as a file and applies just that; a file that no longer fits is refused", async () => {
    const target = await open();
    space.write({ "saved.json": iopctl.savePlan(target, await iopctl.plan(target)) });
    const again = await iopctl.planFromFile(target, "saved.json");
    expect(await iopctl.apply(target, again)).toMatchObject({ outcome: "converged", runs: [expect.any(String)] });
    await expect(iopctl.planFromFile(target, "saved.json")).rejects.toMatchObject({ ending: "stale" });
    const text = await iopctl.plan(target, { state: { yaml: STATE } });
    expect(() => iopctl.savePlan(target, text)).toThrow("only the plan of state files");
  });

  it("accepts drift for a time, adopts it, goes back, and compares two targets", async () => {
    const target = await open();
    space.write({ "s.iop.yaml": `${STATE}default: A.B # ours\n` });
    const applied = await iopctl.apply(target, await iopctl.plan(target));
    await iopctl.byHand(target).setDefault("Other.P");
    expect((await iopctl.drift(target)).drifts).toBe(true);
    await iopctl.acceptDrift(target, { addresses: ["default"], reason: "a test", until: "2999-12-31" });
    expect((await iopctl.drift(target)).drifts).toBe(false);
    expect(await iopctl.adopt(target, { dryRun: true })).toMatchObject({ written: false });
    expect(readFileSync(join(space.dir, "s.iop.yaml"), "utf8")).toContain("default: A.B # ours");
    expect(await iopctl.adopt(target)).toMatchObject({ adopted: [{ address: "default" }], written: true, left: [] });
    expect(readFileSync(join(space.dir, "s.iop.yaml"), "utf8")).toContain("default: Other.P # ours");
    const back = await iopctl.planRollback(target, { run: applied.runs[0] as string });
    expect(back.run).toBe(applied.runs[0]);
    expect((await iopctl.compare(target, await open("b"))).differences.map(({ address }) => address)).toContain(
      "productions.A.B",
    );
    expect((await iopctl.apply(target, back)).outcome).not.toBe("failed");
    expect((await iopctl.runs(target)).map(({ command }) => command)).toEqual(["rollback", "apply"]);
  });

  it("rolls out in waves, once: the same plan is not applied again", async () => {
    const planned = await iopctl.planRollout(options);
    expect(planned.refused).toEqual([]);
    const events: string[] = [];
    const request = { ...options, onRollout: ({ type }: iopctl.RolloutEvent) => void events.push(type) };
    expect(await iopctl.applyRollout(planned.document, request)).toMatchObject({ state: "done" });
    expect(events.filter((type) => type === "wave_started")).toHaveLength(2);
    space.write({ "rollout.json": planned.text });
    await server.writes();
    expect(await iopctl.applyRollout("rollout.json", options)).toMatchObject({ state: "done" });
    expect(await server.writes()).toEqual([]);
    expect(await iopctl.rolloutStatus(options)).toMatchObject({ state: "done", driver: null });
    for (const wish of [iopctl.pauseRollout, iopctl.resumeRollout, iopctl.abortRollout])
      await expect(wish(options)).rejects.toMatchObject({ ending: "error" });
  });

  it("reconciles once, and ends where files are not trusted", async () => {
    const lines: string[] = [];
    const run = iopctl.reconcile({
      ...options,
      targets: ["*"],
      once: true,
      onLog: (_, message) => void lines.push(message),
    });
    expect(await run.ended).toBe("done");
    expect([run.ready(), lines.filter((line) => line === "applied")]).toEqual([true, ["applied", "applied"]]);
    await expect(iopctl.reconcile({ ...options, once: true, untrusted: "a fork" }).ended).rejects.toMatchObject({
      ending: "guard",
    });
  });

  it("makes one call by hand, draws, shows, exports, validates, explains", async () => {
    const target = await open();
    await iopctl.apply(target, await iopctl.plan(target));
    const hand = iopctl.byHand(target);
    expect(await hand.start("A.B")).toMatchObject({ what: "A.B" });
    expect(await iopctl.status(target)).toMatchObject({ production: "A.B", status: "running", target: "a" });
    expect(Object.keys(await hand.list())).toEqual(["A.B"]);
    expect(await hand.log({ top: 1 })).toHaveLength(1);
    const drawn = await iopctl.graph(target, "A.B");
    expect(drawn.graph.nodes.map(({ name }) => name)).toEqual(["Out"]);
    expect(await iopctl.graphPicture(drawn, "mermaid")).toMatch(/^flowchart LR/);
    expect(await iopctl.exportState(target)).toContain("A.B:");
    expect(Object.keys(await iopctl.exportFiles(target))).toContain("namespace.iop.yaml");
    expect(Object.keys((await iopctl.projectFromServer(target)).files)).toContain("iopctl.config.yaml");
    expect((await iopctl.render(target))[0]?.values).toContainEqual(
      expect.objectContaining({ path: ["productions", "A.B", "items", "Out", "classname"] }),
    );
    const { document } = await iopctl.plan(target);
    for (const format of ["text", "markdown", "html"] as const)
      expect(await iopctl.showPlan(document, { format })).toContain("WARD01");
    space.write({ "one.json": JSON.stringify(document) });
    expect((await iopctl.mergeReports(["one.json"], space.dir)).results).toMatchObject([{ target: "a" }]);
    expect(await iopctl.validate(options)).toMatchObject({ valid: true, namespaces: ["WARD01"] });
    expect(await iopctl.validate(options, { yaml: "version: 1\ndefalt: A.B\n" })).toMatchObject({ valid: false });
    expect((await iopctl.explain("productions.items.pool_size"))[0]?.description).toMatch(/./);
    expect((await hand.stop()).doubt).toBeUndefined();
  });

  it("writes nothing for files that are not trusted", async () => {
    const env = { ...options.env, IOPCTL_ALLOWED_HOSTS: new URL(server.url).host };
    const target = await open("a", { env, untrusted: "a pull request of a fork" });
    const proposed = await iopctl.plan(target);
    await server.writes();
    const refused = [
      iopctl.apply(target, proposed),
      iopctl.planRollback(target),
      iopctl.adopt(target),
      iopctl.byHand(target).stop(),
      iopctl.byHand(target).unbind("A.B"),
    ];
    for (const one of refused) await expect(one).rejects.toMatchObject({ ending: "guard" });
    expect(await server.writes()).toEqual([]);
  });

  it("needs a queue for a fleet", async () => {
    await expect(iopctl.openFleet(options).status()).rejects.toMatchObject({ ending: "usage" });
  });

  it("keeps an embedded sandbox for as long as one of its targets is open", async () => {
    const box = { cwd: space.dir, url: "sandbox:box", namespace: "USER" };
    const one = await iopctl.openTarget(box);
    const two = await iopctl.openTarget(box);
    await iopctl.byHand(one).list();
    await iopctl.byHand(two).list();
    await one.close();
    expect(Object.keys(await iopctl.byHand(two).list())).toEqual([]);
    await two.close();
  });
});

describe("a target's signal, its end, and who listens", () => {
  it("begins no call once the signal is aborted, and says so by one kind of error", async () => {
    const stop = new AbortController();
    const target = await open("a", { signal: stop.signal });
    const proposed = await iopctl.plan(target);
    const hand = iopctl.byHand(target);
    stop.abort();
    const late = await open("b", { signal: AbortSignal.abort() });
    const fleet = iopctl.openFleet({ ...options, queue: "postgres://127.0.0.1:1/x", signal: stop.signal });
    const heard = await server.requests();
    const held = [
      () => iopctl.plan(target),
      () => iopctl.drift(target),
      () => iopctl.apply(target, proposed),
      () => iopctl.status(target),
      () => iopctl.graph(target, "A.B"),
      () => iopctl.exportState(target),
      () => iopctl.projectFromServer(target),
      () => iopctl.observe(target),
      () => iopctl.compare(target, target),
      () => iopctl.adopt(target),
      () => hand.stop(),
      () => hand.setDefault("A.B"),
      () => hand.list(),
      () => hand.followLog().next(),
      () => iopctl.byHand(late).kill(),
      () => iopctl.status(late),
      () => iopctl.planRollout({ ...options, signal: stop.signal }),
      () => fleet.status(),
      () => fleet.abort("1"),
    ];
    for (const call of held)
      await expect(call(), String(call)).rejects.toMatchObject({ name: "Refusal", ending: "interrupted" });
    expect(await server.requests()).toEqual(heard);
    expect(await iopctl.runs(target)).toEqual([]);
  });

  it("waits for the read that is under way when the signal is aborted, and begins no other", async () => {
    const stop = new AbortController();
    const target = await open("a", { signal: stop.signal });
    await server.fault({ kind: "slow", delay: 600_000, times: 0 });
    await server.control("DELETE", "/requests");
    const proposed = iopctl.plan(target, { parallelism: 1 });
    proposed.catch(() => undefined);
    await server.held();
    stop.abort();
    await server.quiet();
    await expect(proposed).rejects.toMatchObject({ ending: "interrupted" });
    expect(await server.requests()).toHaveLength(1);
    await target.close();
  });

  it("refuses what is asked of a closed target, also by hand, and closes it twice", async () => {
    const target = await open();
    const proposed = await iopctl.plan(target);
    const hand = iopctl.byHand(target);
    await target.close();
    await target.close();
    const heard = await server.requests();
    const refused = [
      () => iopctl.plan(target),
      () => iopctl.apply(target, proposed),
      () => iopctl.rollback(target),
      () => iopctl.status(target),
      () => iopctl.runs(target),
      () => iopctl.render(target),
      () => hand.stop(),
      () => hand.list(),
      () => hand.followLog().next(),
      async () => iopctl.savePlan(target, proposed),
      async () => iopctl.byHand(target),
    ];
    for (const call of refused)
      await expect(call(), String(call)).rejects.toMatchObject({
        ...{ name: "Refusal", ending: "usage", message: expect.stringMatching(/^this target is closed/) },
      });
    expect(await server.requests()).toEqual(heard);
  });

  it("starts no sandbox for a target that is closed, also where it is closed meanwhile", async () => {
    const box = await iopctl.openTarget({ cwd: space.dir, url: "sandbox:closed", namespace: "USER" });
    const hand = iopctl.byHand(box);
    const early = hand.list();
    await box.close();
    await expect(early).rejects.toMatchObject({ ending: "usage" });
    await expect(hand.list()).rejects.toMatchObject({ ending: "usage" });
    const again = await iopctl.openTarget({ cwd: space.dir, url: "sandbox:closed", namespace: "USER" });
    expect(await iopctl.byHand(again).list()).toEqual({});
    await again.close();
  });

  it("goes on whatever a listener throws, at once or later", async () => {
    const lost: unknown[] = [];
    const lose = (error: unknown) => void lost.push(error);
    process.on("unhandledRejection", lose);
    const heard: string[] = [];
    const rejects = (name: string) => async () => {
      heard.push(name);
      throw new Error(`a defect of ${name}`);
    };
    const throws = (name: string) => () => {
      heard.push(name);
      throw new Error(`a defect of ${name}`);
    };
    for (const [target, defect] of [["a", rejects] as const, ["b", throws] as const]) {
      const url = `${server.url}/api/iop`;
      const more = { url, config: "iopctl.config.yaml", onWarning: defect("onWarning") };
      const opened = await open(target, more);
      const { outcome } = await iopctl.apply(opened, await iopctl.plan(opened), { onEvent: defect("onEvent") });
      expect(outcome).toBe("converged");
    }
    const { document } = await iopctl.planRollout(options);
    const told = { onEvent: rejects("onEvent of a rollout"), onRollout: rejects("onRollout") };
    space.write({ "s.iop.yaml": `${STATE}default: A.B\n` });
    expect(document.plans).toHaveLength(2);
    const planned = await iopctl.planRollout(options);
    expect(await iopctl.applyRollout(planned.document, { ...options, ...told })).toMatchObject({ state: "done" });
    const none = rejects("metrics");
    const metrics = {
      ...{ runs: { inc: none }, calls: { inc: none }, success: { setToCurrentTime: none }, setDrift: none },
      planTime: { startTimer: throws("planTime") },
      applyTime: { startTimer: () => none },
    } as unknown as iopctl.ReconcileMetrics;
    const run = iopctl.reconcile({ ...options, targets: ["*"], once: true, onLog: rejects("onLog"), metrics });
    expect(await run.ended).toBe("done");
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", lose);
    expect(lost).toEqual([]);
    const names = ["metrics", "onEvent", "onEvent of a rollout", "onLog", "onRollout", "onWarning", "planTime"];
    expect([...new Set(heard)].toSorted()).toEqual(names);
  });
});
