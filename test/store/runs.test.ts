import { chmodSync, existsSync, linkSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RunRecordOptions, startRun } from "../../src/app/start-run.ts";
import type { Target } from "../../src/config/target.ts";
import { shownPlan } from "../../src/documents/plan-json.ts";
import type { RecordedPlan } from "../../src/documents/recorded.ts";
import { changedSomething } from "../../src/documents/run-record.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import type { ObservedState } from "../../src/model/observed.ts";
import { Refusal } from "../../src/model/refusal.ts";
import { basisOf } from "../../src/planner/basis.ts";
import { plan as makePlan } from "../../src/planner/plan.ts";
import { readLeft } from "../../src/store/left-record.ts";
import { readRuns } from "../../src/store/run-records.ts";
import { listRuns, newRunId } from "../../src/store/runs.ts";
import { workspace } from "../helpers/cli.ts";
import {
  bindingOf,
  desiredOf,
  itemOf,
  observedOf,
  productionOf,
  productionsOf,
  recordOf,
  settingOf,
  wantedOf,
} from "../helpers/states.ts";
import { packageOf } from "../helpers/worlds.ts";

let space: ReturnType<typeof workspace>;
beforeEach(() => {
  space = workspace();
});
afterEach(() => {
  chmodSync(space.dir, 0o700);
  space.remove();
});

const NOW = Date.parse("2026-01-01T00:00:00Z");
const target = () => ({ base: space.dir, name: "t", url: "http://x" }) as Target;
const demo = packageOf("demo", "new");
const before = packageOf("demo", "old");
const secret = (text: string, source: string) => ({ text, sensitive: true, source });
const host = (token: string, path: string) => [settingOf("Host", "Token", token), settingOf("Host", "path", path)];
const live = productionOf("A.B", { items: [itemOf("In", "Python.Service", { settings: host("old-s3cret", "/in") })] });
const desired = desiredOf({
  packages: [demo],
  productions: [
    wantedOf("A.B", {
      items: { In: { settings: { Host: { Token: secret("new-s3cret", "${secret:NEW}"), path: "/new" } } } },
    }),
  ],
});
const observed = observedOf({
  default: "A.B",
  status: { status: "running", production: "A.B" },
  bindings: [
    recordOf(before, "/opt/demo-000000000000", { commit: "c".repeat(40), provided: [] }),
    bindingOf("Hand.Made"),
  ],
  productions: productionsOf(live),
});

/** `gives`: what a source text gives now. */
function planned(
  gives: Readonly<Record<string, string>> = {},
  files: DesiredState = desired,
  server: ObservedState = observed,
): RecordedPlan {
  const [basis, salt] = [basisOf(files, server, () => true), { bytes: Buffer.alloc(16) }];
  const plan = makePlan(files, server);
  const shown = shownPlan(plan, { target: "t", url: "http://x" }, basis, salt);
  const loaded = {
    desired: files,
    locate: () => ({ source: { file: "/repo/state/dev.iop.yaml" } }),
    resolve: (text: string) => gives[text],
  };
  return { loaded, observed: server, plan, shown, basis, salt };
}
const options = (more: Partial<RunRecordOptions> = {}): RunRecordOptions => ({
  id: newRunId(NOW),
  now: () => NOW,
  command: "apply",
  keep: true,
  ...more,
});
const files = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
const textOf = (folder: string, name: string) => readFileSync(join(folder, name), "utf8");

describe("what a run writes down before its first call", () => {
  it("what it will overwrite, for this user only, where git leaves it alone", () => {
    const run = startRun(planned(), target(), options());
    expect(readdirSync(run.folder).sort()).toEqual([
      "before.iop.yaml",
      "left.json",
      "packages",
      "plan.json",
      "run.json",
    ]);
    for (const file of files(run.folder)) expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600]);
    expect([statSync(run.folder).mode & 0o777, textOf(join(space.dir, ".iopctl"), ".gitignore")]).toEqual([
      0o700,
      "*\n",
    ]);
    const [found] = listRuns(target());
    expect(found?.record).toMatchObject({
      id: run.id,
      ...{ started: "2026-01-01T00:00:00.000Z", command: "apply", target: "t", namespace: "USER" },
      packages: [{ name: "demo", digest: demo.digest, before: { digest: before.digest, commit: "c".repeat(40) } }],
      // iopctl's own records are none of what is there.
      bindings: ["Hand.Made"],
    });
    expect(textOf(run.folder, "before.iop.yaml")).toMatch(/path: \/in/);
    expect(textOf(run.folder, "packages/demo/demo_parts.py")).toBe(demo.files[0]?.text);
  });

  it("no secret, old or new, stands in any of its files; its variable does, where it gives the old value still", () => {
    const run = startRun(planned({ "${secret:NEW}": "new-s3cret" }), target(), options());
    for (const file of files(run.folder))
      expect([file, readFileSync(file, "utf8").match(/s3cret/)]).toEqual([file, null]);
    const address = "productions.A.B.items.In.settings.Host.Token";
    expect(run.saved).toMatchObject({
      lost: [address],
      sources: { [address]: { text: "${secret:NEW}", file: "/repo/state/dev.iop.yaml" } },
    });
    expect(run.saved.cannot.join()).toContain(`${address}: its old value was a secret`);
    // A later run finds in this one's record what gives the value that it overwrites.
    rmSync(run.folder, { recursive: true });
    const files2 = {
      ...desired,
      productions: [wantedOf("A.B", { items: { In: { settings: { Host: { Token: secret("n", "${secret:N}") } } } } })],
    };
    const first = startRun(planned({ "${secret:NEW}": "old-s3cret" }), target(), options());
    expect([first.saved.lost, textOf(first.folder, "before.iop.yaml")]).toEqual([
      undefined,
      expect.stringContaining("Token: ${secret:NEW}"),
    ]);
    const second = startRun(
      planned({ "${secret:NEW}": "old-s3cret", "${secret:N}": "n" }, files2),
      target(),
      options(),
    );
    expect([second.saved.lost, textOf(second.folder, "before.iop.yaml")]).toEqual([
      undefined,
      expect.stringContaining("Token: ${secret:NEW}"),
    ]);
  });

  it("that it ran outside of its window, and why, where it did", () => {
    const outside = { reason: "incident 7", by: "me" } as unknown as NonNullable<RunRecordOptions["outside"]>;
    expect(startRun(planned(), target(), options({ outside })).saved.outside_window).toEqual(outside);
    expect(startRun(planned(), target(), options()).saved).not.toHaveProperty("outside_window");
  });

  it("paths in a source are the ones that it was written with, wherever the way back lies", () => {
    const source = "${file:../token.txt}";
    const wanted = desiredOf({
      productions: [wantedOf("A.B", { items: { In: { settings: { Host: { Token: secret("other", source) } } } } })],
    });
    const run = startRun(planned({ [source]: "old-s3cret" }, wanted), target(), options());
    expect(textOf(run.folder, "before.iop.yaml")).toContain("Token: ${file:/repo/token.txt}");
  });

  it("where it cannot be written nothing is applied", () => {
    writeFileSync(join(space.dir, ".iopctl"), "");
    expect(() => startRun(planned(), target(), options())).toThrow(Refusal);
    expect(() => startRun(planned(), target(), options())).toThrow(/Nothing was changed/);
  });

  it("--no-backup: outside of everything, and gone in the end", () => {
    const run = startRun(planned(), target(), options({ keep: false }));
    expect([run.folder.startsWith(space.dir), existsSync(join(space.dir, ".iopctl"))]).toEqual([false, false]);
    run.close();
    expect(existsSync(run.folder)).toBe(false);
  });
});

describe("the record of a run is whole at every moment", () => {
  it("its end replaces the file: who reads it finds the old or the new", () => {
    const run = startRun(planned(), target(), options());
    const names = ["run.json", "left.json"];
    for (const name of names) linkSync(join(run.folder, name), join(space.dir, name));
    const old = names.map((name) => textOf(space.dir, name));
    run.finish("converged", 3);
    run.leaves({ left: new Map([["A.B", { before: live, after: { ...live, items: [] } }]]), observed });
    expect(names.map((name) => textOf(space.dir, name))).toEqual(old);
    expect(readRuns(space.dir)).toMatchObject({ runs: [{ record: { outcome: "converged", made: 3 } }], refused: [] });
    const left = readLeft(run.folder);
    expect(left?.entries.map(({ at }) => at.join("."))).toContain("productions.A.B.items.In");
    expect(left?.records).toBeDefined();
    expect(readdirSync(run.folder).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it.each([
    ["cut off", (text: string) => text.slice(0, 40)],
    ["empty", () => ""],
    ["of another form", () => '{"format_version":"1"}'],
  ])("one that is %s does not count, and its way back is not guessed", (_, broken) => {
    const run = startRun(planned(), target(), options());
    for (const name of ["run.json", "left.json"])
      writeFileSync(join(run.folder, name), broken(textOf(run.folder, name)));
    expect(readRuns(space.dir)).toMatchObject({ runs: [], refused: [expect.stringContaining(run.id)] });
    expect(() => readLeft(run.folder)).toThrow("left.json is not as iopctl wrote it. Nothing was changed.");
    rmSync(join(run.folder, "left.json"));
    expect(readLeft(run.folder)).toBeUndefined();
  });

  it("events are lines as they come; a run that called nothing leaves nothing", () => {
    const run = startRun(planned(), target(), options());
    run.event('{"type":"planned"}\n');
    run.event('{"type":"finished"}\n');
    expect(textOf(run.folder, "events.ndjson").split("\n")).toHaveLength(3);
    run.discard();
    expect([listRuns(target()), existsSync(run.folder)]).toEqual([[], false]);
  });
});

describe("the list of runs", () => {
  it("newest first, and only a run that changed something has something to bring back", () => {
    const at = (hour: number) => ({ id: `r${hour}`, now: () => NOW + hour * 3_600_000 });
    for (const hour of [2, 1, 3]) startRun(planned(), target(), options(at(hour))).finish("converged", hour - 1);
    const runs = listRuns(target()).map(({ record }) => [record.id, changedSomething(record)]);
    expect(runs).toEqual([
      ["r3", true],
      ["r2", true],
      ["r1", false],
    ]);
  });

  it("older ones make room, but not those that are held", () => {
    const old = (index: number) => `2025-01-01T00-00-00-${String(index).padStart(6, "0")}`;
    const first = startRun(planned(), target(), options({ id: old(0) }));
    const record = JSON.parse(textOf(first.folder, "run.json")) as Record<string, unknown>;
    for (let index = 1; index < 202; index += 1)
      space.write({
        [`.iopctl/runs/${old(index)}/run.json`]: JSON.stringify({
          ...record,
          id: old(index),
          started: new Date(index * 1000).toISOString(),
        }),
      });
    startRun(planned(), target(), options({ held: new Set([old(1)]) }));
    const left = new Set(readdirSync(join(space.dir, ".iopctl/runs")));
    expect([left.size, left.has(old(1)), left.has(old(2)), left.has(old(201))]).toEqual([201, true, false, true]);
  });

  it("names sort by their moment, and two of one second differ", () => {
    expect(newRunId(NOW)).toMatch(/^2026-01-01T00-00-00-[0-9a-f]{6}$/);
    expect(newRunId(NOW)).not.toBe(newRunId(NOW));
  });
});
