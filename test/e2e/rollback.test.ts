import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { run, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

/** A rollback changes back what its run changed: what others did since stays, and what cannot be undone is named. */
const PARTS = `from iop import BusinessOperation

class Op(BusinessOperation):
    pass
`;
const SETTINGS = `import bo
CLASSES = {"Python.Op": bo.Op}
`;
interface Said {
  readonly tag?: string;
  readonly rules?: string;
  readonly items?: string;
  readonly more?: string;
  readonly packages?: string;
}
const state = ({ tag = "1", rules = "", items = "", more = "", packages = "" }: Said = {}) => `version: 1
default: Demo.Production
state: running
packages:
  demo: { path: demo }
${packages}productions:
  Demo.Production:
${rules}    items:
      Out: { classname: Python.Op, settings: { Host: { tag: "${tag}" } } }
      Extra: { classname: Python.Op }
${items}${more}`;

let sandbox: TestSandbox;
const space = workspace();
type OnStart = NonNullable<Parameters<typeof run>[1]["onStart"]>;
const iopctl = (args: string[], onStart?: OnStart) =>
  run(args, { cwd: space.dir, env: sandbox.env, ...(onStart ? { onStart } : {}) });
const apply = async (said: Said, ...more: string[]) => {
  space.write({ "s.iop.yaml": state(said) });
  const done = await iopctl(["apply", "--auto-approve", ...more]);
  expect(done.code, done.stderr).toBe(0);
};
const rollback = (...more: string[]) => iopctl(["rollback", "--auto-approve", ...more]);
/** By when they began: the names of two runs of one second are in no order. */
const newest = () => {
  const folder = join(space.dir, ".iopctl/runs");
  const started = (id: string) => JSON.parse(readFileSync(join(folder, id, "run.json"), "utf8")).started as string;
  return readdirSync(folder)
    .toSorted((a, b) => (started(a) < started(b) ? -1 : 1))
    .at(-1) as string;
};
const definition = async (name = "Demo.Production") => (await sandbox.inspect()).productions[name]?.definition;
const itemNames = async (name?: string) => (await definition(name))?.Item.map((item) => item["@Name"]);
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.email=a@b.c", "-c", "user.name=a", ...args], { cwd: space.dir });

/** What somebody does in the Portal: the definition as it is, with a tag of Out and one item more. */
async function byHand({ tag, item }: { readonly tag?: string; readonly item?: string }): Promise<void> {
  const now = structuredClone(await definition()) as unknown as { Item: Record<string, unknown>[] };
  const out = now.Item.find((one) => one["@Name"] === "Out") as { Setting: Record<string, string>[] };
  if (tag !== undefined) for (const one of out.Setting) if (one["@Name"] === "tag") one["#text"] = tag;
  const added = { "@Name": item, "@ClassName": "Python.Op", "@PoolSize": "1", "@Enabled": "true", Setting: [] };
  if (item !== undefined) now.Item.push(added);
  await sandbox.control("POST", "/productions", { namespace: "USER", name: "Demo.Production", definition: now });
}

beforeAll(async () => {
  sandbox = await testSandbox();
});
beforeEach(async () => {
  await sandbox.control("POST", "/reset", {});
  rmSync(join(space.dir, ".iopctl"), { recursive: true, force: true });
  rmSync(join(space.dir, ".git"), { recursive: true, force: true });
  space.write({ "demo/bo.py": PARTS, "demo/settings.py": SETTINGS });
  await apply({});
});
afterAll(async () => {
  await sandbox.close();
  space.remove();
});

it("leaves what others added, and what they changed since, which it names with exit 8", async () => {
  await apply({ tag: "2", items: "      New: { classname: Python.Op }\n" });
  await byHand({ item: "Hand" });
  const back = await rollback();
  expect(back.code, back.stderr).toBe(0);
  expect(await itemNames()).toEqual(["Out", "Extra", "Hand"]);
  await apply({ tag: "3" });
  await byHand({ tag: "by hand" });
  const kept = await rollback();
  expect(kept.code, kept.stderr).toBe(8);
  expect(kept.stderr).toContain("productions.Demo.Production.items.Out.settings.Host.tag: changed since that run");
  expect(JSON.stringify(await definition())).toContain("by hand");
});

it("is held to protect and to the limits of the files, and the same flags lift them", async () => {
  const rules = "    protect: true\n";
  const more = "guards: { prune_limit: 0, max_disruption: component }\n";
  await apply({ rules, more, items: "      New: { classname: Python.Op }\n" });
  const refused = await rollback();
  expect(refused.code, refused.stderr).toBe(5);
  expect(refused.stderr).toMatch(/protect of Demo.Production.*1 of its items would be deleted \(New\)/);
  expect(refused.stderr).toContain("prune_limit 0");
  expect(await itemNames()).toContain("New");
  const lifted = await rollback("--allow-protected", "Demo.Production", "--prune-limit", "1");
  expect(lifted.code, lifted.stderr).toBe(0);
  expect(await itemNames()).toEqual(["Out", "Extra"]);
});

it("by itself leaves what somebody changed while the checks ran, and says what a guard refuses", async () => {
  const failing = `checks:
  - { name: flowing, queues: { max: 100 } }
  - { name: quiet, log: { types: [Error], items: ["*"], for: 4s } }
  - { name: nobody, test: { target: Nobody } }
on_failure: rollback
`;
  space.write({ "s.iop.yaml": state({ tag: "2", more: failing }) });
  let edited: Promise<void> | undefined;
  const failed = await iopctl(["apply", "--auto-approve"], (child) => {
    let text = "";
    child.stderr?.on("data", (data) => {
      text += String(data);
      if (/check flowing .*passed/.test(text)) edited ??= byHand({ tag: "by hand", item: "Hand" });
    });
  });
  await edited;
  expect(failed.code, failed.stderr).toBe(8);
  expect(failed.stderr).toContain("Out.settings.Host.tag: changed since that run");
  expect(await itemNames()).toEqual(["Out", "Extra", "Hand"]);
  expect(JSON.stringify(await definition())).toContain("by hand");
  const limited = state({
    tag: "3",
    more: `${failing.replace("for: 4s", "for: 1s")}guards: { prune_limit: 0 }\n`,
    items: "      New: { classname: Python.Op }\n",
  });
  space.write({ "s.iop.yaml": limited });
  const kept = await iopctl(["apply", "--auto-approve"]);
  expect(kept.code).toBe(8);
  expect(kept.stderr).toContain("Not rolled back: refused by a guard: prune_limit 0: 1 of 4 items");
});

it("without a name is refused where something else was applied since; with one it leaves that as it is", async () => {
  await apply({ tag: "2" });
  const id = newest();
  await apply({ tag: "2", items: "      New: { classname: Python.Op }\n" }, "--no-backup");
  const refused = await rollback();
  expect(refused.code, refused.stderr).toBe(1);
  expect(refused.stderr).toContain(`something else was applied since ${id}`);
  const named = await rollback(id);
  expect(named.code, named.stderr).toBe(0);
  expect(await itemNames()).toEqual(["Out", "Extra", "New"]);
  expect(JSON.stringify(await definition())).toContain('"#text":"1"');
});

it("takes away what the run made: a new production's items, its class, its records; what stays is named", async () => {
  space.write({
    "demo/bo.py": `${PARTS}\nclass Two(Op):\n    pass\n`,
    "demo/settings.py": SETTINGS.replace("bo.Op}", 'bo.Op, "Python.Two": bo.Two}'),
  });
  const before = Object.keys((await sandbox.inspect()).bindings).sort();
  await apply({ more: "  New.Production: { items: { O: { classname: Python.Two } } }\n" });
  const back = await rollback();
  expect(back.code, back.stderr).toBe(8);
  expect(back.stderr).toContain("productions.New.Production: stays defined");
  expect(back.stderr).not.toContain("rollback.iop.yaml");
  expect(await itemNames("New.Production")).toEqual([]);
  expect(Object.keys((await sandbox.inspect()).bindings).sort()).toEqual(before);
});

it("brings a package back that the run removed, from git; where it is nowhere, nothing is written", async () => {
  space.write({ "old/o.py": PARTS.replace("class Op", "class Old") });
  const old = "  old: { path: old, components: { Python.Old: o.Old } }\n";
  const items = "      Old: { classname: Python.Old }\n";
  git("init", "-q");
  space.write({ ".gitignore": ".iopctl/\n", "s.iop.yaml": state({ packages: old, items }) });
  git("add", "-A");
  git("commit", "-qm", "one");
  await apply({ packages: old, items }, "--no-backup");
  await apply({ packages: "  old: absent\n", items: "      Old: absent\n" });
  const kept = join(space.dir, ".git");
  execFileSync("mv", [kept, `${kept}-away`]);
  await sandbox.writes();
  const refused = await rollback();
  expect(await sandbox.writes()).toEqual([]);
  execFileSync("mv", [`${kept}-away`, kept]);
  expect(refused.code, refused.stderr).toBe(1);
  expect(refused.stderr).toContain("neither in git here nor in a backup");
  expect(await itemNames()).toEqual(["Out", "Extra"]);
  const back = await rollback();
  expect(back.code, back.stderr).toBe(0);
  expect(await itemNames()).toEqual(["Out", "Extra", "Old"]);
  expect((await sandbox.inspect()).bindings["Python.Old"]).toBeDefined();
});
