// The same number of resources that need nothing but Terraform itself, applied once, so that a plan compares them.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ENV = { PATH: process.env.PATH, HOME: process.env.HOME, CHECKPOINT_DISABLE: "1" };

/** A folder with so many resources; undefined where there is no Terraform on the machine, or it cannot be used. */
export function terraformCase(work, count) {
  const dir = join(work, `terraform-${count}`);
  mkdirSync(dir);
  const resources = Array.from(
    { length: count },
    (_, at) =>
      `resource "terraform_data" "item_${at}" {\n  input = {\n${Array.from({ length: 5 }, (_, n) => `    setting${n} = "value ${n}"\n`).join("")}  }\n}\n`,
  );
  writeFileSync(join(dir, "main.tf"), resources.join(""));
  const options = { cwd: dir, env: ENV };
  for (const args of [
    ["init", "-input=false"],
    ["apply", "-auto-approve", "-input=false"],
  ]) {
    if (spawnSync("terraform", args, { ...options, stdio: "ignore" }).status !== 0) return undefined;
  }
  return { command: ["terraform", "plan", "-input=false"], options };
}
