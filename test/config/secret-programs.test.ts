import { chmodSync, lstatSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type ProgramPolicyOptions, programPolicy } from "../../src/config/secret-programs.ts";
import { workspace } from "../helpers/cli.ts";

let space: ReturnType<typeof workspace>;
let tool: string;
beforeEach(() => {
  space = workspace({
    "tools/vault": "#!/bin/sh\n",
    "repo/evil": "#!/bin/sh\n",
    "repo/node_modules/.bin/vault": "#!/bin/sh\n",
  });
  tool = join(space.dir, "tools/vault");
  for (const path of [tool, join(space.dir, "repo/evil"), join(space.dir, "repo/node_modules/.bin/vault")])
    chmodSync(path, 0o755);
});
afterEach(() => space.remove());

const gate = (env: Record<string, string>, more: Partial<ProgramPolicyOptions> = {}) =>
  programPolicy({
    env: { HOME: space.dir, PATH: join(space.dir, "tools"), ...env },
    roots: [join(space.dir, "repo")],
    url: "https://iris.example.org",
    ...more,
  });
const problem = (text: string) => ({ problem: expect.stringContaining(text) });

it("in a pipeline none runs that the environment does not allow, by name and path", () => {
  expect(gate({})("vault", ["vault", "get"])).toEqual(problem(`IOPCTL_SECRET_COMMANDS=vault=${tool}`));
  const allowed = gate({ IOPCTL_SECRET_COMMANDS: `op=/usr/bin/op, vault=${tool}` });
  expect(allowed("vault", ["/anything/else", "get"])).toEqual({ program: tool });
  expect(allowed("sh", ["/bin/sh", "-c"])).toEqual(problem('does not allow "sh"'));
  expect(gate({ IOPCTL_SECRET_COMMANDS: "vault=vault" })("vault", ["vault"])).toEqual(problem("absolute path"));
  expect(gate({ IOPCTL_SECRET_COMMANDS: "" })("vault", ["vault"])).toEqual(problem("does not allow"));
});

it("with words after the path, only with just those arguments", () => {
  const allowed = gate({ IOPCTL_SECRET_COMMANDS: `vault=${tool} kv get` });
  expect(allowed("vault", ["vault", "kv", "get"])).toEqual({ program: tool });
  expect(allowed("vault", ["vault", "kv", "get", "-address=http://evil"])).toEqual(problem("kv get only"));
});

it("none of the repository, whoever allows it", () => {
  for (const path of ["repo/evil", "repo/node_modules/.bin/vault"]) {
    const allowed = gate({ IOPCTL_SECRET_COMMANDS: `vault=${join(space.dir, path)}` });
    expect(allowed("vault", ["vault"])).toEqual(problem("is in the repository"));
  }
  const ask = () => true;
  const PATH = `${join(space.dir, "repo/node_modules/.bin")}:.:bin`;
  expect(gate({ PATH }, { ask })("vault", ["vault"])).toEqual(problem("is in the repository"));
  expect(gate({ PATH: ".:bin" }, { ask })("vault", ["vault"])).toEqual(problem("there is no program"));
  expect(gate({}, { ask })("x", ["./evil"])).toEqual(problem("there is no program"));
  symlinkSync(join(space.dir, "repo/evil"), join(space.dir, "tools/link"));
  expect(gate({}, { ask })("x", ["link"])).toEqual(problem("is in the repository"));
});

it("none before the host is allowed, and none on a stranger's files", () => {
  const env = { IOPCTL_SECRET_COMMANDS: `vault=${tool}`, IOPCTL_ALLOWED_HOSTS: "iris.example.org" };
  expect(gate(env)("vault", ["vault"])).toEqual({ program: tool });
  for (const url of ["https://evil.example", "https://iris.example.org.evil.example", "${X}", "https://u@evil.example"])
    expect(gate(env, { url })("vault", ["vault"]), url).toEqual(problem("IOPCTL_ALLOWED_HOSTS does not list"));
  expect(gate(env, { untrusted: "a fork" })("vault", ["vault"])).toEqual(problem("a fork"));
});

it("a person is asked once for each program and its arguments, and the answer is kept outside the repository", () => {
  const questions: string[] = [];
  let answer = false;
  const ask = (question: string) => {
    questions.push(question);
    return answer;
  };
  const asked = () => gate({}, { ask });
  expect(asked()("vault", ["vault", "get"])).toEqual(problem("you did not allow"));
  answer = true;
  expect(asked()("vault", ["vault", "get"])).toEqual({ program: tool });
  expect(asked()("vault", ["vault", "get"])).toEqual({ program: tool });
  expect(questions).toHaveLength(2);
  expect(questions[0]).toContain(`["${tool}","get"]`);
  asked()("vault", ["vault", "get", "-address=http://evil", "\u001b[2K\u202e\u009b"]);
  expect(questions[2]).toContain('"\\u001b[2K\\u202e\\u009b"');
  expect(questions[2]).toMatch(/^[ -~\n]*$/);
  gate({}, { ask, roots: [join(space.dir, "other")] })("vault", ["vault", "get"]);
  expect(questions).toHaveLength(4);
  expect(lstatSync(join(space.dir, ".config/iopctl/allowed-programs.json")).mode & 0o777).toBe(0o600);
  // A file that was spoilt allows nothing.
  mkdirSync(join(space.dir, "xdg/iopctl"), { recursive: true });
  space.write({ "xdg/iopctl/allowed-programs.json": "{" });
  expect(gate({ XDG_CONFIG_HOME: join(space.dir, "xdg") })("vault", ["vault", "get"])).toEqual(
    problem("nobody to ask"),
  );
});
