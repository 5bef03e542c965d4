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
import type { Definition } from "../../src/sandbox/rules/state.ts";

/** Generators of small worlds: what a server holds and what files say. */

const text = (value: string) => ({ text: value, sensitive: false });
const names = ["In", "Router", "Out", "Audit"];
const classes = ["Python.Service", "Python.Process", "Python.Operation", "Python.Extra", "EnsLib.Native"];
const value = fc.oneof(
  fc.constantFrom("", "1", "a=1\nb=2", "/data"),
  fc.string({ maxLength: 4 }).map((s) => s.replace(/[^ -~]/g, "_").trim()),
);

/**
 * `defines`: its settings file writes the definition of One.Production too. `renamed`: another module in each version.
 * `folder`: the dictionary form, of a folder. `computed`: names that no text of the package holds.
 */
export type PackageForm = "components" | "settings" | "defines" | "renamed" | "folder" | "computed";

const PARTS = { Service: "S", Process: "P", Operation: "O" };

/** A package of three components; `version` stands in its code. `extra`: it has taken Python.Extra over. */
export function packageOf(
  name: string,
  version: string,
  form: PackageForm = "components",
  extra = false,
): PresentPackage {
  const parts: Record<string, string> = { ...PARTS, ...(extra ? { Extra: "E" } : {}) };
  const bases = { S: "BusinessService", P: "BusinessProcess", O: "BusinessOperation", E: "BusinessOperation" };
  const classes = Object.values(parts).map((part) => `class ${part}(${bases[part as "S"]}):\n    pass\n`);
  const code = `"""${version}"""\nfrom iop import BusinessService, BusinessProcess, BusinessOperation\n\n${classes.join("\n")}`;
  const module = form === "renamed" ? `${name}_${version}` : `${name}_parts`;
  const entries = Object.entries(parts).map(([key, part]) =>
    form === "folder"
      ? `    "Python.${key}": {"path": here + "/src", "module": "${module}", "class": "${part}"},\n`
      : form === "computed"
        ? `    "Python." + "${key}": ${module}.${part},\n`
        : `    "Python.${key}": ${module}.${part},\n`,
  );
  const head = form === "folder" ? "import os\nhere = os.path.dirname(__file__)\n" : `import ${module}\n`;
  const settings = `${head}\nCLASSES = {\n${entries.join("")}}\n`;
  const components: Component[] = Object.entries(parts).map(([key, pythonClass]) => ({
    className: `Python.${key}`,
    module,
    pythonClass,
  }));
  const productions = `PRODUCTIONS = [{"One.Production": {"@Name": "One.Production", "Item": [{"@Name": "Out", "@ClassName": "Python.Operation", "@PoolSize": "1", "Setting": [{"@Target": "Host", "@Name": "A", "#text": "by the settings file"}]}, {"@Name": "Router", "@ClassName": "Python.Process", "@PoolSize": "0"}]}}]\n`;
  const texts = {
    [form === "folder" ? `src/${module}.py` : `${module}.py`]: code,
    ...(form === "components" ? {} : { "settings.py": form === "defines" ? `${settings}\n${productions}` : settings }),
  };
  const entry = form === "components" ? { components } : { settingsFile: "settings.py" };
  return releaseOf(name, entry, texts);
}

/** A package of these files. */
export function releaseOf(
  name: string,
  entry: PresentPackage["entry"],
  texts: Readonly<Record<string, string>>,
): PresentPackage {
  const files = Object.entries(texts).map(([file, data]) => ({
    name: file,
    text: data,
    bytes: data.length,
    sha256: hash(data),
  }));
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

/** A second package, of one operation. `moved`: of which the first package has taken Python.Extra. */
export function morePackage(version: string, moved = false): PresentPackage {
  const data = `"""${version}"""\nfrom iop import BusinessOperation\n\nclass E(BusinessOperation):\n    pass\n`;
  const className = moved ? "Python.More" : "Python.Extra";
  return releaseOf(
    "more",
    { components: [{ className, module: "more_parts", pythonClass: "E" }] },
    { "more_parts.py": data },
  );
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
  // What the server's own writer drops; 0 is what IRIS takes it for where it is absent.
  timeout: fc.constantFrom(undefined, undefined, "0", "20"),
  host: settingMap,
  untargeted: fc.constantFrom(undefined, undefined, "u"),
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
    Item: items.map(({ name, classname, pool, enabled, comment, host, timeout, untargeted }) => ({
      "@Name": name,
      "@ClassName": classname,
      ...(pool === undefined ? {} : { "@PoolSize": pool }),
      ...(enabled === undefined ? {} : { "@Enabled": enabled }),
      ...(comment === undefined ? {} : { "@Comment": comment }),
      ...(timeout === undefined ? {} : { "@InactivityTimeout": timeout }),
      Setting: [
        ...host.map(([setting, text]) => ({ "@Target": "Host", "@Name": setting, "#text": text })),
        ...(untargeted === undefined ? [] : [{ "@Name": "Untargeted", "#text": untargeted }]),
      ],
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
    form: fc.constantFrom<PackageForm>("components", "settings", "defines", "renamed", "folder", "computed"),
    moved: fc.constantFrom(false, false, true),
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
      // A settings file that writes a definition of which something would be dropped is refused otherwise.
      ...(form === "defines" ? { guards: { loss: "allow" as const } } : {}),
      ...(wantedDefault === undefined ? {} : { default: wantedDefault }),
      ...(state === undefined ? {} : { state }),
      packages: [
        packageOf("demo", "new", form, rest.moved),
        ...(rest.wantsMore || more === undefined ? [morePackage("new", rest.moved)] : []),
      ],
      productions: wanted.filter((production) => production !== undefined),
      bindings: { present: [], absent: rest.unwanted, prune, keep: [] },
    },
  }));

function hash(data: string): string {
  return createHash("sha256").update(data).digest("hex");
}
