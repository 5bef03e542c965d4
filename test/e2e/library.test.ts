import { execFile } from "node:child_process";
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workspace } from "../helpers/cli.ts";
import { CACHE, type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const execute = promisify(execFile);
const space = workspace();
let server: TestSandbox;

/** The package as `npm pack` gives it, installed where there is nothing else and no network. */
beforeAll(async () => {
  server = await testSandbox();
  const npm = (...args: string[]) => execute("npm", [...args, "--no-audit", "--no-fund"], { cwd: space.dir });
  await npm("pack", ROOT, "--ignore-scripts");
  const [packed] = readdirSync(space.dir).filter((name) => name.endsWith(".tgz"));
  space.write({ "package.json": '{ "type": "module" }\n' });
  await npm("install", "--offline", "--omit=optional", "--ignore-scripts", `./${packed}`);
  // Optional, since only the embedded sandbox needs it: an upload runs its Python.
  symlinkSync(join(ROOT, "node_modules/pyodide"), join(space.dir, "node_modules/pyodide"));
  cpSync(join(ROOT, "examples/library"), space.dir, { recursive: true });
});
afterAll(async () => {
  await server?.close();
  space.remove();
});

/** The programs of the page about the library: each stands for itself, and finds what those before it have left. */
const PAGE = [...readFileSync(join(ROOT, "docs/library.md"), "utf8").matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(
  ([, text = ""], index) => ({ file: `page-${index + 1}.mjs`, text }),
);
const PAGE_FILES = Object.fromEntries(PAGE.map(({ file, text }) => [file, text]));

/** A program that uses all that the library exports, types too. */
function everyExport(): string {
  const face = readFileSync(join(ROOT, "src/app/index.ts"), "utf8");
  const names = [...face.matchAll(/^export (type )?\{([^}]*)\}/gm)].flatMap(([, type = "", list = ""]) =>
    list
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "")
      .map((name) => (type === "" && !name.startsWith("type ") ? name : `type ${name.replace("type ", "")}`)),
  );
  const types = names.filter((name) => name.startsWith("type ")).map((name) => name.slice("type ".length));
  const values = [...names.filter((name) => !name.startsWith("type ")), "openTarget"];
  const used = types.map((name) => `iopctl.${name}${name === "TargetOutcome" ? "<string>" : ""}`);
  return [
    'import * as iopctl from "iopctl";',
    `export type Types = [${used.join(", ")}];`,
    `export const values = [${values.map((name) => `iopctl.${name}`).join(", ")}];`,
    "",
  ].join("\n");
}

/** Without the server's address: with the embedded sandbox, whose Python starts from what an earlier one left. */
const alone = (file: string, env: object = {}) =>
  execute(process.execPath, [file], {
    cwd: space.dir,
    env: { PATH: process.env["PATH"], XDG_CACHE_HOME: dirname(CACHE), ...env },
  });
const node = (file: string, env: object = {}) => alone(file, { ...server.env, ...env });

/** What a program says, and its exit code, whatever that is. */
const ending = (run: Promise<{ stdout: string; stderr: string }>) =>
  run.then(
    (said) => ({ ...said, code: 0 }),
    ({ stdout, stderr, code }: { stdout: string; stderr: string; code: number }) => ({ stdout, stderr, code }),
  );

/** A program of the package's user; what it prints as JSON. */
async function program(text: string, env: object = {}): Promise<unknown> {
  writeFileSync(join(space.dir, "program.mjs"), `import * as iopctl from "iopctl";\n${text}`);
  return JSON.parse((await node("program.mjs", env)).stdout);
}

describe("the library, from the packed package", () => {
  it("runs its example: plans, applies, finds no drift, exports", async () => {
    const { stdout, stderr } = await node("deploy.mjs");
    expect(stderr).toBe("");
    expect(stdout).toMatch(/PUT \/migrate/);
    expect(stdout).toMatch(/· call_finished/);
    expect(stdout).toMatch(/^converged after \d calls/m);
    expect(stdout).toMatch(/^default is Library\.Production$/m);
    expect(stdout).toMatch(/^no drift$/m);
    expect(stdout).toContain("description: Orders, ready");
    const again = await node("deploy.mjs");
    expect(again.stdout).toMatch(/^unchanged after 0 calls/m);
  });

  it("its example says what is wrong without a server, in few words, with the exit code 1", async () => {
    const dead = await ending(alone("deploy.mjs", { IOP_URL: "http://127.0.0.1:1" }));
    expect(dead.code).toBe(1);
    expect(dead.stderr).toContain("127.0.0.1:1");
    expect(dead.stderr).not.toMatch(/^ +at /m);
    expect(dead.stderr.length).toBeLessThan(1000);
    const wrong = await ending(alone("deploy.mjs", { IOP_URL: "ftp://there" }));
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringMatching(/^url must begin with http:.*ftp:/) });
  });

  it("runs the example of a day: adopt, plan, apply, drift, rollback, compare on the embedded sandbox", async () => {
    const { stdout, stderr } = await alone("day.mjs");
    expect(stderr).toBe("");
    const said = stdout.split("\n");
    expect(said).toEqual(
      expect.arrayContaining([
        ...["test: converged after 2 calls", "prod: converged after 2 calls", "test drifts: true", "adopted default"],
        ...["test differs: false", "default: Orders.Night # what starts at night", "prod: converged, drifts: false"],
        ...["test and prod: 0 differences", "back: converged", "  default: Orders.Night | Orders.Production"],
        "rollback converged, apply converged, apply converged",
      ]),
    );
  });

  it("runs what its page shows", async () => {
    const dead = 'dead: { url: "http://127.0.0.1:1", namespace: USER, retries: 0, state: s.iop.yaml }';
    space.write({
      ...PAGE_FILES,
      "wards/iopctl.config.yaml": `targets:\n  ward: { url: "${server.url}", namespace: USER, state: s.iop.yaml }\n  ${dead}\n`,
      "wards/s.iop.yaml": "version: 1\ndefault: Never.There\n",
    });
    const { IOP_URL: _url, ...env } = server.env;
    const said: { stdout: string; stderr: string; code: number }[] = [];
    for (const { file } of PAGE) said.push(await ending(alone(file, env)));
    const [first, errors, hand, many] = said;
    expect(said.map(({ code }) => code)).toEqual([0, 1, 0, 0]);
    expect(first?.stdout).toMatch(/^converged \d \[ '\S+' \]$/m);
    expect(errors?.stderr).toContain("defalt");
    expect(hand?.stdout).toContain("flowchart LR");
    expect(many?.stdout).toMatch(/^ward converged$/m);
    expect(many?.stderr).toMatch(/^dead .*127\.0\.0\.1:1/m);
  });

  it("goes over many targets: what it gives for each, by itself where one fails", async () => {
    space.write({
      "many/iopctl.config.yaml": `targets:\n${["USER", "IRISAPP", "EMPTY"].map((name) => `  t-${name}: { url: "${server.url}", namespace: ${name}, state: s.iop.yaml }\n`).join("")}  dead: { url: "http://127.0.0.1:1", retries: 0, state: s.iop.yaml }\n`,
      "many/s.iop.yaml": "version: 1\ndefault: Never.There\n",
    });
    const found = await program(`
      const options = { cwd: "many", env: process.env, targets: ["*"], excludeTargets: ["*-EMPTY"], parallelism: 2 };
      const { IOP_URL, ...env } = process.env;
      const all = await iopctl.eachTarget({ ...options, env }, async (target) => (await iopctl.plan(target)).document.plans[0].summary.update);
      const stopped = await iopctl.eachTarget({ ...options, env, parallelism: 1, failFast: true }, async () => { throw new Error("no"); });
      console.log(JSON.stringify([all.map((one) => [one.target, one.kind, one.value ?? one.error?.name]), stopped.map(({ kind }) => kind)]));
    `);
    expect(found).toEqual([
      [
        ["t-USER", "done", expect.any(Number)],
        ["t-IRISAPP", "done", 1],
        ["dead", "failed", "ApiError"],
      ],
      ["failed", "not reached", "not reached"],
    ]);
  });

  it("has types that need nothing else and know the example", async () => {
    space.write({
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          ...{ allowJs: true, checkJs: true, noEmit: true, strict: true, exactOptionalPropertyTypes: true },
          ...{ module: "NodeNext", target: "ES2023", lib: ["ES2024"], types: ["node"] },
          typeRoots: [join(ROOT, "node_modules/@types")],
        },
        files: ["deploy.mjs", "day.mjs", ...Object.keys(PAGE_FILES), "typed.ts", "every.ts"],
      }),
      "every.ts": everyExport(),
      ...PAGE_FILES,
      "typed.ts": `import { apply, openTarget, plan, type Applied } from "iopctl";
const target = await openTarget({ url: "http://x", namespace: "USER" });
const made = await plan(target, { state: { data: { version: 1, state: "running" } } });
export const result: Applied = await apply(target, made, { onEvent: (event) => event.sequence.toFixed() });
export const calls: number = made.document.plans[0]!.summary.calls;
// @ts-expect-error: no such key of a state
await plan(target, { state: { data: { version: 1, stat: "running" } } });
// @ts-expect-error: a plan is what plan() gives
await apply(target, { calls: [] });
`,
    });
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const failed = await execute(process.execPath, [tsc, "-p", space.dir]).then(
      () => "",
      (error: { stdout: string }) => error.stdout,
    );
    expect(failed).toBe("");
  });

  it("gives plain data without secrets, and typed errors; a foreign plan is refused", async () => {
    await server.writes();
    const found = (await program(
      `const open = { url: process.env.IOP_URL, username: process.env.IOP_USERNAME, password: process.env.IOP_PASSWORD };
const target = await iopctl.openTarget({ ...open, namespace: "IRISAPP", env: { KEY: "hush-hush-42" } });
const yaml = 'version: 1\\nproductions: { Secret.P: { items: { A: { classname: Ens.A, settings: { Host: { Key: "\${secret:KEY}" } } } } } }\\n';
const made = await iopctl.plan(target, { state: { yaml } });
const events = [];
const applied = await iopctl.apply(target, made, { backup: false, onEvent: (event) => { events.push(event); throw new Error("a listener's own"); } });
const seen = await iopctl.observe(target, { yaml });
const wrong = async (act) => { try { await act(); return "nothing"; } catch (error) {
  return [["Refusal", "ApiError", "InvalidFiles"].find((name) => error instanceof iopctl[name]), error.ending ?? error.kind ?? ""]; } };
const other = await iopctl.openTarget({ ...open, password: "no", namespace: "IRISAPP" });
const limited = await iopctl.plan(target, { state: { yaml: "version: 1\\nguards: { prune_limit: 0 }\\nproductions: { Secret.P: { items: { A: absent } } }\\n" } });
const all = { target, made, events, applied, seen, limited };
console.log(JSON.stringify({ text: JSON.stringify(all), applied, refused: limited.refused, seen, errors: {
  foreign: await wrong(() => iopctl.apply(other, made)), copied: await wrong(() => iopctl.apply(target, structuredClone(made))),
  denied: await wrong(() => iopctl.plan(other, { state: { data: { version: 1, default: "A.B" } } })),
  invalid: await wrong(() => iopctl.plan(target, { state: { data: { version: 1, nonsense: 1 } } })),
  limit: await wrong(() => iopctl.apply(target, limited)),
  nothing: await wrong(() => iopctl.openTarget({ url: "ftp://x" })) } }));
await target.close();`,
    )) as { text: string; applied: object; refused: string[]; seen: object[]; errors: object };
    expect(found.text).not.toContain("hush-hush-42");
    expect(found.text).not.toContain(server.env["IOP_PASSWORD"]);
    expect(found.applied).toMatchObject({ outcome: "converged", checks: [] });
    expect(found.seen).toMatchObject([
      { productions: { "Secret.P": { items: [{ settings: [{ value: "(sensitive)" }] }] } } },
    ]);
    expect(found.refused.join()).toContain("prune");
    expect(found.errors).toEqual({
      foreign: ["Refusal", "stale"],
      copied: ["Refusal", "stale"],
      denied: ["ApiError", "unauthorized"],
      invalid: ["InvalidFiles", ""],
      limit: ["Refusal", "guard"],
      nothing: ["InvalidFiles", ""],
    });
    expect(await server.writes()).toEqual(["PUT /migrate"]);
  });

  it("starts the embedded sandbox and ends it with close()", async () => {
    expect(
      await program(`const target = await iopctl.openTarget({ url: "sandbox:box", namespace: "USER" });
const { document, changed } = await iopctl.plan(target, { state: { data: { version: 1, default: "A.B" } } });
await target.close();
console.log(JSON.stringify([changed, document.plans[0].calls.map(({ path }) => path)]));`),
    ).toEqual([true, ["/default"]]);
  });
});
