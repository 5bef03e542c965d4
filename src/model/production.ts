import type { ItemEntry, ProductionEntry } from "../generated/desired-state.ts";

/**
 * A production definition as iopctl sees it: what a server's `/export` gave, lossless, and what is written back.
 *
 * Attributes are kept as the text that the server stores; one that the server left out is absent here too, and
 * `effective…` gives what it then means. Defaults: wire-notes, section 4.3 (column "IoP reader").
 */
export interface Production {
  readonly name: string;
  readonly attributes: Attributes<ProductionAttribute>;
  readonly settings: readonly Setting[];
  readonly items: readonly Item[];
  /** Wire keys that iopctl does not know, carried verbatim. */
  readonly extra: Extra;
}

/** An item of a definition. */
export interface Item {
  readonly name: string;
  readonly attributes: Attributes<ItemAttribute>;
  readonly settings: readonly Setting[];
  readonly extra: Extra;
}

/** One setting of an item or a production. Values are text, as IRIS has them. */
export interface Setting {
  /** Absent where the server left it out: distinct from the empty text. */
  readonly target: string | undefined;
  readonly name: string;
  readonly value: string;
  readonly extra: Extra;
}

/** What a definition says of some attributes; an absent one has the server's default. */
export type Attributes<K extends string> = { readonly [P in K]?: string };
/** Entries instead of an object: a key such as `__proto__` stays a key. */
export type Extra = readonly (readonly [string, unknown])[];

/** What of a definition has one value, taken from the schema: a key that is new there is missing here at compile time. */
export type ProductionAttribute = Exclude<keyof ProductionEntry, "prune" | "protect" | "settings" | "items" | "ignore">;
/** By the names of the state files. */
export type ItemAttribute = Exclude<keyof ItemEntry, "settings">;

type Kind = "text" | "boolean" | "integer";
interface AttributeSpec {
  readonly kind: Kind;
  readonly default: string;
}

/** What kind of value each attribute of a production has, and the server's default for it. */
export const PRODUCTION_ATTRIBUTES: Readonly<Record<ProductionAttribute, AttributeSpec>> = {
  description: { kind: "text", default: "" },
  test_enabled: { kind: "boolean", default: "false" },
  log_trace_events: { kind: "boolean", default: "false" },
  actor_pool_size: { kind: "integer", default: "2" },
};

/** The same of items. */
export const ITEM_ATTRIBUTES: Readonly<Record<ItemAttribute, AttributeSpec>> = {
  classname: { kind: "text", default: "" },
  category: { kind: "text", default: "" },
  pool_size: { kind: "integer", default: "1" },
  enabled: { kind: "boolean", default: "true" },
  foreground: { kind: "boolean", default: "false" },
  comment: { kind: "text", default: "" },
  log_trace_events: { kind: "boolean", default: "false" },
  schedule: { kind: "text", default: "" },
};

/** The lists in the order in which definitions are written. */
export const PRODUCTION_ATTRIBUTE_NAMES = Object.keys(PRODUCTION_ATTRIBUTES) as ProductionAttribute[];
/** In the order of the state files. */
export const ITEM_ATTRIBUTE_NAMES = Object.keys(ITEM_ATTRIBUTES) as ItemAttribute[];

/**
 * Production-level settings that IoP does not write when they have this value, so that absent and default are equal.
 * Source: wire-notes, section 4.4.
 */
const OMITTED_PRODUCTION_SETTINGS: ReadonlyMap<string, string> = new Map([
  ["ShutdownTimeout", "120"],
  ["UpdateTimeout", "10"],
  ["AlertNotificationManager", ""],
  ["AlertNotificationOperation", ""],
  ["AlertNotificationRecipients", ""],
  ["AlertActionWindow", "60"],
]);

const TRUE = new Set(["1", "true", "yes", "on"]);

/** One spelling for each meaning: what two texts of an attribute are compared by. */
export function normalAttribute(kind: Kind, text: string): string {
  if (kind === "boolean") return TRUE.has(text.trim().toLowerCase()) ? "true" : "false";
  if (kind === "integer") return /^\s*[+-]?\d+\s*$/.test(text) ? String(Number(text)) : text.trim();
  return normalText(text);
}

/**
 * Text as it comes back from the server: the definition is XML, so line ends become \n, and white space around an
 * element's text is not kept (wire-notes, section 4.2). The server strips in Python, to which U+0085 is white space and
 * U+FEFF is not; JavaScript has it the other way round.
 */
export function normalText(text: string): string {
  // Nearly every text: nothing at its ends that could be a space, and no line end of Windows.
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)];
  if (first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80 && !text.includes("\r")) return text;
  const isSpace = (char = "") => char !== "\ufeff" && /[\s\u0085]/.test(char);
  const unix = text.replace(/\r\n?/g, "\n");
  let [from, to] = [0, unix.length];
  while (from < to && isSpace(unix[from])) from += 1;
  while (to > from && isSpace(unix[to - 1])) to -= 1;
  return unix.slice(from, to);
}

/** What an attribute means: its own text, else the server's default. Booleans as `true` and `false`. */
export function effectiveProductionAttribute(production: Production, name: ProductionAttribute): string {
  const { kind, default: fallback } = PRODUCTION_ATTRIBUTES[name];
  return effective(production.attributes[name], kind, fallback);
}

/** The same of an item. */
export function effectiveItemAttribute(item: Item, name: ItemAttribute): string {
  const { kind, default: fallback } = ITEM_ATTRIBUTES[name];
  return effective(item.attributes[name], kind, fallback);
}

/** An empty text of a boolean or a number counts as left out (wire-notes, section 4.3). */
function effective(text: string | undefined, kind: Kind, fallback: string): string {
  if (text === undefined || (text.trim() === "" && kind !== "text")) return fallback;
  return normalAttribute(kind, text);
}

/** The target that an item's setting means: none is Adapter in IRIS; an empty one IoP takes for Host (wire-notes, 4.3). */
export function effectiveItemTarget({ target }: Setting): string {
  return target === undefined ? "Adapter" : target === "" ? "Host" : target;
}

/** Whether a setting stands at the production's own level: no target, or the target `Production`. */
export function isProductionLevel(setting: Setting): boolean {
  return setting.target === undefined || setting.target === "" || setting.target === "Production";
}

/** What an absent production-level setting means; undefined where absent is only absent. */
export function omittedProductionSetting(name: string): string | undefined {
  return OMITTED_PRODUCTION_SETTINGS.get(name);
}

/** Whether an item runs when its production does. */
export function isEnabled(item: Item): boolean {
  return effectiveItemAttribute(item, "enabled") === "true";
}

/** An item of which nothing is said yet. */
export function newItem(name: string): Item {
  return { name, attributes: {}, settings: [], extra: [] };
}

/** The names that stand more than once: no change may aim at such an item. */
export function repeatedItems(production: Production): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { name } of production.items) (seen.has(name) ? repeated : seen).add(name);
  return repeated;
}
