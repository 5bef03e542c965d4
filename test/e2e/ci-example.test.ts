import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { SCHEMA } from "../../src/documents/export-yaml.ts";
import { testSandbox } from "../helpers/sandbox.ts";

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly env?: Readonly<Record<string, string>>; readonly steps: readonly Step[] }>
  >;
}
const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (name: string) => readFileSync(join(root, "examples", name), "utf8");
const has = (program: string) => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
const workflow = parse(read("ci/github-actions.yml")) as Workflow;

/** GitHub's own program, as far as the workflow uses it: a comment and an issue are files. */
const GH = `#!/usr/bin/env bash
set -eu
printf '%s\\n' "$*" >> gh.log
case "$*" in
  *"/commits/"*"/pulls"*) echo 7 ;;
  *"--method P"*) for arg; do case $arg in body=@*) cp "\${arg#body=@}" comment.md ;; esac; done ;;
  *"/comments"*".id"*) [ -e comment.md ] && echo 41 || true ;;
  *"/comments"*".body"*) [ -e comment.md ] && cat comment.md || true ;;
  "issue list"*) [ -e issue.md ] && echo 3 || true ;;
  "issue create"*|"issue edit"*) cp drift.md issue.md ;;
  "issue close"*) rm issue.md ;;
  "label create"*) ;;
  *) echo "unexpected: $*" >&2; exit 1 ;;
esac
`;

it("the shell steps of the workflow do what their names say", async () => {
  const sandbox = await testSandbox();
  const work = mkdtempSync(join(tmpdir(), "iopctl-ci-"));
  cpSync(join(root, "examples/orders"), work, { recursive: true, filter: (path) => !path.includes(".iopctl") });
  rmSync(join(work, "iopctl.config.yaml"));
  mkdirSync(join(work, "bin"));
  // What the lock file would install is the program that was built here.
  symlinkSync(join(root, "dist/iopctl.js"), join(work, "bin/iopctl"));
  writeFileSync(join(work, "bin/npx"), '#!/bin/sh\nshift\nexec "$@"\n', { mode: 0o755 });
  writeFileSync(join(work, "bin/npm"), '#!/bin/sh\n[ "$*" = "ci --ignore-scripts" ]\n', { mode: 0o755 });
  writeFileSync(join(work, "bin/gh"), GH, { mode: 0o755 });
  const env: Record<string, string> = {
    IOPCTL_ALLOWED_HOSTS: new URL(sandbox.url).host,
    IOPCTL_ENV: workflow.env["IOPCTL_ENV"] ?? "",
  };
  expect(Object.keys(workflow.env).sort()).toEqual(Object.keys(env).sort());
  const own = { PULL: "7", COMMIT: "abc", REPOSITORY: "o/r", GH_TOKEN: "x" };
  const path = `${join(work, "bin")}:${process.env["PATH"]}`;
  const runJob = async (name: string) => {
    const codes: (number | null)[] = [];
    for (const { run } of workflow.jobs[name]?.steps ?? []) {
      if (run === undefined) continue;
      // The sandbox answers from this very process: it must not be blocked. GitHub runs bash with these flags.
      const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
        cwd: work,
        // A job has the secrets that it names, and no others.
        env: { ...env, ...(workflow.jobs[name]?.env ? sandbox.env : {}), ...own, PATH: path },
        stdio: "ignore",
      });
      const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
      codes.push(code);
      if (code !== 0) break;
    }
    return codes;
  };
  const log = () => readFileSync(join(work, "gh.log"), "utf8");
  try {
    // Without a reviewed plan nothing is applied.
    expect(await runJob("apply")).toEqual([0, 2]);
    expect(await runJob("check")).toEqual([0, 0]);
    expect(await runJob("plan")).toEqual([0, 0, 0]);
    expect(readFileSync(join(work, "plan.txt"), "utf8")).toContain("Plan: ");
    expect(readFileSync(join(work, "comment.md"), "utf8")).toMatch(/^<!-- iopctl plan -->\n[\s\S]*Digest: `sha256:/);
    // A second push writes the same comment anew.
    expect(await runJob("plan")).toEqual([0, 0, 0]);
    expect(log().match(/--method POST/g)).toHaveLength(1);
    expect(log().match(/--method PATCH repos\/o\/r\/issues\/comments\/41/g)).toHaveLength(1);
    expect(await runJob("drift")).toEqual([0, 2]);
    expect(await runJob("drift")).toEqual([0, 2]);
    expect(log().match(/issue create/g)).toHaveLength(1);
    expect(log().match(/issue edit 3/g)).toHaveLength(1);
    // What was not reviewed is not applied: somebody changed a file after the comment.
    const state = join(work, "state/orders.iop.yaml");
    const text = readFileSync(state, "utf8");
    writeFileSync(state, text.replace("currency: EUR", "currency: CHF"));
    expect(await runJob("apply")).toEqual([0, 6]);
    writeFileSync(state, text);
    expect(await runJob("apply")).toEqual([0, 0]);
    expect(await runJob("drift")).toEqual([0, 0]);
    expect(existsSync(join(work, "issue.md"))).toBe(false);
    expect((await sandbox.inspect("IRISAPP")).status).toBe("running");
  } finally {
    await sandbox.close();
    rmSync(work, { recursive: true, force: true });
  }
}, 60_000);

/** Every file of a folder as text, by name. */
function textsBelow(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile() && !/\.iopctl|__pycache__/.test(name))
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]);
}

describe("what we tell people to run", () => {
  const texts = [
    ...textsBelow(join(root, "examples")),
    ...textsBelow(join(root, "dist/init")),
    ["README.md", readFileSync(join(root, "README.md"), "utf8")] as [string, string],
  ];

  it.each(texts)("%s fetches no program by its bare name while secrets are at hand", (name, text) => {
    const runs = [...text.matchAll(/\b(npx|bunx|npm exec|npm x|pnpm dlx|pnpx|yarn dlx)\b([^\n|;&]*)/g)];
    for (const [whole, program, rest = ""] of runs) {
      expect(program === "npx" && /^ --no-install /.test(rest), `${name}: ${whole}`).toBe(true);
    }
    for (const [whole, what = ""] of text.matchAll(/\bnpm (?:install|i|add)\b((?: +[^\s`)]+)*)/g)) {
      const packages = what.split(/ +/).filter((word) => word !== "" && !word.startsWith("-"));
      for (const word of packages.filter((entry) => /iopctl/.test(entry)))
        expect(word, `${name}: ${whole}`).toMatch(/^(\.\/|\/|\$)\S*\.tgz/);
    }
    if (runs.length > 0 && /\.(yml|yaml)$|Jenkinsfile$/.test(name)) expect(text).toContain("npm ci --ignore-scripts");
  });

  it("no schema and no file that is written names a domain that is not ours", () => {
    const schemas = textsBelow(join(root, "schemas"));
    for (const [name, text] of schemas)
      if (!name.startsWith("schemastore")) expect(JSON.parse(text).$id, name).toMatch(/^urn:iopctl:schema:[a-z-]+$/);
    for (const [name, text] of [...texts, ...schemas])
      expect(text, name).not.toMatch(/https?:\/\/(?:[\w-]+\.)*iopctl\./);
    expect(SCHEMA).toMatch(/^[./]/);
  });

  it("the licences of all that the bundle holds travel with it", () => {
    const text = readFileSync(join(root, "dist/THIRD-PARTY-NOTICES"), "utf8");
    for (const name of ["commander", "ajv", "diff", "yaml", "ofetch", "picocolors", "prom-client"])
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\S+ \\(\\S+\\)$`, "m"));
    expect(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).files).toContain("dist");
  });
});

describe("the recipes", () => {
  it("all set IOPCTL_ALLOWED_HOSTS and IOPCTL_ENV or say where; what a fork starts holds no secret", () => {
    for (const name of [
      "github-actions.yml",
      "gitlab-ci.yml",
      "Jenkinsfile",
      "kubernetes-cronjob.yml",
      "kubernetes-fleet.yml",
      "kubernetes-workers.yml",
      "Dockerfile",
      "systemd/iopctl-drift.service",
    ]) {
      expect(read(`ci/${name}`), name).toContain("IOPCTL_ALLOWED_HOSTS");
      expect(read(`ci/${name}`), name).toContain("IOPCTL_ENV");
    }
  });

  it("have a job for strangers' files, which holds no secret", () => {
    expect(JSON.stringify(workflow.jobs["check"])).not.toContain("secrets.");
    expect(JSON.stringify(workflow.env)).not.toContain("secrets.");
    expect(JSON.stringify(workflow)).not.toContain("pull_request_target");
    for (const name of ["github-actions.yml", "gitlab-ci.yml", "Jenkinsfile"])
      expect(read(`ci/${name}`), name).toContain("validate state --untrusted");
    const { check } = parse(read("ci/gitlab-ci.yml")) as { check: { variables: object } };
    expect(check.variables).toEqual({ IOP_PASSWORD: "", IOP_USERNAME: "" });
  });

  it("are YAML, and none runs as root", () => {
    for (const name of [
      "ci/gitlab-ci.yml",
      "ci/kubernetes-cronjob.yml",
      "ci/kubernetes-fleet.yml",
      "ci/kubernetes-workers.yml",
      "monitoring/alerts.yml",
    ]) {
      for (const document of parseAllDocuments(read(name)))
        expect("errors" in document ? document.errors : [], name).toEqual([]);
    }
    expect(read("ci/Dockerfile")).toMatch(/^USER node$/m);
    const job = parse(read("ci/kubernetes-cronjob.yml")) as {
      spec: { jobTemplate: { spec: { template: { spec: { securityContext: object } } } } };
    };
    expect(job.spec.jobTemplate.spec.template.spec.securityContext).toMatchObject({ runAsNonRoot: true });
  });

  it("call only commands and flags that there are", () => {
    const help = (command: string) =>
      spawnSync(process.execPath, [join(root, "dist/iopctl.js"), command, "--help"]).stdout.toString();
    for (const name of ["github-actions.yml", "gitlab-ci.yml", "Jenkinsfile", "systemd/iopctl-drift.service"]) {
      for (const [, command = "", rest = ""] of read(`ci/${name}`).matchAll(
        /^[^#/\n]*(?:iopctl|\$IOPCTL) ([a-z]+) ([^|\n]*)/gm,
      )) {
        const text = help(command);
        for (const [flag] of rest.matchAll(/--[a-z-]+/g)) expect(text, `${name}: ${command} ${flag}`).toContain(flag);
      }
    }
  });

  it("the dashboard asks for metrics that there are", () => {
    const metrics = readFileSync(join(root, "src/cli/metrics.ts"), "utf8");
    const names = [...new Set(read("monitoring/dashboard.json").match(/iopctl_[a-z_]+/g) ?? [])];
    const alerts = [...new Set(read("monitoring/alerts.yml").match(/iopctl_[a-z_]+/g) ?? [])];
    for (const name of [...names, ...alerts]) expect(metrics, name).toContain(name.replace(/_(bucket|count|sum)$/, ""));
  });

  it.skipIf(!has("shellcheck"))("their shell is sound", () => {
    for (const [job, { steps, env: secrets = {} }] of Object.entries(workflow.jobs)) {
      for (const { run, env = {} } of steps) {
        if (run === undefined) continue;
        const script = `#!/usr/bin/env bash\nset -eo pipefail\nexport ${[...Object.keys(env), ...Object.keys(secrets), ...Object.keys(workflow.env)].map((name) => `${name}=""`).join(" ")}\n${run}`;
        const { status, stdout } = spawnSync("shellcheck", ["-s", "bash", "-"], { input: script });
        expect(status, `${job}: ${stdout.toString()}`).toBe(0);
      }
    }
  });

  it.skipIf(!has("promtool"))("the alert rules are sound", () => {
    const { status, stderr } = spawnSync("promtool", ["check", "rules", join(root, "examples/monitoring/alerts.yml")]);
    expect(status, stderr.toString()).toBe(0);
  });

  it.skipIf(!has("systemd-analyze"))("the timer is sound", () => {
    const units = ["timer", "service"].map((kind) => join(root, `examples/ci/systemd/iopctl-drift.${kind}`));
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", ...units]);
    expect(status, stderr.toString()).toBe(0);
  });
});
