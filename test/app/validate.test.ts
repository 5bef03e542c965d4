import { afterEach, expect, it } from "vitest";
import { validateFiles } from "../../src/app/validate.ts";
import { InvalidFiles } from "../../src/desired/diagnostic.ts";
import { loadDesired } from "../../src/desired/load.ts";
import { workspace } from "../helpers/cli.ts";
import { worldIn } from "../helpers/world.ts";

const space = workspace();
afterEach(() => space.remove());

const STATE = "version: 1\nnamespace: ONE\ndefault: No.Such\nproductions: { A.B: {} }\n";

it("gives the namespaces of the files and what lint finds, with its place", async () => {
  space.write({ "a.iop.yaml": STATE, "b.iop.yaml": "version: 1\nnamespace: TWO\n" });
  const { namespaces, findings } = await validateFiles([], {}, worldIn(space.dir).world);
  expect(namespaces.toSorted()).toEqual(["ONE", "TWO"]);
  expect(findings.map(({ code, at, severity }) => [code, at, severity])).toEqual([
    ["default-undefined", "a.iop.yaml:3:1", "warning"],
  ]);
});

it("throws all that is wrong in one go, each with its place", async () => {
  space.write({ "a.iop.yaml": "version: 1\nnamespac: ONE\nproductions: 5\n" });
  const error = await validateFiles([], {}, worldIn(space.dir).world).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidFiles);
  expect((error as InvalidFiles).diagnostics).toHaveLength(2);
});

it("asks nobody for a secret where none is to be read", async () => {
  const text = `${STATE}    # comment\n`.replace("A.B: {}", 'A.B: { description: "${secret:cat:x}" }');
  space.write({ "a.iop.yaml": text });
  const { namespaces } = await validateFiles([], { secrets: false }, worldIn(space.dir).world);
  expect(namespaces).toEqual(["ONE"]);
});

it("says first what is odd of the config's waves, whatever target is meant; without a config nothing", async () => {
  const { world } = worldIn(space.dir);
  space.write({ "a.iop.yaml": "version: 1\n" });
  const remarks: string[] = [];
  const check = (target?: string) =>
    validateFiles([], target === undefined ? {} : { target: [target] }, world, (text) => remarks.push(text));
  await check();
  expect(remarks).toEqual([]);
  const targets =
    "targets:\n  a: { url: http://localhost:1, labels: { ring: one } }\n  b: { url: http://localhost:2 }\n";
  space.write({ "iopctl.config.yaml": `${targets}rollout:\n  waves:\n    - { name: first, targets: [a] }\n` });
  await check("a");
  expect(remarks).toEqual([expect.stringMatching(/^rollout: .*\bb\b/)]);
  // Also where the files are wrong.
  space.write({ "a.iop.yaml": "version: 2\n" });
  await expect(check("a")).rejects.toBeInstanceOf(InvalidFiles);
  expect(remarks).toHaveLength(2);
});

it("of a config with a rollout and no default all targets are meant, what they share is said once", async () => {
  const target = (name: string) =>
    `  ${name}: { url: http://localhost:1, namespace: ${name.toUpperCase()}, state: [s.iop.yaml, ${name}.iop.yaml] }\n`;
  const config = `targets:\n${target("a")}${target("b")}`;
  const waves = "rollout:\n  waves:\n    - { name: all, targets: ['*'] }\n";
  space.write({
    "iopctl.config.yaml": `${config}${waves}`,
    "s.iop.yaml": "version: 1\ndefault: No.Such\nproductions: { A.B: {} }\n",
    "a.iop.yaml": "version: 1\n",
    "b.iop.yaml": "version: 1\nstate: sideways\n",
  });
  const { world } = worldIn(space.dir);
  const wrong = await validateFiles([], {}, world).catch((thrown: unknown) => thrown);
  expect((wrong as InvalidFiles).diagnostics[0]?.place?.source.path).toContain("b.iop.yaml");
  space.write({ "b.iop.yaml": "version: 1\n" });
  const { namespaces, findings } = await validateFiles([], {}, world);
  expect([namespaces, findings.map(({ code }) => code)]).toEqual([["A", "B"], ["default-undefined"]]);
  // Without a rollout nobody knows which is meant.
  space.write({ "iopctl.config.yaml": config });
  await expect(validateFiles([], {}, world)).rejects.toThrow("which target?");
});

it("a secret where a name belongs is said to be misplaced, and nothing else shows a part of it", async () => {
  space.write({
    "s.iop.yaml": 'version: 1\npackages: { p: { path: pk, components: { A.B: "${secret:X}" } } }\n',
    "pk/m.py": "",
  });
  for (const value of ["correcthorse", "pa55word.Xtail"]) {
    const env = { X: value };
    const load = () => loadDesired(["s.iop.yaml"], { cwd: space.dir, env, namespace: "N", onSecret: () => undefined });
    const error = (await load().catch((thrown: unknown) => thrown)) as InvalidFiles;
    const said = error.diagnostics.map(({ message }) => message).join("; ");
    expect(said).toMatch(/^a secret cannot be "A\.B"/);
    expect(said).not.toMatch(/correct|pa55/);
  }
});
