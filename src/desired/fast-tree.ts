import {
  COLLECTION_STYLE_FLOW,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  getScalarValue,
  type MappingEvent,
  parseEvents,
  SCALAR_STYLE_DOUBLE_QUOTED,
  SCALAR_STYLE_FOLDED_BLOCK,
  SCALAR_STYLE_LITERAL_BLOCK,
  SCALAR_STYLE_PLAIN,
  SCALAR_STYLE_SINGLE_QUOTED,
  type ScalarEvent,
  type SequenceEvent,
} from "js-yaml";
import type { Place, Source } from "./diagnostic.ts";
import type { Entry, ScalarTree, Tree } from "./yaml-tree.ts";

/** Gives the tree of a scalar from what stands there; `plain`: without quotes. undefined: it is wrong, and that was said. */
export type ToScalar = (written: Written) => ScalarTree | undefined;

interface Written {
  readonly value: string | number | boolean | null;
  /** As it is written. */
  readonly text: string;
  readonly plain: boolean;
  readonly start: number;
  readonly end: number;
}

/**
 * The trees of an ordinary file, some five times as fast as with the parser that knows all of YAML and says what is wrong.
 * undefined: the file has something that is not ordinary (anchors, aliases, tags, directives, merge keys, empty values,
 * keys twice, Windows line ends, mistakes), and the other parser has to look at it. Both give the same, as tests hold.
 */
export function fastTrees(source: Source, toScalar: ToScalar): Tree[] | undefined {
  const { text } = source;
  if (/[\r\ufeff]|^%|^ *\t/m.test(text)) return undefined;
  let events: Event[];
  try {
    events = parseEvents(text, {});
  } catch {
    return undefined;
  }
  return new Build(events, source, toScalar).trees();
}

/** Thrown where the other parser has to look at the file. */
const NOT_ORDINARY = new Error("not an ordinary file");

class Build {
  private position = 0;
  /** Where the last token ends. */
  private end = 0;
  /** Texts with variables: resolved when all is known to be ordinary, since a secret must not be asked for twice. */
  private readonly open = new Map<Tree, Written>();

  constructor(
    private readonly events: readonly Event[],
    private readonly source: Source,
    private readonly toScalar: ToScalar,
  ) {}

  trees(): Tree[] | undefined {
    const out: Tree[] = [];
    try {
      while (this.position < this.events.length) {
        const event = this.next();
        if (event.type !== EVENT_DOCUMENT) continue;
        const content = this.events[this.position] as Event;
        // Directives, a sign where it ends, or a document that is one text.
        if (event.directives.length > 0 || event.explicitEnd || content.type === EVENT_SCALAR) throw NOT_ORDINARY;
        const tree = content.type === EVENT_POP ? undefined : this.node();
        if (tree) out.push(tree);
      }
    } catch (error) {
      if (error === NOT_ORDINARY) return undefined;
      throw error;
    }
    return this.open.size === 0 ? out : out.map((tree) => this.resolved(tree)).filter((tree) => tree !== undefined);
  }

  private next(): Event {
    const event = this.events[this.position] as Event;
    this.position += 1;
    return event;
  }

  private closes(): boolean {
    if ((this.events[this.position] as Event).type !== EVENT_POP) return false;
    this.position += 1;
    return true;
  }

  private node(): Tree | undefined {
    const event = this.next();
    if (event.type === EVENT_SCALAR) return this.scalar(this.written(event));
    if (event.type === EVENT_SEQUENCE) return this.list(event);
    if (event.type === EVENT_MAPPING) return this.map(event);
    throw NOT_ORDINARY;
  }

  private scalar(written: Written): Tree | undefined {
    if (!written.text.includes("${")) return this.toScalar(written);
    const { value, text, start, end } = written;
    const tree: Tree = { kind: "scalar", place: { source: this.source, start, end }, value, text, sensitive: false };
    this.open.set(tree, written);
    return tree;
  }

  private list(event: SequenceEvent): Tree {
    this.opens(event, "[");
    const items: Tree[] = [];
    while (!this.closes()) {
      const item = this.node();
      if (item) items.push(item);
    }
    return { kind: "list", place: this.placeOf(event, "]"), items };
  }

  private map(event: MappingEvent): Tree {
    this.opens(event, "{");
    const { source } = this;
    const entries = new Map<string, Entry>();
    while (!this.closes()) {
      const key = this.next();
      // A block of text is no key, nor is a list or map.
      if (key.type !== EVENT_SCALAR || isBlock(key)) throw NOT_ORDINARY;
      const { value, text: name, plain, start, end } = this.written(key);
      if (entries.has(name) || (plain && (name === "<<" || value === null))) throw NOT_ORDINARY;
      const inner = this.node();
      if (inner) entries.set(name, { key: { source, start, end }, value: inner });
    }
    return { kind: "map", place: this.placeOf(event, "}"), entries };
  }

  private opens({ start, style, anchorStart, tagStart }: SequenceEvent | MappingEvent, bracket: string): void {
    if (anchorStart !== -1 || tagStart !== -1) throw NOT_ORDINARY;
    // `[b: c]` holds a map without braces: where it ends no bracket says.
    if (style === COLLECTION_STYLE_FLOW && this.source.text[start] !== bracket) throw NOT_ORDINARY;
    this.end = start + 1;
  }

  private placeOf({ start, style }: SequenceEvent | MappingEvent, bracket: string): Place {
    return { source: this.source, start, end: this.closed(style === COLLECTION_STYLE_FLOW ? bracket : "") };
  }

  /** The same with its variables resolved; without what gave nothing. */
  private resolved(tree: Tree): Tree | undefined {
    if (tree.kind === "scalar") {
      const written = this.open.get(tree);
      return written === undefined ? tree : this.toScalar(written);
    }
    if (tree.kind === "list")
      return { ...tree, items: tree.items.map((item) => this.resolved(item)).filter((item) => item !== undefined) };
    const entries = new Map<string, Entry>();
    for (const [name, { key, value }] of tree.entries) {
      const inner = this.resolved(value);
      if (inner) entries.set(name, { key, value: inner });
    }
    return { ...tree, entries };
  }

  /** Where a collection ends: behind its bracket, which only space, commas and comments stand before. */
  private closed(bracket: string): number {
    if (bracket === "") return this.end;
    const { text } = this.source;
    let index = this.end;
    while (index < text.length && index !== -1 && text[index] !== bracket)
      index = text[index] === "#" ? text.indexOf("\n", index) : index + 1;
    this.end = index + 1;
    return this.end;
  }

  private written(event: ScalarEvent): Written {
    const { source, end: before } = this;
    const { style, valueStart, valueEnd } = event;
    if (event.anchorStart !== -1 || event.tagStart !== -1 || valueStart === -1) throw NOT_ORDINARY;
    const text = event.fast ? source.text.slice(valueStart, valueEnd) : getScalarValue(source.text, event);
    const plain = style === SCALAR_STYLE_PLAIN;
    const quoted = style === SCALAR_STYLE_SINGLE_QUOTED || style === SCALAR_STYLE_DOUBLE_QUOTED;
    const start = isBlock(event) ? headOf(source.text, before) : quoted ? valueStart - 1 : valueStart;
    this.end = quoted ? valueEnd + 1 : valueEnd;
    return { value: plain ? typeOf(text) : text, text, plain, start, end: this.end };
  }
}

function isBlock({ style }: ScalarEvent): boolean {
  return style === SCALAR_STYLE_LITERAL_BLOCK || style === SCALAR_STYLE_FOLDED_BLOCK;
}

/** The `|` or `>` of a block scalar, the first after what stands before it: space, signs and comments. */
function headOf(text: string, from: number): number {
  const before = /(?:#.*|[^#|>]+)*/y;
  before.lastIndex = from;
  before.test(text);
  return before.lastIndex;
}

/** What a plain text means in YAML's core schema (https://yaml.org/spec/1.2.2/#103-core-schema). */
function typeOf(text: string): string | number | boolean | null {
  if (/^(?:~|[Nn]ull|NULL)?$/.test(text)) return null;
  if (/^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/.test(text)) return text[0] === "t" || text[0] === "T";
  if (!/^[-+.0-9]/.test(text)) return text;
  if (/^[-+]?[0-9]+$/.test(text)) return Number.parseInt(text, 10);
  if (/^0o[0-7]+$/.test(text)) return Number.parseInt(text.slice(2), 8);
  if (/^0x[0-9a-fA-F]+$/.test(text)) return Number.parseInt(text.slice(2), 16);
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return Number.parseFloat(text);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text))
    return text[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) return Number.NaN;
  return text;
}
