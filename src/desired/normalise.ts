import { createHash } from "node:crypto";
import { dirname, resolve } from "node:path";
import { parsePattern } from "../model/address.ts";
import { SENSITIVE } from "../model/change.ts";
import type {
  Component,
  DesiredBindings,
  DesiredItem,
  DesiredPackage,
  DesiredProduction,
  DesiredState,
  DesiredText,
  PresentPackage,
} from "../model/desired.ts";
import { canonicalJson } from "../model/json.ts";
import { isRecord } from "../model/names.ts";
import { ITEM_ATTRIBUTE_NAMES, PRODUCTION_ATTRIBUTE_NAMES } from "../model/production.ts";
import type { Diagnostic, Place } from "./diagnostic.ts";
import { readPackage } from "./package-files.ts";
import type { Reading } from "./reading.ts";
import { normaliseSafety } from "./safety.ts";
import type { Entry, MapTree, ScalarTree, Tree } from "./yaml-tree.ts";

type Report = (diagnostic: Diagnostic) => void;

/** A tree that its schema accepts as plain desired state, with the checks that no schema can make. */
export async function normalise(
  tree: MapTree,
  namespace: string,
  report: Report,
  roots: readonly string[],
  reading: Reading,
): Promise<DesiredState> {
  checkClasses(tree, report);
  const fallback = scalar(tree, "default")?.text;
  const state = scalar(tree, "state")?.text as DesiredState["state"];
  if (state === "running" && fallback === "") {
    report({
      message: "state: running needs a production, and default is empty",
      place: (tree.entries.get("state") as Entry).key,
    });
  }
  const packages = await Promise.all(
    entriesOf(tree, "packages").map(([name, entry]) =>
      normalisePackage(name, entry.value, namespace, report, roots, reading),
    ),
  );
  const productions = entriesOf(tree, "productions").flatMap(([name, { value }]) =>
    value.kind === "map" ? [normaliseProduction(name, value, report)] : [],
  );
  const bindings = tree.entries.get("bindings")?.value;
  return {
    namespace,
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(state === undefined ? {} : { state }),
    packages: packages.filter((entry) => entry !== undefined),
    productions,
    ...(bindings?.kind === "map" ? { bindings: normaliseBindings(bindings) } : {}),
    ...normaliseSafety(tree, report),
  };
}

async function normalisePackage(
  name: string,
  value: Tree,
  namespace: string,
  report: Report,
  roots: readonly string[],
  reading: Reading,
): Promise<DesiredPackage | undefined> {
  if (value.kind !== "map") return { name, absent: true };
  const path = scalar(value, "path");
  if (path === undefined) return undefined;
  const base = dirname(path.place.source.file);
  const localPath = resolve(base, path.text);
  const include = texts(value, "include") ?? ["**/*.py", "**/*.cls"];
  const exclude = texts(value, "exclude") ?? [];
  const files = await reading.once(
    `package ${JSON.stringify([localPath, path.text, include, exclude, roots])}`,
    reading.through(path.place.source.file),
    () => readPackage(localPath, roots, include, exclude, path.text),
  );
  if ("problem" in files) {
    report({ message: `package ${name}: ${files.problem}`, place: path.place });
    return undefined;
  }
  const components = componentsOf(name, value, files, report);
  const written = scalar(value, "settings_file");
  const settingsFile = written?.text ?? "settings.py";
  if (components.length === 0 && !files.some((entry) => entry.name === settingsFile)) {
    report({
      message: `package ${name} has no settings file ${settingsFile}`,
      place: (written ?? path).place,
      hint: "name it with settings_file, or list components",
    });
  }
  const entry = components.length > 0 ? { components } : { settingsFile };
  const layout = (scalar(value, "layout")?.text ?? "versioned") as PresentPackage["layout"];
  const keepReleases = Number(scalar(value, "keep_releases")?.value ?? 3);
  const strict = scalar(value, "strict_production_validation")?.value === true;
  const remoteFolder = scalar(value, "remote_folder")?.text.replace(/(?<=.)[/\\]+$/, "");
  const code = sha256([canonicalJson(entry), ...files.map((file) => `${file.name}\0${file.sha256}`)].join("\n"));
  // Namespaces that share a folder do not share directories: neither overwrites nor removes what the other runs.
  const shared = layout === "versioned" && remoteFolder !== undefined ? { namespace } : {};
  const options = { layout, strict, ...(layout === "versioned" ? { keepReleases } : {}), ...shared };
  return {
    name,
    absent: false,
    remoteFolder,
    layout,
    keepReleases,
    strict,
    entry,
    files,
    digest: sha256(`${code}\n${canonicalJson(options)}`),
    code: code.slice(0, 16),
    localPath,
    include,
    exclude,
  };
}

/** The classes that the package registers, each with the module that must hold it. */
function componentsOf(
  name: string,
  tree: MapTree,
  files: readonly { readonly name: string }[],
  report: Report,
): readonly Component[] {
  const components = entriesOf(tree, "components").map(([className, entry]): Component => {
    const text = (entry.value as ScalarTree).text;
    const dot = text.lastIndexOf(".");
    return { className, module: text.slice(0, dot), pythonClass: text.slice(dot + 1) };
  });
  for (const { module } of components) {
    const file = module.replaceAll(".", "/");
    if (!files.some((entry) => entry.name === `${file}.py` || entry.name === `${file}/__init__.py`)) {
      const place = (tree.entries.get("components") as Entry).key;
      report({ message: `package ${name} has no file for the module ${module} (${file}.py)`, place });
    }
  }
  return components;
}

function normaliseProduction(name: string, tree: MapTree, report: Report): DesiredProduction {
  const items = tree.entries.get("items")?.value;
  const prune = scalar(tree, "prune")?.value === true;
  if (prune && items === undefined) {
    report({
      message: `prune: true without items would remove every item of ${name}`,
      place: (tree.entries.get("prune") as Entry).key,
      hint: "list the items, or write items: {} if that is meant",
    });
  }
  const settings = tree.entries.get("settings")?.value;
  return {
    name,
    prune,
    ...(scalar(tree, "protect")?.value === true ? { protect: true } : {}),
    attributes: attributesOf(tree, PRODUCTION_ATTRIBUTE_NAMES, report),
    settings: settings?.kind === "map" ? settingsOf(settings, report) : undefined,
    items: items?.kind === "map" ? itemsOf(items, report) : undefined,
    ignore: listOf(tree, "ignore").flatMap((pattern) => {
      try {
        const address = parsePattern(pattern.text);
        const known = ["items", "settings", ...PRODUCTION_ATTRIBUTE_NAMES];
        if (!known.includes(address[0] as string)) throw new Error(`"${pattern.text}" names nothing of a production`);
        return [address];
      } catch (error) {
        const hint = "for example: items.*.settings.Adapter.Password";
        report({ message: (error as Error).message, place: pattern.place, hint });
        return [];
      }
    }),
  };
}

function itemsOf(tree: MapTree, report: Report): DesiredProduction["items"] {
  const out = new Map<string, DesiredItem | "absent">();
  for (const [item, { value }] of tree.entries)
    out.set(item, value.kind === "map" ? normaliseItem(value, report) : "absent");
  return out;
}

function normaliseItem(tree: MapTree, report: Report): DesiredItem {
  const settings = new Map<string, ReadonlyMap<string, DesiredText>>();
  const attributes = attributesOf(tree, ITEM_ATTRIBUTE_NAMES, report);
  for (const [target, { value }] of entriesOf(tree, "settings"))
    settings.set(target, settingsOf(value as MapTree, report));
  return { attributes, settings };
}

function attributesOf<K extends string>(tree: MapTree, names: readonly K[], report: Report) {
  const out: { [P in K]?: DesiredText } = {};
  for (const name of names) {
    const value = scalar(tree, name);
    if (value === undefined) continue;
    checkText(value, report);
    const text = typeof value.value === "string" ? value.text : String(value.value);
    out[name] = desiredText(value, value.unknown ? value.text : text);
  }
  return out;
}

function settingsOf(tree: MapTree, report: Report): Map<string, DesiredText> {
  const out = new Map<string, DesiredText>();
  for (const [name, { value }] of tree.entries) {
    const written = value as ScalarTree;
    checkText(written, report);
    out.set(name, desiredText(written, written.text));
  }
  return out;
}

function desiredText({ sensitive, source, unknown }: ScalarTree, text: string): DesiredText {
  if (source === undefined && !unknown) return { text, sensitive };
  return { text, sensitive, ...(source === undefined ? {} : { source }), ...(unknown ? { unknown } : {}) };
}

/** The definition is XML on the server: it cannot hold some characters, escaped or not. Nor is a shown secret one. */
function checkText({ text, place }: ScalarTree, report: Report): void {
  if (text === SENSITIVE) {
    const message = `${SENSITIVE} is what iopctl shows in the place of a secret, and no value`;
    report({ message, place, hint: "write it as ${secret:NAME}, or leave the setting out: then it is not managed" });
    return;
  }
  const found = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.exec(text);
  if (found === null && text.isWellFormed()) return;
  const code = found?.[0].charCodeAt(0).toString(16).padStart(4, "0") ?? "a lone surrogate";
  report({ message: `a definition cannot hold the character U+${code}`, place });
}

function normaliseBindings(tree: MapTree): DesiredBindings {
  return {
    present: texts(tree, "present") ?? [],
    absent: texts(tree, "absent") ?? [],
    prune: scalar(tree, "prune")?.text === "unused" ? "unused" : "none",
    keep: texts(tree, "keep") ?? [],
  };
}

/** A class is wanted or not, is provided by one package, and is never one of iopctl's own. */
function checkClasses(tree: MapTree, report: Report): void {
  const declared = new Map<string, string>();
  const refuseRecord = (className: string, place: Place) => {
    if (isRecord(className)) report({ message: `${className} is one of iopctl's own records`, place });
  };
  for (const [name, { value }] of entriesOf(tree, "packages")) {
    if (value.kind !== "map") continue;
    for (const [className, { key }] of entriesOf(value, "components")) {
      const other = declared.get(className);
      if (other) report({ message: `${className} is a component of package ${other} too`, place: key });
      declared.set(className, name);
      refuseRecord(className, key);
    }
  }
  const bindings = tree.entries.get("bindings")?.value;
  if (bindings?.kind !== "map") return;
  const present = listOf(bindings, "present");
  for (const { text, place } of [...present, ...listOf(bindings, "absent")]) refuseRecord(text, place);
  for (const { text, place } of listOf(bindings, "absent")) {
    if (present.some((entry) => entry.text === text)) {
      report({ message: `${text} is listed both present and absent`, place });
    } else if (declared.has(text)) {
      report({ message: `${text} is listed absent, and package ${declared.get(text)} registers it`, place });
    }
  }
}

function scalar(tree: MapTree, key: string): ScalarTree | undefined {
  const value = tree.entries.get(key)?.value;
  return value?.kind === "scalar" ? value : undefined;
}

function entriesOf(tree: MapTree, key: string): [string, Entry][] {
  const value = tree.entries.get(key)?.value;
  return value?.kind === "map" ? [...value.entries] : [];
}

function listOf(tree: MapTree, key: string): ScalarTree[] {
  const value = tree.entries.get(key)?.value;
  return value?.kind === "list" ? value.items.filter((item): item is ScalarTree => item.kind === "scalar") : [];
}

function texts(tree: MapTree, key: string): string[] | undefined {
  return tree.entries.has(key) ? listOf(tree, key).map(({ text }) => text) : undefined;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
