import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  Scalar,
} from "yaml";
import type { Diagnostic, Place, Source } from "./diagnostic.ts";
import { resolveText, type VariableContext } from "./variables.ts";
import { syntaxError } from "./yaml-errors.ts";

/** A YAML document as a tree in which every value knows its place. Aliases and merge keys are resolved. */
export type Tree = MapTree | ListTree | ScalarTree;

export interface MapTree {
  readonly kind: "map";
  readonly place: Place;
  readonly entries: ReadonlyMap<string, Entry>;
}
export interface Entry {
  readonly key: Place;
  readonly value: Tree;
}
interface ListTree {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly Tree[];
}
export interface ScalarTree {
  readonly kind: "scalar";
  readonly place: Place;
  readonly value: string | number | boolean | null;
  /** As it is written, variables resolved: what the server stores for a setting. */
  readonly text: string;
  readonly sensitive: boolean;
  /** As it is written, of a text that holds a secret. */
  readonly source?: string;
  /** The secret was not asked for: see DesiredText. */
  readonly unknown?: true;
}

/** What aliases may add to a document, in nodes: far above real use, far below what harms (a "billion laughs"). */
const ALIAS_LIMIT = 200_000;
const DEPTH_LIMIT = 100;

/** Never throws for bad content: what is wrong goes to `report`. An empty document gives no tree. */
export function parseTrees(
  file: { readonly path: string; readonly file: string; readonly text: string },
  context: VariableContext,
  report: (diagnostic: Diagnostic) => void,
): Tree[] {
  const lines = new LineCounter();
  const source: Source = { ...file, lines };
  const documents = parseAllDocuments(file.text, {
    lineCounter: lines,
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    version: "1.2",
  });
  const trees: Tree[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    const error = syntaxError(document, source);
    if (error) report(error);
    // What the parser only warns of was not understood: a tag that nothing resolves, a directive of no meaning.
    const warnings = error ? [] : document.warnings;
    for (const { code, message, pos } of warnings) {
      const place = { source, start: pos[0], end: pos[1] };
      const tag = code === "TAG_RESOLVE_FAILED" ? file.text.slice(pos[0], pos[1]) : undefined;
      report(
        tag === undefined
          ? { message: message.charAt(0).toLowerCase() + message.slice(1), place }
          : unknownTag(tag, place),
      );
    }
    if (error || warnings.length > 0 || document.contents === null) continue;
    if (isScalar(document.contents) && document.contents.value === null) continue;
    const tree = new Builder(document, source, context, report).build(document.contents as Node);
    if (tree) trees.push(tree);
  }
  return trees;
}

class Builder {
  private fromAliases = 0;
  private insideAlias = 0;
  private overLimit = false;
  private readonly open = new Set<Node>();

  constructor(
    private readonly document: Document,
    private readonly source: Source,
    private readonly context: VariableContext,
    private readonly report: (diagnostic: Diagnostic) => void,
  ) {}

  build(node: Node | null, depth = 0): Tree | undefined {
    if (this.overLimit) return undefined;
    const place = this.place(node);
    if (this.insideAlias > 0) this.fromAliases += 1;
    if (this.fromAliases > ALIAS_LIMIT || depth > DEPTH_LIMIT) {
      this.overLimit = true;
      this.report({ message: "aliases or nesting make this document too large to be meant", place });
      return undefined;
    }
    if (isAlias(node)) return this.alias(node, place, depth);
    if (!this.plainTag(node, place)) return undefined;
    if (isMap(node)) return { kind: "map", place, entries: this.entries(node, depth) };
    if (isSeq(node)) {
      const items = node.items.map((item) => this.build(item as Node | null, depth + 1));
      return { kind: "list", place, items: items.filter((item) => item !== undefined) };
    }
    return this.scalar(isScalar(node) ? node : new Scalar(null), place);
  }

  private alias(node: Node & { source: string }, place: Place, depth: number): Tree | undefined {
    const target = (node as unknown as { resolve(document: Document): Node | undefined }).resolve(this.document);
    if (target === undefined || this.open.has(target)) {
      const message = target ? `*${node.source} contains itself` : `there is no anchor &${node.source} before this`;
      this.report({ message, place });
      return undefined;
    }
    this.insideAlias += 1;
    const tree = this.build(target, depth + 1);
    this.insideAlias -= 1;
    return tree;
  }

  private entries(node: Node & { items: readonly unknown[] }, depth: number): Map<string, Entry> {
    const own = new Map<string, Entry>();
    const merged = new Map<string, Entry>();
    this.open.add(node);
    for (const pair of node.items as readonly { key: Node | null; value: Node | null }[]) {
      const key = this.place(pair.key);
      const name = this.keyName(pair.key, key);
      if (name === undefined) continue;
      const value = this.build(pair.value, depth + 1);
      if (value === undefined) continue;
      if (name === "<<" && value.kind !== "scalar" && isScalar(pair.key) && pair.key.type === Scalar.PLAIN) {
        for (const source of value.kind === "list" ? value.items : [value]) {
          for (const [inherited, entry] of source.kind === "map" ? source.entries : []) {
            if (!merged.has(inherited)) merged.set(inherited, entry);
          }
        }
        continue;
      }
      const first = own.get(name);
      if (first) {
        const { line } = this.source.lines.linePos(first.key.start);
        this.report({ message: `"${name}" stands twice here, first in line ${line}`, place: key });
        continue;
      }
      own.set(name, { key, value: pair.value === null ? { ...value, place: key } : value });
    }
    this.open.delete(node);
    for (const [name, entry] of merged) if (!own.has(name)) own.set(name, entry);
    return own;
  }

  private keyName(key: Node | null, place: Place): string | undefined {
    const node = isAlias(key) ? key.resolve(this.document) : key;
    if (isScalar(node)) {
      if (!this.plainTag(node, place)) return undefined;
      if (typeof node.value === "string") return node.value;
      if (node.value !== null && node.source !== undefined) return node.source;
    }
    this.report({ message: "a key must be a text", place });
    return undefined;
  }

  private scalar(node: Scalar, place: Place): ScalarTree | undefined {
    const { value } = node;
    const source = node.source ?? "";
    if (typeof value === "bigint" || typeof value === "number" || typeof value === "boolean" || value === null) {
      const plain = typeof value === "bigint" ? Number(value) : value;
      return { kind: "scalar", place, value: plain, text: source, sensitive: false };
    }
    // A date of YAML 1.1 is what stands there.
    const text = typeof value === "string" ? value : source;
    if (!text.includes("${") || this.context.resolve?.(place.start) === false)
      return { kind: "scalar", place, value: text, text, sensitive: false };
    const resolved = resolveText(text, this.context, this.source.file);
    if ("error" in resolved) {
      this.report({ message: resolved.error, place });
      return undefined;
    }
    const retyped = node.type === Scalar.PLAIN && !resolved.literal ? retype(resolved.text) : resolved.text;
    const { sensitive } = resolved;
    const written = { ...(sensitive ? { source: text } : {}), ...(resolved.unknown ? { unknown: true as const } : {}) };
    return { kind: "scalar", place, value: retyped, text: resolved.text, sensitive, ...written };
  }

  /** false, and said: the node has a tag that would make something else of it than a text, number, list or map. */
  private plainTag(node: Node | null, place: Place): boolean {
    const tag = (node as { tag?: string } | null)?.tag;
    if (tag === undefined || tag === "!" || PLAIN_TAGS.has(tag.replace(/^tag:yaml\.org,2002:/, ""))) return true;
    this.report(unknownTag(tag.replace(/^tag:yaml\.org,2002:/, "!!"), place));
    return false;
  }

  private place(node: Node | null): Place {
    const [start, end] = node?.range ?? [0, 0];
    return { source: this.source, start, end };
  }
}

/** The tags of YAML's core schema: what a value is without them, but for its type. */
const PLAIN_TAGS: ReadonlySet<string> = new Set(["str", "int", "float", "bool", "null", "map", "seq"]);

function unknownTag(tag: string, place: Place): Diagnostic {
  return {
    message: `the tag ${tag} means nothing here`,
    place,
    hint: "write the value without it, in quotes if need be",
  };
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
  const out = {};
  for (const [key, { value }] of tree.entries) {
    Object.defineProperty(out, key, { value: toPlain(value), enumerable: true, configurable: true, writable: true });
  }
  return out;
}
