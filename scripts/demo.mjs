// The main job on the embedded sandbox, as a new user would do it: plan, apply, a second plan that is empty, a change
// made by hand that drift sees, and the way back. Works on a copy, so that the example stays as it is.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../dist/iopctl.js", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "iopctl-demo-"));
cpSync(fileURLToPath(new URL("../examples/orders", import.meta.url)), work, {
  recursive: true,
  filter: (path) => !path.includes(".iopctl"),
});

function step(words, args, expected) {
  console.log(`\n# ${words}\n$ iopctl ${args.join(" ")}`);
  const { status } = spawnSync(process.execPath, [program, ...args], {
    cwd: work,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== expected) {
    console.error(`the demo expected exit ${expected} and got ${status}`);
    process.exit(1);
  }
}

try {
  step("What would be done? The sandbox is empty.", ["plan", "--detailed-exitcode"], 2);
  step("Do it.", ["apply", "--auto-approve"], 0);
  step(
    "A component answers: this is the uploaded Python.",
    ["test", "OrderStore", "--classname", "messages.Order", "--body", '{"number":"A-1","amount":12.5}'],
    0,
  );
  step("Again: nothing is left to do.", ["plan", "--detailed-exitcode"], 0);
  step("Somebody stops the production by hand.", ["stop"], 0);
  step("drift sees it and exits 2.", ["drift"], 2);
  step("apply is the way back.", ["apply", "--auto-approve"], 0);
  console.log("\nThe main job works. Next: examples/orders, and README.md.");
} finally {
  rmSync(work, { recursive: true, force: true });
}
