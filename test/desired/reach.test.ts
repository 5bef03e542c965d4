import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadDesired } from "../../src/desired/load.ts";
import {
  isCredential,
  LARGEST_VALUE,
  locateWithin,
  readWithin,
  rootsOf,
  variableProblem,
} from "../../src/desired/reach.ts";
import { resolveText } from "../../src/desired/variables.ts";
import { workspace } from "../helpers/cli.ts";

let space: ReturnType<typeof workspace>;
let tree: string;
beforeEach(() => {
  space = workspace({ "tree/state/a.iop.yaml": "version: 1\n", "tree/pw": "inside", "outside/pw": "outside" });
  tree = join(space.dir, "tree");
  mkdirSync(join(tree, ".git"));
  writeFileSync(join(tree, ".git/config"), "token");
});
afterEach(() => space.remove());

const textOf = (text: string, env: Record<string, string> = {}, more: object = {}) => {
  const secrets: string[] = [];
  const context = { env, onSecret: (secret: string) => void secrets.push(secret), ...more };
  return { ...resolveText(text, context, join(tree, "state/a.iop.yaml")), secrets };
};

describe("a file that a value is taken from", () => {
  it("lies in the git work tree of the file that names it", () => {
    expect(textOf("${file:../pw}")).toMatchObject({ text: "inside" });
    for (const path of ["../../outside/pw", "/etc/passwd", "/proc/self/environ", join(space.dir, "outside/pw"), ".."]) {
      expect(textOf(`\${file:${path}}`), path).toMatchObject({
        error: expect.stringMatching(/outside|not a regular file/),
      });
    }
  });

  it("or in a folder of IOPCTL_FILE_ROOTS, which are absolute", () => {
    const roots = { IOPCTL_FILE_ROOTS: `/nowhere,${join(space.dir, "outside")}` };
    expect(textOf("${file:../../outside/pw}", roots)).toMatchObject({ text: "outside" });
    expect(rootsOf(tree, { IOPCTL_FILE_ROOTS: "..,relative" })).toEqual([tree]);
  });

  it("is none that a link leads out to, none of git's, no pipe, device or folder, and not larger than 1 MiB", () => {
    symlinkSync(join(space.dir, "outside/pw"), join(tree, "link"));
    symlinkSync(join(space.dir, "outside"), join(tree, "folder"));
    symlinkSync("pw", join(tree, "within"));
    execFileSync("sh", ["-c", `mk""fifo "$1"`, "sh", join(tree, "pipe")]);
    space.write({ "tree/large": "x".repeat(LARGEST_VALUE + 1), "tree/exact": "x".repeat(LARGEST_VALUE) });
    const problems: Record<string, RegExp> = {
      link: /through a symbolic link/,
      "folder/pw": /through a symbolic link/,
      ".git/config": /one of git's own files/,
      pipe: /not a regular file/,
      state: /not a regular file/,
      large: /larger than 1048576 bytes/,
      gone: /no such file/,
    };
    for (const [path, problem] of Object.entries(problems))
      expect(textOf(`\${file:../${path}}`), path).toMatchObject({ error: expect.stringMatching(problem) });
    expect(textOf("${file:../within}")).toMatchObject({ text: "inside" });
    expect(textOf("${file:../exact}")).toMatchObject({ text: "x".repeat(LARGEST_VALUE) });
  });

  it("whatever a path says, what is read lies within", () => {
    symlinkSync(space.dir, join(tree, "up"));
    const part = fc.constantFrom("..", ".", "state", "up", "outside", "pw", "", "/", ".git", "config", "tree");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const found = readWithin(join(tree, ...parts), [tree], 1000);
        if ("bytes" in found) expect(found.bytes.toString()).toMatch(/^(inside|version: 1\n)$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe("state files and packages", () => {
  const load = (path: string, env: Record<string, string> = {}, cwd = tree) =>
    loadDesired([path], { cwd, env, onSecret: () => undefined, namespace: "USER" });

  it("a state path of the config that leads out is not read", async () => {
    space.write({ "outside/b.iop.yaml": "version: 1\ndefault: A.B\n" });
    await expect(load("../outside")).rejects.toThrow("the state ../outside cannot be read: it is outside of");
    expect(await load("../outside", { IOPCTL_FILE_ROOTS: join(space.dir, "outside") })).toHaveLength(1);
  });

  it.each([
    ["../../outside", /is outside of/],
    ["/etc", /is outside of/],
    ["../.git", /git's own files/],
    ["../link", /through a symbolic link/],
    ["../pw", /is not a directory/],
    ["../gone", /there is no directory/],
  ])("a package's path %s", async (path, problem) => {
    symlinkSync("/etc", join(tree, "link"));
    space.write({
      "outside/bo.py": "",
      "tree/state/a.iop.yaml": `version: 1\npackages:\n  p: { path: ${path}, include: ["**/*"], components: { A.B: bo.B } }\n`,
    });
    await expect(load("state")).rejects.toThrow(problem);
  });

  it("without a work tree the folder itself is the bound", () => {
    const lonely = workspace({ "a/b": "" });
    expect(rootsOf(join(lonely.dir, "a"), {})).toEqual([join(lonely.dir, "a")]);
    expect(locateWithin(lonely.dir, [join(lonely.dir, "a")])).toHaveProperty("problem");
    lonely.remove();
  });
});

describe("variables", () => {
  it.each([
    ["GITHUB_TOKEN", "abcd", true],
    ["DbPassword", "abcd", true],
    ["AWS_ACCESS_KEY_ID", "abcd", true],
    ["CI_JOB_JWT", "abcd", true],
    ["NPM_CONFIG__AUTH", "abcd", true],
    ["SMTP_PWD", "abcd", true],
    ["PGPASS", "abcd", true],
    ["DBPASS", "abcd", true],
    ["DB_PW", "abcd", true],
    ["USER_CREDS", "abcd", true],
    ["CREDS", "abcd", true],
    ["BEARER", "abcd", true],
    ["VAULT_PAT", "abcd", true],
    ["PIN", "abcd", true],
    ["OTP", "abcd", true],
    ["SESSION", "abcd", true],
    ["SLACK_WEBHOOK", "abcd", true],
    ["SAS_URL", "abcd", true],
    ["SIGNING_SEED", "abcd", true],
    ["PWD", "abcd", false],
    ["SHIPPING_HOST", "abcd", false],
    ["PATIENT_QUEUE", "abcd", false],
    ["DATABASE_URL", "postgres://me:pw@host/db", true],
    ["DATABASE_URL", "postgres://host/db", false],
    ["IRIS_HOST", "abcd", false],
  ])("%s = %s is a secret by itself: %s", (name, text, secret) => {
    expect(isCredential(name, text, {})).toBe(secret);
    const got = textOf(`a-\${${name}}`, { [name]: text });
    expect(got).toMatchObject({ text: `a-${text}`, sensitive: secret });
    expect(got.secrets).toEqual(secret ? [text] : []);
  });

  it("a pipeline can mark more, and without secrets they are unknown", () => {
    expect(textOf("${PIN}", { PIN: "1234", IOPCTL_SECRET_ENV: "PIN,X_*" })).toMatchObject({ sensitive: true });
    expect(textOf("${API_TOKEN}", { API_TOKEN: "abcd" }, { placeholders: true })).toEqual({
      text: "${API_TOKEN}",
      sensitive: true,
      literal: true,
      unknown: true,
      secrets: [],
    });
  });

  it("IOPCTL_ENV says which may be read at all, also as secrets, and an unset one is not told from a set one", () => {
    const env = { IOPCTL_ENV: "IRIS_*,HOST", IRIS_A: "a", HOST: "h", HOME: "/root" };
    expect(textOf("${IRIS_A}${HOST}", env)).toMatchObject({ text: "ah" });
    for (const text of ["${HOME}", "${secret:HOME}", "${NOT_SET}", "${HOME:-x}"])
      expect(textOf(text, env)).toMatchObject({ error: expect.stringContaining("IOPCTL_ENV does not list it") });
    expect(textOf("${IRIS_A}", { ...env, IOPCTL_ENV: "" })).toHaveProperty("error");
    expect(variableProblem("A_B_C", { IOPCTL_ENV: "A*B*C" })).toBeUndefined();
    expect(variableProblem("AC", { IOPCTL_ENV: "A*BC" })).toBeDefined();
  });

  it("what every object has is no variable", () => {
    for (const name of ["constructor", "__proto__", "toString"])
      expect(textOf(`\${${name}}`)).toMatchObject({ error: expect.stringContaining("is not set") });
  });
});
