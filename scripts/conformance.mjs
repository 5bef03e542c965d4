// npm run conformance -- --url http://localhost:52773 [--username U] [--namespace NS] [--profile 4.1] [--destructive]
// Runs the conformance checks against any server; the password comes from IOP_PASSWORD, the token of a sandbox from IOPCTL_SANDBOX_TOKEN. The checks that change anything
// run against a real server only with --destructive, and belong into a scratch namespace.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    username: { type: "string", default: process.env.IOP_USERNAME ?? "" },
    namespace: { type: "string", default: "USER" },
    profile: { type: "string", default: "4.1" },
    destructive: { type: "boolean", default: false },
  },
});
if (values.url === undefined) {
  console.error("--url is needed: the server, without /api/iop");
  process.exit(64);
}
const dir = mkdtempSync(join(tmpdir(), "iopctl-conformance-"));
const outfile = join(dir, "report.mjs");
await build({
  entryPoints: [fileURLToPath(new URL("../test/conformance/report.ts", import.meta.url))],
  bundle: true,
  format: "esm",
  platform: "node",
  outfile,
});
const { report } = await import(pathToFileURL(outfile).href);
rmSync(dir, { recursive: true });
const token = process.env.IOPCTL_SANDBOX_TOKEN ?? "";
const { passed, differs, skipped } = await report({ ...values, password: process.env.IOP_PASSWORD ?? "", token });
console.log(`\n${passed} same, ${differs} differ, ${skipped} not run`);
process.exitCode = differs > 0 ? 1 : 0;
