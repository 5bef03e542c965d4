import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { workspace } from "../helpers/cli.ts";
import { type SandboxProcess, sandboxProcess } from "../helpers/sandbox-process.ts";
import { CHECKS, rememberTarget } from "./checks.ts";
import { type CheckContext, createContext, reset } from "./context.ts";

it("has each check of the fact sheet once", () => {
  expect(CHECKS.map(({ id }) => id)).toEqual(Array.from({ length: 88 }, (_, at) => at + 1));
});

describe.each(["4.1", "3.6", "3.5", "documented"] as const)("the sandbox, profile %s", (profile) => {
  const space = workspace();
  let sandbox: SandboxProcess;
  let context: CheckContext;
  beforeAll(async () => {
    sandbox = await sandboxProcess(space.dir, "--profile", profile);
    const { url, token } = sandbox;
    context = createContext({ url, username: "u", password: "p", namespace: "USER", isSandbox: true, token });
    rememberTarget(context, url, "u", "p");
  });
  beforeEach(() => reset(context, true));
  afterAll(() => {
    sandbox.child.kill();
    space.remove();
  });

  const own = CHECKS.filter((check) => (check.profile ?? "4.1") === profile);
  it.each(own.map((check) => [check.id, check.title, check] as const))("%d %s", async (_id, _title, check) => {
    await check.run(context);
  });
});
