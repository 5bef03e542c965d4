import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { askForSecret } from "../../src/desired/secrets.ts";
import type { VariableContext } from "../../src/desired/variable-context.ts";

const root = mkdtempSync(join(tmpdir(), "iopctl-secrets-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const file = join(root, "dev.iop.yaml");
const asked = join(root, "asked");
writeFileSync(join(root, "secrets.enc.json"), "{}");

/** A program that notes how it was called. */
function program(name: string, body: string): string {
  const path = join(root, name);
  writeFileSync(path, `#!/bin/sh\necho "${name} $*" >> "${asked}"\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}
const vault = program("vault", 'printf "value of %s\\n\\n" "$2"');
const broken = program("broken", 'echo "the secret is hunter2"; echo "hunter2" >&2; exit 3');
writeFileSync(join(root, "plain.json"), '{"db":{"pw":"p\\n1","port":5432,"on":true,"deep":{}},"a.b":"x"}');
const sops = program("sops", `cat "${join(root, "plain.json")}"`);

function ask(text: string, parts: Partial<VariableContext> = {}) {
  const problems: string[] = [];
  const context: VariableContext = {
    env: {},
    onSecret: () => undefined,
    roots: [root],
    secretCommands: { vault: ["vault", "get"], broken: ["broken"], gone: ["gone"] },
    allowProgram: (name) => ({ program: { vault, broken, sops, gone: join(root, "gone") }[name] as string }),
    ...parts,
  };
  return [askForSecret(text, context, file, problems), problems.join("; ")] as const;
}
const calls = () => readFileSync(asked, "utf8").split("\n").slice(0, -1);

describe("a secret that a program gives", () => {
  it("is what it prints without its last line end; its arguments are the config's and the word", () => {
    appendFileSync(asked, "");
    expect(ask("vault:db/password")).toEqual(["value of db/password\n", ""]);
    expect(calls()).toEqual(["vault get db/password"]);
  });

  it("each is asked for once in a process", () => {
    const before = calls().length;
    expect([ask("vault:once"), ask("vault:once"), ask("vault:another")].map(([value]) => value)).toEqual([
      "value of once\n",
      "value of once\n",
      "value of another\n",
    ]);
    expect(calls().length - before).toBe(2);
  });

  it("a word is one argument, whatever is in it: no shell reads it", () => {
    expect(ask("vault:a b; $(id) `id` 'c'")[0]).toBe("value of a b; $(id) `id` 'c'\n");
  });

  it.each([
    ["db", '"${secret:db}" is not a secret: write ${secret:NAME}'],
    [
      "other:x",
      'no program "other" may be asked for a secret: secret_commands of the config allows vault, broken, gone',
    ],
    ["constructor:x", 'no program "constructor" may be asked'],
    ["vault:--dangerous", '"--dangerous" would be an option of vault, not the name of a secret'],
    ["gone:x", "secret_commands.gone gave no secret: there is no program"],
    ["broken:x", "ended with 3; run it by hand to see why"],
  ])("%s: none, and why", (text, words) => {
    const [value, problems] = ask(text);
    expect([value, problems]).toEqual([undefined, expect.stringContaining(words)]);
    // What a program says may hold the secret.
    expect(problems).not.toContain("hunter2");
  });

  it("without leave no program is run at all", () => {
    const before = calls().length;
    const denied = () => ({ problem: "the config's files are not trusted" });
    expect(ask("vault:new", { allowProgram: denied })).toEqual([
      undefined,
      "secret_commands.vault was not asked: the config's files are not trusted",
    ]);
    const { allowProgram: _, ...rest } = { allowProgram: undefined };
    const problems: string[] = [];
    const context = { env: {}, onSecret: () => undefined, secretCommands: { vault: ["vault"] }, ...rest };
    expect(askForSecret("vault:new", context, file, problems)).toBeUndefined();
    expect(problems).toEqual(["secret_commands.vault was not asked: no program is run here"]);
    // With nobody to connect to, none is needed.
    expect(ask("vault:new", { offline: true })).toEqual(["", ""]);
    expect(calls().length).toBe(before);
  });
});

describe("a secret of a file that SOPS has encrypted", () => {
  it.each([
    ["sops:secrets.enc.json#db.pw", "p\n1"],
    ["sops:secrets.enc.json#db.port", "5432"],
    ["sops:secrets.enc.json#db.on", "true"],
  ])("%s", (text, value) => expect(ask(text)).toEqual([value, ""]));

  it.each([
    ["sops:secrets.enc.json#db", 'secrets.enc.json holds no value at "db"'],
    ["sops:secrets.enc.json#db.none", 'holds no value at "db.none"'],
    ["sops:secrets.enc.json#constructor.name", 'holds no value at "constructor.name"'],
    ["sops:secrets.enc.json", 'holds no value at ""'],
    ["sops:none.json#x", "the file none.json cannot be read: there is no such file"],
    ["sops:/etc/passwd#x", "the file /etc/passwd cannot be read: it is outside of"],
  ])("%s: none, and why", (text, words) => expect(ask(text)).toEqual([undefined, expect.stringContaining(words)]));

  it("the file is decrypted once for all of its keys, by its real path", () => {
    const ofSops = calls().filter((line) => line.startsWith("sops"));
    expect(ofSops).toEqual([`sops --decrypt --output-type json ${join(root, "secrets.enc.json")}`]);
  });

  it("what is no JSON is said, and not shown", () => {
    const noJson = program("nojson", "echo hunter2");
    expect(ask("sops:secrets.enc.json#x", { allowProgram: () => ({ program: noJson }) })).toEqual([
      undefined,
      "sops gave no JSON for secrets.enc.json",
    ]);
  });
});
