import { define } from "../model/json.ts";
import type { Diagnostic, Source } from "./diagnostic.ts";
import { fastTrees, type ToScalar } from "./fast-tree.ts";
import { Lines } from "./lines.ts";
import type { VariableContext } from "./variable-context.ts";
import { resolveText } from "./variables.ts";
import type { Entry, Tree } from "./yaml-tree.ts";

/**
 * The documents of a file. Never throws for bad content: what is wrong goes to `report`. An empty document gives no tree.
 * An ordinary file is read by a fast parser; the one that knows all of YAML is loaded for the others, and to say what is
 * wrong. `sensitive`: a scalar of them holds a secret.
 */
export async function parseTrees(
  file: { readonly path: string; readonly file: string; readonly text: string },
  context: VariableContext,
  report: (diagnostic: Diagnostic) => void,
): Promise<{ readonly trees: Tree[]; readonly sensitive: boolean }> {
  const source: Source = { ...file, lines: new Lines(file.text) };
  let sensitive = false;
  const toScalar = scalarOf(source, context, report, () => {
    sensitive = true;
  });
  const fast = fastTrees(source, toScalar);
  if (fast !== undefined) return { trees: fast, sensitive };
  const { slowTrees } = await import("./slow-tree.ts");
  const trees = slowTrees(source, toScalar, report);
  return { trees, sensitive };
}

/** Resolves what stands in a text. */
function scalarOf(
  source: Source,
  context: VariableContext,
  report: (diagnostic: Diagnostic) => void,
  onSensitive: () => void,
): ToScalar {
  return ({ value, text, plain, start, end }) => {
    const place = { source, start, end };
    if (typeof value !== "string" || !text.includes("${") || context.resolve?.(start) === false)
      return { kind: "scalar", place, value, text, sensitive: false };
    const resolved = resolveText(text, context, source.file);
    if ("error" in resolved) {
      report({ message: resolved.error, place });
      return undefined;
    }
    const retyped = plain && !resolved.literal ? retype(resolved.text) : resolved.text;
    const { sensitive } = resolved;
    if (sensitive) onSensitive();
    const written = { ...(sensitive ? { source: text } : {}), ...(resolved.unknown ? { unknown: true as const } : {}) };
    return { kind: "scalar", place, value: retyped, text: resolved.text, sensitive, ...written };
  };
}

/** A tree that was parsed with its variables as they stand, now with them resolved: the file is not parsed again. */
export function resolveTree<T extends Tree>(
  tree: T,
  context: VariableContext,
  report: (diagnostic: Diagnostic) => void,
): T {
  const walk = (node: Tree): Tree | undefined => {
    if (node.kind === "scalar") {
      const { value, text, place } = node;
      if (typeof value !== "string" || !text.includes("${")) return node;
      // A plain scalar begins with none of the characters that begin another.
      const plain = !/["'|>]/.test(place.source.text.charAt(place.start));
      return scalarOf(
        place.source,
        context,
        report,
        () => undefined,
      )({ value, text, plain, start: place.start, end: place.end });
    }
    if (node.kind === "list") return { ...node, items: node.items.map(walk).filter((item) => item !== undefined) };
    const entries = new Map<string, Entry>();
    for (const [key, entry] of node.entries) {
      const value = walk(entry.value);
      if (value) entries.set(key, { key: entry.key, value });
    }
    return { ...node, entries };
  };
  return walk(tree) as T;
}

/** A plain scalar means after its variables are resolved what the same text would mean without them. */
function retype(text: string): string | number | boolean {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return /^[-+]?(0|[1-9][0-9]*)$/.test(text) ? Number(text) : text;
}

/** Plain data for the validator. Keys such as `__proto__` become own properties and nothing else. */
export function toPlain(tree: Tree): unknown {
  if (tree.kind === "scalar") return tree.value;
  if (tree.kind === "list") return tree.items.map(toPlain);
  const out: Record<string, unknown> = {};
  // No list of two for each entry: a start pays for what is thrown away.
  tree.entries.forEach(({ value }, key) => {
    define(out, key, toPlain(value));
  });
  return out;
}
