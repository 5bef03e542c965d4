import { chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfig, searchConfig } from "../../src/config/find-config.ts";
import { workspace } from "../helpers/cli.ts";

let space: ReturnType<typeof workspace>;
beforeEach(() => {
  space = workspace();
});
afterEach(() => space.remove());

describe("config is data", () => {
  it.each([
    "iopctl.config.mjs",
    "iopctl.config.cjs",
    "iopctl.config.js",
    "iopctl.config.ts",
    ".iopctlrc.js",
    ".iopctlrc.cjs",
    ".config/iopctlrc.mjs",
  ])("%s is refused by name, with the reason", (name) => {
    space.write({ [name]: "throw new Error('it ran')" });
    expect(() => searchConfig(space.dir)).toThrow(`${join(space.dir, name)} is a program`);
    expect(() => readConfig(join(space.dir, name))).toThrow("iopctl.config.yaml");
  });

  it("what belongs to the libraries that look for configs is not looked at", () => {
    const [code, config] = ["throw new Error('it ran')", "targets: {}\n"];
    space.write({
      ".config/config.js": code,
      ".config/config.cjs": code,
      "package.yaml": code,
      "iopctl.config.yaml": config,
    });
    expect(searchConfig(space.dir)).toEqual({ path: join(space.dir, "iopctl.config.yaml"), text: config });
  });

  it.each([
    ["iopctl.config.yaml", "a: 1\n", "a: 1\n"],
    ["iopctl.config.yml", "a: 1\n", "a: 1\n"],
    ["iopctl.config.json", '{"a":1}', '{"a":1}'],
    [".iopctlrc", "a: 1\n", "a: 1\n"],
    [".iopctlrc.yaml", "a: 1\n", "a: 1\n"],
    [".iopctlrc.json", '{"a":1}', '{"a":1}'],
    [".config/iopctlrc.yml", "a: 1\n", "a: 1\n"],
    ["package.json", '{"iopctl":{"a":1}}', '{\n  "a": 1\n}'],
    ["package.json", '{"iopctl":{"$import":"./evil.js"}}', '{\n  "$import": "./evil.js"\n}'],
  ])("%s is found", (name, text, found) => {
    space.write({ [name]: text });
    expect(searchConfig(space.dir)).toEqual({ path: join(space.dir, name), text: found });
  });

  it("the nearest one counts, up to the project's root", () => {
    space.write({
      "iopctl.config.yaml": "a: 1\n",
      "p/iopctl.config.yaml": "b: 1\n",
      "p/q/x": "",
      "r/package.json": "{}",
      "r/s/x": "",
    });
    expect(searchConfig(join(space.dir, "p/q"))?.text).toBe("b: 1\n");
    expect(searchConfig(join(space.dir, "r/s"))).toBeUndefined();
    mkdirSync(join(space.dir, "t/.git"), { recursive: true });
    expect(searchConfig(join(space.dir, "t"))).toBeUndefined();
  });

  it.skipIf(process.getuid?.() !== 0)("one of another user above is not used", () => {
    space.write({ "iopctl.config.yaml": "a: 1\n", "mine/x": "" });
    chownSync(join(space.dir, "iopctl.config.yaml"), 12345, 12345);
    expect(() => searchConfig(join(space.dir, "mine"))).toThrow("belongs to another user (12345)");
  });

  it("an empty one is none; a folder of that name is no file", () => {
    space.write({ "iopctl.config.yaml": "\n", "iopctl.config.yml": "a: 1\n" });
    expect(searchConfig(space.dir)?.text).toBe("a: 1\n");
    mkdirSync(join(space.dir, "d/iopctl.config.yaml"), { recursive: true });
    expect(() => searchConfig(join(space.dir, "d"))).toThrow("not a regular file");
  });
});
