import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { testSandbox } from "../helpers/sandbox.ts";

interface Workflow {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly name?: string; readonly run?: string }[] }>
  >;
}
const root = fileURLToPath(new URL("../../", import.meta.url));

it("the shell steps of the workflow do what their names say", async () => {
  const workflow = parse(readFileSync(join(root, "examples/ci/github-actions.yml"), "utf8")) as Workflow;
  const sandbox = await testSandbox();
  const work = mkdtempSync(join(tmpdir(), "iopctl-ci-"));
  cpSync(join(root, "examples/orders"), work, { recursive: true, filter: (path) => !path.includes(".iopctl") });
  rmSync(join(work, "iopctl.config.yaml"));
  mkdirSync(join(work, "bin"));
  // What `npx --yes iopctl` would fetch is the program that was built here.
  symlinkSync(join(root, "dist/iopctl.js"), join(work, "bin/iopctl"));
  writeFileSync(join(work, "bin/npx"), '#!/bin/sh\nshift\nexec "$@"\n', { mode: 0o755 });
  const env = {
    ...sandbox.env,
    IOPCTL_ALLOWED_HOSTS: new URL(sandbox.url).host,
    PATH: `${join(work, "bin")}:${process.env["PATH"]}`,
  };
  expect(Object.keys(workflow.env).sort()).toEqual(
    Object.keys(env)
      .filter((name) => name !== "PATH")
      .sort(),
  );
  const runJob = async (name: string) => {
    const codes: (number | null)[] = [];
    for (const { run } of workflow.jobs[name]?.steps ?? []) {
      if (run === undefined) continue;
      // The sandbox answers from this very process: it must not be blocked.
      const { spawn } = await import("node:child_process");
      const child = spawn("bash", ["-eo", "pipefail", "-c", run], { cwd: work, env, stdio: "ignore" });
      codes.push(await new Promise((resolve) => child.on("close", resolve)));
    }
    return codes;
  };
  try {
    expect(spawnSync("bash", ["-c", "command -v node"]).status).toBe(0);
    expect(await runJob("plan")).toEqual([0, 0]);
    expect(readFileSync(join(work, "plan.txt"), "utf8")).toContain("Plan: ");
    expect(await runJob("drift")).toEqual([2]);
    expect(await runJob("apply")).toEqual([0]);
    expect(await runJob("drift")).toEqual([0]);
    expect((await sandbox.inspect("IRISAPP")).status).toBe("running");
  } finally {
    await sandbox.close();
    rmSync(work, { recursive: true, force: true });
  }
});
