import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWriteClient } from "../../src/api/client.ts";
import type { DesiredState, PresentPackage } from "../../src/model/desired.ts";
import { readState } from "../../src/sandbox/http/state-file.ts";
import type { SandboxState } from "../../src/sandbox/rules/state.ts";
import { applyOn } from "../helpers/build-world.ts";
import { type ModelServer, modelServer } from "../helpers/model-server.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";
import { packageOf } from "../helpers/worlds.ts";

const SECRET = "hunter2-é-😀";

/** A definition with a password that the files manage, on an item of IRIS's own. */
const desired = (packages: readonly PresentPackage[]): DesiredState => ({
  namespace: "USER",
  packages,
  productions: [
    {
      name: "One.Production",
      prune: false,
      attributes: {},
      settings: undefined,
      ignore: [],
      items: new Map([
        [
          "Native",
          {
            attributes: { classname: { text: "EnsLib.Native", sensitive: false } },
            settings: new Map([["Host", new Map([["Password", { text: SECRET, sensitive: true }]])]]),
          },
        ],
      ]),
    },
  ],
});

/** Every form in which the value could stand in a file. */
function holds(text: string): boolean {
  return text.includes("hunter2") || text.includes(Buffer.from(SECRET).toString("hex"));
}

/** A package whose settings file is this. */
function withSettings(text: string): PresentPackage {
  const pack = packageOf("demo", text, "settings");
  return { ...pack, files: pack.files.map((file) => (file.name === "settings.py" ? { ...file, text } : file)) };
}

describe("no value of a definition stays on the server's disk", () => {
  let sandbox: TestSandbox;
  let server: ModelServer;
  beforeAll(async () => {
    sandbox = await testSandbox("4.1", ["USER"]);
    const client = createWriteClient({
      url: sandbox.url,
      username: "u",
      password: "p4ssw0rd",
      namespace: "USER",
      timeout: 30_000,
      verifySsl: true,
      longTimeout: 60_000,
      retries: 3,
    });
    server = { client, writes: [] } as unknown as ModelServer;
  });
  afterAll(() => sandbox.close());

  const found = () => {
    const { files } = readState(sandbox.dir) as SandboxState;
    return Object.keys(files)
      .filter((path) => path.endsWith(".json") === false && holds(files[path] as string))
      .concat(Object.keys(files).filter((path) => path.endsWith("iopctl_definitions.json")));
  };

  it("after a settings file that raises", async () => {
    const outcome = await applyOn(server, desired([withSettings("import demo_parts\nraise ValueError('no')\n")]));
    expect(outcome.kind).toBe("failed");
    expect(found()).toEqual([]);
  });

  it("after a registration that fails half-way", async () => {
    const form = `CLASSES = {"Python.Lost": {"path": "/nowhere", "module": "lost", "class": "Lost"}, "EnsLib.Own": {"path": __file__[:-12], "module": "demo_parts", "class": "O"}}\n`;
    const outcome = await applyOn(server, desired([withSettings(form)]));
    expect(outcome.kind).toBe("failed");
    expect(found()).toEqual([]);
  });

  it("of uploads that died before their entrypoint ran, and of the first version, once the next one has run", async () => {
    const dead = (name: string, data: string) => ({ name, data });
    const marker = JSON.stringify({ written_by: "iopctl", namespace: "USER", package: "demo" });
    await sandbox.api("PUT", "/migrate?namespace=USER", {
      package: "demo-0123456789ab",
      body: [
        dead("iopctl_upload.json", marker),
        dead("settings.py", "CLASSES = {}\n"),
        dead("iopctl_definitions.json", SECRET),
      ],
    });
    // A file of that name in a directory that is not iopctl's is somebody else's.
    await sandbox.api("PUT", "/migrate?namespace=USER", {
      package: "theirs",
      body: [dead("settings.py", "CLASSES = {}\n"), dead("iopctl_definitions.json", "theirs")],
    });
    // As the first version of iopctl wrote it.
    const old = `"""Written by iopctl. Runs it."""\nCLASSES = {}\n_definitions = [\n    "${SECRET}",\n]\n`;
    await sandbox.api("PUT", "/migrate?namespace=USER", {
      package: "demo-ba9876543210",
      settings_file: "iopctl_settings.py",
      body: [dead("iopctl_settings.py", old)],
    });
    expect(found()).toHaveLength(3);
    const outcome = await applyOn(server, desired([packageOf("demo", "good", "settings")]));
    expect(outcome.kind).toBe("converged");
    expect(found()).toEqual([expect.stringContaining("/theirs/iopctl_definitions.json")]);
  });

  it("after definitions that travel alone, and they were written", async () => {
    const wanted = desired([packageOf("demo", "good", "settings")]);
    const [production] = wanted.productions;
    const text = { text: "changed", sensitive: false };
    const changed = { ...wanted, productions: [{ ...production, attributes: { description: text } }] };
    expect((await applyOn(server, changed as DesiredState)).kind).toBe("converged");
    expect(found()).toEqual([expect.stringContaining("/theirs/iopctl_definitions.json")]);
    expect((await server.client.exportProduction("One.Production")).attributes.description).toBe("changed");
  });
});

describe("an upload whose entrypoint never ran", () => {
  it("is made again without the values", async () => {
    const server = modelServer();
    const pack = packageOf("demo", "new");
    const entry = { components: [{ className: "Python.Lost", module: "demo_parts", pythonClass: "Lost" }] };
    const outcome = await applyOn(server, desired([{ ...pack, entry }]));
    expect(outcome.kind).toBe("failed");
    expect(Object.values(server.state.files).filter(holds)).toEqual([]);
    expect(Object.keys(server.state.files)).toContain(
      `/usr/irissys/mgr/user/demo-${pack.digest.slice(0, 12)}/demo_parts.py`,
    );
  });
});
