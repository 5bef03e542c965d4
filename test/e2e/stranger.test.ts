import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PROGRAM, run, workspace } from "../helpers/cli.ts";
import { testSandbox } from "../helpers/sandbox.ts";

/** Runs a program on a terminal of its own and answers its question, if it asks one. */
const ON_A_TERMINAL = `import os, pty, sys
answer, home, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.execve(command[0], command, {"PATH": "/usr/bin:/bin", "HOME": home, "TERM": "dumb"})
out, asked = b"", False
while True:
    try:
        data = os.read(terminal, 4096)
    except OSError:
        break
    if not data:
        break
    out += data
    if b"now and later?" in out and not asked:
        asked = True
        os.write(terminal, answer.encode() + b"\\n")
print(out.decode(), "exit", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

/** Proofs of what a pull request could do to who runs iopctl on it: the built program, no server, nothing mocked. */

let space: ReturnType<typeof workspace>;
const iopctl = (args: string[], env: Record<string, string> = {}, cwd = "") =>
  run(args, { cwd: join(space.dir, cwd), env });

beforeEach(() => {
  space = workspace({
    "repo/iopctl.config.yaml": "targets: { t: { url: http://127.0.0.1:1, retries: 0, state: state } }\n",
    "repo/state/a.iop.yaml": "version: 1\nnamespace: USER\ndefault: A.B\n",
  });
});
afterEach(() => space.remove());

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], {
    cwd: join(space.dir, "repo"),
    stdio: "pipe",
  });

describe("a committed record of a run", () => {
  const record = (name: string) => ({
    format_version: "1",
    id: "evil",
    started: "2026-01-01T00:00:00.000Z",
    command: "apply",
    by: "x",
    target: "t",
    url: "http://127.0.0.1:1",
    namespace: "USER",
    digest: "",
    summary: { create: 1, update: 1, delete: 0, calls: 2 },
    made: 2,
    packages: [
      { name, path: "/", entry: {}, digest: "a".repeat(64), before: { digest: "b".repeat(64), code: "c".repeat(16) } },
    ],
    bindings: [],
    removed: [],
    cannot: [],
  });
  const plant = (name: string) =>
    space.write({
      "repo/.iopctl/runs/evil/run.json": JSON.stringify(record(name)),
      "repo/.iopctl/runs/evil/before.iop.yaml": "version: 1\nnamespace: USER\n",
      "victim/kept": "kept",
      "repo/node_modules/dep/index.js": "original",
    });

  it.each(["../../../../../victim", "../../../../node_modules"])("deletes nothing: %s", async (name) => {
    plant(name);
    const back = await iopctl(["rollback", "evil", "--auto-approve"], {}, "repo");
    expect(back.code).toBe(1);
    expect(back.stderr).toContain("run.json is not a record: /packages/0/name");
    expect(readFileSync(join(space.dir, "victim/kept"), "utf8")).toBe("kept");
    expect(readFileSync(join(space.dir, "repo/node_modules/dep/index.js"), "utf8")).toBe("original");
  });

  it("is refused by name where git tracks it, however well it is formed", async () => {
    plant("demo");
    git("init", "-q");
    git("add", "-f", ".");
    const back = await iopctl(["rollback", "evil", "--auto-approve"], {}, "repo");
    expect(back.code).toBe(1);
    expect(back.stderr).toContain("git tracks 2 files of .iopctl/");
    expect(existsSync(join(space.dir, "repo/.iopctl/runs/evil/restore"))).toBe(false);
  });
});

describe("no program of the repository runs", () => {
  const mark = () => join(space.dir, "it-ran");
  const code = () => `require("node:fs").writeFileSync(${JSON.stringify(mark())}, "");`;

  it.each(["iopctl.config.cjs", ".iopctlrc.js", ".iopctlrc.cjs", ".config/iopctlrc.cjs"])(
    "as the config %s: refused by name",
    async (name) => {
      space.write({ [`code/${name}`]: code(), "code/a.iop.yaml": "version: 1\n" });
      const validated = await iopctl(["validate"], {}, "code");
      expect(validated.code).toBe(1);
      expect(validated.stderr).toContain("is a program");
      expect(existsSync(mark())).toBe(false);
    },
  );

  it.each(["repo/.config/config.js", "repo/.config/config.cjs"])("as settings of a library: %s", async (name) => {
    space.write({ [name]: code() });
    expect((await iopctl(["validate"], {}, "repo")).code).toBe(0);
    expect(existsSync(mark())).toBe(false);
  });

  it("as a secret's, in a pipeline: not before the environment allows it, nor for another host", async () => {
    space.write({ "evil.sh": `#!/bin/sh\ntouch ${mark()}\necho secret\n` });
    chmodSync(join(space.dir, "evil.sh"), 0o755);
    space.write({
      "repo/iopctl.config.yaml": `secret_commands: { vault: [${space.dir}/evil.sh] }
targets: { t: { url: http://127.0.0.1:1, password: "\${secret:vault:x}", retries: 0, state: state } }
`,
    });
    const plain = await iopctl(["plan"], {}, "repo");
    expect([plain.code, plain.stderr]).toEqual([1, expect.stringContaining("nobody to ask")]);
    const allowed = { IOPCTL_SECRET_COMMANDS: `vault=${space.dir}/evil.sh` };
    const elsewhere = await iopctl(["plan"], { ...allowed, IOPCTL_ALLOWED_HOSTS: "iris.example.org" }, "repo");
    expect(elsewhere.stderr).toContain("IOPCTL_ALLOWED_HOSTS does not list");
    const fork = await iopctl(["plan", "--untrusted"], { ...allowed, IOPCTL_ALLOWED_HOSTS: "127.0.0.1" }, "repo");
    expect(fork.code).toBe(7);
    expect(existsSync(mark())).toBe(false);
    expect((await iopctl(["plan"], allowed, "repo")).code).toBe(7);
    expect(existsSync(mark())).toBe(true);
  });

  it.skipIf(spawnSync("python3", ["-c", "import pty"]).status !== 0)(
    "as a secret's, on a terminal: a person is asked once",
    () => {
      space.write({
        "tools/vault": "#!/bin/sh\necho s3cr3t-value\n",
        "repo/iopctl.config.yaml": `secret_commands: { vault: [${space.dir}/tools/vault, get] }
targets: { t: { url: http://127.0.0.1:1, password: "\${secret:vault:x}", retries: 0, state: state } }
`,
        "on-a-terminal.py": ON_A_TERMINAL,
      });
      chmodSync(join(space.dir, "tools/vault"), 0o755);
      const [no, yes, again] = ["no", "yes", "-"].map((answer) => {
        const args = [join(space.dir, "on-a-terminal.py"), answer, space.dir, process.execPath, PROGRAM, "plan"];
        return spawnSync("python3", args, { cwd: join(space.dir, "repo"), encoding: "utf8", timeout: 30_000 }).stdout;
      });
      expect(no).toContain("May it run, now and later?");
      expect(no).toContain("you did not allow");
      expect(no).toContain("exit 1");
      expect(yes).toContain("May it run, now and later?");
      expect(yes).toContain("exit 7");
      expect(again).not.toContain("May it run");
      expect(again).toContain("exit 7");
      expect(`${yes}${again}`).not.toContain("s3cr3t-value");
    },
  );

  it("as a git repository in a package", async () => {
    space.write({
      "repo/pack/settings.py": "CLASSES = {}\n",
      "repo/pack/evil.sh": `#!/bin/sh\ntouch ${mark()}\n`,
      "repo/pack/HEAD": "ref: refs/heads/main\n",
      "repo/pack/objects/keep": "",
      "repo/pack/refs/keep": "",
      "repo/pack/config": `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = ${space.dir}/repo/pack/evil.sh\n`,
      "repo/state/a.iop.yaml": "version: 1\nnamespace: USER\npackages: { p: { path: ../pack } }\n",
    });
    chmodSync(join(space.dir, "repo/pack/evil.sh"), 0o755);
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "x");
    const sandbox = await testSandbox();
    try {
      expect((await iopctl(["plan"], sandbox.env as Record<string, string>, "repo")).code).toBe(0);
    } finally {
      await sandbox.close();
    }
    expect(existsSync(mark())).toBe(false);
  });
});

describe("nothing of the machine gets into a plan", () => {
  const plan = async (value: string, env: Record<string, string> = {}) => {
    const sandbox = await testSandbox();
    space.write({
      "repo/state/a.iop.yaml": `version: 1
namespace: USER
productions: { A.B: { description: "${value}" } }
`,
    });
    try {
      const result = await iopctl(["plan", "--json"], { ...sandbox.env, ...env }, "repo");
      return { code: result.code, text: result.stdout + result.stderr };
    } finally {
      await sandbox.close();
    }
  };

  it.each(["/proc/self/environ", "/etc/passwd", "../../victim", "../.git/config"])("no file: %s", async (path) => {
    space.write({ victim: "m4chine's own" });
    git("init", "-q");
    const { code, text } = await plan(`\${file:${path}}`);
    expect(code).toBe(1);
    expect(text).not.toMatch(/m4chine|root:|repositoryformatversion|IOP_PASSWORD=/);
  });

  it("no credential of the environment, and nothing that IOPCTL_ENV does not list", async () => {
    const shown = await plan("x-${CI_DEPLOY_TOKEN}", { CI_DEPLOY_TOKEN: "t0p-s3cret" });
    expect(shown.code).toBe(0);
    expect(shown.text).not.toContain("t0p-s3cret");
    expect(shown.text).toContain("(sensitive)");
    const denied = await plan("x-${MACHINE}", { MACHINE: "m4chine", IOPCTL_ENV: "IRIS_*" });
    expect([denied.code, denied.text]).toEqual([1, expect.stringContaining("IOPCTL_ENV does not list it")]);
    expect(denied.text).not.toContain("m4chine");
  });
});

describe("a fork's pull request", () => {
  it("is planned without secrets, says what it does not know, and goes to allowed hosts only", async () => {
    const sandbox = await testSandbox();
    space.write({
      "event.json": JSON.stringify({
        pull_request: { head: { repo: { full_name: "them/iris" } }, base: { repo: { full_name: "us/iris" } } },
      }),
      "repo/state/a.iop.yaml": `version: 1
namespace: USER
productions: { A.B: { description: "\${secret:DB_PASSWORD}", items: { X: { classname: A.X, comment: "\${API_TOKEN}" } } } }
`,
    });
    const pipeline = {
      ...sandbox.env,
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_EVENT_PATH: join(space.dir, "event.json"),
      DB_PASSWORD: "db-s3cret",
      API_TOKEN: "api-s3cret",
    };
    try {
      const blocked = await iopctl(["plan"], pipeline, "repo");
      expect([blocked.code, blocked.stderr]).toEqual([5, expect.stringContaining("IOPCTL_ALLOWED_HOSTS")]);
      expect(await sandbox.requests()).toEqual([]);
      const env = { ...pipeline, IOPCTL_ALLOWED_HOSTS: "127.0.0.1" };
      const planned = await iopctl(["plan", "--out", "../plan.json"], env, "repo");
      expect(planned.code, planned.stderr).toBe(0);
      const text = planned.stdout + planned.stderr + readFileSync(join(space.dir, "plan.json"), "utf8");
      expect(text).toContain("comes from the fork them/iris");
      expect(text).toContain("no program was started");
      expect(text).not.toMatch(/db-s3cret|api-s3cret/);
      for (const args of [
        ["apply", "--auto-approve"],
        ["apply", "../plan.json", "--auto-approve"],
        ["adopt"],
        ["start"],
      ]) {
        const refused = await iopctl(args, env, "repo");
        expect([refused.code, refused.stderr]).toEqual([5, expect.stringContaining("untrusted: ")]);
      }
      expect(await sandbox.writes()).toEqual([]);
      // On the branch of the repository itself nothing of this holds.
      expect((await iopctl(["plan"], { ...pipeline, GITHUB_EVENT_NAME: "push" }, "repo")).code).toBe(0);
    } finally {
      await sandbox.close();
    }
  });

  it("starts no sandbox on its own directory", async () => {
    space.write({ "repo/iopctl.config.yaml": 'targets: { t: { url: "sandbox:box", state: state } }\n' });
    const refused = await iopctl(["plan", "--untrusted"], {}, "repo");
    expect([refused.code, refused.stderr]).toEqual([5, expect.stringContaining("would run the Python")]);
    expect(existsSync(join(space.dir, "repo/box"))).toBe(false);
  });
});

describe("what the config names to be written to", () => {
  it.each([
    ["baseline", "baseline: ../elsewhere.yaml\ntargets: { t: { url: http://127.0.0.1:1, state: state } }\n"],
    ["sandbox", 'targets: { t: { url: "sandbox:../elsewhere", state: state } }\n'],
    ["state", "targets: { t: { url: http://127.0.0.1:1, retries: 0, state: ../elsewhere } }\n"],
  ])("lies where its files do: %s", async (_name, config) => {
    space.write({ "repo/iopctl.config.yaml": config, "elsewhere/b.iop.yaml": "version: 1\ndefault: A.B\n" });
    const planned = await iopctl(["plan"], {}, "repo");
    expect([planned.code, planned.stderr]).toEqual([1, expect.stringContaining("is outside of")]);
    expect(existsSync(join(space.dir, "elsewhere/state.json"))).toBe(false);
  });
});
