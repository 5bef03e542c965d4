import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { savedPlan } from "../../src/documents/saved-plan.ts";
import { isObject } from "../../src/model/json.ts";
import { damaged, fromSchema } from "./from-schema.ts";
import { OUTSIDE, type Ran, runProgram, SECRET } from "./program.ts";
import { type Answers, answers, type FuzzServer, fuzzServer } from "./server.ts";

/**
 * Everything that others write or send, from the schemas and around them: state files, the config, plan files, records of
 * runs, and the answers of every route. Whatever comes, the program ends as documented, and says nothing it must not.
 * `FUZZ_RUNS=20000 npm run fuzz` looks longer than CI does, with `FUZZ_IN_PROCESS=1` without a thread for each case;
 * `FUZZ_SEED` repeats a run.
 */
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 40);
const SEED = process.env["FUZZ_SEED"] === undefined ? 20_261_124 : Number(process.env["FUZZ_SEED"]);

const schema = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), "utf8")) as Record<
    string,
    unknown
  >;
const yaml = (value: unknown) => stringify(value, { lineWidth: 0 });
const flow = (value: unknown) => stringify(value, { lineWidth: 0, collectionStyle: "flow" });
/** Most documents lack what needs more than a schema to be right, so that the rest is reached. */
const document = fc
  .record({
    value: fromSchema(schema("desired-state"), 1),
    drop: fc.subarray(["packages", "checks", "bindings", "guards"], { minLength: 2 }),
  })
  .map(({ value, drop }) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).filter(([key]) => !drop.includes(key)))
      : value,
  );
const state = damaged(
  fc.oneof({ weight: 3, arbitrary: document.map(yaml) }, { weight: 1, arbitrary: document.map(flow) }),
);
const config = damaged(fromSchema(schema("config")).map(yaml));
/** Half of them sealed, so that what comes after the seal is reached. */
const plan = damaged(
  fc
    .tuple(fromSchema(schema("plan"), 4), fc.boolean())
    .map(([value, sealed]) => (sealed && isObject(value) ? savedPlan(value as never) : (JSON.stringify(value) ?? ""))),
);
const record = damaged(fromSchema(schema("run"), 4).map((value) => JSON.stringify(value) ?? ""));

const CODES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 64];
const GOOD_STATE =
  "version: 1\nproductions:\n  A.B:\n    items:\n      In: { classname: Python.Op, settings: { Host: { Password: '${secret:CANARY}' } } }\n";

/** A server that never reaches a state is waited for: not long here. */
const QUICK = {
  "iopctl.config.yaml": "targets: { t: { url: http://localhost, timeout: 1s, migrate_timeout: 1s, retries: 0 } }\n",
};

/** Milliseconds that the first use of every command may take. */
const LOADING = 900_000;
let server: FuzzServer;
beforeAll(async () => {
  server = await fuzzServer();
  if (process.env["FUZZ_IN_PROCESS"] === undefined) return;
  // The source is loaded by the first case that needs it, which takes long on a busy machine: that is no hang of the case.
  for (const args of [...OFFLINE, ...READING])
    await runProgram(args, { "s.iop.yaml": GOOD_STATE }, credentials(), LOADING);
}, LOADING);
afterAll(() => server.close());

const credentials = () => ({ IOP_URL: server.url, IOP_USERNAME: "u", IOP_PASSWORD: SECRET });

interface Case {
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly answers?: Answers;
}

async function holds({ args, files, answers: given = {} }: Case): Promise<void> {
  server.answer = given;
  judge(args, await runProgram(args, files, credentials()));
}

/** The oracles. */
function judge(args: readonly string[], { code, stdout, stderr, escaped }: Ran): void {
  const said = stdout + stderr;
  const what = `iopctl ${args.join(" ")} → ${code}\n${said.slice(0, 2_000)}`;
  expect(CODES, what).toContain(code);
  expect(said, what).not.toMatch(
    /failed unexpectedly|TypeError|RangeError|ReferenceError|Cannot read propert|is not a function|is not iterable|\[object Object\]| {4}at .*\.js:\d/,
  );
  expect(said, what).not.toContain(SECRET);
  expect(said, what).not.toContain(OUTSIDE);
  expect(said, what).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
  expect(escaped, what).toEqual([]);
  if (code !== 0) expect(said.trim(), what).not.toBe("");
  if (args.includes("--json") && code === 0 && args[0] !== "apply")
    expect(() => JSON.parse(stdout), what).not.toThrow();
}

async function fuzz(cases: fc.Arbitrary<Case>, share = 1): Promise<void> {
  await fc.assert(fc.asyncProperty(cases, holds), {
    numRuns: Math.max(10, Math.floor(RUNS * share)),
    seed: SEED,
    endOnFailure: process.env["FUZZ_SHRINK"] === undefined,
  });
}

const OFFLINE = [["validate"], ["validate", "--json"], ["render"], ["render", "--json"], ["render", "--origins"]];
const READING = [
  ["plan"],
  ["plan", "--json"],
  ["plan", "--markdown"],
  ["plan", "--explain"],
  ["plan", "--html", "out.html"],
  ["plan", "--out", "plan.json"],
  ["drift"],
  ["drift", "--json"],
  ["drift", "--junit", "out.xml"],
  ["status"],
  ["status", "--json"],
  ["list"],
  ["log"],
  ["log", "--json"],
  ["bindings"],
  ["queues"],
  ["connections"],
  ["version"],
  ["export"],
  ["export", "A.B"],
  ["export", "--split", "out"],
  ["graph", "A.B"],
  ["graph", "A.B", "--format", "svg"],
  ["graph", "A.B", "--format", "dot"],
  ["adopt", "--dry-run"],
  ["apply", "--auto-approve"],
  ["apply", "--auto-approve", "--json"],
  ["test", "In"],
];

describe("whatever others write or send", () => {
  it("state files", async () => {
    await fuzz(
      fc.record({
        args: fc.constantFrom(...OFFLINE, ["plan"], ["plan", "--json"]),
        files: fc.record({ "s.iop.yaml": state }),
        answers,
      }),
    );
  });

  it("configs", async () => {
    const commands = [...OFFLINE, ["plan"], ["runs"], ["status", "--target", "*"]];
    const files = fc.record({ "iopctl.config.yaml": config, "s.iop.yaml": fc.constant(GOOD_STATE) });
    await fuzz(fc.record({ args: fc.constantFrom(...commands), files, answers }), 0.7);
  });

  it("plan files", async () => {
    const commands = [
      ["show", "p.json"],
      ["show", "p.json", "--markdown"],
      ["show", "p.json", "--html", "o.html"],
      ["show", "p.json", "--terraform-json"],
      ["apply", "p.json"],
      ["show", "p.json", "--json"],
    ];
    const files = fc.record({ "p.json": plan, "s.iop.yaml": fc.constant(GOOD_STATE) });
    await fuzz(fc.record({ args: fc.constantFrom(...commands), files, answers }), 0.5);
  });

  it("records of runs", async () => {
    const id = "2026-01-01T00-00-00-abc123";
    const commands = [["runs"], ["runs", "--json"], ["rollback", id, "--auto-approve"], ["rollback", "--auto-approve"]];
    const files = fc.record({ record, before: fc.oneof(state, fc.constant(GOOD_STATE)) }).map((given) => ({
      [`.iopctl/runs/${id}/run.json`]: given.record,
      [`.iopctl/runs/${id}/before.iop.yaml`]: given.before,
    }));
    await fuzz(fc.record({ args: fc.constantFrom(...commands), files, answers }), 0.3);
  });

  it("answers of every route", async () => {
    const files = fc.constantFrom(
      { "s.iop.yaml": GOOD_STATE, ...QUICK },
      { "s.iop.yaml": `${GOOD_STATE}default: A.B\nstate: running\nbindings: { prune: unused }\n`, ...QUICK },
    );
    await fuzz(fc.record({ args: fc.constantFrom(...READING), files, answers }), 1.5);
  });
});
