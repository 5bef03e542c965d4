import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoFiles, type Space, spaceOn } from "../helpers/demo-space.ts";
import { type ModelHttp, modelHttp } from "../helpers/model-http.ts";

let server: ModelHttp;
let space: Space;
beforeEach(async () => {
  server = await modelHttp();
  space = spaceOn(server);
});
afterEach(async () => {
  await server.close();
  space.remove();
});

/** All is as the files say. */
async function applied(...more: string[]) {
  const done = await space.iopctl("apply", "--auto-approve", ...more);
  expect(done.code, done.stderr + done.stdout).toBe(0);
  server.writes();
}
const change = (told: Parameters<typeof demoFiles>[0]) => space.write(demoFiles(told));
const saved = (name: string) => JSON.parse(readFileSync(join(space.dir, name), "utf8")) as Record<string, never>;
const definition = () => JSON.stringify(server.ns().productions["Demo.Production"]?.definition);

describe("plan and apply (contract, section 3)", () => {
  it("from nothing to what the files say, and then there is nothing to do: no call is made", async () => {
    const planned = await space.iopctl("plan", "--detailed-exitcode");
    expect([planned.code, server.writes()]).toEqual([2, []]);
    const done = await space.iopctl("apply", "--auto-approve");
    expect([done.code, server.writes()]).toEqual([0, ["PUT /migrate", "PUT /default", "POST /start"]]);
    const lines = done.stdout.trimEnd().split("\n");
    expect(lines[0]).toContain("4 changes, 3 calls");
    expect(lines.at(-1)).toBe("Applied: 3 calls; the namespace matches the files.");
    expect(server.ns()).toMatchObject({ status: "running", active: "Demo.Production", default: "Demo.Production" });
    const again = await space.iopctl("apply", "--auto-approve");
    expect([again.code, server.writes()]).toEqual([0, []]);
    expect((await space.iopctl("plan", "--detailed-exitcode")).code).toBe(0);
    expect((await space.iopctl("drift")).code).toBe(0);
  });

  it("asks first: only yes is yes", async () => {
    const no = await space.typing("no\n", "apply");
    expect([no.code, server.writes()]).toEqual([expect.any(Number), []]);
    expect(no.code).not.toBe(0);
    const yes = await space.typing("yes\n", "apply");
    expect([yes.code, server.writes().length]).toEqual([0, 3]);
    // Without a terminal nobody can be asked.
    change({ pool: 2 });
    const alone = await space.iopctl("apply");
    expect([alone.code, server.writes()]).toEqual([1, []]);
    expect(alone.stderr).toContain("--auto-approve");
  });

  it("a saved plan is what was reviewed: it is applied, or refused by the address that moved (exit 6)", async () => {
    expect((await space.iopctl("plan", "--out", "p.json")).code).toBe(0);
    const shown = await space.iopctl("show", "p.json");
    expect(shown.stdout).toContain("PUT     /migrate");
    expect((await space.iopctl("apply", "p.json", "--auto-approve")).code).toBe(0);
    change({ pool: 2 });
    await space.iopctl("plan", "--out", "p.json");
    const live = server.ns().productions["Demo.Production"]?.definition?.Item[1] as Record<string, string>;
    live["@PoolSize"] = "7";
    const moved = await space.iopctl("apply", "p.json", "--auto-approve");
    expect([moved.code, moved.stderr]).toEqual([
      6,
      expect.stringContaining("productions.Demo.Production.items.Out.pool_size: changed on the server"),
    ]);
    live["@PoolSize"] = "1";
    change({ pool: 3 });
    const files = await space.iopctl("apply", "p.json", "--auto-approve");
    expect([files.code, files.stderr]).toEqual([6, expect.stringContaining("pool_size: changed in the files")]);
    writeFileSync(
      join(space.dir, "p.json"),
      JSON.stringify({ ...saved("p.json"), created_at: "2020-01-01T00:00:00Z" }),
    );
    const altered = await space.iopctl("apply", "p.json", "--auto-approve");
    expect([altered.code, altered.stderr]).toEqual([6, expect.stringContaining("its seal does not fit")]);
    expect((await space.iopctl("apply", "none.json", "--auto-approve")).code).toBe(1);
  });

  it("--expect takes the digest that the plan has shown, and no other", async () => {
    const { stdout } = await space.iopctl("plan", "--json");
    const { plans } = JSON.parse(stdout) as { plans: [{ digest: string }] };
    expect((await space.iopctl("apply", "--auto-approve", "--expect", `sha256:${"0".repeat(64)}`)).code).toBe(6);
    expect(server.writes()).toEqual([]);
    expect((await space.iopctl("apply", "--auto-approve", "--expect", plans[0].digest)).code).toBe(0);
  });

  it("--only and --exclude: what is named, and a name that is nothing's is a mistake", async () => {
    await applied();
    change({ pool: 2, path: "/other" });
    const only = await space.iopctl("apply", "--auto-approve", "--only", "productions.Demo.Production.items.Out");
    expect([only.code, definition()]).toEqual([0, expect.stringContaining('"/in"')]);
    const typo = await space.iopctl("plan", "--only", "productions.Demo.Production.items.Outt");
    expect([typo.code, typo.stderr]).toEqual([1, expect.stringContaining("items.Out")]);
    const exclude = await space.iopctl("plan", "--detailed-exitcode", "--exclude", "productions.*");
    expect(exclude.code).toBe(0);
    const misused = await space.iopctl("plan", "--only", "demo");
    expect([misused.code, misused.stderr]).toEqual([1, expect.stringContaining("packages.demo")]);
  });

  it("JSON says the same as the text, on standard output alone and into a file", async () => {
    const { stdout, stderr } = await space.iopctl("plan", "--json");
    const document = JSON.parse(stdout) as { plans: [{ summary: object; calls: { path: string }[] }] };
    expect(document.plans[0].summary).toMatchObject({ create: 3, update: 1, delete: 0, calls: 3, disruption: "none" });
    expect(document.plans[0].calls.map(({ path }) => path)).toEqual(["/migrate", "/default", "/start"]);
    expect(stderr).not.toContain("{");
    await applied("--json-into", "events.ndjson");
    const events = readFileSync(join(space.dir, "events.ndjson"), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect([events[0], events.at(-1)]).toEqual(["planned", "finished"]);
    expect(events.filter((type) => type === "call_finished")).toHaveLength(3);
  });

  it("reports for pipelines are written beside the text: Markdown, HTML, GitLab", async () => {
    const made = await space.iopctl(
      "plan",
      "--markdown-into",
      "p.md",
      "--html",
      "p.html",
      "--gitlab-report",
      "r.json",
      "--gitlab-quality",
      "q.json",
      "--explain",
      "--unmanaged",
    );
    expect(made.code, made.stderr).toBe(0);
    expect(readFileSync(join(space.dir, "p.md"), "utf8")).toContain("packages.demo");
    expect(readFileSync(join(space.dir, "p.html"), "utf8")).toMatch(/^<!doctype html>/i);
    expect(saved("r.json")).toMatchObject({ create: 3, update: 1, delete: 0 });
    expect(Array.isArray(saved("q.json"))).toBe(true);
  });
});

describe("guards refuse before the first call (exit 5), and name what lifts them", () => {
  beforeEach(() => applied());

  it.each([
    ["disruption", { pool: 2 }, ["--max-disruption", "none"], "max"],
    ["the files' own", { pool: 2, more: "guards: { max_disruption: none }\n" }, [], "--max-disruption"],
  ])("%s", async (_, told, flags, words) => {
    change(told);
    const { code, stderr } = await space.iopctl("apply", "--auto-approve", ...flags);
    expect([code, stderr]).toEqual([5, expect.stringContaining(words)]);
    expect(server.writes()).toEqual([]);
  });

  it("more items would go than the prune limit lets", async () => {
    const files = demoFiles({ more: "guards: { prune_limit: 30% }\n" })["s.iop.yaml"] as string;
    space.write({
      "s.iop.yaml": files.replace(/ {6}Out: .*\n/, "").replace("    items:", "    prune: true\n    items:"),
    });
    const refused = await space.iopctl("apply", "--auto-approve");
    expect([refused.code, refused.stderr]).toEqual([5, expect.stringMatching(/prune.*1 of 2/s)]);
    expect(server.writes()).toEqual([]);
    expect((await space.iopctl("apply", "--auto-approve", "--prune-limit", "1")).code).toBe(0);
    expect(definition()).not.toContain('"Out"');
  });

  it("queues that are not empty", async () => {
    change({ pool: 2, more: "guards: { queues: refuse }\n" });
    server.ns().queues["Out"] = 3;
    const refused = await space.iopctl("apply", "--auto-approve");
    expect([refused.code, refused.stderr, server.writes()]).toEqual([5, expect.stringContaining("Out (3)"), []]);
    expect((await space.iopctl("plan")).stdout).toContain("queues refuse");
    expect((await space.iopctl("apply", "--auto-approve", "--queues", "ignore")).code).toBe(0);
  });

  it("a protected production", async () => {
    space.write({
      "s.iop.yaml": (demoFiles()["s.iop.yaml"] as string)
        .replace("    items:", "    protect: true\n    items:")
        .replace(/ {6}Out: .*\n/, "      Out: absent\n"),
    });
    const refused = await space.iopctl("apply", "--auto-approve");
    expect([refused.code, refused.stderr]).toEqual([5, expect.stringContaining("--allow-protected Demo.Production")]);
    expect((await space.iopctl("apply", "--auto-approve", "--allow-protected", "Demo.Production")).code).toBe(0);
    expect(definition()).not.toContain('"Out"');
  });

  it("outside of its window, but for a reason that is recorded", async () => {
    space.write({
      "iopctl.config.yaml": `targets: { t: { url: ${server.url}, username: u, password: "\${secret:IOP_PASSWORD}", state: s.iop.yaml } }\nfreeze: [{ targets: [t], from: 2000-01-01, to: 2999-01-01, reason: for ever }]\n`,
    });
    change({ pool: 2 });
    const refused = await space.iopctl("apply", "--auto-approve");
    expect([refused.code, refused.stderr, server.writes()]).toEqual([5, expect.stringContaining("for ever"), []]);
    expect((await space.iopctl("apply", "--auto-approve", "--outside-window", "incident 7")).code).toBe(0);
    expect((await space.iopctl("runs")).stdout).toContain("incident 7");
  });
});

describe("what goes wrong has its exit code, and says what was changed", () => {
  it.each([
    [3, "refused credentials", () => ({ status: 401, text: "" }), "IOP_USERNAME"],
    [1, "a read that fails", () => ({ status: 500, text: '{"error":"ERROR #5001: no"}' }), "ERROR #5001: no"],
  ])("%i: %s", async (code, _, mishap, words) => {
    server.mishap = mishap;
    const done = await space.iopctl("apply", "--auto-approve");
    expect([done.code, done.stderr + done.stdout, server.writes()]).toEqual([code, expect.stringContaining(words), []]);
  });

  it("7: nobody answers", async () => {
    await server.close();
    const done = await space.iopctl("plan");
    expect([done.code, done.stderr]).toEqual([7, expect.stringContaining(server.url)]);
    server = await modelHttp();
  });

  it("4: a call failed after another; the same command goes on where it was", async () => {
    server.mishap = ({ path }) =>
      path === "/default" ? { status: 500, text: '{"error":"ERROR #5001: disk"}' } : undefined;
    const failed = await space.iopctl("apply", "--auto-approve");
    // GET /default is refused too: before anything. What is written fails later.
    expect([failed.code, server.writes()]).toEqual([1, []]);
    server.mishap = ({ method, path }) =>
      method === "PUT" && path === "/default" ? { status: 500, text: '{"error":"ERROR #5001: disk"}' } : undefined;
    const half = await space.iopctl("apply", "--auto-approve");
    expect([half.code, half.stderr + half.stdout]).toEqual([4, expect.stringContaining("ERROR #5001: disk")]);
    expect(server.writes()).toEqual(["PUT /migrate"]);
    server.mishap = () => undefined;
    expect([(await space.iopctl("apply", "--auto-approve")).code, server.writes()]).toEqual([
      0,
      ["PUT /default", "POST /start"],
    ]);
  });

  it("an answer that is lost: what is there decides, and nothing is done twice", async () => {
    let lost = 0;
    server.mishap = ({ method }) => (method !== "GET" && lost++ === 0 ? "drop after" : undefined);
    const done = await space.iopctl("apply", "--auto-approve");
    expect([done.code, server.writes()]).toEqual([0, ["PUT /migrate", "PUT /default", "POST /start"]]);
    expect(done.stderr).toContain("the call took effect");
  });

  it("8: a check fails, and where the files say so all goes back as it was", async () => {
    await applied();
    change({ pool: 2, more: "checks: [{ name: quiet, queues: { max: 0 } }]\n" });
    server.ns().queues["Out"] = 1;
    const checked = await space.iopctl("apply", "--auto-approve", "--junit", "checks.xml");
    expect([checked.code, checked.stderr + checked.stdout]).toEqual([8, expect.stringContaining("quiet")]);
    expect(readFileSync(join(space.dir, "checks.xml"), "utf8")).toContain("<failure");
    expect(definition()).toContain('"@PoolSize":"2"');
    change({ pool: 3, more: "checks: [{ name: quiet, queues: { max: 0 } }]\non_failure: rollback\n" });
    const back = await space.iopctl("apply", "--auto-approve");
    expect([back.code, definition()]).toEqual([8, expect.stringContaining('"@PoolSize":"2"')]);
  });
});

describe("the way back", () => {
  it("undoes what a run did, and leaves what others did since", async () => {
    await applied();
    change({ pool: 2, path: "/new" });
    await applied();
    const item = server.ns().productions["Demo.Production"]?.definition?.Item[1] as Record<string, string>;
    item["@Comment"] = "by hand";
    const [run, ...older] = (await space.iopctl("runs", "--json").then(({ stdout }) => JSON.parse(stdout))) as {
      id: string;
    }[];
    expect(older).toHaveLength(1);
    const back = await space.iopctl("rollback", run?.id as string, "--auto-approve");
    expect(back.code, back.stderr + back.stdout).toBe(0);
    expect(definition()).toContain('"#text":"/in"');
    expect(definition()).toContain("by hand");
    expect(readdirSync(join(space.dir, ".iopctl/runs"))).toHaveLength(3);
    expect((await space.iopctl("rollback", "no-such-run", "--auto-approve")).code).toBe(1);
  });

  it("a run without a backup has none", async () => {
    const done = await space.iopctl("apply", "--auto-approve", "--no-backup");
    expect([done.code, (await space.iopctl("rollback", "--auto-approve")).code]).toEqual([0, 1]);
  });
});
