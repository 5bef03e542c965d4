import { createHash } from "node:crypto";
import fc from "fast-check";
import type {
  Component,
  DesiredItem,
  DesiredProduction,
  DesiredState,
  PresentPackage,
} from "../../src/model/desired.ts";
import { canonicalJson } from "../../src/model/json.ts";
import type { Definition } from "../../src/sandbox/state.ts";

/** Generators of small worlds: what a server holds and what files say. */

const text = (value: string) => ({ text: value, sensitive: false });
const names = ["In", "Router", "Out", "Audit"];
const classes = ["Python.Service", "Python.Process", "Python.Operation", "Python.Extra", "EnsLib.Native"];
const value = fc.oneof(
  fc.constantFrom("", "1", "a=1\nb=2", "/data"),
  fc.string({ maxLength: 4 }).map((s) => s.replace(/[^ -~]/g, "_").trim()),
);

/** `defines`: its settings file writes the definition of One.Production too. */
export type PackageForm = "components" | "settings" | "defines";

/** A package of three components; `version` stands in its code. */
export function packageOf(name: string, version: string, form: PackageForm = "components"): PresentPackage {
  const code = `"""${version}"""\nfrom iop import BusinessService, BusinessProcess, BusinessOperation\n\nclass S(BusinessService):\n    pass\n\nclass P(BusinessProcess):\n    pass\n\nclass O(BusinessOperation):\n    pass\n`;
  const module = `${name}_parts`;
  const settings = `import ${module}\n\nCLASSES = {\n    "Python.Service": ${module}.S,\n    "Python.Process": ${module}.P,\n    "Python.Operation": ${module}.O,\n}\n`;
  const components: Component[] = [
    { className: "Python.Service", module, pythonClass: "S" },
    { className: "Python.Process", module, pythonClass: "P" },
    { className: "Python.Operation", module, pythonClass: "O" },
  ];
  const productions = `PRODUCTIONS = [{"One.Production": {"@Name": "One.Production", "Item": [{"@Name": "Out", "@ClassName": "Python.Operation", "@PoolSize": "1", "Setting": [{"@Target": "Host", "@Name": "A", "#text": "by the settings file"}]}, {"@Name": "Router", "@ClassName": "Python.Process", "@PoolSize": "0"}]}}]\n`;
  const texts = {
    [`${module}.py`]: code,
    ...(form === "components" ? {} : { "settings.py": form === "settings" ? settings : `${settings}\n${productions}` }),
  };
  const files = Object.entries(texts).map(([file, data]) => ({
    name: file,
    text: data,
    bytes: data.length,
    sha256: hash(data),
  }));
  const entry = form === "components" ? { components } : { settingsFile: "settings.py" };
  const digest = hash(canonicalJson([entry, files]));
  return {
    name,
    absent: false,
    remoteFolder: undefined,
    layout: "versioned",
    keepReleases: 3,
    strict: false,
    entry,
    files,
    digest,
    code: digest.slice(0, 16),
    localPath: "/nowhere",
  };
}

/** A second package, of one operation. */
export function morePackage(version: string): PresentPackage {
  const data = `"""${version}"""\nfrom iop import BusinessOperation\n\nclass E(BusinessOperation):\n    pass\n`;
  const entry = { components: [{ className: "Python.Extra", module: "more_parts", pythonClass: "E" }] };
  const files = [{ name: "more_parts.py", text: data, bytes: data.length, sha256: hash(data) }];
  const digest = hash(canonicalJson([entry, files]));
  const options = { remoteFolder: undefined, layout: "versioned", keepReleases: 3, strict: false } as const;
  return { ...options, name: "more", absent: false, entry, files, digest, code: digest.slice(0, 16), localPath: "/no" };
}

const settingMap = fc.uniqueArray(fc.tuple(fc.constantFrom("A", "B", "C"), value), {
  selector: ([name]) => name,
  maxLength: 2,
});

const liveItem = fc.record({
  name: fc.constantFrom(...names),
  classname: fc.constantFrom(...classes),
  pool: fc.constantFrom(undefined, "0", "1", "2"),
  enabled: fc.constantFrom("true", "false", "1", "0", undefined),
  comment: fc.constantFrom(undefined, "", "note"),
  host: settingMap,
});

/** A definition as a server holds it; sparse here and there. */
const liveDefinition: fc.Arbitrary<Definition> = fc
  .record({
    testing: fc.constantFrom(undefined, "true", "false"),
    items: fc.uniqueArray(liveItem, { selector: ({ name }) => name, maxLength: 4 }),
    settings: settingMap,
  })
  .map(({ testing, items, settings }) => ({
    ...(testing === undefined ? {} : { "@TestingEnabled": testing }),
    Setting: settings.map(([name, text]) => ({ "@Target": "", "@Name": name, "#text": text })),
    Item: items.map(({ name, classname, pool, enabled, comment, host }) => ({
      "@Name": name,
      "@ClassName": classname,
      ...(pool === undefined ? {} : { "@PoolSize": pool }),
      ...(enabled === undefined ? {} : { "@Enabled": enabled }),
      ...(comment === undefined ? {} : { "@Comment": comment }),
      Setting: host.map(([setting, text]) => ({ "@Target": "Host", "@Name": setting, "#text": text })),
    })),
  }));

const desiredItem: fc.Arbitrary<DesiredItem> = fc
  .record({
    classname: fc.constantFrom(...classes),
    pool: fc.option(fc.constantFrom("0", "1", "2"), { nil: undefined }),
    enabled: fc.option(fc.constantFrom("true", "false"), { nil: undefined }),
    comment: fc.option(fc.constantFrom("", "other"), { nil: undefined }),
    host: settingMap,
  })
  .map(({ classname, pool, enabled, comment, host }) => ({
    attributes: {
      classname: text(classname),
      ...(pool === undefined ? {} : { pool_size: text(pool) }),
      ...(enabled === undefined ? {} : { enabled: text(enabled) }),
      ...(comment === undefined ? {} : { comment: text(comment) }),
    },
    settings: new Map(host.length === 0 ? [] : [["Host", new Map(host.map(([name, inner]) => [name, text(inner)]))]]),
  }));

const desiredProduction = (name: string): fc.Arbitrary<DesiredProduction> =>
  fc
    .record({
      prune: fc.boolean(),
      description: fc.option(fc.constantFrom("", "x"), { nil: undefined }),
      items: fc.uniqueArray(
        fc.tuple(fc.constantFrom(...names), fc.option(desiredItem, { nil: "absent" as const, freq: 5 })),
        {
          selector: ([item]) => item,
          maxLength: 4,
        },
      ),
      settings: fc.option(settingMap, { nil: undefined }),
      ignore: fc.subarray(
        [
          ["items", "In", "pool_size"],
          ["items", "*", "settings", "Host", "B"],
          ["items", "Audit"],
        ],
        { maxLength: 1 },
      ),
    })
    .map(({ prune, description, items, settings, ignore }) => ({
      name,
      prune,
      attributes: description === undefined ? {} : { description: text(description) },
      settings:
        settings === undefined ? undefined : new Map(settings.map(([setting, inner]) => [setting, text(inner)])),
      items: new Map(items),
      ignore,
    }));

export interface World {
  readonly definitions: readonly (Definition | undefined)[];
  /** Which release of the first package is deployed, and of the second, which provides Python.Extra. */
  readonly deployed: string | undefined;
  readonly more: string | undefined;
  readonly form: PackageForm;
  readonly running: number | undefined;
  /** Whether it is suspended, not running. */
  readonly suspended: boolean;
  /** Proxy classes of no package, bound by hand. */
  readonly strays: readonly string[];
  readonly fallback: string;
  readonly desired: DesiredState;
}

export const PRODUCTIONS = ["One.Production", "Two.Production"] as const;

/** Two productions, a package in an old or the wanted version, any running state, any part of it desired. */
export const world: fc.Arbitrary<World> = fc
  .record({
    definitions: fc.tuple(fc.option(liveDefinition, { nil: undefined }), fc.option(liveDefinition, { nil: undefined })),
    deployed: fc.constantFrom("old", "new", undefined),
    more: fc.constantFrom(undefined, "old", "new"),
    wantsMore: fc.boolean(),
    suspended: fc.constantFrom(false, false, false, true),
    strays: fc.subarray(["Stray.One", "Stray.Two"]),
    unwanted: fc.subarray(["Stray.One", "Stray.Two"], { maxLength: 1 }),
    form: fc.constantFrom<PackageForm>("components", "settings", "defines"),
    running: fc.constantFrom(undefined, 0, 1),
    fallback: fc.constantFrom("", ...PRODUCTIONS),
    wanted: fc.tuple(
      fc.option(desiredProduction(PRODUCTIONS[0]), { nil: undefined }),
      fc.option(desiredProduction(PRODUCTIONS[1]), { nil: undefined }),
    ),
    state: fc.constantFrom(undefined, "running" as const, "stopped" as const),
    wantedDefault: fc.constantFrom(undefined, ...PRODUCTIONS),
    prune: fc.constantFrom("none" as const, "unused" as const),
  })
  .map(({ definitions, deployed, more, form, running, fallback, wanted, state, wantedDefault, prune, ...rest }) => ({
    definitions,
    deployed,
    more,
    suspended: rest.suspended,
    strays: rest.strays,
    form,
    running: running !== undefined && definitions[running] !== undefined ? running : undefined,
    fallback,
    desired: {
      namespace: "USER",
      ...(wantedDefault === undefined ? {} : { default: wantedDefault }),
      ...(state === undefined ? {} : { state }),
      packages: [packageOf("demo", "new", form), ...(rest.wantsMore || more === undefined ? [morePackage("new")] : [])],
      productions: wanted.filter((production) => production !== undefined),
      bindings: { present: [], absent: rest.unwanted, prune, keep: [] },
    },
  }));

function hash(data: string): string {
  return createHash("sha256").update(data).digest("hex");
}
