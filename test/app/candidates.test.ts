import { afterEach, expect, it } from "vitest";
import { candidates } from "../../src/app/candidates.ts";
import { workspace } from "../helpers/cli.ts";
import { worldIn } from "../helpers/world.ts";

const space = workspace();
afterEach(() => space.remove());

it("names what stands in the files of a project, though they are not valid", async () => {
  space.write({
    "iopctl.config.yaml":
      "targets: { dev: { url: http://localhost:1, state: [s] }, prod: { ulr: x } }\ndefault_target: dev\n",
    "s/a.iop.yaml":
      "version: 1\nwrong: 1\npackages: { demo: {} }\nproductions: { A.B: { items: { In: {}, Out: {} } } }\n",
  });
  const { world } = worldIn(space.dir);
  expect(await candidates("targets", world)).toEqual(["dev", "prod"]);
  expect(await candidates("productions", world)).toEqual(["A.B"]);
  expect(await candidates("items", world)).toEqual(["In", "Out"]);
  expect(await candidates("addresses", world)).toEqual([
    ...["default", "state", "packages.demo", "productions.A.B"],
    ...["productions.A.B.items.In", "productions.A.B.items.Out"],
  ]);
});

it("names no target and no run where there is nothing; a folder without state files is an error, as for a plan", async () => {
  space.write({ "README.md": "" });
  const { world } = worldIn(space.dir);
  expect(await candidates("targets", world)).toEqual([]);
  await expect(candidates("items", world)).rejects.toThrow("no state files");
  expect(await candidates("runs", world)).toEqual([]);
});
