import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readPackage } from "../../src/desired/package-files.ts";

const root = mkdtempSync(join(tmpdir(), "iopctl-package-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;

/** A package of these files in a repository of its own; gives the folder of the package. */
function packageWith(files: Readonly<Record<string, string | Buffer>>): string {
  count += 1;
  const folder = join(root, `repo${count}`, "pack");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
const read = (folder: string, include = ["**/*.py", "**/*.cls"], exclude: readonly string[] = []) =>
  readPackage(folder, [dirname(folder)], include, exclude, "pack");
const names = async (...given: Parameters<typeof read>) => {
  const found = await read(...given);
  return "problem" in found ? found.problem : found.map(({ name }) => name);
};

describe("the files of a package (contract, section 1: packages)", () => {
  it("those of the pattern, by name, with their bytes and digest; nothing of a text is changed", async () => {
    const text = "\ufeff# \u00e9\r\n";
    const found = await read(packageWith({ "b.py": "", "a/c.cls": "Class A.C {}", "a.py": text, "readme.md": "" }));
    expect(found).toEqual([
      { name: "a.py", text, bytes: 9, sha256: createHash("sha256").update(text).digest("hex") },
      expect.objectContaining({ name: "a/c.cls" }),
      expect.objectContaining({ name: "b.py", text: "", bytes: 0 }),
    ]);
  });

  it("never caches, hidden files or virtual environments, whatever include says", async () => {
    const folder = packageWith({
      "a.py": "",
      "__pycache__/a.py": "",
      "x/node_modules/b.py": "",
      ".hidden.py": "",
      ".git/c.py": "",
      "env/pyvenv.cfg": "",
      "env/lib/d.py": "",
    });
    expect(await names(folder, ["**/*", "**/.*"])).toEqual(["a.py"]);
  });

  it("what is excluded is not read, and need not be text", async () => {
    const folder = packageWith({ "a.py": "", "test/b.py": Buffer.from([0xff]) });
    expect(await names(folder, ["**/*.py"], ["test/**"])).toEqual(["a.py"]);
  });

  it.each([
    ["not UTF-8", { "a.py": Buffer.from([0xff, 0xfe, 0x41]) }, "a.py is not UTF-8 text, and the API takes only text"],
    [
      "a name of iopctl's own",
      { "x/iopctl_settings.py": "" },
      "x/iopctl_settings.py: names beginning with iopctl_ are iopctl's own",
    ],
    ["none that fits", { "a.txt": "" }, "pack holds no file that matches include (**/*.py, **/*.cls)"],
    [
      "two problems are both said",
      { "a.py": Buffer.from([0xff]), "iopctl_x.json": "", "iopctl_y.py": "" },
      "a.py is not UTF-8 text, and the API takes only text; iopctl_y.py: names",
    ],
    [
      "longer than a text in IRIS",
      { "a.py": "x".repeat(3_600_001) },
      "a.py is longer than the longest text in IRIS (3600000)",
    ],
  ])("%s is a problem", async (_, files, words) => {
    expect(await names(packageWith(files))).toContain(words);
  });

  it("a name that only holds iopctl_ is the user's", async () => {
    expect(await names(packageWith({ "my_iopctl_x.py": "", "iopctl_x/a.py": "" }))).toEqual([
      "iopctl_x/a.py",
      "my_iopctl_x.py",
    ]);
  });

  it("no directory, a file, and a pattern that is none", async () => {
    const folder = packageWith({ "a.py": "" });
    expect(await names(join(folder, "none"))).toBe("there is no directory pack");
    expect(await names(join(folder, "a.py"))).toBe("pack is not a directory");
    expect(await readPackage(folder, ["/elsewhere"], [], [], "pack")).toMatchObject({
      problem: expect.stringContaining("pack cannot be used: it is outside of"),
    });
    expect(typeof (await names(folder, ["!(".repeat(40)]))).toBe("string");
  });
});

describe("symbolic links lead nowhere out of the repository", () => {
  it("inside they are followed, as files and as folders; broken ones and sockets are nothing", async () => {
    const folder = packageWith({ "a.py": "a", "lib/b.py": "b" });
    symlinkSync("a.py", join(folder, "c.py"));
    symlinkSync("lib", join(folder, "linked"));
    symlinkSync("nowhere.py", join(folder, "broken.py"));
    const socket = createServer();
    await new Promise<void>((resolve) => socket.listen(join(folder, "socket.py"), resolve));
    expect(await names(folder)).toEqual(["a.py", "c.py", "lib/b.py", "linked/b.py"]);
    await new Promise((resolve) => socket.close(resolve));
  });

  it("out of it they are a problem where they would be uploaded, and a folder always", async () => {
    const outside = packageWith({ "secret.py": "hunter2", "sub/x.py": "" });
    const folder = packageWith({ "a.py": "" });
    symlinkSync(join(outside, "secret.py"), join(folder, "b.py"));
    expect(await names(folder)).toBe("b.py leads out of the repository through a symbolic link");
    expect(await names(folder, ["a.py"])).toEqual(["a.py"]);
    symlinkSync(join(outside, "sub"), join(folder, "sub"));
    expect(await names(folder, ["a.py"])).toBe("sub leads out of the repository through a symbolic link");
  });

  it("one that leads back is not followed for ever", async () => {
    const folder = packageWith({ "x/a.py": "" });
    symlinkSync("..", join(folder, "x", "up"));
    const found = await names(folder);
    expect(found.length).toBeLessThan(40);
    expect(found).toContain("x/a.py");
  });
});
