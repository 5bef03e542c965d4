import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compareNamespaces } from "../../src/documents/comparison.ts";
import { exportYaml } from "../../src/documents/export-yaml.ts";
import { planDocument, shownPlan, withBasis } from "../../src/documents/plan-json.ts";
import type { DesiredItem, DesiredState, DesiredText } from "../../src/model/desired.ts";
import { definitionClass } from "../../src/model/names.ts";
import type { Binding, ObservedState } from "../../src/model/observed.ts";
import type { Production } from "../../src/model/production.ts";
import { sensitiveNames, sensitivityOf } from "../../src/model/sensitive.ts";
import { basisOf } from "../../src/planner/basis.ts";
import { lint } from "../../src/planner/lint.ts";
import { plan } from "../../src/planner/plan.ts";
import { planHtml } from "../../src/report/html.ts";
import { driftJunit } from "../../src/report/junit.ts";
import { planMarkdown } from "../../src/report/markdown.ts";
import { withoutSecrets } from "../../src/report/patch.ts";
import { planText } from "../../src/report/plan-text.ts";
import { createStyle } from "../../src/report/style.ts";
import { terraformJson } from "../../src/report/terraform-json.ts";

const NAME = "demo.Production";
const text = (value: string): DesiredText => ({ text: value, sensitive: false });
const secretText = (value: string, source: string): DesiredText => ({ text: value, sensitive: true, source });

/** Files whose secret stands in a url, in an item that is new, and in the comment of another. */
function files(secret: string, withSecret = true): DesiredState {
  const url = withSecret ? { Url: secretText(`jdbc:x;${secret}`, "jdbc:x;${secret:S}") } : {};
  const item = (settings: Record<string, DesiredText>): DesiredItem => ({
    attributes: { classname: text("EnsLib.SQL.Operation.GenericOperation"), enabled: text("true") },
    settings: new Map([["Adapter", new Map(Object.entries(settings))]]),
  });
  const items = new Map<string, DesiredItem>([
    ["demo", item({ DSN: text("new"), ...url })],
    ["fresh", item({ FilePath: secretText(secret, "${secret:S}"), FileSpec: text("*") })],
  ]);
  const production = { name: NAME, prune: true, attributes: {}, settings: undefined, items, ignore: [] };
  return { namespace: "USER", packages: [], productions: [production] };
}

/** A server that holds another secret, in what is changed, what is pruned by name, and what is recorded. */
function server(old: string, bindings: readonly Binding[] = []): ObservedState {
  const setting = (name: string, value: string) => ({ target: "Adapter", name, value, extra: [] });
  const item = (name: string, ...settings: ReturnType<typeof setting>[]) => ({
    name,
    attributes: { classname: "EnsLib.SQL.Operation.GenericOperation", enabled: "true" },
    settings,
    extra: [],
  });
  const items = [
    item("demo", setting("DSN", "old"), setting("Url", `jdbc:x;${old}`), setting("ApiToken", old)),
    item("gone", setting("Password", old), setting("Plain", "seen")),
  ];
  const production: Production = { name: NAME, attributes: {}, settings: [], items, extra: [] };
  const status = { production: "", status: "stopped" } as const;
  return { productions: new Map([[NAME, production]]), bindings, status, git: new Map() };
}

/** Each takes slow hashes, on purpose. */
const RUNS = { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 20) };
const SALT = { bytes: Buffer.alloc(16) };

/** All that is made of a plan, by its form. */
function outputs(desired: DesiredState, observed: ObservedState): Record<string, string> {
  const made = plan(desired, observed);
  const findings = lint(desired, observed).map((finding) => ({
    ...finding,
    severity: "warning" as const,
    address: finding.address.join("."),
  }));
  const shown = shownPlan(made, { target: "t", url: "http://x" }, [], SALT, { findings });
  const document = planDocument([shown], new Date(0));
  return {
    json: JSON.stringify(document),
    text: planText(shown, createStyle(false)),
    markdown: planMarkdown(document),
    html: planHtml(document),
    junit: driftJunit([shown]),
    terraform: JSON.stringify(terraformJson(document, "0")),
  };
}

/** The record that applying leaves, as a server gives it back. */
function recorded(desired: DesiredState, observed: ObservedState): Binding[] {
  const [call] = plan(desired, observed).calls;
  if (call?.action.kind !== "migrate") throw new Error("nothing is written");
  const pythonClass = call.action.upload.definitions[0]?.record?.written ?? "";
  const className = definitionClass(NAME);
  return [{ className, super: "", module: "m", pythonClass, classpaths: "/x", usedBy: [] }];
}

const secrets = fc.oneof(
  fc.constantFrom(
    "true",
    "demo",
    "a",
    "1",
    's4"cr<t&',
    "x'y\\z",
    "Password",
    "items",
    "(sensitive)",
    "${X}",
    "::error::x",
  ),
  fc
    .string({ unit: "binary", minLength: 1, maxLength: 20 })
    .map((made) => made.replace(/[\u0000-\u001f\ufffe\uffff]/g, "_")),
);
/** One that stands nowhere by chance. */
const rare = fc.stringMatching(/^[ -~]{4,12}$/).map((made) => `q7#${made}`);

describe("what is sensitive is hidden by what it is", () => {
  it("every output is the same whatever the secrets are, before and after, and can be read", () => {
    const known = outputs(files("one-secret"), server("other-secret"));
    fc.assert(
      fc.property(secrets, secrets, (now, old) => {
        fc.pre(now.trim() !== old.trim());
        const made = outputs(files(now), server(old));
        expect(made).toEqual(known);
        JSON.parse(made["json"] as string);
      }),
      RUNS,
    );
    expect(known["text"]).toContain("seen");
  });

  it("no output holds one, in any form", () => {
    fc.assert(
      fc.property(rare, rare, (now, old) => {
        fc.pre(now !== old);
        for (const [form, output] of Object.entries(outputs(files(now), server(old)))) {
          for (const secret of [now, old]) {
            for (const escaped of [secret, JSON.stringify(secret).slice(1, -1), secret.replaceAll("<", "&lt;")])
              expect(output, form).not.toContain(escaped);
          }
        }
      }),
      RUNS,
    );
  });

  it("a saved plan's digests of it are slow and salted", () => {
    const [desired, observed] = [files("one"), server("two")];
    const basis = basisOf(desired, observed, () => true);
    const shown = shownPlan(plan(desired, observed), { target: "", url: "" }, basis, SALT);
    const entries = withBasis(shown, basis, SALT).basis?.entries ?? [];
    const slow = entries.filter(({ observed: digest }) => digest.startsWith("scrypt:")).map(({ address }) => address);
    expect(slow.sort()).toEqual([
      `productions.${NAME}.items.demo.settings.Adapter.ApiToken`,
      `productions.${NAME}.items.demo.settings.Adapter.Url`,
      `productions.${NAME}.items.fresh.settings.Adapter.FilePath`,
      `productions.${NAME}.items.gone`,
    ]);
  });
});

describe("what was a secret when it was applied", () => {
  const bindings = recorded(files("one"), server("two"));
  const url = ["productions", NAME, "items", "demo", "settings", "Adapter", "Url"];

  it("stays one when its entry has left the files: in plans, and in what is exported and compared", () => {
    const observed = server("hunter2-hunter2", bindings);
    const made = plan(files("", false), observed);
    const change = made.changes.find(({ address }) => address.join() === url.join());
    expect(change).toMatchObject({ action: "delete", before: "(sensitive)", after: null, sensitive: true });
    for (const output of Object.values(outputs(files("", false), observed))) expect(output).not.toContain("hunter2");
    const sensitive = sensitivityOf(bindings);
    const productions = [...observed.productions.values()] as Production[];
    const live = { namespace: "USER", default: undefined, state: undefined, productions, bindings: [], remarks: [] };
    const options = {
      secret: (address: readonly string[], value: string) => (sensitive(address, value) ? null : undefined),
    };
    const yaml = exportYaml(live, "x", options);
    expect(yaml).not.toContain("hunter2");
    expect(yaml).toContain("# not managed: the setting Url is sensitive; write it as ${secret:NAME}");
    expect(parse(yaml).productions[NAME].items.demo.settings.Adapter).toEqual({ DSN: "old" });
    const space = (of: ObservedState) => ({
      target: "",
      namespace: "USER",
      default: "",
      status: "stopped",
      productions: [...of.productions.values()] as Production[],
      bindings,
    });
    const compared = compareNamespaces(space(observed), space(server("other")), { equal: [], differ: [], ignore: [] });
    expect(compared.differences).toHaveLength(3);
    expect(JSON.stringify(compared)).not.toContain("hunter2");
  });

  it("is still said by the next record, written by files that do not know it", () => {
    const [production] = files("", false).productions as [DesiredState["productions"][number]];
    const later = { ...files("", false), productions: [{ ...production, prune: false }] };
    const again = recorded(later, server("x", bindings));
    expect(sensitivityOf(again)(url, "x")).toBe(true);
    expect(sensitivityOf(recorded(later, server("x")))(url, "x")).toBe(false);
  });

  it("of more values than a record can name: then of all settings", () => {
    const settings = new Map([
      ["Host", new Map(Array.from({ length: 600 }, (_, at) => [`S${at}`, secretText("x", "${secret:S}")] as const))],
    ]);
    const items = new Map([["demo", { attributes: { classname: text("A.B") }, settings }]]);
    const [production] = files("").productions as [DesiredState["productions"][number]];
    const many = recorded({ ...files(""), productions: [{ ...production, items }] }, server("x"));
    expect(many[0]?.pythonClass).toMatch(/_all$/);
    expect(sensitivityOf(many)(url, "x")).toBe(true);
    expect(sensitivityOf(many)(["productions", NAME, "description"], "x")).toBe(false);
  });

  it("a record of before, which says nothing of secrets, is read as it was", () => {
    const old = bindings.map((binding) => ({ ...binding, pythonClass: "Applied_0123abc" }));
    expect(sensitivityOf(old)(url, "x")).toBe(false);
  });
});

describe("a name says that its value is secret", () => {
  it.each([
    "Password",
    "DBPASSWORD",
    "ApiToken",
    "client_secret",
    "SSHKey",
    "api_key",
    "apikey",
    "UserCredential",
    "Pwd",
  ])("%s does", (name) => expect(sensitiveNames()(name)).toBe(true));
  it.each(["FilePath", "Credentials", "Monkey", "KeyFieldName", "HotKeys2", "DSN"])("%s does not", (name) =>
    expect(sensitiveNames()(name)).toBe(false),
  );
  it("as the config adds and excepts", () => {
    const named = sensitiveNames(["*pin", "Credentials", "!TokenEndpoint"]);
    expect(["CardPIN", "Credentials", "TokenEndpoint", "Token"].map(named)).toEqual([true, true, false, true]);
  });
  it.each([
    ["%settings", "a=1\npassword=x", true],
    ["Url", "jdbc:x?user=a&password=b", true],
    ["Url", "https://user:pw@host/", true],
    ["%settings", "a=1\npath=/in", false],
    ["Url", "https://host:80/?a=b", false],
    ["%settings", "password=", false],
  ])("within a text too: %s %j", (name, value, wanted) => {
    const address = ["productions", NAME, "items", "I", "settings", "Host", name];
    expect(sensitivityOf([])(address, value)).toBe(wanted);
  });
});

describe("a line of the files beside an edit", () => {
  it.each([
    ["   Password: hunter2", "   Password: (sensitive)"],
    ['+  "ApiToken": "a \\" b"', '+  "ApiToken": (sensitive)'],
    ["  Host: { Password: hunter2, Port: 1 }", "  Host: { Password: (sensitive), Port: 1 }"],
    ["  Password: ${secret:DB}", "  Password: ${secret:DB}"],
    ["  FilePath: /in", "  FilePath: /in"],
  ])("%s", (line, shown) => expect(withoutSecrets(line, sensitiveNames())).toBe(shown));
});
