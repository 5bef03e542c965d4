import { execFile, execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { PROGRAM } from "../helpers/cli.ts";

const dist = dirname(PROGRAM);
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
/** A part of the program, and what was compiled of it ahead. */
const partOf = (name: string) => [`${name}.cjs`, `${name}-${process.version}-${process.arch}.bin`] as const;

/** Runs a copy of the program that has only these files. */
function runWith(files: readonly string[], args: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "iopctl-start-"));
  folders.push(folder);
  for (const file of files) cpSync(join(dist, file), join(folder, file));
  writeFileSync(join(folder, "s.iop.yaml"), "version: 1\n");
  return execFileSync(process.execPath, [join(folder, "iopctl.js"), ...args], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "" },
    encoding: "utf8",
  });
}

describe("a start", () => {
  it("in a folder that is gone says so, and is no defect", () => {
    const script = 'cd "$(mktemp -d)" && rmdir "$PWD" && exec "$0" "$1" plan';
    const { status, stderr } = spawnSync("/bin/sh", ["-c", script, process.execPath, PROGRAM], { encoding: "utf8" });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^error: the folder .* is gone\n {2}Go to .*\n$/)]);
  });

  it("works without that, as with another Node", () => {
    expect(runWith(["iopctl.js", "program.cjs", "package.json"], ["--version"])).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each(["program", "files"])("says that a part of the program is damaged or gone, and how to go on: %s", (part) => {
    const all = ["program.cjs", "files.cjs", "rest.cjs", "plans.cjs", "apply.cjs", "iopctl.js", "package.json"];
    for (const text of [undefined, "var x = {", readFileSync(join(dist, `${part}.cjs`), "latin1").slice(0, -40)]) {
      const folder = mkdtempSync(join(tmpdir(), "iopctl-start-"));
      folders.push(folder);
      for (const file of all) cpSync(join(dist, file), join(folder, file));
      if (text === undefined) rmSync(join(folder, `${part}.cjs`));
      else writeFileSync(join(folder, `${part}.cjs`), text);
      writeFileSync(join(folder, "s.iop.yaml"), "version: 1\n");
      const options = { cwd: folder, encoding: "utf8" } as const;
      const { status, stderr } = spawnSync(process.execPath, [join(folder, "iopctl.js"), "validate"], options);
      const what = text === undefined ? "cannot be read" : "is not as it was built";
      expect([status, stderr]).toEqual([
        1,
        `error: this installation of iopctl is damaged: ${folder}/${part}.cjs ${what}. Install it again.\n`,
      ]);
    }
  });

  it("reads the part that is asked for, and nothing of what files that are right do not need", () => {
    for (const name of ["validators.cjs", "yaml.cjs", "metrics.cjs", "sandbox.mjs", "plans.cjs", "rest.cjs"])
      expect(existsSync(join(dist, name)), name).toBe(true);
    const start = ["iopctl.js", "package.json", ...partOf("program")];
    expect(runWith(start, ["--help"])).toContain("plan [options] [path...]");
    expect(runWith([...start, ...partOf("files")], ["validate"])).toContain("Valid: 1 namespace");
  });

  it("loads what a command needs, compiled when the program was built, and no more", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${new URL(request.url ?? "", "http://h").pathname}`);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(request.url?.includes("/default") ? { production: "P.X" } : []));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const compiled = (...parts: readonly string[]) => parts.map((part) => `${part} compiled`);
    try {
      for (const words of ["--version", "--help"])
        expect(await loaded(words), words).toEqual({ ofNode: [], scripts: compiled("program") });
      expect(await loaded("validate")).toEqual({ ofNode: [], scripts: compiled("program", "files") });
      const ofNode = ["http", "net", "stream"];
      expect(await loaded("plan", url)).toEqual({ ofNode, scripts: compiled("program", "plans", "files") });
      expect(asked).toEqual(["GET /api/iop/default"]);
      const drift = await loaded("drift", url);
      expect([...drift.scripts].sort()).toEqual(compiled("apply", "files", "plans", "program"));
    } finally {
      server.close();
    }
  });
});

/** What costs a start something: of Node's own modules those that no empty program loads. */
const HEAVY =
  /^NativeModule (child_process|crypto|dgram|dns|fs\/promises|http|http2|https|internal\/deps\/undici.*|net|readline|stream|tls|tty|worker_threads|zlib)$/;

/** What a command loads, its output a file: Node's own modules, and the program's scripts, each with how it was. */
async function loaded(words: string, url?: string): Promise<{ ofNode: string[]; scripts: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), "iopctl-start-"));
  folders.push(folder);
  writeFileSync(join(folder, "s.iop.yaml"), "version: 1\ndefault: P.X\n");
  const list = join(folder, "list.json");
  const hook = join(folder, "hook.cjs");
  writeFileSync(
    hook,
    `const vm = require("node:vm");
const { basename } = require("node:path");
const scripts = [];
vm.Script = class extends vm.Script {
  constructor(text, options) {
    super(text, options);
    scripts.push(basename(options.filename, ".cjs") + (this.cachedDataRejected === false ? " compiled" : " not compiled"));
  }
};
process.on("exit", () => {
  const found = { modules: process.moduleLoadList, scripts };
  require("node:fs").writeFileSync(${JSON.stringify(list)}, JSON.stringify(found));
});`,
  );
  await promisify(execFile)(
    "/bin/sh",
    ["-c", `exec "$0" "$@" >out 2>err`, process.execPath, "--require", hook, PROGRAM, words],
    {
      cwd: folder,
      env: { PATH: process.env["PATH"] ?? "", ...(url === undefined ? {} : { IOP_URL: url }) },
    },
  );
  const { modules, scripts } = JSON.parse(readFileSync(list, "utf8")) as { modules: string[]; scripts: string[] };
  return { ofNode: modules.flatMap((name) => HEAVY.exec(name)?.[1] ?? []).sort(), scripts };
}
