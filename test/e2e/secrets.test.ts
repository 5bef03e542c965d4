import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Result, run, workspace } from "../helpers/cli.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

/** The password is a word that stands everywhere: a package's name, an item's, a part of a url. */
let sandbox: TestSandbox;
let space: ReturnType<typeof workspace>;
/** The password of the test's sandbox. */
const WORD = "p4ssw0rd";
const NAME = `${WORD}.Production`;
const iopctl = (args: string[], env: Record<string, string> = {}): Promise<Result> =>
  run(args, { cwd: space.dir, env: { ...sandbox.env, IOP_NAMESPACE: "IRISAPP", DB: "hunter2-hunter2", ...env } });
const state = (item: string, url: string) => `version: 1
namespace: IRISAPP
packages: { ${WORD}: { path: src, components: { Python.${WORD}: ${WORD}.Op } } }
productions:
  ${NAME}:
    prune: true
    items:
      ${item}: { classname: Python.${WORD}, settings: { Host: { Url: "${url}", Flag: true } } }
`;
const write = (item: string, url: string) => space.write({ "state.iop.yaml": state(item, url) });
const settings = async (item: string): Promise<Record<string, string>> => {
  const { stdout } = await iopctl(["export", NAME]);
  return parse(stdout).productions[NAME].items[item]?.settings?.Host ?? {};
};

beforeAll(async () => {
  sandbox = await testSandbox();
  space = workspace({
    [`src/${WORD}.py`]: "from iop import BusinessOperation\n\n\nclass Op(BusinessOperation):\n    pass\n",
  });
});
afterAll(async () => {
  await sandbox.close();
  space.remove();
});

describe("a secret that is a word of the definition", () => {
  it("changes nothing that is read again: saved plans apply, exports and backups are whole", async () => {
    write(WORD, `jdbc:${WORD}@x`);
    const planned = await iopctl(["plan", "--out", "plan.json"]);
    expect(planned.code, planned.stderr).toBe(0);
    expect(JSON.stringify(JSON.parse(readFileSync(join(space.dir, "plan.json"), "utf8")))).not.toContain("(sensitive)");
    expect(statSync(join(space.dir, "plan.json")).mode & 0o777).toBe(0o600);
    const applied = await iopctl(["apply", "plan.json"]);
    expect(applied.code, applied.stderr).toBe(0);
    expect(await settings(WORD)).toEqual({ Url: `jdbc:${WORD}@x`, Flag: true });
    write("other", `jdbc:${WORD}@x`);
    expect((await iopctl(["apply", "--auto-approve"])).code).toBe(0);
    const back = await iopctl(["rollback", "--auto-approve"]);
    expect(back.code, back.stderr).toBe(0);
    expect(await settings(WORD)).toEqual({ Url: `jdbc:${WORD}@x`, Flag: true });
  });

  it('that is "true" leaves JSON that can be read', async () => {
    write(WORD, "jdbc:${secret:DB}");
    const { stdout, code } = await iopctl(["plan", "--json"], { DB: "true" });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).plans[0].changes).toMatchObject([{ before: "(sensitive)", after: "(sensitive)" }]);
  });
});

describe("the way back of a secret", () => {
  it("takes the source text of the run before: the host changed, the secret did not", async () => {
    write(WORD, "jdbc:old;${secret:DB}");
    expect((await iopctl(["apply", "--auto-approve"])).code).toBe(0);
    write(WORD, "jdbc:new;${secret:DB}");
    expect((await iopctl(["apply", "--auto-approve"])).code).toBe(0);
    const back = await iopctl(["rollback", "--auto-approve"]);
    expect(back.code, back.stderr).toBe(0);
    const { productions } = await sandbox.inspect("IRISAPP");
    expect(JSON.stringify(productions[NAME]?.definition)).toContain("jdbc:old;hunter2-hunter2");
  });

  it("of one that was rotated is not there: it is named, and the outcome is not as it was", async () => {
    write(WORD, "jdbc:old;${secret:DB}");
    expect((await iopctl(["apply", "--auto-approve"], { DB: "rotated-secret" })).code).toBe(0);
    const back = await iopctl(["rollback", "--auto-approve"], { DB: "rotated-secret" });
    expect(back.code).toBe(8);
    // The password's word is hidden in words for people, also where it is only a name.
    expect(back.stderr).toMatch(/\.settings\.Host\.Url: its old value was a secret/);
    expect(back.stderr).toContain("not as it was before that run");
  });

  it("leaves none of them in what iopctl keeps, which is for this user only", () => {
    const runs = join(space.dir, ".iopctl/runs");
    expect(existsSync(runs)).toBe(true);
    for (const name of readdirSync(runs, { recursive: true, encoding: "utf8" })) {
      const path = join(runs, name);
      if (!statSync(path).isFile()) continue;
      expect(statSync(path).mode & 0o077, name).toBe(0);
      expect(readFileSync(path, "utf8"), name).not.toMatch(/hunter2|rotated-secret/);
    }
  });
});

describe("without secrets", () => {
  it("a plan needs none, says what it does not know, and cannot be applied", async () => {
    write(WORD, "jdbc:other;${secret:NOT_SET}");
    expect((await iopctl(["plan"])).stderr).toContain("the secret NOT_SET is not set");
    const planned = await iopctl(["plan", "--no-secrets", "--out", "blind.json"]);
    expect(planned.code, planned.stderr).toBe(0);
    expect(planned.stdout).toContain("1 secret value not compared");
    const applied = await iopctl(["apply", "blind.json"], { NOT_SET: "x" });
    expect(applied.code).toBe(6);
    expect(applied.stderr).toContain("was made without secrets");
    expect((await iopctl(["validate", "state.iop.yaml", "--no-secrets"])).code).toBe(0);
  });
});

describe("others' words", () => {
  it("reach no pipeline's log as a command, and no terminal as a control", async () => {
    writeFileSync(join(space.dir, "state.iop.yaml"), state(WORD, "x"));
    const text = "boom \u001b[2J\n::error::pwned\n##[group]x hunter2-hunter2 hunter2&#45;hunter2";
    await sandbox.fault({ kind: "fail", match: "PUT /migrate", text });
    const failed = await iopctl(["apply", "--auto-approve"], { CI: "true" });
    expect(failed.code).toBe(4);
    for (const stream of [failed.stdout, failed.stderr]) {
      expect(stream).not.toContain("\u001b");
      expect(stream).not.toMatch(/::error::|##\[/);
      expect(stream).not.toMatch(/hunter2/);
    }
    expect(failed.stderr).toContain("pwned");
  });
});
