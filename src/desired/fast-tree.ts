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
import type { Source } from "./diagnostic.ts";
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
  return isOrdinary(events, text) ? new Build(events, source, toScalar).trees() : undefined;
}

/** Looks through all before anything is resolved, since a secret must not be asked for twice. */
function isOrdinary(events: readonly Event[], text: string): boolean {
  /** Of each open collection: the keys of a mapping so far, and whether a key comes next; undefined: a list or document. */
  const open: ({ readonly keys: Set<string>; isKey: boolean } | undefined)[] = [];
  for (const event of events) {
    if (event.type === EVENT_POP) {
      open.pop();
      continue;
    }
    const map = open.at(-1);
    const isKey = map?.isKey === true;
    if (map) map.isKey = !isKey;
    if (event.type === EVENT_DOCUMENT) {
      if (event.directives.length > 0 || event.explicitEnd) return false;
      open.push(undefined);
      continue;
    }
    if (event.type === EVENT_SCALAR) {
      if (event.anchorStart !== -1 || event.tagStart !== -1 || event.valueStart === -1) return false;
      // A document that is one text, or nothing.
      if (open.length < 2) return false;
      if (isKey) {
        const name = getScalarValue(text, event);
        if (event.style === SCALAR_STYLE_PLAIN && (name === "<<" || typeOf(name) === null)) return false;
        if (event.style === SCALAR_STYLE_LITERAL_BLOCK || event.style === SCALAR_STYLE_FOLDED_BLOCK) return false;
        if (map?.keys.has(name)) return false;
        map?.keys.add(name);
      }
      continue;
    }
    if (event.type !== EVENT_MAPPING && event.type !== EVENT_SEQUENCE) return false;
    if (isKey || event.anchorStart !== -1 || event.tagStart !== -1) return false;
    // `[b: c]` holds a map without braces: where it ends no bracket says.
    const bracket = event.type === EVENT_MAPPING ? "{" : "[";
    if (event.style === COLLECTION_STYLE_FLOW && text[event.start] !== bracket) return false;
    open.push(event.type === EVENT_MAPPING ? { keys: new Set(), isKey: true } : undefined);
  }
  return true;
}

class Build {
  private at = 0;
  /** Where the last token ends. */
  private end = 0;

  constructor(
    private readonly events: readonly Event[],
    private readonly source: Source,
    private readonly toScalar: ToScalar,
  ) {}

  trees(): Tree[] {
    const out: Tree[] = [];
    while (this.at < this.events.length) {
      const { type } = this.next();
      if (type !== EVENT_DOCUMENT) continue;
      const tree = (this.events[this.at] as Event).type === EVENT_POP ? undefined : this.node();
      if (tree) out.push(tree);
    }
    return out;
  }

  private next(): Event {
    const event = this.events[this.at] as Event;
    this.at += 1;
    return event;
  }

  private closes(): boolean {
    if ((this.events[this.at] as Event).type !== EVENT_POP) return false;
    this.at += 1;
    return true;
  }

  private node(): Tree | undefined {
    const event = this.next();
    const { source } = this;
    if (event.type === EVENT_SCALAR) return this.toScalar(this.written(event));
    const { start, style } = event as SequenceEvent | MappingEvent;
    this.end = start + 1;
    const close = style !== COLLECTION_STYLE_FLOW ? "" : event.type === EVENT_MAPPING ? "}" : "]";
    if (event.type === EVENT_SEQUENCE) {
      const items: Tree[] = [];
      while (!this.closes()) {
        const item = this.node();
        if (item) items.push(item);
      }
      return { kind: "list", place: { source, start, end: this.closed(close) }, items };
    }
    const entries = new Map<string, Entry>();
    while (!this.closes()) {
      const { value, text, plain, start: from, end } = this.written(this.next() as ScalarEvent);
      const inner = this.node();
      if (inner) entries.set(plain ? text : String(value), { key: { source, start: from, end }, value: inner });
    }
    return { kind: "map", place: { source, start, end: this.closed(close) }, entries };
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
    const text = event.fast ? source.text.slice(valueStart, valueEnd) : getScalarValue(source.text, event);
    const plain = style === SCALAR_STYLE_PLAIN;
    const quoted = style === SCALAR_STYLE_SINGLE_QUOTED || style === SCALAR_STYLE_DOUBLE_QUOTED;
    const block = style === SCALAR_STYLE_LITERAL_BLOCK || style === SCALAR_STYLE_FOLDED_BLOCK;
    const start = block ? headOf(source.text, before) : quoted ? valueStart - 1 : valueStart;
    this.end = quoted ? valueEnd + 1 : valueEnd;
    return { value: plain ? typeOf(text) : text, text, plain, start, end: this.end };
  }
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
