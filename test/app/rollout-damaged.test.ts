import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoFiles, type Space, spaceOn } from "../helpers/demo-space.ts";
import { type ModelHttp, modelHttp } from "../helpers/model-http.ts";

const WARDS = ["W1", "W2"];
let server: ModelHttp;
let space: Space;
beforeEach(async () => {
  server = await modelHttp(WARDS);
  // The targets' own addresses count.
  const { IOP_URL: _url, ...env } = server.env;
  space = spaceOn({ env });
  const target = (name: string) =>
    `  ${name.toLowerCase()}: { url: ${server.url}, username: u, password: "\${secret:IOP_PASSWORD}", namespace: ${name}, retries: 0, state: s.iop.yaml }\n`;
  space.write({
    ...demoFiles(),
    "iopctl.config.yaml": `targets:\n${WARDS.map(target).join("")}rollout:\n  waves:\n    - { name: canary, targets: [w1] }\n    - { name: rest, targets: [w2] }\n  on_failure: rollback\n`,
  });
});
afterEach(async () => {
  await server.close();
  space.remove();
});

const rollouts = () => join(space.dir, ".iopctl", "rollouts");
const ids = () => readdirSync(rollouts());
const place = (name: string) => join(rollouts(), ids()[0] as string, name);
const rollout = (...args: string[]) => space.iopctl("rollout", ...args);

/** Begins a rollout and ends its process after the first call to the first target. */
async function interrupted(): Promise<void> {
  const planned = await rollout("plan", "--out", "p.json");
  expect(planned.code, planned.stderr).toBe(0);
  const stop = new AbortController();
  server.mishap = ({ method }) => {
    if (method !== "GET") stop.abort();
    return undefined;
  };
  const ended = await space.stoppedBy(stop.signal, "rollout", "apply", "p.json", "--auto-approve");
  expect(ended.code, ended.stderr).toBe(130);
  server.mishap = () => undefined;
  expect(server.writes()).toHaveLength(1);
}

const DAMAGE: readonly (readonly [file: string, how: string, damage: () => void])[] = [
  ["rollout.json", "cut in half", () => cut("rollout.json", 0.5)],
  ["rollout.json", "empty", () => cut("rollout.json", 0)],
  ["rollout.json", "gone", () => rmSync(place("rollout.json"))],
  ["steps.ndjson", "a line in the middle", () => writeFileSync(place("steps.ndjson"), `{}\n${steps()}`)],
  ["steps.ndjson", "a whole line at the end", () => appendFileSync(place("steps.ndjson"), "garbage\n")],
  [
    "steps.ndjson",
    "a line that is lost",
    () => writeFileSync(place("steps.ndjson"), steps().replace('"n":1', '"n":2')),
  ],
];
const steps = () => readFileSync(place("steps.ndjson"), "utf8");
const cut = (name: string, part: number) => {
  const text = readFileSync(place(name), "utf8");
  writeFileSync(place(name), text.slice(0, Math.floor(text.length * part)));
};

describe("a record that is damaged", () => {
  it.each(DAMAGE)("%s, %s: it is said, nothing begins beside it, and abort ends it", async (file, _how, damage) => {
    await interrupted();
    const [id = ""] = ids();
    damage();
    const before = existsSync(place(file)) ? readFileSync(place(file), "utf8") : undefined;
    for (const args of [
      ["status"],
      ["status", id],
      ["resume"],
      ["pause"],
      ["apply", "--auto-approve"],
      ["apply", "p.json"],
    ]) {
      const said = await rollout(...args);
      expect([said.code, said.stderr], args.join(" ")).toEqual([1, expect.stringContaining("is damaged")]);
      expect(said.stderr).toContain(place(file));
      expect(said.stderr).toContain(`rollout abort ${id}`);
    }
    expect([ids(), server.writes()]).toEqual([[id], []]);
    const ended = await rollout("abort", "--reason", "disk");
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout).toContain("disk; its record was damaged");
    const status = JSON.parse((await rollout("status", "--json")).stdout) as { state: string; waves: unknown[] };
    expect([status.state, status.waves.length]).toEqual(["aborted", 2]);
    if (before !== undefined) expect(readFileSync(place(`${file}.damaged`), "utf8")).toBe(before);
    // What was begun is finished by a new one.
    const done = await rollout("apply", "--auto-approve");
    expect(done.code, done.stderr).toBe(0);
    expect(WARDS.map((name) => server.ns(name).status)).toEqual(["running", "running"]);
  });

  it.each([
    ["missing", () => rmSync(place("plan.json"))],
    ["cut", () => cut("plan.json", 0.5)],
    [
      "of another rollout",
      () =>
        writeFileSync(
          place("plan.json"),
          JSON.stringify({ format_version: "1", created_at: "2026-01-01T00:00:00Z", plans: [] }),
        ),
    ],
  ])("a plan that is %s: what is not known is not applied, the way out is named and works", async (_how, damage) => {
    await interrupted();
    const [id = ""] = ids();
    damage();
    for (const args of [["resume"], ["apply", "p.json"]]) {
      const said = await rollout(...args);
      expect(said.code, args.join(" ")).toBeGreaterThan(0);
      expect(said.stderr).toContain(`rollout abort ${id}`);
    }
    expect(server.writes()).toEqual([]);
    const ended = await rollout("abort");
    expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining("aborted by")]);
    expect((await rollout("apply", "--auto-approve")).code).toBe(0);
  });
});

it.each([
  ["cut off", (text: string) => text.slice(0, -20)],
  ["cut off before it names a target", (text: string) => text.slice(0, 20)],
  ["lost whole", () => ""],
])("a last line that is %s: the target that was under way goes on where it was", async (_how, damage) => {
  await interrupted();
  const [first = ""] = steps().split("\n");
  writeFileSync(place("steps.ndjson"), damage(`${first}\n`));
  const done = await rollout("apply", "p.json");
  expect(done.code, done.stderr + done.stdout).toBe(0);
  const status = JSON.parse((await rollout("status", "--json")).stdout) as {
    targets: Record<string, { state: string; runs: string[] }>;
  };
  // Its first run is known again: the way back.
  expect(status.targets["w1"]).toMatchObject({ state: "applied", runs: [expect.any(String), expect.any(String)] });
  expect(WARDS.map((name) => server.ns(name).status)).toEqual(["running", "running"]);
});
