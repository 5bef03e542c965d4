import type { Diagnostic } from "./diagnostic.ts";
import type { Tree } from "./yaml-tree.ts";

/** Attributes that are texts for people or for IRIS; the others are names and choices that every plan shows. */
const TEXTS = new Set(["description", "comment", "category", "schedule"]);

/**
 * A secret may be the value of a setting, a text attribute, or part of what a check sends and expects. Anywhere else it
 * would be the name, path or choice that plans, calls and file names are made of: that is reported.
 */
export function checkSecrets(tree: Tree, report: (diagnostic: Diagnostic) => void): void {
  check(tree, report, "", undefined);
}

/** A path as a chain from its end: made into a list only where somebody asks, which is hardly ever. */
interface Below {
  readonly key: string;
  readonly above: Below | undefined;
}

function pathOf(below: Below | undefined): string[] {
  return below === undefined ? [] : [...pathOf(below.above), below.key];
}

/** `key`: the tree's own; `above`: of what it stands in, undefined where it is the document. */
function check(
  tree: Tree,
  report: (diagnostic: Diagnostic) => void,
  key: string,
  above: Below | undefined,
  shown = `"${key}"`,
): void {
  if (tree.kind === "map") {
    const here = { key, above };
    for (const [name, { value }] of tree.entries) check(value, report, name, here);
  } else if (tree.kind === "list") {
    const here = { key, above };
    for (const [index, item] of tree.items.entries()) check(item, report, String(index), here, `an entry of ${shown}`);
  } else if (tree.sensitive && !mayBeSecret(pathOf({ key, above }).slice(1))) {
    report({
      message: `a secret cannot be ${shown}: plans, calls and file names would show it`,
      place: tree.place,
      hint: "a secret may be a setting's value, a description, comment, category or schedule, or part of a check's message",
    });
  }
}

function mayBeSecret([kind, , part, item, inner, ...rest]: readonly string[]): boolean {
  if (kind === "checks") return part === "test" && (item === "body" || item === "expect");
  if (kind !== "productions") return false;
  if (part === "settings") return item !== undefined;
  if (part !== "items") return item === undefined && TEXTS.has(part ?? "");
  if (inner === "settings") return rest.length === 2;
  return inner !== undefined && rest.length === 0 && TEXTS.has(inner);
}
