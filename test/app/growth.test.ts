import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

/**
 * What was done, counted where it is done: files opened by path, texts parsed, programs started, definitions
 * compared with what a server has.
 */
const work = vi.hoisted(() => ({ opened: [] as string[], parsed: 0, programs: 0, compared: 0 }));
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const openSync = (path: string, ...rest: never[]) => {
    work.opened.push(String(path));
    return (fs.openSync as never as (...args: unknown[]) => number)(path, ...rest);
  };
  return { ...fs, openSync };
});
vi.mock("js-yaml", async (original) => {
  const yaml = await original<typeof import("js-yaml")>();
  const parseEvents: typeof yaml.parseEvents = (...args) => {
    work.parsed += 1;
    return yaml.parseEvents(...args);
  };
  return { ...yaml, parseEvents };
});
vi.mock("../../src/aspects/edits.ts", async (original) => {
  const edits = await original<typeof import("../../src/aspects/edits.ts")>();
  const productionEdits: typeof edits.productionEdits = (...args) => {
    if (args[1] !== "absent") work.compared += 1;
    return edits.productionEdits(...args);
  };
  return { ...edits, productionEdits };
});
vi.mock("node:child_process", async (original) => {
  const child = await original<typeof import("node:child_process")>();
  const execFile = ((...args: never[]) => {
    work.programs += 1;
    return (child.execFile as never as (...args: unknown[]) => unknown)(...args);
  }) as never;
  return { ...child, execFile };
});

const { Net } = await import("../../src/model/net.ts");
const { planEach, askedFor } = await import("../../src/app/plan-each.ts");
const { planTarget } = await import("../../src/app/plan.ts");
const { workspace } = await import("../helpers/cli.ts");

let server: Server;
let requests = 0;
let most = 0;
let url: string;
beforeAll(async () => {
  let now = 0;
  server = createServer((request, response) => {
    requests += 1;
    now += 1;
    most = Math.max(most, now);
    const { pathname } = new URL(request.url ?? "", "http://h");
    const items = [
      { name: "In", classname: "EnsLib.HTTP.Service", settings: [{ target: "Host", name: "Port", value: "1" }] },
    ];
    const bodies: Readonly<Record<string, unknown>> = {
      bindings: [],
      default: { production: "P.X" },
      export: { name: "P.X", items },
    };
    const body = bodies[pathname.split("/").at(-1) ?? ""] ?? { production: "", status: "stopped" };
    setImmediate(() => {
      now -= 1;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

/** Plans so many targets that share a base and a package, each of a namespace and with a file of its own; gives what was done. */
async function plan(count: number, own: boolean) {
  const names = Array.from({ length: count }, (_, at) => `t${at}`);
  const space = workspace({
    "base/a.iop.yaml": "version: 1\ndefault: P.X\npackages: { demo: { path: ../py } }\n",
    "base/b.iop.yaml": "version: 1\nbindings: { prune: none }\n",
    "py/settings.py": "CLASSES = {}\n",
    "py/more.py": "",
    "iopctl.config.yaml": `targets:\n${names.map((name) => `  ${name}: { url: "${url}", namespace: ${name.toUpperCase()}, state: [base${own ? `, own/${name}.iop.yaml` : ""}] }\n`).join("")}`,
    ...(own ? Object.fromEntries(names.map((name) => [`own/${name}.iop.yaml`, "version: 1\n"])) : {}),
  });
  Object.assign(work, { opened: [], parsed: 0, programs: 0, compared: 0 });
  requests = 0;
  most = 0;
  const world = worldIn(space.dir);
  const flags = { target: ["*"], parallelism: 8, perHost: 4 };
  const kinds = await planEach(await askedFor([], flags, world, {}), flags, world, (outcome) =>
    outcome.kind === "failed" ? outcome.error.message : outcome.kind,
  );
  expect(kinds).toEqual(names.map(() => "planned"));
  const opens = (path: string) => work.opened.filter((file) => file === resolve(space.dir, path)).length;
  space.remove();
  return { opens, names, parsed: work.parsed, requests, all: work.opened.length, most };
}

function worldIn(cwd: string) {
  return {
    cwd,
    env: process.env,
    signal: new AbortController().signal,
    now: Date.now,
    secrets: new Net(),
    warn: () => undefined,
    note: () => undefined,
    onEnd: () => undefined,
  };
}

describe("one plan", () => {
  it("compares a definition once for all that ask: what changes, what is odd, which bindings are unused", async () => {
    const items = "{ In: { settings: { Host: { Port: 2 } } } }";
    const space = workspace({
      "x.iop.yaml": `version: 1\nbindings: { prune: unused }\nproductions: { P.X: { items: ${items} } }\n`,
    });
    Object.assign(work, { compared: 0, parsed: 0 });
    const [one] = (await planTarget(["x.iop.yaml"], { url }, worldIn(space.dir))).plans;
    space.remove();
    expect(one?.plan.changes.map(({ address }) => address.at(-1))).toEqual(["Port"]);
    expect(one?.findings.map(({ code }) => code)).toEqual(["setting-target"]);
    expect(work).toMatchObject({ compared: 1, parsed: 1 });
  });
});

describe("many targets", () => {
  it.each([10, 40])("%i: the config, what they share, and a package are read and parsed once", async (count) => {
    const { opens, names, parsed, all } = await plan(count, true);
    for (const file of ["iopctl.config.yaml", "base/a.iop.yaml", "base/b.iop.yaml", "py/settings.py", "py/more.py"])
      expect(opens(file), file).toBe(1);
    for (const name of names) expect(opens(`own/${name}.iop.yaml`), name).toBe(1);
    expect(all).toBe(5 + count);
    expect(parsed).toBe(3 + count);
  });

  it("a target more costs its own requests, and of one host no more targets at once than --per-host", async () => {
    const [few, many] = [await plan(10, false), await plan(40, false)];
    expect(many.requests / 40).toBe(few.requests / 10);
    expect(many.parsed).toBe(few.parsed);
    expect(many.all).toBe(few.all);
    // Each target reads two things at once.
    expect(many.most).toBeLessThanOrEqual(8);
  });
});
