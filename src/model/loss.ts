import { type Address, formatAddress } from "./address.ts";
import { SENSITIVE } from "./change.ts";
import { canonicalJson, isObject } from "./json.ts";
import { type Extra, effectiveItemTarget, normalText, type Production } from "./production.ts";

/**
 * What of a definition the server's own writer of `PRODUCTIONS` drops: of everything that it does not know, also of what no
 * change touches. Python on the server has another way that keeps it (`register_production`, with the definition's XML).
 */
export interface Dropped {
  /** Below the production: of itself, an item, or a setting. */
  readonly address: Address;
  /** As the XML has it: an attribute, or an element in angle brackets. */
  readonly name: string;
  readonly value: string;
  /** false: XML cannot hold it either. */
  readonly inXml: boolean;
}

/** Attributes of an item that say nothing at these values, IRIS's defaults (class reference, Ens.Config.Item). */
const SILENT: Readonly<Record<string, readonly string[]>> = {
  "@DisableErrorTraps": ["", "0", "false"],
  "@InactivityTimeout": ["", "0"],
};

/** What the server's writer would drop that is no default of IRIS's, in the order of the definition. */
export function droppedOf(production: Production): Dropped[] {
  const silent = (key: string, value: unknown) => SILENT[key]?.includes(textOf(value).toLowerCase()) === true;
  const out: Dropped[] = [];
  const lost = (extra: Extra, ...address: string[]) => {
    for (const [key, value] of extra) {
      const name = key.startsWith("@") ? key.slice(1) : `<${key}>`;
      out.push({ address, name, value: textOf(value), inXml: isXmlKey(key) });
    }
  };
  lost(production.extra);
  for (const { extra, name } of production.settings) lost(extra, "settings", name);
  for (const item of production.items) {
    const spoken = item.extra.filter(([key, value]) => !silent(key, value));
    lost(spoken, "items", item.name);
    for (const setting of item.settings)
      lost(setting.extra, "items", item.name, "settings", effectiveItemTarget(setting), setting.name);
  }
  return out;
}

/** Keys of the XML are attributes (`@…`) and elements (capitalised); others belong to no definition. */
export function isXmlKey(key: string): boolean {
  return /^(@[A-Za-z_][\w.:-]*|[A-Z][\w.-]*)$/.test(key);
}

/** Whether only XML writes the definition as it is: something would be dropped, or a setting without a target get one. */
export function needsXml(production: Production): boolean {
  const untargeted = production.items.some(({ settings }) => settings.some(({ target }) => !target));
  return untargeted || droppedOf(production).some(({ inXml }) => inXml);
}

/** What was to stand and does not, of items that are still there. */
export function lostOf(written: Production, now: Production): Dropped[] {
  const key = ({ address, name, value }: Dropped) => canonicalJson([...address, name, value]);
  const left = new Map<string, number>();
  for (const one of droppedOf(now)) left.set(key(one), (left.get(key(one)) ?? 0) + 1);
  const items = new Set(now.items.map(({ name }) => name));
  return droppedOf(written).filter((one) => {
    if (one.address[0] === "items" && !items.has(one.address[1] ?? "")) return false;
    const count = left.get(key(one)) ?? 0;
    left.set(key(one), count - 1);
    return count === 0;
  });
}

/** Names of what nobody should read in a terminal or a log. */
const PRIVATE = /pass|pwd|secret|token|credential|key$/i;

/** For people: `items.In InactivityTimeout=20`. */
export function droppedText(dropped: readonly Dropped[]): string {
  return dropped
    .map(({ address, name, value }) => {
      const shown = PRIVATE.test(name) ? SENSITIVE : value.length > 60 ? `${value.slice(0, 57)}...` : value;
      const where = formatAddress(["productions", "P", ...address]).slice("productions.P.".length);
      return `${where} ${name}=${shown}`.trim();
    })
    .join(", ");
}

/** A text as XML gives it back; nested data as one text whose keys are in order. */
function textOf(value: unknown): string {
  const plain = stripped(value);
  return typeof plain === "string" ? plain : canonicalJson(plain);
}

/** As `/export` gives nested data: an element without anything in it is an empty text, one of its name alone is no list. */
function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? stripped(value[0]) : value.map(stripped);
  if (!isObject(value)) return value === null || value === undefined ? "" : normalText(String(value));
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, stripped(inner)] as const)
    .filter(([key, inner]) => key !== "#text" || inner !== "");
  return entries.length === 0 ? "" : Object.fromEntries(entries);
}
