import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { VariableContext } from "../../src/desired/variable-context.ts";
import { resolveText } from "../../src/desired/variables.ts";

const root = mkdtempSync(join(tmpdir(), "iopctl-variables-"));
mkdirSync(join(root, "state"));
writeFileSync(join(root, "state", "value.txt"), "from a file\n");
writeFileSync(join(root, "state", "binary"), Buffer.from([0xff, 0xfe]));
writeFileSync(join(root, "above.txt"), "above");
afterAll(() => rmSync(root, { recursive: true, force: true }));

const env = { HOST: "h1", EMPTY: "", IOP_PASSWORD: "hunter2", DB: "pg://me:pw9@db/x", "BAD-NAME": "x" };
function resolved(text: string, parts: Partial<VariableContext> = {}) {
  const secrets: string[] = [];
  const context: VariableContext = { env, onSecret: (secret) => secrets.push(secret), roots: [root], ...parts };
  return { ...resolveText(text, context, join(root, "state", "dev.iop.yaml")), secrets };
}
const plain = (text: string) => ({ text, sensitive: false, literal: false, secrets: [] });

describe("variables of a text (contract, section 1)", () => {
  it.each([
    ["no variable", "no variable"],
    ["${HOST}", "h1"],
    ["http://${HOST}:${PORT:-80}/${HOST}", "http://h1:80/h1"],
    ["${HOST:-other}", "h1"],
    ["${EMPTY:-as in a shell}", "as in a shell"],
    ["${EMPTY}", ""],
    ["${NONE:-}", ""],
    ["${NONE:-a:-b}", "a:-b"],
    ["$${HOST}", "${HOST}"],
    ["$$${HOST}", "$${HOST}"],
    ["$HOST $", "$HOST $"],
  ])("%s", (text, expected) => expect(resolved(text)).toEqual(plain(expected)));

  it.each([
    ["${NONE}", "the environment variable NONE is not set, and it has no default"],
    ["${HOST", '"${" is not closed'],
    ["${BAD-NAME}", '"${BAD-NAME}" is not a variable'],
    ["${}", '"${}" is not a variable'],
    ["${constructor}", "the environment variable constructor is not set"],
    ["${secret:NONE}", "the secret NONE is not set in the environment"],
    ["${file:none.txt}", "the file none.txt cannot be read: there is no such file"],
    ["${file:binary}", "the file binary cannot be read: it is not UTF-8 text"],
  ])("%s is a mistake, and said", (text, words) => {
    expect(resolved(text)).toMatchObject({ error: expect.stringContaining(words) });
  });

  it("all that is wrong of a text is said at once", () => {
    expect(resolved("${NONE} ${secret:NONE}")).toMatchObject({
      error: expect.stringMatching(/NONE is not set.*; the secret NONE/),
    });
  });

  it("for every text: with its signs doubled it is only itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("$", "{", "}", "A", ":", "-") }), (text) => {
        // Of several signs before a brace the last one counts.
        expect(resolved(text.replaceAll("${", () => "$${"))).toEqual(plain(text));
      }),
    );
  });

  it("what stands in a value is not looked at again", () => {
    expect(resolved("${A}", { env: { A: "${HOST}", HOST: "no" } })).toEqual(plain("${HOST}"));
  });
});

describe("secrets", () => {
  it.each([
    ["${secret:IOP_PASSWORD}", "hunter2", ["hunter2"], true],
    ["a ${secret:HOST} b", "a h1 b", ["h1"], true],
    // A name, or a text, that says that it is one.
    ["${IOP_PASSWORD}", "hunter2", ["hunter2"], false],
    ["${DB}", "pg://me:pw9@db/x", ["pg://me:pw9@db/x"], false],
  ])("%s is shown to nobody: who hides texts is told of it", (text, expected, secrets, literal) => {
    expect(resolved(text)).toEqual({ text: expected, sensitive: true, literal, secrets });
  });

  it("IOPCTL_SECRET_ENV says of more names that they are", () => {
    expect(resolved("${HOST}", { env: { ...env, IOPCTL_SECRET_ENV: "X* HO*" } })).toMatchObject({
      sensitive: true,
      secrets: ["h1"],
    });
  });

  it("with placeholders none is read: the text stays as it was written, and is not known", () => {
    const found = { sensitive: true, literal: true, unknown: true, secrets: [] };
    expect(resolved("a ${secret:IOP_PASSWORD}", { placeholders: true })).toEqual({
      ...found,
      text: "a ${secret:IOP_PASSWORD}",
    });
    expect(resolved("${IOP_PASSWORD}", { placeholders: true })).toEqual({ ...found, text: "${IOP_PASSWORD}" });
    expect(resolved("${secret:not there}", { placeholders: true })).toMatchObject({ unknown: true });
    expect(resolved("${HOST}", { placeholders: true })).toEqual(plain("h1"));
  });

  it.each(["${HOST}", "${secret:HOST}", "${HOST:-x}"])("%s: IOPCTL_ENV lists what files may read", (text) => {
    const denied = resolved(text, { env: { ...env, IOPCTL_ENV: "OTHER X*" } });
    expect(denied).toMatchObject({
      error: "the environment variable HOST may not be read by files: IOPCTL_ENV does not list it",
    });
    expect(resolved(text, { env: { ...env, IOPCTL_ENV: "OTHER,HO*" } })).toMatchObject({ text: "h1" });
  });
});

describe("files", () => {
  it("are read beside the YAML file, whole, and are never anything but text", () => {
    expect(resolved("${file:value.txt}")).toEqual({
      text: "from a file\n",
      sensitive: false,
      literal: true,
      secrets: [],
    });
    expect(resolved("${file:../above.txt}")).toMatchObject({ text: "above" });
  });

  it("not from outside of the repository", () => {
    expect(resolved("${file:../above.txt}", { roots: [join(root, "state")] })).toMatchObject({
      error: expect.stringContaining("it is outside of"),
    });
    expect(resolved("${file:/etc/passwd}")).toMatchObject({ error: expect.stringContaining("it is outside of") });
  });
});
