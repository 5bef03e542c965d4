import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { demoFiles, type Space, spaceOn } from "../helpers/demo-space.ts";
import { type ModelHttp, modelHttp } from "../helpers/model-http.ts";

let server: ModelHttp;
let space: Space;
let before: string;
beforeAll(async () => {
  server = await modelHttp(["USER", "OTHER"]);
  space = spaceOn(server);
  for (const namespace of ["USER", "OTHER"])
    expect((await space.iopctl("apply", "--auto-approve", "--no-backup", "-n", namespace)).code).toBe(0);
  before = JSON.stringify(server.state);
});
beforeEach(() => {
  Object.assign(server.state, JSON.parse(before));
  rmSync(join(space.dir, "iopctl.config.yaml"), { force: true });
  space.write(demoFiles());
  server.writes();
});
afterAll(async () => {
  await server.close();
  space.remove();
});

const items = (namespace = "USER") => server.ns(namespace).productions["Demo.Production"]?.definition?.Item ?? [];
const text = (name: string) => readFileSync(join(space.dir, name), "utf8");
/** What somebody has done in the Portal. */
function byHand(namespace?: string): void {
  const [reader, writer] = items(namespace) as [{ Setting: Record<string, string>[] }, Record<string, string>];
  writer["@PoolSize"] = "4";
  (reader.Setting[0] as Record<string, string>)["#text"] = "/by/hand";
}

describe("drift (contract, section 3: never writes, exit 2)", () => {
  it("says what was changed on the server and what is new in the files", async () => {
    expect((await space.iopctl("drift")).code).toBe(0);
    byHand();
    space.write(
      demoFiles({ more: "bindings: { absent: [Not.There] }\n", items: "      New: { classname: EnsLib.X }\n" }),
    );
    const found = await space.iopctl(
      "drift",
      "--junit",
      "d.xml",
      "--markdown-into",
      "d.md",
      "--html",
      "d.html",
      "--unmanaged",
    );
    expect([found.code, server.writes()]).toEqual([2, []]);
    expect(found.stdout).toMatch(
      /In\.settings\.Host\.path +\/in \(files\) \| \/by\/hand \(server\) +changed on the server/,
    );
    expect(found.stdout).toMatch(/items\.New/);
    for (const name of ["In.settings.Host.path", "Out.pool_size"]) expect(text("d.xml")).toContain(name);
    expect(text("d.md")).toContain("/by/hand");
    expect(text("d.html")).toContain("/by/hand");
    const { stdout } = await space.iopctl("drift", "--json");
    const { plans } = JSON.parse(stdout) as { plans: [{ changes: { address: string; origin: string }[] }] };
    const origins = Object.fromEntries(
      plans[0].changes.map(({ address, origin }) => [address.split(".items.")[1] ?? address, origin]),
    );
    expect(origins).toMatchObject({ "In.settings.Host.path": "server", "Out.pool_size": "server", New: "files" });
  });

  it("what is accepted for a time is silent until then, and only as long as it has that value", async () => {
    byHand();
    const address = "productions.Demo.Production.items.Out.pool_size";
    const accept = (until: string) =>
      space.iopctl("drift", "--accept", address, "--reason", "load test", "--until", until);
    expect((await space.iopctl("drift", "--accept", address)).code).toBe(64);
    // The other difference is still one.
    expect((await accept("2999-01-01")).code).toBe(2);
    const only = ["--only", address];
    expect((await space.iopctl("drift", ...only)).code).toBe(0);
    (items()[1] as Record<string, string>)["@PoolSize"] = "5";
    expect((await space.iopctl("drift", ...only)).code).toBe(2);
    (items()[1] as Record<string, string>)["@PoolSize"] = "4";
    expect((await accept("2000-01-01")).code).not.toBe(0);
  });
});

describe("adopt: what was changed on the server goes into the files, comments kept", () => {
  it("is shown, then written; the plan is empty then", async () => {
    byHand();
    const shown = await space.iopctl("adopt", "--dry-run");
    expect([shown.code, text("s.iop.yaml")]).toEqual([0, demoFiles()["s.iop.yaml"]]);
    expect(shown.stdout).toContain("/by/hand");
    const done = await space.iopctl("adopt", "--auto-approve", "--json");
    expect(done.code, done.stderr).toBe(0);
    expect(text("s.iop.yaml")).toContain("path: /by/hand");
    expect(text("s.iop.yaml")).toMatch(/pool_size: 4/);
    expect(text("s.iop.yaml")).toContain("# reads");
    expect([(await space.iopctl("plan", "--detailed-exitcode")).code, server.writes()]).toEqual([0, []]);
  });

  it("says before anything is written what would make the files invalid; where nobody is asked it is refused", async () => {
    byHand();
    expect((await space.iopctl("default", "Somebody.Production")).code).toBe(0);
    const why =
      /the files would not be valid with default:\ns\.iop\.yaml:2:1: default: there is no production Somebody/;
    const dry = await space.iopctl("adopt", "--dry-run");
    expect([dry.code, dry.stderr]).toEqual([0, expect.stringMatching(why)]);
    const before = text("s.iop.yaml");
    const asked = await space.typing("no\n", "adopt");
    expect([asked.code, asked.stderr]).toEqual([1, expect.stringMatching(why)]);
    for (const args of [[], ["default"], ["--json"], ["default", "--only", "default"]]) {
      const refused = await space.iopctl("adopt", "--auto-approve", ...args);
      expect([args, refused.code, refused.stderr]).toEqual([args, 1, expect.stringMatching(why)]);
      expect(refused.stderr).toContain("Nothing was written.");
      expect([refused.stderr.includes("--exclude 'default'"), args]).toEqual([
        ["--json", undefined].includes(args[0]),
        args,
      ]);
    }
    expect(text("s.iop.yaml")).toBe(before);
    const rest = await space.iopctl("adopt", "--auto-approve", "--exclude", "default");
    expect([rest.code, rest.stderr]).toEqual([0, ""]);
    expect(text("s.iop.yaml")).toContain("path: /by/hand");
    expect(text("s.iop.yaml")).toContain("default: Demo.Production");
  });

  it("by address only that one, and nothing that is nobody's", async () => {
    byHand();
    expect(
      (await space.iopctl("adopt", "productions.Demo.Production.items.Out.pool_size", "--auto-approve")).code,
    ).toBe(0);
    expect(text("s.iop.yaml")).toContain("path: /in");
    expect(text("s.iop.yaml")).toMatch(/pool_size: 4/);
    expect((await space.iopctl("adopt", "productions.Demo.Production.items.None", "--auto-approve")).code).toBe(1);
  });
});

describe("compare: two live namespaces by the rules of one config", () => {
  beforeEach(() =>
    space.write({
      "iopctl.config.yaml": `targets:\n${["USER", "OTHER"].map((name) => `  ${name.toLowerCase()}: { url: ${server.url}, username: u, password: "\${secret:IOP_PASSWORD}", namespace: ${name}, state: s.iop.yaml }\n`).join("")}`,
    }),
  );

  it("the same are the same (exit 0); what differs is named (exit 2), in each form", async () => {
    const same = await space.iopctl("compare", "user", "other");
    expect([same.code, server.writes()]).toEqual([0, []]);
    byHand("OTHER");
    const other = await space.iopctl("compare", "user", "other", "--html", "c.html");
    expect([other.code, other.stdout]).toEqual([2, expect.stringContaining("/by/hand")]);
    expect(text("c.html")).toContain("/by/hand");
    expect((await space.iopctl("compare", "user", "other", "--markdown")).stdout).toContain("/by/hand");
    const { stdout } = await space.iopctl("compare", "user", "other", "--json");
    expect(JSON.stringify(JSON.parse(stdout))).toContain("/by/hand");
    expect((await space.iopctl("compare", "user", "nowhere")).code).toBe(1);
  });
});

describe("export: the live namespace as files whose plan is empty", () => {
  it("of all of it, of one production, and split into a file for each item", async () => {
    byHand();
    const all = await space.iopctl("export");
    expect(all.code, all.stderr).toBe(0);
    space.write({ "s.iop.yaml": all.stdout });
    const planned = await space.iopctl("plan", "--detailed-exitcode");
    expect([planned.code, planned.stdout]).toEqual([0, expect.stringContaining("No changes")]);
    expect((await space.iopctl("export", "No.Production")).code).toBe(1);
    expect((await space.iopctl("export", "Demo.Production", "--enabled", "omit")).stdout).not.toMatch(/^ +enabled:/m);
    expect((await space.iopctl("export", "--split", "split")).code).toBe(0);
    expect((await space.iopctl("plan", "split", "--detailed-exitcode")).code).toBe(0);
  });
});

describe("graph, status and render read only", () => {
  it.each([
    ["mermaid", "flowchart"],
    ["dot", "digraph"],
    ["json", '"nodes"'],
    ["svg", "<svg"],
  ])("graph as %s", async (format, words) => {
    const found = await space.iopctl("graph", "--format", format);
    expect([found.code, found.stdout]).toEqual([0, expect.stringContaining(words)]);
    expect(found.stdout).toContain("Out");
  });

  it("status of a target, render with where each value comes from", async () => {
    expect((await space.iopctl("status")).stdout).toContain("Demo.Production");
    const shown = JSON.parse((await space.iopctl("status", "--json")).stdout);
    expect(shown).toMatchObject({ production: "Demo.Production", status: expect.any(String), unfinished: null });
    expect((await space.iopctl("render", "s.iop.yaml", "--origins")).stdout).toContain("s.iop.yaml:9");
    expect(server.writes()).toEqual([]);
  });
});
