import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "iopctl-descriptors-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Only a shell opens a descriptor that children inherit: Node's own close when another program begins. */
describe.skipIf(process.platform !== "linux")("descriptors that a caller left open", () => {
  const source = readFileSync(new URL("../../src/sandbox/runtime/descriptors.ts", import.meta.url), "utf8");
  writeFileSync(join(folder, "descriptors.mjs"), transformSync(source, { loader: "ts" }).code);
  writeFileSync(join(folder, "secret.txt"), "the secret");
  const child = `for (const fd of [3, 9, 251]) try { process.stdout.write(fd + "=" + require("fs").readFileSync(fd, "utf8") + ";"); } catch { process.stdout.write(fd + " closed;"); }`;
  writeFileSync(
    join(folder, "host.mjs"),
    `import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { emptyHanded } from "./descriptors.mjs";
const stdio = process.argv[2] === "bare" ? ["pipe", "pipe", "pipe"] : emptyHanded(openSync("/dev/null", "r"));
spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio }).stdout.pipe(process.stdout);
`,
  );
  const run = (how: string) =>
    spawnSync("bash", ["-c", `exec 9<secret.txt 251<secret.txt; exec "$0" host.mjs ${how}`, process.execPath], {
      cwd: folder,
      encoding: "utf8",
    }).stdout;

  it("reach no child: in their place is the empty device", () => {
    expect(run("bare")).toContain("=the secret");
    expect(run("empty")).not.toContain("secret");
    expect(run("empty")).toContain("251=;");
  });
});
