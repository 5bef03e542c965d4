import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments, Scalar } from "yaml";
import type { Diagnostic, Place, Source } from "./diagnostic.ts";
import type { ToScalar } from "./fast-tree.ts";
import { syntaxError } from "./yaml-errors.ts";
import type { Entry, ScalarTree, Tree } from "./yaml-tree.ts";

/** What aliases may add to a document, in nodes: far above real use, far below what harms (a "billion laughs"). */
const ALIAS_LIMIT = 200_000;
const DEPTH_LIMIT = 100;

/** The documents of any file, with all that YAML has; see `parseTrees`. */
export function slowTrees(source: Source, toScalar: ToScalar, report: (diagnostic: Diagnostic) => void): Tree[] {
  const documents = parseAllDocuments(source.text, {
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
      const tag = code === "TAG_RESOLVE_FAILED" ? source.text.slice(pos[0], pos[1]) : undefined;
      report(
        tag === undefined
          ? { message: message.charAt(0).toLowerCase() + message.slice(1), place }
          : unknownTag(tag, place),
      );
    }
    if (error || warnings.length > 0 || document.contents === null) continue;
    if (isScalar(document.contents) && document.contents.value === null) continue;
    const tree = new Builder(document, source, toScalar, report).build(document.contents as Node);
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
    private readonly toScalar: ToScalar,
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
    const entries = new Map<string, Entry>();
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
      const first = entries.get(name);
      if (first) {
        const { line } = this.source.lines.linePos(first.key.start);
        this.report({ message: `"${name}" is set twice; the first is in line ${line}`, place: key });
        continue;
      }
      entries.set(name, { key, value: pair.value === null ? { ...value, place: key } : value });
    }
    this.open.delete(node);
    for (const [name, entry] of merged) if (!entries.has(name)) entries.set(name, entry);
    return entries;
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

  private scalar(node: Scalar, { start, end }: Place): ScalarTree | undefined {
    const source = node.source ?? "";
    const value = typeof node.value === "bigint" ? Number(node.value) : node.value;
    if (typeof value === "number" || typeof value === "boolean" || value === null)
      return this.toScalar({ value, text: source, plain: true, start, end });
    // A date of YAML 1.1 is what stands there.
    const text = typeof value === "string" ? value : source;
    return this.toScalar({ value: text, text, plain: node.type === Scalar.PLAIN, start, end });
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
    message: `the tag ${tag} is not supported here`,
    place,
    hint: "write the value without it, in quotes if need be",
  };
}
