import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { exportFiles } from "../../src/documents/export-yaml.ts";
import type { Item, Production } from "../../src/model/production.ts";

const live = (productions: readonly Production[]) => ({
  namespace: "USER",
  default: undefined,
  state: undefined,
  productions,
  bindings: [],
  remarks: [],
});
const production = (name: string, items: readonly string[] = []): Production =>
  ({
    name,
    attributes: {},
    settings: [],
    extra: [],
    items: items.map(
      (item) => ({ name: item, attributes: { classname: "A.B" }, settings: [], extra: [] }) as unknown as Item,
    ),
  }) as unknown as Production;
const names = (list: readonly Production[]) => [...exportFiles(live(list), "schema").keys()];

it("a production's and an item's name is one plain name of a file", () => {
  expect(
    names([production("../../escaped", ["../../item", "/etc/passwd", "a\\b", "..", ".git", "CON", "nul.txt"])]),
  ).toEqual([
    "namespace.iop.yaml",
    "__.._escaped/production.iop.yaml",
    "__.._escaped/__.._item.iop.yaml",
    "__.._escaped/_etc_passwd.iop.yaml",
    "__.._escaped/a_b.iop.yaml",
    "__.._escaped/_.iop.yaml",
    "__.._escaped/_git.iop.yaml",
    "__.._escaped/_CON.iop.yaml",
    "__.._escaped/_nul.txt.iop.yaml",
  ]);
});

it("two names never give one file, also where case is ignored", () => {
  const list = names([
    production("A.b", ["x/y", "x:y", "X_Y"]),
    production("a.B"),
    production("a/b"),
    production("A_B"),
  ]);
  expect(new Set(list.map((name) => name.toLowerCase())).size).toBe(list.length);
});

const anyName = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.stringMatching(/^[./\\:~%\u0000 a]{1,12}$/),
  fc.constantFrom(
    "..",
    ".",
    "../..",
    "/",
    "\\\\host\\share",
    "C:\\x",
    "aux.",
    "namespace.iop.yaml",
    "production",
    "-rf",
    ".ssh/authorized_keys",
  ),
);

it("whatever a server calls things, every file stays in the folder and can be written", () => {
  const root = mkdtempSync(join(tmpdir(), "iopctl-names-"));
  try {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyName, fc.array(anyName, { maxLength: 4 })), { maxLength: 3 }), (list) => {
        const files = names(list.map(([name, items]) => production(name, items)));
        const seen = new Set<string>();
        for (const name of files) {
          const path = resolve(root, name);
          expect(path.startsWith(`${root}/`)).toBe(true);
          expect(name).toMatch(/^([A-Za-z0-9_][A-Za-z0-9_.-]*\/)?[A-Za-z0-9_][A-Za-z0-9_.-]*\.iop\.yaml$/);
          expect(seen.has(name.toLowerCase())).toBe(false);
          seen.add(name.toLowerCase());
          mkdirSync(resolve(path, ".."), { recursive: true });
          writeFileSync(path, "");
        }
      }),
      { numRuns: 200 },
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
