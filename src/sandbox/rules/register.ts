import type { MigrationStep } from "../python-says.ts";
import { define, unbind } from "./catalogue.ts";
import { complete, itemName, sparse, xmlText } from "./definition.ts";
import { IrisError } from "./iris-error.ts";
import { type Definition, entryOf, type ItemDefinition, type NamespaceState, put } from "./state.ts";

/**
 * An existing proxy is overwritten, an existing production replaced. The second writing of one goes through objects, which
 * store every attribute that they know and none besides; XML keeps all: of a new one, of IoP 3, and of who asks for it.
 * Throws IrisError, and has changed nothing then.
 */
export function register(ns: NamespaceState, step: MigrationStep, writer: "objects" | "xml"): void {
  if ("binding" in step) {
    const { class: name, ...binding } = step.binding;
    checkClassName(name);
    if (/^(Ens|EnsLib|IOP|%[A-Za-z]+)\./.test(name)) {
      throw new IrisError(`ERROR #5002: Cannot overwrite class '${name}' because it is not a IOP proxy class.`);
    }
    put(ns.bindings, name, binding);
    return;
  }
  if ("unbind" in step) {
    unbind(ns, step.unbind);
    return;
  }
  const { production, definition } = step;
  checkClassName(production);
  if (step.whole !== true) refuseTwins(production, definition, entryOf(ns.productions, production)?.definition);
  const objects = writer === "objects" && step.whole !== true && entryOf(ns.productions, production) !== undefined;
  const stored = objects ? complete(production, definition) : sparse(production, definition);
  if (objects) checkClasses(ns, production, stored);
  define(ns, production, stored);
}

/** A definition that is written through objects is compiled at once. Throws IrisError for an item whose proxy is not there. */
export function checkClasses(ns: NamespaceState, production: string, { Item }: Definition): void {
  for (const item of Item) {
    const className = xmlText(item["@ClassName"]);
    if (!className.startsWith("Python.") || entryOf(ns.bindings, className) !== undefined) continue;
    throw new IrisError(
      `ERROR #5002: Could not register production ${production}: item ${itemName(item)}: <CLASS DOES NOT EXIST>*${className}`,
    );
  }
}

/** What IRIS takes as the name of a class: parts of letters and digits, 220 characters at most. */
function checkClassName(name: string): void {
  if (name.length > 220 || !/^%?[\p{L}\p{N}_]+(\.%?[\p{L}\p{N}_]+)*$/u.test(name)) {
    throw new IrisError(`ERROR #5053: Class name '${name}' is invalid`);
  }
}

/** Items of one name are refused, but where the server has them already: who writes such a definition back changes nothing. */
function refuseTwins(
  production: string,
  definition: Record<string, unknown>,
  stored: Definition | null | undefined,
): void {
  const names = (items: unknown) =>
    (Array.isArray(items) ? (items as ItemDefinition[]) : []).map((item) => xmlText(item["@Name"]));
  const known = names(stored?.Item);
  const twin = names(definition["Item"]).find((name, index, all) => all.indexOf(name) !== index);
  if (twin === undefined || known.indexOf(twin) !== known.lastIndexOf(twin)) return;
  throw new IrisError(
    `ERROR #5002: ObjectScript error: <PYTHON EXCEPTION> 246 <class 'ValueError'>: Production item already exists: ${twin} (twice in ${production})`,
  );
}
