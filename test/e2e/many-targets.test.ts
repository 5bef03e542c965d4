import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { run, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

const NAMES = ["N1", "N2", "N3", "N4"];
const space = workspace();
let sandbox: TestSandbox;
const target = (name: string, url = sandbox.url, more = "") =>
  `  ward-${name}: { url: "${url}", username: u, password: "\${IOP_PASSWORD}", namespace: ${name}${more} }\n`;
const config = (own: Readonly<Record<string, string>> = {}) =>
  `targets:\n${NAMES.map((name) => target(name, own[name], own[name] ? ", retries: 0" : "")).join("")}`;
const iopctl = (args: string[], env: Record<string, string> = {}) =>
  run(args, { cwd: space.dir, env: { IOP_PASSWORD: "p4ssw0rd", ...env } });
const DEAD = "http://127.0.0.1:1";
interface Line {
  readonly target: string;
  readonly ending: string;
  readonly message: string;
  readonly plans?: readonly { readonly namespace: string; readonly changes: readonly { readonly address: string }[] }[];
}
const lines = (text: string) =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
const endings = (text: string) =>
  Object.fromEntries(lines(text).map(({ target: name, ending }) => [name.slice("ward-".length), ending]));

beforeAll(async () => {
  sandbox = await testSandbox("4.1", NAMES);
});
beforeEach(async () => {
  for (const namespace of NAMES) {
    await sandbox.control("POST", "/reset", { namespace });
    await sandbox.control("POST", "/productions", { namespace, name: "P.X", definition: { Item: [] } });
  }
  await sandbox.control("DELETE", "/requests");
  space.write({
    "iopctl.config.yaml": config(),
    "state/s.iop.yaml":
      "version: 1\ndefault: P.X\nproductions: { P.X: { description: new, items: { A: { classname: EnsLib.X } } } }\n",
  });
});
afterAll(async () => {
  await sandbox.close();
  space.remove();
});

describe("plans of many targets", () => {
  it("a line of JSON each; a dead server is one line and is not waited for by its other targets", async () => {
    space.write({ "iopctl.config.yaml": config({ N2: DEAD, N3: DEAD }) });
    const result = await iopctl(["plan", "state", "-t", "*", "--json-lines", "--parallelism", "1"]);
    expect(result.code, result.stderr).toBe(7);
    expect(endings(result.stdout)).toEqual({ N1: "done", N2: "unreachable", N3: "unreachable", N4: "done" });
    const found = lines(result.stdout);
    expect(found.find(({ target: name }) => name === "ward-N3")?.message).toContain("not tried");
    expect(found[0]?.plans?.[0]?.changes.length).toBeGreaterThan(0);
  });

  it("--fail-fast begins no more, and --resume runs what is left, by flags or by itself", async () => {
    space.write({ "iopctl.config.yaml": config({ N2: DEAD }) });
    const first = await iopctl(["plan", "state", "-t", "*", "--json-lines", "--fail-fast", "--parallelism", "1"]);
    expect(endings(first.stdout)).toEqual({ N1: "done", N2: "unreachable", N3: "not_reached", N4: "not_reached" });
    space.write({ "iopctl.config.yaml": config(), "first.ndjson": first.stdout });
    const rest = await iopctl(["plan", "state", "--resume", "first.ndjson", "--json-lines"]);
    expect(rest.code, rest.stderr).toBe(0);
    expect(Object.keys(endings(rest.stdout)).sort()).toEqual(["N2", "N3", "N4"]);
    const some = await iopctl([
      "plan",
      "state",
      "-t",
      "*",
      "--resume",
      "first.ndjson",
      "--exclude-target",
      "*3",
      "--json-lines",
    ]);
    expect(Object.keys(endings(some.stdout)).sort()).toEqual(["N2", "N4"]);
    space.write({ "rest.ndjson": rest.stdout });
    const none = await iopctl(["plan", "state", "--resume", "rest.ndjson", "-t", "ward-N3"]);
    expect(none.code, none.stderr).toBe(0);
    expect(none.stderr).toContain("Nothing to resume");
  });

  it("a file of a run that was cut short: what has no line in it is not well, and an empty file or a strange one is refused", async () => {
    const first = await iopctl(["plan", "state", "-t", "*", "--json-lines", "--parallelism", "1"]);
    const cut = first.stdout.split("\n").slice(0, 2).join("\n");
    space.write({ "cut.ndjson": cut, "empty.ndjson": "", "strange.ndjson": cut.replaceAll("ward-", "bed-") });
    const rest = await iopctl(["plan", "state", "--resume", "cut.ndjson", "--json-lines"]);
    expect(rest.code, rest.stderr).toBe(0);
    expect(Object.keys(endings(rest.stdout)).sort()).toEqual(["N3", "N4"]);
    expect(rest.stderr).toContain("no line for 2 of the config's targets: ward-N3, ward-N4");
    const unread = await iopctl(["apply", "state", "--resume", "cut.ndjson", "--auto-approve"]);
    expect(unread.code).toBe(1);
    expect(unread.stderr).toContain("--target '*'");
    const named = await iopctl([
      "apply",
      "state",
      "-t",
      "*",
      "--resume",
      "cut.ndjson",
      "--auto-approve",
      "--json-lines",
    ]);
    expect(endings(named.stdout), named.stderr).toEqual({ N3: "done", N4: "done" });
    for (const [file, said] of [
      ["empty.ndjson", "is empty"],
      ["strange.ndjson", "does not have: bed-N1, bed-N2"],
      ["state", "is a folder"],
    ] as const) {
      const refused = await iopctl(["apply", "state", "--resume", file, "--auto-approve"]);
      expect(refused.code, refused.stdout).toBe(1);
      expect(refused.stderr).toContain(said);
    }
    await iopctl(["plan", "state", "-t", "*", "--out", "fleet.plan.json"]);
    const saved = await iopctl(["apply", "fleet.plan.json", "--resume", "strange.ndjson"]);
    expect(saved.code, saved.stdout).toBe(1);
    expect(saved.stderr).toContain("does not have: bed-N1, bed-N2");
    const merged = await iopctl(["report", "merge", "empty.ndjson"]);
    expect([merged.code, merged.stdout]).toEqual([1, ""]);
    expect(merged.stderr).toContain("empty.ndjson is empty");
  });

  it("parts of the targets on several machines, joined by report merge as one run would have said it", async () => {
    space.write({ "iopctl.config.yaml": config({ N2: DEAD }) });
    const one = await iopctl(["plan", "state", "-t", "*", "--shard", "1/2", "--json-lines"]);
    const two = await iopctl(["plan", "state", "-t", "*", "--json"], {
      JOB_COMPLETION_INDEX: "1",
      JOB_COMPLETIONS: "2",
    });
    expect(Object.keys(endings(one.stdout)).sort()).toEqual(["N1", "N3"]);
    space.write({ "one.ndjson": one.stdout, "two.json": two.stdout });
    const merged = await iopctl(["report", "merge", "one.ndjson", "two.json", "--json-into", "all.json"]);
    expect(merged.code, merged.stderr).toBe(1);
    expect(merged.stdout).toContain("1 of 4 targets failed.");
    const all = JSON.parse(readFileSync(join(space.dir, "all.json"), "utf8")) as {
      plans: { target: string }[];
      errors: { target: string }[];
    };
    expect(all.plans.map(({ target: name }) => name)).toEqual(["ward-N1", "ward-N3", "ward-N4"]);
    expect(all.errors.map(({ target: name }) => name)).toEqual(["ward-N2"]);
    const alone = await iopctl(["plan", "-t", "*"], { JOB_COMPLETION_INDEX: "0" });
    expect(alone.code).toBe(64);
    expect(alone.stderr).toContain("JOB_COMPLETIONS");
  });

  it("--exclude leaves an address alone, and is refused where it names nothing or a part of what is made whole", async () => {
    const addresses = async (...more: string[]) => {
      const result = await iopctl(["plan", "state", "-t", "ward-N1", "--json", ...more]);
      if (result.code !== 0) return result.stderr;
      return (JSON.parse(result.stdout) as { plans: NonNullable<Line["plans"]> }).plans.flatMap(({ changes }) =>
        changes.map(({ address }) => address),
      );
    };
    expect(await addresses("--exclude", "productions.P.X.items")).toEqual(["default", "productions.P.X.description"]);
    expect(await addresses("--only", "productions", "--exclude", "productions.*.items.*")).toEqual([
      "productions.P.X.description",
    ]);
    expect(await addresses("--exclude", "productions.P.X.itmes")).toContain("Did you mean");
    expect(await addresses("--exclude", "productions.P.X.items.A.classname")).toContain(
      "made as a whole, with what is excluded",
    );
  });
});

describe("an apply of many targets", () => {
  it("is recorded: what failed and what was not reached is resumed, what was well is not touched again", async () => {
    space.write({ "iopctl.config.yaml": config({ N2: DEAD }) });
    const first = await iopctl(["apply", "state", "-t", "*", "--auto-approve", "--no-backup"]);
    expect(first.code, first.stderr).toBe(7);
    expect(first.stdout).toContain("1 of 4 targets failed.");
    const id = /apply --resume (\S+?)`/.exec(first.stdout)?.[1] ?? "";
    space.write({ "iopctl.config.yaml": config() });
    await sandbox.control("DELETE", "/requests");
    const again = await iopctl(["apply", "state", "--resume", id, "--auto-approve", "--no-backup", "--json-lines"]);
    expect(again.code, again.stderr).toBe(0);
    expect(endings(again.stdout)).toEqual({ N2: "done" });
    const asked = (await sandbox.requests()).map(({ query, body }) => query["namespace"] ?? /"(N\d)"/.exec(body)?.[1]);
    expect(new Set(asked)).toEqual(new Set(["N2"]));
  });

  it("--fail-fast: a target that cannot be planned keeps all others as they are", async () => {
    space.write({ "iopctl.config.yaml": config({ N2: DEAD }) });
    const result = await iopctl([
      "apply",
      "state",
      "-t",
      "*",
      "--auto-approve",
      "--fail-fast",
      "--json-lines",
      "--parallelism",
      "1",
    ]);
    expect(result.code).toBe(7);
    expect(result.stderr).toContain("nothing was changed");
    expect(endings(result.stdout)).toEqual({
      N1: "not_reached",
      N2: "unreachable",
      N3: "not_reached",
      N4: "not_reached",
    });
    expect(await sandbox.writes()).toEqual([]);
  });

  it("one target alone that cannot be planned, or that a guard refuses, has its line too", async () => {
    space.write({ "iopctl.config.yaml": config({ N2: DEAD }) });
    const dead = await iopctl(["apply", "state", "-t", "ward-N2", "--auto-approve", "--json-lines"]);
    expect([dead.code, endings(dead.stdout)]).toEqual([7, { N2: "unreachable" }]);
    const auto = ["--auto-approve", "--no-backup", "--json-lines"];
    expect((await iopctl(["apply", "state", "-t", "ward-N1", ...auto])).code).toBe(0);
    space.write({
      "state/s.iop.yaml": "version: 1\nproductions: { P.X: { protect: true, items: { A: absent } } }\n",
    });
    const one = await iopctl(["apply", "state", "-t", "ward-N1", ...auto]);
    expect([one.code, endings(one.stdout)], one.stderr).toEqual([5, { N1: "guard" }]);
    const two = await iopctl(["apply", "state", "-t", "ward-N1,ward-N3", ...auto]);
    expect([two.code, endings(two.stdout)], two.stderr).toEqual([5, { N1: "guard", N3: "not_reached" }]);
  });

  it("--fail-fast: after a target whose calls failed no other is begun", async () => {
    await sandbox.fault({ kind: "fail", match: "PUT /migrate", times: 1, text: "no room" } as never);
    const result = await iopctl([
      "apply",
      "state",
      "-t",
      "*",
      "--auto-approve",
      "--no-backup",
      "--fail-fast",
      "--json-lines",
    ]);
    expect(result.code, result.stderr).toBe(4);
    expect(endings(result.stdout)).toEqual({ N1: "failed", N2: "not_reached", N3: "not_reached", N4: "not_reached" });
  });
});
