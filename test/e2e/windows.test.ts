import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { run, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

const EMPTY = { Item: [], Setting: [] };
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
/** A window that is closed now and for days. */
const CLOSED = `${DAYS[(new Date().getUTCDay() + 3) % 7]} 22:00-04:00 UTC`;
const NEXT = `next one opens ${CLOSED.slice(0, 3)} `;

let sandbox: TestSandbox;
const space = workspace();
const iopctl = (...args: string[]) => run(args, { cwd: space.dir, env: sandbox.env });
const config = (more: string) =>
  space.write({
    "iopctl.config.yaml": `targets:\n  t: { url: ${sandbox.url}, state: s.iop.yaml, labels: { env: prod } }\n${more}`,
  });
const closed = (open = CLOSED) => config(`windows:\n  - labels: { env: prod }\n    open: ["${open}"]\n`);
beforeAll(async () => {
  sandbox = await testSandbox();
  await sandbox.control("POST", "/productions", { name: "A.B", definition: EMPTY });
});
beforeEach(async () => {
  await sandbox.control("POST", "/state", { status: "stopped", active: "", default: "", queues: {} });
  await sandbox.control("DELETE", "/requests");
  space.write({ "s.iop.yaml": "version: 1\ndefault: A.B\nstate: running\n" });
});
afterAll(async () => {
  await sandbox.close();
  space.remove();
});

it("a window or a freeze that fits nobody is said where it might have been relied on; a flag is no reason", async () => {
  config("freeze:\n  - { labels: { env: prdo }, from: 2026-01-01, to: 2999-01-01 }\n");
  const plan = await iopctl("plan");
  expect([plan.code, plan.stderr]).toEqual([0, expect.stringContaining("no target fits this entry of freeze")]);
  closed();
  const eaten = await iopctl("apply", "--auto-approve", "--outside-window", "--json");
  expect([eaten.code, eaten.stderr]).toEqual([64, expect.stringContaining("--outside-window needs a reason")]);
  expect(await sandbox.writes()).toEqual([]);
});

it("an apply outside of its window is refused before anything is written, and told when the next one opens", async () => {
  closed();
  const refused = await iopctl("apply", "--auto-approve");
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain(`window: outside of its windows (${CLOSED})`);
  expect(refused.stderr).toContain(NEXT);
  expect(refused.stderr).toContain("--outside-window REASON lifts it");
  expect(await sandbox.writes()).toEqual([]);
  // A plan is what people review by day: it says so and is not refused.
  const plan = await iopctl("plan", "--detailed-exitcode");
  expect(plan.code).toBe(2);
  expect(plan.stdout).toContain("not now: window: outside of its windows");
  expect(plan.stdout).toContain("Not to be applied now: window.");
  const { plans } = JSON.parse((await iopctl("plan", "--json")).stdout);
  expect(plans[0].refused[0]).toMatchObject({ rule: "window", lift: "--outside-window REASON" });
  expect(new Date(plans[0].refused[0].opens).getUTCHours()).toBe(22);
  // The digest is what is reviewed: the hour is no part of it.
  config("");
  const open = JSON.parse((await iopctl("plan", "--json")).stdout);
  expect(open.plans[0].digest).toBe(plans[0].digest);
});

it("another label's window, or one that is open, lets it pass; what is not to be changed is never refused", async () => {
  config(`windows:\n  - { labels: { env: test }, open: ["${CLOSED}"] }\n`);
  expect((await iopctl("apply", "--auto-approve")).code).toBe(0);
  closed();
  const again = await iopctl("apply", "--auto-approve");
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining("No changes.")]);
  await sandbox.control("POST", "/state", { status: "stopped", active: "", default: "A.B", queues: {} });
  closed("daily 00:00-24:00 Europe/Vienna");
  expect((await iopctl("apply", "--auto-approve")).code).toBe(0);
});

it("--outside-window lifts it, needs a reason, and the reason is recorded", async () => {
  closed();
  const empty = await iopctl("apply", "--auto-approve", "--outside-window", " ");
  expect([empty.code, empty.stderr]).toEqual([64, expect.stringContaining("needs a reason")]);
  expect(await sandbox.writes()).toEqual([]);
  const done = await iopctl("apply", "--auto-approve", "--outside-window", "ticket 4711");
  expect(done.code).toBe(0);
  expect(done.stderr).toContain("It goes ahead: ticket 4711");
  const runs = `${space.dir}/.iopctl/runs`;
  // Two runs of one second have no order by name.
  const records = readdirSync(runs).map((id) => ({
    id,
    passed: JSON.parse(readFileSync(`${runs}/${id}/run.json`, "utf8")).outside_window,
  }));
  const { id = "", passed } = records.find((record) => record.passed?.reason === "ticket 4711") ?? {};
  expect(passed?.rule).toContain("window: outside");
  expect((await iopctl("runs")).stdout).toContain("outside its window: ticket 4711");
  // The way back is a change too.
  const back = await iopctl("rollback", id, "--auto-approve");
  expect([back.code, back.stderr]).toEqual([5, expect.stringContaining(NEXT)]);
  expect((await iopctl("rollback", id, "--auto-approve", "--outside-window", "it was wrong")).code).toBe(0);
});

it("a freeze refuses with its reason, an apply and a single reconcile alike", async () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  config(`freeze:\n  - { labels: { env: prod }, from: ${day(-2)}, to: ${day(2)}, reason: year's end }\n`);
  const refused = await iopctl("apply", "--auto-approve");
  expect([refused.code, refused.stderr]).toEqual([5, expect.stringContaining("freeze: frozen (year's end) until")]);
  const reconcile = await iopctl("reconcile", "--once", "--listen", "off");
  expect([reconcile.code, reconcile.stdout + reconcile.stderr]).toEqual([
    5,
    expect.stringContaining("waits for its window"),
  ]);
  expect(await sandbox.writes()).toEqual([]);
});

it("by hand: what deploys is refused, starting and stopping is not but says it", async () => {
  closed();
  for (const args of [
    ["default", "A.B"],
    ["unbind", "X.Y"],
    ["migrate", "."],
  ]) {
    const refused = await iopctl(...args);
    expect([args, refused.code, refused.stderr]).toEqual([args, 5, expect.stringContaining(NEXT)]);
  }
  expect(await sandbox.writes()).toEqual([]);
  const started = await iopctl("start", "A.B");
  expect([started.code, started.stderr]).toEqual([
    0,
    expect.stringContaining("warning: window: outside of its windows"),
  ]);
  const set = await iopctl("default", "A.B", "--outside-window", "told to");
  expect([set.code, set.stderr]).toEqual([0, expect.stringContaining("It goes ahead: told to")]);
  expect((await iopctl("default")).stderr).toBe("");
});

it("what is no window is an error of the config with its place, whoever it is about", async () => {
  config(`windows:\n  - labels: { env: test }\n    open: ["Sat 22:00-04:00 Europe/Wien"]\n`);
  const { code, stderr } = await iopctl("validate");
  expect(code).toBe(1);
  expect(stderr).toContain('iopctl.config.yaml:5:12: "Europe/Wien" is not a time zone');
  config("freeze:\n  - { from: 2026-02-30, to: 2026-03-01 }\n");
  expect((await iopctl("validate")).stderr).toContain('iopctl.config.yaml:4:5: from: "2026-02-30" is not a day');
  config(`windows:\n  - { labels: { env: prdo }, open: ["${CLOSED}"] }\n`);
  const idle = await iopctl("validate");
  expect([idle.code, idle.stderr]).toEqual([
    0,
    expect.stringContaining("iopctl.config.yaml:4:5: no target fits this entry of windows, so it is about nobody"),
  ]);
  config("windows:\n  - { labels: { env: prod }, opens: [] }\n");
  expect((await iopctl("validate")).stderr).toContain(
    'iopctl.config.yaml:4:30: unknown key "opens" in an entry of windows',
  );
});
