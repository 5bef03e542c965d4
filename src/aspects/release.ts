import type { DesiredState, PresentPackage } from "../model/desired.ts";
import type { Binding, ObservedState } from "../model/observed.ts";
import { effectiveItemAttribute, effectiveItemTarget, type Item } from "../model/production.ts";
import { placeOf } from "../model/provided.ts";
import { findRelease, findReleases, type Release } from "../model/record.ts";

/** Where packages lie on the server and which classes they provide. Shared by the aspects and the planner. */

/** The directory of a release: one of its own in the versioned layout. */
export function directoryOf(pack: PresentPackage): string {
  return pack.layout === "versioned" ? `${pack.name}-${pack.digest.slice(0, 12)}` : pack.name;
}

/** The folder of the settings file inside the package, with a trailing slash; empty for the package's root. */
export function entryFolder(pack: PresentPackage | undefined): string {
  const file = pack !== undefined && "settingsFile" in pack.entry ? pack.entry.settingsFile : "";
  return file.slice(0, file.lastIndexOf("/") + 1);
}

/** What `classpaths` of a binding of this release ends with; the whole of it where the remote folder is known. */
export function hasReleasePath(pack: PresentPackage, classpaths: string): boolean {
  const end = `/${directoryOf(pack)}/${entryFolder(pack)}`.slice(0, -1);
  const path = normalPath(classpaths);
  return pack.remoteFolder === undefined ? path.endsWith(end) : path === `${normalPath(pack.remoteFolder)}${end}`;
}

/** The parts of a path that are named like a release of this package, whichever it is. */
export function releaseDirectories(packageName: string, classpaths: string): string[] {
  return normalPath(classpaths)
    .split("/")
    .filter((part) => isReleaseName(packageName, part));
}

function isReleaseName(packageName: string, part: string): boolean {
  return (
    part === packageName ||
    (part.startsWith(`${packageName}-`) && /^-[0-9a-f]{12}$/.test(part.slice(packageName.length)))
  );
}

/**
 * The directory of the deployed release: of the parts of its record's path the one that carries its digest; else the one
 * above the folder of the settings file, where the files still have it; else the innermost of the package's name.
 * undefined: the path has none of them.
 */
function releaseRoot(name: string, { record, classpaths }: Release, pack?: PresentPackage): string | undefined {
  const parts = normalPath(classpaths).split("/");
  const own = parts.lastIndexOf(`${name}-${record.digest.slice(0, 12)}`);
  const folder = entryFolder(pack).split("/").slice(0, -1);
  const above = parts.length - folder.length - 1;
  const fits =
    pack !== undefined &&
    isReleaseName(name, parts[above] ?? "") &&
    parts.slice(above + 1).join("/") === folder.join("/");
  const at = own !== -1 ? own : fits ? above : parts.findLastIndex((part) => isReleaseName(name, part));
  return at === -1 ? undefined : parts.slice(0, at + 1).join("/");
}

/** Whether a path lies in the directory of any release of a package that is recorded: this one, or one beside it. */
function isInFamily(name: string, release: Release, path: string): boolean {
  const root = releaseRoot(name, release);
  if (root === undefined) return false;
  const parent = root.slice(0, root.lastIndexOf("/") + 1);
  const inner = normalPath(path);
  return inner.startsWith(parent) && isReleaseName(name, inner.slice(parent.length).split("/")[0] as string);
}

/** Whether a path is a directory or below it. */
export function isBelow(directory: string, path: string): boolean {
  const [top, inner] = [normalPath(directory), normalPath(path)];
  return inner === top || inner.startsWith(`${top}/`);
}

function normalPath(path: string): string {
  return path.replaceAll("\\", "/").replace(/\/+$/, "");
}

export function bindingsOf(observed: ObservedState): readonly Binding[] {
  return Array.isArray(observed.bindings) ? observed.bindings : [];
}

export function presentPackages(desired: DesiredState): PresentPackage[] {
  return desired.packages.filter((pack): pack is PresentPackage => !pack.absent);
}

/**
 * The package of the files that provides a class, or may: by its declared components; by the record of its deployed
 * release or where the class is bound; else by what its files say. Which classes a settings file registers is known only
 * to Python, so this serves a preview, and whatever must not be lost: after an upload the bindings say what it did.
 */
export function providerOf(
  className: string,
  desired: DesiredState,
  observed: ObservedState,
): PresentPackage | undefined {
  const packages = presentPackages(desired);
  const declared = packages.find((pack) => declares(pack, className));
  if (declared) return declared;
  const bindings = bindingsOf(observed);
  const binding = bindings.find((entry) => entry.className === className);
  const fromSettings = packages.filter(({ entry }) => "settingsFile" in entry);
  const recorded = fromSettings.filter((pack) => isKnownToProvide(pack, className, bindings));
  const home = binding && homeOf(binding.classpaths, packages, bindings);
  const known = recorded.find((pack) => pack === home) ?? recorded.at(-1) ?? home;
  if (known) return known;
  // A mention of what somebody else's release provides is no sign that it is ours too; a key of `CLASSES` is.
  const other = binding !== undefined && isOfOther(binding.classpaths, desired, bindings);
  return fromSettings.find(
    (pack) => mayProvide(pack, className, binding, bindings) && (!other || registers(pack, className)),
  );
}

/**
 * Whether it is not certain who provides a class: no package of the files, as far as its record and its text go, nobody
 * else's release, and not IRIS itself. A settings file may register it under a name that no text of it holds.
 */
export function isDoubtful(className: string, desired: DesiredState, observed: ObservedState): boolean {
  if (/^(Ens|EnsLib|EnsPortal|HS|IOP|%\w*)\./.test(className)) return false;
  if (providerOf(className, desired, observed) !== undefined) return false;
  const bindings = bindingsOf(observed);
  const binding = bindings.find((entry) => entry.className === className);
  return binding === undefined || !isOfOther(binding.classpaths, desired, bindings);
}

function declares({ entry }: PresentPackage, className: string): boolean {
  return "components" in entry && entry.components.some((component) => sameClass(component.className, className));
}

/** IRIS keeps class names apart by more than their case. */
export function sameClass(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether the record of a package's deployed release lists a class. */
export function isKnownToProvide(
  pack: { readonly name: string },
  className: string,
  bindings: readonly Binding[],
): boolean {
  return placeOf(findRelease(bindings, pack.name)?.provided, className) !== undefined;
}

/** The package in whose deployed release a path lies; of nested directories the innermost. */
function homeOf(
  path: string,
  packages: readonly PresentPackage[],
  bindings: readonly Binding[],
): PresentPackage | undefined {
  let home: PresentPackage | undefined;
  let longest = 0;
  for (const pack of packages) {
    const release = findRelease(bindings, pack.name);
    const root = release && releaseRoot(pack.name, release, pack);
    if (root === undefined || root.length < longest || !isBelow(root, path)) continue;
    home = pack;
    longest = root.length;
  }
  return home;
}

/** Whether a path lies in the deployed release of a package that these files do not have. */
function isOfOther(path: string, desired: DesiredState, bindings: readonly Binding[]): boolean {
  return findReleases(bindings).some((release) => {
    const root = releaseRoot(release.name, release);
    return root !== undefined && isBelow(root, path) && !desired.packages.some(({ name }) => name === release.name);
  });
}

/** Whether a settings file may register a class, by what the files say; certainly not where its record lists them all. */
function mayProvide(
  pack: PresentPackage,
  className: string,
  binding: Binding | undefined,
  bindings: readonly Binding[],
): boolean {
  const release = findRelease(bindings, pack.name);
  if (release?.record.digest === pack.digest && release.provided?.complete) return false;
  if (quotes(pack, className)) return true;
  const parts = className.split(".");
  for (let length = parts.length - 1; length > 1; length -= 1) {
    if (quotes(pack, parts.slice(0, length).join("."))) return true;
  }
  return binding !== undefined && holdsModule(pack, binding.module);
}

/** Whether the package holds a module, in whichever folder. */
function holdsModule(pack: PresentPackage, module: string): boolean {
  const file = module.replaceAll(".", "/");
  return pack.files.some(({ name }) =>
    [`${file}.py`, `${file}/__init__.py`].some((end) => name === end || name.endsWith(`/${end}`)),
  );
}

/** Whether a Python file holds the class as a key, the way `CLASSES` does. */
export function registers(pack: PresentPackage, className: string): boolean {
  if (!("settingsFile" in pack.entry)) return false;
  const key = new RegExp(`["']${className.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}["']\\s*:`);
  return pack.files.some(({ name, text }) => name.endsWith(".py") && key.test(text));
}

/** Whether one of the package's Python files holds the text in quotes. */
export function quotes(pack: PresentPackage, text: string): boolean {
  return pack.files.some(
    (file) => file.name.endsWith(".py") && (file.text.includes(`"${text}"`) || file.text.includes(`'${text}'`)),
  );
}

/**
 * Bindings that a package has provided and that are now somebody else's: a migration by hand. What another package of the
 * files has registered since is no drift of this one: `sharedClasses` says so.
 */
export function movedBindings(pack: PresentPackage, desired: DesiredState, observed: ObservedState): Binding[] {
  const bindings = bindingsOf(observed);
  const release = findRelease(bindings, pack.name);
  const root = release && (releaseRoot(pack.name, release, pack) ?? release.classpaths);
  if (release === undefined || root === undefined) return [];
  const others = presentPackages(desired).filter((other) => other !== pack);
  return bindings.filter((binding) => {
    const { className, classpaths, module } = binding;
    if (isBelow(root, classpaths)) return false;
    const inside =
      declares(pack, className) ||
      (release.provided === undefined
        ? holdsModule(pack, module) && registers(pack, className) && providerOf(className, desired, observed) === pack
        : placeOf(release.provided, className) === "inside");
    if (!inside) return false;
    const home = homeOf(classpaths, others, bindings);
    return home === undefined || !(declares(home, className) || isKnownToProvide(home, className, bindings));
  });
}

/** The bindings that are certainly of a package that is to go: they lie in its directories, and nothing here provides them. */
export function bindingsLeftBy(name: string, desired: DesiredState, observed: ObservedState): Binding[] {
  const bindings = bindingsOf(observed);
  const release = findRelease(bindings, name);
  return bindings.filter(({ className, classpaths }) => {
    const own = release
      ? isInFamily(name, release, classpaths)
      : isReleaseName(name, normalPath(classpaths).split("/").at(-1) as string) && !isRecorded(classpaths, bindings);
    return own && providerOf(className, desired, observed) === undefined;
  });
}

/** Whether a path lies in the directories of any package that has a record. */
function isRecorded(path: string, bindings: readonly Binding[]): boolean {
  return findReleases(bindings).some((release) => isInFamily(release.name, release, path));
}

/** Classes that two packages of the files register: the one that is uploaded last has them. */
export function sharedClasses(
  desired: DesiredState,
  observed: ObservedState,
): { readonly className: string; readonly packages: readonly string[]; readonly certain: boolean }[] {
  const bindings = bindingsOf(observed);
  const packages = presentPackages(desired);
  const names = new Map<string, Map<string, boolean>>();
  const add = (className: string, pack: PresentPackage, certain: boolean) => {
    const key = className.toLowerCase();
    const known = names.get(key) ?? new Map<string, boolean>();
    names.set(key, known.set(pack.name, certain));
    if (!spelt.has(key)) spelt.set(key, className);
  };
  const spelt = new Map<string, string>();
  for (const pack of packages) {
    const release = findRelease(bindings, pack.name);
    if ("components" in pack.entry) {
      for (const { className } of pack.entry.components) add(className, pack, true);
    } else if (release?.record.digest === pack.digest && release.provided !== undefined) {
      for (const { className } of bindings) {
        if (release.provided.classes.size > 0 && placeOf(release.provided, className)) add(className, pack, false);
      }
    } else {
      const { settingsFile } = pack.entry;
      const text = pack.files.find(({ name }) => name === settingsFile)?.text ?? "";
      for (const [, name] of text.matchAll(/["']([A-Za-z%][\w.]*\.\w+)["']\s*:/g)) add(name as string, pack, false);
    }
  }
  return [...names]
    .filter(([, owners]) => owners.size > 1)
    .map(([key, owners]) => ({
      className: spelt.get(key) as string,
      packages: [...owners.keys()],
      certain: [...owners.values()].every((certain) => certain),
    }));
}

/** The deployed root of a package of the files; undefined: there is none. */
export function deployedRoot(pack: PresentPackage, bindings: readonly Binding[]): string | undefined {
  const release = findRelease(bindings, pack.name);
  return release && (releaseRoot(pack.name, release, pack) ?? release.classpaths);
}

/** Where the code of an item comes from: what its class is bound to, and what the item's own settings put over it. */
export interface CodePlace {
  readonly module: string;
  readonly pythonClass: string;
  readonly classpaths: string;
}

/** undefined: its class is no proxy of a Python class. */
export function codePlace(item: Item, bindings: ReadonlyMap<string, Binding>): CodePlace | undefined {
  const binding = bindings.get(effectiveItemAttribute(item, "classname"));
  if (binding === undefined) return undefined;
  const own = (name: string) =>
    item.settings.find(
      (setting) => setting.name === name && effectiveItemTarget(setting) === "Host" && setting.value !== "",
    )?.value;
  return {
    module: own("%module") ?? binding.module,
    pythonClass: own("%classname") ?? binding.pythonClass,
    classpaths: normalPath(own("%classpaths") ?? binding.classpaths),
  };
}
