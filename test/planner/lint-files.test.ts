import { describe, expect, it } from "vitest";
import { stateAspect } from "../../src/aspects/state.ts";
import { formatAddress } from "../../src/model/address.ts";
import type { DesiredItem, DesiredProduction, DesiredState } from "../../src/model/desired.ts";
import type { ObservedState } from "../../src/model/observed.ts";
import type { Production } from "../../src/model/production.ts";
import { lint } from "../../src/planner/lint.ts";
import { lintFiles, lintNames } from "../../src/planner/lint-files.ts";

const text = (value: string, sensitive = false) => ({ text: value, sensitive });
type Values = Readonly<Record<string, Readonly<Record<string, string>>>>;
const item = (settings: Values, sensitive = false): DesiredItem => ({
  attributes: {},
  settings: new Map(
    Object.entries(settings).map(([target, own]) => [
      target,
      new Map(Object.entries(own).map(([name, value]) => [name, text(value, sensitive)])),
    ]),
  ),
});
const state = (wanted: Partial<DesiredProduction>): DesiredState => ({
  namespace: "USER",
  packages: [],
  productions: [
    { name: "A.B", prune: false, attributes: {}, settings: undefined, items: undefined, ignore: [], ...wanted },
  ],
});
const files = (settings: Values, sensitive = false) =>
  lintFiles(state({ items: new Map([["In", item(settings, sensitive)]]) }));

describe("settings of the files", () => {
  it.each([
    ["Hots", "did you mean Host?"],
    ["host", "did you mean Host?"],
    ["Adaptor", "did you mean Adapter?"],
    ["PMML", "most components read no other"],
  ])("a target %s is a finding with the nearest name", (target, words) => {
    const [finding, ...more] = files({ [target]: { A: "1" } });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      code: "setting-target-name",
      address: ["productions", "A.B", "items", "In", "settings", target],
    });
    expect(finding?.message).toContain(words);
    expect(finding?.message.includes("did you mean")).toBe(target !== "PMML");
  });

  it.each([
    ["Password", "hunter2", true],
    ["FTPPassword", "x", true],
    ["ApiKey", "x", true],
    ["client_secret", "x", true],
    ["%settings", "a=1\npassword = hunter2", true],
    ["%settings", "password=", false],
    ["Password", "", false],
    ["Password", "true", false],
    ["Credentials", "FTP-In", false],
    ["TokenTimeout", "30", false],
    ["PasswordFile", "/run/secrets/x", false],
    ["KeyFieldName", "ID", false],
    ["Author", "x", false],
    ["Authorization", "Bearer hunter2", true],
    ["SigningKey", "x", true],
    ["PartitionKey", "x", false],
    ["Url", "jdbc://me:hunter2@host/db", true],
    ["Connection", "Server=a;Password=hunter2;Database=b", true],
    ["Connection", "Server=a;Password=;Database=b", false],
  ])("%s: %j in clear text is a finding: %s", (name, value, wanted) => {
    const found = files({ Adapter: { [name]: value } });
    expect(found.map(({ code }) => code)).toEqual(wanted ? ["clear-password"] : []);
    expect(JSON.stringify(found)).not.toContain("hunter2");
    if (wanted) expect(found[0]?.message).toMatch(/credentials and write their name.*\$\{secret:NAME\}/s);
    expect(files({ Adapter: { [name]: value } }, true)).toEqual([]);
  });

  it("what the config says of names counts here too", () => {
    const codes = (name: string, ...names: string[]) =>
      lintFiles({
        ...state({ items: new Map([["In", item({ Adapter: { [name]: "hunter2" } })]]) }),
        sensitiveNames: names,
      }).map(({ code }) => code);
    expect(codes("Pin", "pin")).toEqual(["clear-password"]);
    expect(codes("HospitalId", "*id")).toEqual(["clear-password"]);
    expect(codes("Pin")).toEqual([]);
    expect(codes("ApiKey", "!apikey")).toEqual([]);
    expect(codes("ApiKey", "!api*", "apikey")).toEqual([]);
  });

  it.each([
    ["  lead", true],
    ["\t", true],
    ["ID ", true],
    ["a\nb\n", false],
    ["a b", false],
    ["", false],
  ])("%j: white space that a server does not show is a finding: %s", (value, wanted) => {
    expect(files({ Host: { Separator: value } }).map(({ code }) => code)).toEqual(wanted ? ["white-space"] : []);
  });

  it("of the production's own level too", () => {
    const settings = new Map([["MailPassword", text("x")]]);
    expect(lintFiles(state({ settings })).map(({ address }) => formatAddress(address))).toEqual([
      "productions.A.B.settings.MailPassword",
    ]);
  });
});

describe("white space that a server does not show", () => {
  const setting = (name: string, value: string, target = "Host") => ({ target, name, value, extra: [] });
  const live: Production = {
    name: "A.B",
    attributes: {},
    settings: [],
    items: [
      {
        name: "In",
        attributes: { classname: "X.S" },
        extra: [],
        settings: [setting("Managed", ""), setting("Empty", ""), setting("Separator", ","), setting("Other", "x")],
      },
      { name: "Gone", attributes: { classname: "X.S" }, extra: [], settings: [setting("Empty", "")] },
    ],
    extra: [],
  };
  const found = (wanted: Partial<DesiredProduction>) =>
    lint(state(wanted), { productions: new Map([["A.B", live]]), bindings: [], git: new Map() } as ObservedState)
      .filter(({ code }) => code === "white-space")
      .map(({ message }) => message);
  const items = new Map<string, DesiredItem | "absent">([
    ["In", item({ Host: { Managed: "\t" } })],
    ["Gone", "absent"],
  ]);

  it("is named, of what no file manages, once a production is written", () => {
    expect(found({ items })).toContainEqual(
      expect.stringContaining("perhaps white space: items.In.settings.Host.Empty, items.In.settings.Host.Separator."),
    );
    expect(found({ items: new Map([["In", item({ Host: { Managed: "\t" } })]]) })).toEqual([
      expect.stringContaining("Managed of In begins or ends with white space"),
    ]);
  });
});

describe("names that nothing defines", () => {
  const items = new Map([
    ["In", item({ Host: { TargetConfigNames: "Archiv, Elsewhere", target: "Out" } })],
    ["Archive", item({})],
    ["Out", item({})],
  ]);

  it("a default production that is none of the files' is a finding at default, with the nearest name", () => {
    const [finding, ...more] = lintNames({ ...state({}), default: "A.C" });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: "default-undefined", address: ["default"] });
    expect(finding?.message).toBe("the files define no production A.C; did you mean A.B?");
    expect(lintNames({ ...state({}), default: "A.B" })).toEqual([]);
    expect(lintNames({ namespace: "USER", packages: [], productions: [], default: "A.C" })).toEqual([]);
  });

  it("nor is it one where the server has it", () => {
    const observed: ObservedState = { productions: new Map(), git: new Map(), list: new Set(["A.C"]) };
    expect(lint({ ...state({}), default: "A.C" }, observed)).toEqual([]);
    expect(lint({ ...state({}), default: "A.C" }, { productions: new Map(), git: new Map() })).toHaveLength(1);
  });

  it("a route that is like an item's name and is none is a finding; one that may be elsewhere is not", () => {
    expect(lintNames(state({ items })).map(({ message }) => message)).toEqual([
      "In sends to Archiv, which the files do not define; did you mean Archive?",
    ]);
  });
});

it("a default production that nobody has is an error at default, with the nearest name", () => {
  const wanted: DesiredState = { ...state({}), default: "A.C", state: "running" };
  const observed: ObservedState = {
    productions: new Map(),
    git: new Map(),
    default: "",
    status: { production: "", status: "stopped" },
    list: new Set(),
  };
  expect(stateAspect.diff(wanted, observed).errors).toMatchObject([
    { saidAt: ["default"], message: expect.stringContaining("did you mean A.B?") },
  ]);
});
