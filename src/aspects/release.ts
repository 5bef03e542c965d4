import type { DesiredState, PresentPackage } from "../model/desired.ts";
import type { Binding, ObservedState } from "../model/observed.ts";
import { findRelease } from "../model/record.ts";

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

/** The release directory of this package that a path lies in, whichever release it is; undefined for another place. */
export function releaseDirectory(packageName: string, classpaths: string): string | undefined {
  const family = new RegExp(`^${packageName}(-[0-9a-f]{12})?$`);
  return normalPath(classpaths)
    .split("/")
    .findLast((part) => family.test(part));
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
 * The package of the files that provides a class: by its declared components; by where its binding lies and whether the
 * files still hold its module; or, for one that lies elsewhere or nowhere, by the class's name standing in the files.
 * Which classes a settings file registers is known only to Python: this is what can be known without running it.
 */
export function providerOf(
  className: string,
  desired: DesiredState,
  observed: ObservedState,
): PresentPackage | undefined {
  const packages = presentPackages(desired);
  const declared = packages.find(
    ({ entry }) => "components" in entry && entry.components.some((component) => component.className === className),
  );
  if (declared) return declared;
  const bindings = bindingsOf(observed);
  const binding = bindings.find((entry) => entry.className === className);
  const fromSettings = packages.filter(({ entry }) => "settingsFile" in entry);
  if (binding) {
    const home = packages.find((pack) => {
      const release = findRelease(bindings, pack.name);
      return release
        ? isBelow(release.classpaths, binding.classpaths)
        : releaseDirectory(pack.name, binding.classpaths) !== undefined;
    });
    if (home) return hasModule(home, binding.module) ? home : undefined;
    return fromSettings.find((pack) => hasModule(pack, binding.module) && registers(pack, className));
  }
  return fromSettings.find((pack) => quotes(pack, className));
}

function hasModule(pack: PresentPackage, module: string): boolean {
  const file = module.replaceAll(".", "/");
  const folder = entryFolder(pack);
  return pack.files.some(({ name }) => name === `${folder}${file}.py` || name === `${folder}${file}/__init__.py`);
}

/** Whether a Python file holds the class as a key, the way `CLASSES` does. */
function registers(pack: PresentPackage, className: string): boolean {
  const key = new RegExp(`["']${className.replaceAll(".", "\\.")}["']\\s*:`);
  return pack.files.some(({ name, text }) => name.endsWith(".py") && key.test(text));
}

/** Whether one of the package's Python files holds the text in quotes. */
export function quotes(pack: PresentPackage, text: string): boolean {
  return pack.files.some(
    (file) => file.name.endsWith(".py") && (file.text.includes(`"${text}"`) || file.text.includes(`'${text}'`)),
  );
}
