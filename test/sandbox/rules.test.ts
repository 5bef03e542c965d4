import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { HttpRequest } from "../../src/api/http.ts";
import type { MigrationResult } from "../../src/sandbox/python-says.ts";
import { hasRoute, RULES } from "../../src/sandbox/rules/routes.ts";
import { namespaceOf, type Outcome, type Rule } from "../../src/sandbox/rules/rule.ts";
import { copyNamespace, newState, type SandboxState } from "../../src/sandbox/rules/state.ts";
import { Python } from "../../src/sandbox/runtime/python.ts";
import { applyOn, build } from "../helpers/build-world.ts";
import { type ModelServer, modelServer } from "../helpers/model-server.ts";
import { readEntry } from "../helpers/read-entry.ts";
import { morePackage, type PackageForm, packageOf, world } from "../helpers/worlds.ts";

const IDLE = { busy: false, queued: false };

/** Calls a rule as the server would, at a time that is given. */
function call(state: SandboxState, route: string, body: Record<string, unknown> = {}, query = ""): Outcome {
  const [method, path] = route.split(" ") as [string, string];
  const rule = RULES[path]?.[method] as Rule;
  const ns = namespaceOf(state, "USER");
  const given = { state, namespace: "USER", ns, query: new URLSearchParams(query), body };
  return rule.run({ ...given, profile: "4.1", work: IDLE, now: "2026-01-01 00:00:00.000", log: [] });
}

/** Calls that change what is defined or what runs, some of them refused. */
const calls = fc.constantFrom<[string, Record<string, unknown>?, string?]>(
  ["POST /start", { production: "One.Production" }],
  ["POST /start", { production: "Two.Production" }],
  ["POST /start", { production: "No.Production" }],
  ["POST /start", {}],
  ["POST /stop"],
  ["POST /kill"],
  ["POST /update"],
  ["POST /component/start", { component: "In" }],
  ["POST /component/stop", { component: "In" }],
  ["POST /component/restart", { component: "Router" }],
  ["POST /component/stop", { component: "Two.Production||Out" }],
  ["POST /component/stop", { component: "Nowhere||Out" }],
  ["DELETE /binding", {}, "class=Python.Service"],
  ["DELETE /binding", {}, "class=Ens.Director"],
  ["PUT /default", { production: "Two.Production" }],
  ["GET /list"],
  ["GET /queues"],
  ["GET /bindings"],
  ["GET /export", {}, "production=One.Production"],
);

describe("the sandbox's rules", () => {
  it("change nothing where they refuse, and nothing of a namespace that was copied before", async () => {
    let refusals = 0;
    await fc.assert(
      fc.asyncProperty(world, fc.array(calls, { minLength: 1, maxLength: 8 }), async (given, list) => {
        const { state } = await build(given);
        for (const [route, body, query] of list) {
          const before = structuredClone(state);
          const ns = namespaceOf(state, "USER");
          state.namespaces["USER"] = copyNamespace(ns);
          try {
            call(state, route, body, query);
          } catch {
            refusals += 1;
            expect(state).toEqual(before);
          }
          expect(ns).toEqual(before.namespaces["USER"]);
        }
      }),
      { numRuns: 60 },
    );
    expect(refusals).toBeGreaterThan(30);
  });

  it("give a question where they need Python, and go on with its answer: the real one's, or one that is written down", () => {
    const state = newState(["USER"]);
    const file = { name: "settings.py", data: "CLASSES = {}" };
    const asked = call(state, "PUT /migrate", { package: "demo", remote_folder: "/opt", body: [file] });
    if (!("asks" in asked) || asked.asks !== "migrate") throw new Error("nothing is asked");
    expect(asked.question).toMatchObject({
      entry: "/opt/demo/settings.py",
      roots: ["/opt", "/opt/demo"],
      strict: false,
    });
    const binding = {
      class: "Python.A",
      super: "IOP.BusinessOperation",
      module: "a",
      classname: "A",
      classpaths: "/opt",
    };
    const production = { "@Name": "A.B", Item: [{ "@Name": "In", "@ClassName": "Python.A", Setting: [] }] };
    const steps = [{ binding }, { production: "A.B", definition: production }];
    const told = { steps, error: null, printed: "as printed", files: { ...asked.question.files } };
    expect(asked.take(told)).toEqual({ answer: "as printed" });
    expect(call(state, "GET /bindings")).toMatchObject({ answer: [{ class: "Python.A", used: 1 }] });
    const failed = { ...told, steps: [{ unbind: "Python.A" }], error: "boom" };
    expect(() => asked.take(failed)).toThrow("Cannot delete class 'Python.A' because it is used by production items");
    expect(() => asked.take({ ...failed, steps: [] })).toThrow("ERROR #5002: ObjectScript error: boom");
  });

  it("tell of connections what settings say, also where Python does not answer, and why", () => {
    const state = newState(["USER"]);
    const ns = namespaceOf(state, "USER");
    ns.bindings["Python.A"] = { super: "IOP.BusinessOperation", module: "a", classname: "A", classpaths: "/opt" };
    const setting = { "@Target": "Host", "@Name": "TargetConfigNames", "#text": "Out, Audit" };
    const item = { "@Name": "In", "@ClassName": "Python.A", Setting: [setting] };
    ns.productions["P.X"] = {
      definition: { Item: [item], Setting: [] },
      enabled: {},
      lastStart: "",
      lastStop: "",
      autoStart: false,
    };
    const asked = call(state, "GET /connections", {}, "production=P.X");
    if (!("asks" in asked) || asked.asks !== "connections") throw new Error("nothing is asked");
    const told = asked.take({ items: { In: { targets: ["Third"], warnings: [] } } });
    expect(told).toMatchObject({ answer: { items: [{ item: "In", connections: ["Audit", "Out", "Third"] }] } });
    const silent = asked.failed(new Error("Python crashed"));
    expect(silent).toMatchObject({
      answer: { items: [{ connections: ["Audit", "Out"], warnings: ["Python crashed"] }] },
    });
  });

  it("have the routes of their release", () => {
    const routes = (profile: "4.1" | "3.6" | "3.5") => Object.keys(RULES).filter((path) => hasRoute(profile, path));
    expect(routes("3.5")).toEqual(["/version", "/migrate"]);
    expect(routes("4.1")).toHaveLength(Object.keys(RULES).length);
    expect(routes("3.6")).not.toContain("/bindings");
  });
});

/** The property tests take what a package registers from its text: held here to what it does when it runs. */
describe("what the tests read off an entrypoint is what Python registers", () => {
  const python = new Python();
  afterAll(() => python.close());

  it.each<PackageForm>(["components", "settings", "defines", "renamed", "folder", "computed"])(
    "of a package of %s",
    async (form) => {
      const server = modelServer();
      const sent = recorded(server);
      const packages = [packageOf("demo", "one", form), morePackage("one")];
      await applyOn(server, { namespace: "USER", packages, productions: [] });
      await applyOn(server, { namespace: "USER", packages: [packageOf("demo", "two", form)], productions: [] });
      expect(await uploaded(newState(["USER"]), sent)).toBeGreaterThan(2);
    },
  );

  it("of definitions, and of packages where there are others", async () => {
    let uploads = 0;
    for (const given of fc.sample(world, { numRuns: 12, seed: 20261124 })) {
      const server = await build(given);
      const state = structuredClone(server.state);
      const sent = recorded(server);
      await applyOn(server, given.desired).catch(() => undefined);
      uploads += await uploaded(state, sent);
    }
    expect(uploads).toBeGreaterThan(8);
  });

  function recorded(server: ModelServer): HttpRequest[] {
    const sent: HttpRequest[] = [];
    server.beforeWrite = (request) => sent.push(request);
    return sent;
  }

  /** Makes the calls again, with the real Python. Gives how many of them were uploads. */
  async function uploaded(state: SandboxState, sent: readonly HttpRequest[]): Promise<number> {
    let uploads = 0;
    for (const { method, path, body, query } of sent) {
      const parameters = new URLSearchParams(query).toString();
      const asked = call(state, `${method} ${path}`, body as Record<string, unknown>, parameters);
      if (!("asks" in asked) || asked.asks !== "migrate") continue;
      uploads += 1;
      const read = readEntry(asked.question, true);
      const real = await python.migrate(asked.question);
      expect(registered(real)).toEqual(registered(read));
      asked.take(real);
    }
    return uploads;
  }
});

/**
 * What of a result both tell: the packages have no settings, and what is read does not count the folders on the disk, which
 * the record of a release begins with.
 */
function registered({ steps, error }: MigrationResult) {
  const known = steps.map((step) => {
    if (!("binding" in step)) return step;
    const { class: name, super: base, module, classpaths } = step.binding;
    const classname = step.binding.classname.replace(/^Release_\d*_/, "Release__");
    return { class: name, super: base, module, classname, classpaths };
  });
  return { known, error };
}
