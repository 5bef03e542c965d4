import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workspace } from "../helpers/cli.ts";
import { blocksOf, commandsOf } from "../helpers/page.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";
import { runPage } from "./run-page.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const markdown = (folder: string) =>
  readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
    .map((name) => `${folder}/${name}`);
const pages = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "src/sandbox/README.md"],
  ...markdown("docs"),
  ...markdown("examples"),
]
  .filter((page) => blocksOf(readFileSync(`${ROOT}${page}`, "utf8")).some((block) => commandsOf(block) !== undefined))
  .sort();

const NAMESPACES = ["IRISAPP", "USER", "WARD01", "WARD02", "WARD03", "WARD04", "ICU"];
let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox("4.1", NAMESPACES);
});
afterAll(() => sandbox.close());

describe("every command block of the documentation runs", () => {
  const notRun: string[] = [];

  it.each(pages)("%s", async (page) => {
    const space = workspace();
    try {
      notRun.push(...(await runPage(page, space.dir, sandbox)));
    } finally {
      space.remove();
      for (const namespace of NAMESPACES) await sandbox.control("POST", "/reset", { namespace });
    }
  });

  it("but for these", () => {
    expect(notRun).toMatchInlineSnapshot(`
      [
        "README.md: needs npm; .ci/run runs the demo",
        "README.md: it is what runs this",
        "docs/fleets.md: needs npm and a database; test/e2e/fleet.test.ts runs workers",
        "docs/fleets.md: needs workers and a database; test/e2e/fleet.test.ts has them",
      ]
    `);
  });
});
