import type { PresentPackage } from "../model/desired.ts";
import type { Binding } from "../model/observed.ts";
import { effectiveItemAttribute, effectiveItemTarget, type Item } from "../model/production.ts";
import { findRelease, type Release } from "../model/record.ts";

/** Where packages lie on the server, and where the code of an item comes from. Shared by the aspects and the planner. */

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

/** Whether a folder's name is that of a release of a package: its own name, or that and twelve digits of a digest. */
export function isReleaseName(packageName: string, part: string): boolean {
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
export function releaseRoot(name: string, { record, classpaths }: Release, pack?: PresentPackage): string | undefined {
  const parts = normalPath(classpaths).split("/");
  const exact = parts.lastIndexOf(`${name}-${record.digest.slice(0, 12)}`);
  const folder = entryFolder(pack).split("/").slice(0, -1);
  const above = parts.length - folder.length - 1;
  const fits =
    pack !== undefined &&
    isReleaseName(name, parts[above] ?? "") &&
    parts.slice(above + 1).join("/") === folder.join("/");
  const index = exact !== -1 ? exact : fits ? above : parts.findLastIndex((part) => isReleaseName(name, part));
  return index === -1 ? undefined : parts.slice(0, index + 1).join("/");
}

/** Whether a path lies in the directory of any release of a package that is recorded: this one, or one beside it. */
export function isInFamily(name: string, release: Release, path: string): boolean {
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

/** A server's path with `/` alone and no slash at its end, so that two can be compared. */
export function normalPath(path: string): string {
  return path.replaceAll("\\", "/").replace(/\/+$/, "");
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
  const setting = (name: string) =>
    item.settings.find(
      (setting) => setting.name === name && effectiveItemTarget(setting) === "Host" && setting.value !== "",
    )?.value;
  return {
    module: setting("%module") ?? binding.module,
    pythonClass: setting("%classname") ?? binding.pythonClass,
    classpaths: normalPath(setting("%classpaths") ?? binding.classpaths),
  };
}
