import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWriteClient } from "../../src/api/client.ts";
import { directoryOf } from "../../src/aspects/places.ts";
import { loadDesired } from "../../src/desired/load.ts";
import { observe } from "../../src/engine/observe.ts";
import type { DesiredState, PresentPackage } from "../../src/model/desired.ts";
import { plan } from "../../src/planner/plan.ts";
import { applyOn } from "../helpers/build-world.ts";
import { workspace } from "../helpers/cli.ts";
import type { ModelServer } from "../helpers/model-server.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";
import { releaseOf } from "../helpers/worlds.ts";

const FOLDER = "/opt/packages";
const operation = (version: number) =>
  `"""${version}"""\nfrom iop import BusinessOperation\n\n\nclass Op(BusinessOperation):\n    pass\n`;

/** A release; `classes` are what its settings file registers. */
function release(version: number, keepReleases: number, classes = ["Python.Op"]) {
  const entries = classes.map((name) => `    "${name}": bo.Op,\n`).join("");
  const settings = `import bo\nCLASSES = {\n${entries}}\n`;
  const pack = releaseOf(
    "demo",
    { settingsFile: "settings.py" },
    { "bo.py": operation(version), "settings.py": settings },
  );
  return { ...pack, keepReleases, remoteFolder: FOLDER };
}

describe("older releases", () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await testSandbox("4.1", ["USER", "OTHER"]);
  });
  afterAll(() => sandbox.close());

  const serverOf = (namespace: string) =>
    ({
      client: createWriteClient({
        url: sandbox.url,
        username: "u",
        password: "p4ssw0rd",
        namespace,
        verifySsl: true,
        timeout: 60_000,
        longTimeout: 60_000,
        retries: 3,
      }),
      writes: [],
    }) as unknown as ModelServer;
  const state = (namespace: string, pack: ReturnType<typeof release>): DesiredState => ({
    namespace,
    packages: [pack],
    productions: [],
  });
  const deploy = async (namespace: string, pack: ReturnType<typeof release>) => {
    const outcome = await applyOn(serverOf(namespace), state(namespace, pack));
    expect(outcome.kind, outcome.message).toBe("converged");
    return `demo-${pack.digest.slice(0, 12)}`;
  };
  const directories = async () => {
    const { directories: all } = await sandbox.inspect();
    return all.filter((path) => path.startsWith(`${FOLDER}/demo-`)).map((path) => path.slice(FOLDER.length + 1));
  };

  it("go where they are iopctl's, of this namespace and package, and named by no binding; the plan says how many", async () => {
    // Somebody's own, with a name like a release's.
    await sandbox.api("PUT", "/migrate?namespace=USER", {
      remote_folder: FOLDER,
      package: "demo-202401011230",
      body: [{ name: "settings.py", data: "CLASSES = {}\n" }],
    });
    const others = await deploy("OTHER", release(100, 1));
    // A class of the first release that no later one registers any more: its binding names that directory.
    const first = await deploy("USER", release(1, 1, ["Python.Op", "Python.Kept"]));
    const second = await deploy("USER", release(2, 1));
    expect(await directories()).toEqual(expect.arrayContaining(["demo-202401011230", others, first, second]));
    // The one before is kept for what still runs from it.
    const third = await deploy("USER", release(3, 1));
    const fourth = release(4, 1);
    const planned = plan(
      state("USER", fourth),
      await observe(state("USER", fourth), { client: serverOf("USER").client, parallelism: 2 }),
    );
    expect(planned.calls[0]?.reason).toBe("demo; 1 older release directory goes");
    expect([...(await directories())].sort()).toEqual(["demo-202401011230", others, first, second, third].sort());
    const now = await deploy("USER", fourth);
    expect([...(await directories())].sort()).toEqual(["demo-202401011230", others, first, third, now].sort());
  });
});

describe("namespaces that share a folder", () => {
  it("have directories of their own there, and elsewhere the name of a release is that of its code", async () => {
    const space = workspace({ "demo/settings.py": "CLASSES = {}\n" });
    const directories = async (more: string) => {
      const packages = `packages: { demo: { path: demo${more} } }`;
      const text = ["ONE", "TWO"]
        .map((namespace) => `version: 1\nnamespace: ${namespace}\n${packages}\n`)
        .join("---\n");
      space.write({ "all.iop.yaml": text });
      const options = { cwd: space.dir, env: {}, onSecret: () => undefined, namespace: "USER" };
      const loaded = await loadDesired(["all.iop.yaml"], options);
      return loaded.map(
        ({
          desired: {
            packages: [pack],
          },
        }) => directoryOf(pack as PresentPackage),
      );
    };
    const [one, two] = await directories(", remote_folder: /opt/packages");
    expect(one).not.toBe(two);
    const [here, there] = await directories("");
    expect(here).toBe(there);
    space.remove();
  });
});
