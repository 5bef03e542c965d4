/**
 * Addresses name what iopctl manages: `default`, `state`, `packages.NAME`, `productions.NAME`,
 * `productions.NAME.items.ITEM`, `…items.ITEM.settings.TARGET.NAME`, `bindings.CLASS` (contract, section 4).
 * Inside the program an address is a list of names; this file gives the text and reads patterns.
 */
export type Address = readonly string[];

const PLAIN = /^[A-Za-z0-9_%-]+$/;
/** Keys below a production: the first of them ends its (dotted) name. */
const PRODUCTION_KEYS = new Set([
  "items",
  "settings",
  "description",
  "test_enabled",
  "log_trace_events",
  "actor_pool_size",
]);

/** The text of an address. Class and package names stand as they are, other names in JSON quotes where they need it. */
export function formatAddress(address: Address): string {
  const [kind, name, ...rest] = address;
  if (kind === undefined) return "";
  return name === undefined ? kind : [kind, name, ...rest.map(quoteName)].join(".");
}

/** A name of an item, a target or a setting as it stands in an address. */
function quoteName(name: string): string {
  return PLAIN.test(name) ? name : JSON.stringify(name);
}

/**
 * The names of a pattern, in which `*` stands for any part of one name.
 * Throws an Error with a sentence for people where a quote is not closed or a name is empty.
 */
export function parsePattern(text: string): Address {
  const parts = splitNames(text);
  const names = parts.map(({ name }) => name);
  const [kind, ...rest] = names;
  if (kind === undefined || rest.length === 0) return names;
  if (kind === "bindings" || kind === "packages") return [kind, rest.join(".")];
  if (kind !== "productions") return names;
  const key = parts.findIndex(({ name, quoted }, index) => index > 1 && !quoted && PRODUCTION_KEYS.has(name));
  const end = key === -1 ? names.length : key;
  return [kind, names.slice(1, end).join("."), ...names.slice(end)];
}

interface NamePart {
  readonly name: string;
  readonly quoted: boolean;
}

function splitNames(source: string): NamePart[] {
  const parts: NamePart[] = [];
  let index = 0;
  for (;;) {
    const rest = source.slice(index);
    const match = /^"(?:[^"\\]|\\.)*"|^[^".][^.]*/.exec(rest);
    if (!match) throw new Error(`"${source}" has no name at column ${index + 1}, or a quote that is not closed`);
    const quoted = rest.startsWith('"');
    parts.push({ name: quoted ? (JSON.parse(match[0]) as string) : match[0], quoted });
    index += match[0].length;
    if (index === source.length) return parts;
    if (source[index] !== ".") throw new Error(`"${source}" needs a "." at column ${index + 1}`);
    index += 1;
  }
}

/** Whether an address is meant. */
export type Matcher = (address: Address) => boolean;

/** Whether one of the patterns names the address or something above it. */
export function matchAny(patterns: readonly Address[]): Matcher {
  const compiled = patterns.map((pattern) => pattern.map(nameMatcher));
  if (compiled.length === 0) return () => false;
  return (address) =>
    compiled.some(
      (names) => names.length <= address.length && names.every((test, index) => test(address[index] as string)),
    );
}

/**
 * A test for one name against a pattern in which `*` stands for any text, the empty one included. Each text between two
 * stars is looked for once, from left to right: the leftmost place is always good enough.
 */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return (name) => name === pattern;
  return (name) => {
    if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
    const end = name.length - last.length;
    let position = first.length;
    for (const text of rest) {
      const found = name.indexOf(text, position);
      if (found === -1 || found + text.length > end) return false;
      position = found + text.length;
    }
    return true;
  };
}
