import { expect, it } from "vitest";
import { trusted } from "../../src/app/trusted.ts";

const world = { env: { IOPCTL_SECRET_COMMANDS: "x", HOME: "/h" } };

it("lets the user's own files have all, and asks not even whether the command reads", () => {
  const flags = { target: "dev", untrusted: false };
  const command = { name: "apply", reads: () => expect.fail("nobody has asked") };
  expect(trusted(command, flags, world)).toEqual([flags, world]);
});

it("takes programs and secrets from a stranger's files, and says why they are a stranger's", () => {
  const [flags, narrow] = trusted({ name: "plan", reads: () => true }, { untrusted: true }, world);
  expect(flags).toMatchObject({ secrets: false });
  expect(narrow.env).not.toHaveProperty("IOPCTL_SECRET_COMMANDS");
  expect(narrow).toMatchObject({ untrusted: "--untrusted was given" });
});

it("refuses a command that writes, by its name", () => {
  expect(() => trusted({ name: "component start", reads: () => false }, { untrusted: true }, world)).toThrow(
    "untrusted: `iopctl component start` does not run",
  );
});
