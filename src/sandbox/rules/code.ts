import { createHash } from "node:crypto";
import { itemsOf } from "./catalogue.ts";
import { xmlText } from "./definition.ts";
import { type BindingState, entryOf, type NamespaceState, type SandboxState } from "./state.ts";

/** A digest of the code that a class has now: of all Python files where its module is loaded from. Of no class: empty. */
export function codeOf(state: SandboxState, binding: BindingState | undefined): string {
  if (binding === undefined) return "";
  const root = rootOf(binding);
  const hash = createHash("sha256").update(`${binding.module}.${binding.classname}`);
  const paths = Object.keys(state.files).filter((path) => path.startsWith(root));
  for (const path of paths.sort()) {
    const name = path.slice(root.length);
    if (!path.endsWith(".py") || /(^|\/)iopctl_[^/]*$/.test(name)) continue;
    hash.update(`\0${name}\0${state.files[path]}`);
  }
  return hash.digest("hex").slice(0, 16);
}

/** The files that a class is loaded from, by their path below its folder. */
export function codeFiles(state: SandboxState, binding: BindingState): Readonly<Record<string, string>> {
  const root = rootOf(binding);
  const files = Object.entries(state.files).filter(([path]) => path.startsWith(root));
  return Object.fromEntries(files.map(([path, content]) => [path.slice(root.length), content]));
}

/** The code that the jobs of a namespace have loaded, by its digest, and the class that it belongs to. */
export function loadedCode(ns: NamespaceState): [code: string, binding: BindingState][] {
  const production = ns.runtime && entryOf(ns.productions, ns.active);
  if (!production) return [];
  return itemsOf(production).flatMap((item): [string, BindingState][] => {
    const job = entryOf(ns.runtime?.jobs ?? {}, xmlText(item["@Name"]));
    const binding = entryOf(ns.bindings, xmlText(item["@ClassName"]));
    return job === undefined || binding === undefined ? [] : [[job.code, binding]];
  });
}

function rootOf({ classpaths }: BindingState): string {
  return `${classpaths.replace(/\/+$/, "")}/`;
}
