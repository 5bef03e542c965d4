import type { Diagnostic } from "./diagnostic.ts";
import type { Tree } from "./yaml-tree.ts";

/** Attributes that are texts for people or for IRIS; the others are names and choices that every plan shows. */
const TEXTS = new Set(["description", "comment", "category", "schedule"]);

/**
 * A secret may be the value of a setting, a text attribute, or part of what a check sends and expects. Anywhere else it
 * would be the name, path or choice that plans, calls and file names are made of: that is reported.
 */
export function checkSecrets(tree: Tree, report: (diagnostic: Diagnostic) => void, path: readonly string[] = []): void {
  if (tree.kind === "map") for (const [key, { value }] of tree.entries) checkSecrets(value, report, [...path, key]);
  else if (tree.kind === "list")
    for (const [at, item] of tree.items.entries()) checkSecrets(item, report, [...path, String(at)]);
  else if (tree.sensitive && !mayBeSecret(path)) {
    report({
      message: `a secret cannot be "${path.at(-1)}": plans, calls and file names would show it`,
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
