import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWriteClient } from "../../src/api/client.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import { applyOn } from "../helpers/build-world.ts";
import type { ModelServer } from "../helpers/model-server.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";
import { packageOf } from "../helpers/worlds.ts";

/** The entrypoint's own Python, run by the sandbox: see loss.test.ts for all else. */
describe("what the server's own writer drops", () => {
  let sandbox: TestSandbox;
  let server: ModelServer;
  beforeAll(async () => {
    sandbox = await testSandbox("4.1", ["USER"]);
    const options = { url: sandbox.url, username: "u", password: "p4ssw0rd", namespace: "USER", verifySsl: true };
    const client = createWriteClient({ ...options, timeout: 30_000, longTimeout: 60_000, retries: 0 });
    server = { client, writes: [] } as unknown as ModelServer;
  });
  afterAll(() => sandbox.close());

  const more = '<&> "é" 😀\n\t';
  const definition = {
    "@Name": "A.B",
    Item: [
      {
        "@Name": "In",
        "@ClassName": "Python.Operation",
        "@InactivityTimeout": "20",
        "@More": more,
        Sub: { "@A": "1", "#text": more },
      },
      { "@Name": "Out", "@ClassName": "EnsLib.X", Setting: [{ "@Name": "Untargeted", "#text": ` ${more}x` }] },
    ],
  };
  const seed = () => sandbox.control("POST", "/productions", { namespace: "USER", name: "A.B", definition });
  const exported = async () => {
    const body = (await sandbox.api("GET", "/export?production=A.B")).json() as Record<
      string,
      { Item: Record<string, unknown>[] }
    >;
    return body["A.B"] as { Item: Record<string, unknown>[] };
  };
  const describing = (text: string, form: "components" | "defines" = "components"): DesiredState => ({
    namespace: "USER",
    packages: [packageOf("demo", text, form)],
    productions: [
      {
        name: "A.B",
        prune: false,
        attributes: { description: { text, sensitive: false } },
        settings: undefined,
        items: undefined,
        ignore: [],
      },
    ],
  });

  it("is kept, in one upload with the code, and by one without", async () => {
    await seed();
    const { Item: before } = await exported();
    for (const wanted of [describing("one"), { ...describing("two"), packages: [] }]) {
      expect((await applyOn(server, wanted)).kind).toBe("converged");
      const after = await exported();
      expect(after).toMatchObject({ Description: wanted.productions[0]?.attributes.description?.text });
      expect(after.Item).toEqual(before.map((item) => expect.objectContaining(item)));
    }
    expect((await sandbox.inspect()).files.filter((path) => path.endsWith("definitions.json"))).toEqual([]);
  });

  it("a settings file that would write it is stopped before anything is registered", async () => {
    await sandbox.control("POST", "/productions", {
      namespace: "USER",
      name: "One.Production",
      definition: { ...definition, "@Name": "One.Production" },
    });
    const [production] = describing("x").productions;
    const wanted = {
      ...describing("four", "defines"),
      productions: [{ ...(production as NonNullable<typeof production>), name: "One.Production" }],
    };
    await expect(applyOn(server, wanted)).rejects.toThrow(/the settings file of demo writes One\.Production/);
  });

  it("is refused where the server has nothing that keeps it, with nothing registered", async () => {
    const settings = `import sys\nfor name in ("iop.migration._production_io", "iop._utils"):\n    sys.modules[name] = None\n`;
    await sandbox.api("PUT", "/migrate?namespace=USER", {
      package: "hide",
      body: [{ name: "settings.py", data: settings }],
    });
    await seed();
    const before = await exported();
    await expect(applyOn(server, describing("three"))).rejects.toThrow(/would drop items\.In InactivityTimeout=20/);
    expect(await exported()).toEqual(before);
    expect((await sandbox.inspect()).bindings["IopCtl.Release.demo"]?.module).not.toContain(
      packageOf("demo", "three").digest,
    );
    const allowed = { ...describing("three"), guards: { loss: "allow" as const } };
    expect((await applyOn(server, allowed)).kind).toBe("converged");
    expect((await exported()).Item[0]).not.toHaveProperty("@InactivityTimeout");
    expect((await exported()).Item[1]).toMatchObject({ Setting: { "@Target": "Adapter" } });
  });
});
