import { type DesiredState, type PresentPackage, presentPackages } from "../model/desired.ts";
import { type Binding, bindingsOf, type ObservedState } from "../model/observed.ts";
import { classPlace } from "../model/provided.ts";
import { findRelease, findReleases } from "../model/record.ts";
import { isBelow, isInFamily, isReleaseName, normalPath, releaseRoot } from "./places.ts";

/** Which packages provide which classes. Shared by the aspects and the planner. */

/** Classes of IRIS itself, and of IoP. */
const IRIS_OWN = /^(Ens|EnsLib|EnsPortal|HS|IOP|%\w*)\./;

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
  if (IRIS_OWN.test(className)) return false;
  if (providerOf(className, desired, observed) !== undefined) return false;
  const bindings = bindingsOf(observed);
  const binding = bindings.find((entry) => entry.className === className);
  return binding === undefined || !isOfOther(binding.classpaths, desired, bindings);
}

/**
 * Whether a package's settings file may take a class over from a release that these files do not have: it may, unless the
 * names that it registers are all written out, or it is one of IRIS's own.
 */
export function mayTakeOver(
  pack: PresentPackage,
  className: string,
  desired: DesiredState,
  observed: ObservedState,
): boolean {
  if (!("settingsFile" in pack.entry) || IRIS_OWN.test(className)) return false;
  const bindings = bindingsOf(observed);
  const binding = bindings.find((entry) => entry.className === className);
  if (binding === undefined || !isOfOther(binding.classpaths, desired, bindings)) return false;
  return !writesItsClassesOut(pack, pack.entry.settingsFile);
}

/** Whether `CLASSES` is one dictionary whose keys are names in quotes, and nothing else in the package speaks of it. */
function writesItsClassesOut({ files }: PresentPackage, settingsFile: string): boolean {
  let text = "";
  for (const { name, text: source } of files.filter((file) => file.name.endsWith(".py"))) {
    const code = source.replace(/#.*/g, "");
    if (name === settingsFile) text = code;
    else if (/\bCLASSES\b/.test(code)) return false;
  }
  const [before = "", after, ...more] = text.split(/^CLASSES\s*=\s*\{/m);
  if (after === undefined || more.length > 0 || /\bCLASSES\b|\bimport\s*\*/.test(`${before}${after}`)) return false;
  return hasNamesAsKeys(after);
}

/** Strings, brackets, and what stands between entries and keys, of Python text without comments. */
const TOKEN = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{}[\](),:]|[^\s"'{}[\](),:]+|\s+/g;

/** Whether a dictionary, from behind its bracket on, ends on a line of its own, each of its keys a plain string. */
function hasNamesAsKeys(text: string): boolean {
  let depth = 0;
  let next: "key" | "colon" | "value" = "key";
  for (const [token] of text.matchAll(TOKEN)) {
    if (/^\s/.test(token)) {
      if (depth < 0 && token.includes("\n")) return true;
    } else if (depth < 0) return false;
    else if (/^[}\])]$/.test(token)) depth -= 1;
    else if (depth === 0 && next === "key") {
      if (!/^["']./.test(token)) return false;
      next = "colon";
    } else if (depth === 0 && next === "colon") {
      if (token !== ":") return false;
      next = "value";
    } else if (/^[{[(]$/.test(token)) depth += 1;
    else if (depth === 0 && token === ",") next = "key";
  }
  return depth < 0;
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
  return classPlace(findRelease(bindings, pack.name)?.provided, className) !== undefined;
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
        : classPlace(release.provided, className) === "inside");
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
    const isOurs = release
      ? isInFamily(name, release, classpaths)
      : isReleaseName(name, normalPath(classpaths).split("/").at(-1) as string) && !isRecorded(classpaths, bindings);
    return isOurs && providerOf(className, desired, observed) === undefined;
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
  const owners = new Map<string, Map<string, Registration>>();
  for (const pack of presentPackages(desired)) {
    for (const registration of registrationsOf(pack, bindingsOf(observed))) {
      const key = registration.className.toLowerCase();
      const known = owners.get(key) ?? new Map<string, Registration>();
      const { className } = known.get(pack.name) ?? registration;
      owners.set(key, known.set(pack.name, { ...registration, className }));
    }
  }
  return [...owners.values()]
    .filter((each) => each.size > 1)
    .map((each) => ({
      className: ([...each.values()][0] as Registration).className,
      packages: [...each.keys()],
      certain: [...each.values()].every(({ certain }) => certain),
    }));
}

interface Registration {
  readonly className: string;
  /** false: by what the record or the text of a settings file says. */
  readonly certain: boolean;
}

/** The classes that a package registers, as far as that is known without running it. */
function registrationsOf(pack: PresentPackage, bindings: readonly Binding[]): Registration[] {
  const { entry } = pack;
  if ("components" in entry) return entry.components.map(({ className }) => ({ className, certain: true }));
  const release = findRelease(bindings, pack.name);
  if (release?.record.digest === pack.digest && release.provided !== undefined) {
    const { provided } = release;
    const listed = provided.classes.size > 0 ? bindings : [];
    return listed.flatMap(({ className }) => (classPlace(provided, className) ? [{ className, certain: false }] : []));
  }
  const text = pack.files.find(({ name }) => name === entry.settingsFile)?.text ?? "";
  return [...text.matchAll(/["']([A-Za-z%][\w.]*\.\w+)["']\s*:/g)].map(([, name]) => {
    return { className: name as string, certain: false };
  });
}
