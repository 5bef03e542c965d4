import { SENSITIVE } from "./change.ts";

/**
 * The last net under what other programs say to people (a server's errors, its log): values are hidden where they are
 * known to be secret, this one hides their texts wherever they turn up, in clear or in an escaped form. It is never laid
 * over what a machine reads again: there it would change what only looks like a secret.
 */
export class Net {
  private readonly patterns = new Map<string, RegExp>();

  add(secret: string): void {
    if (this.patterns.has(secret) || secret.trim().length < SHORTEST || secret.length > LONGEST) return;
    this.patterns.set(secret, patternOf(secret));
  }

  get secrets(): readonly string[] {
    return [...this.patterns.keys()];
  }

  hide(text: string): string {
    let out = text;
    // The longer first: one may be a part of the other.
    const patterns = [...this.patterns].sort(([a], [b]) => b.length - a.length);
    for (const [, pattern] of patterns) out = out.replace(pattern, SENSITIVE);
    return out;
  }
}

/** Hiding "1" everywhere would hide everything. */
const SHORTEST = 4;
const LONGEST = 20_000;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "amp",
  "<": "lt",
  ">": "gt",
  '"': "quot",
  "'": "apos",
  "\u00a0": "nbsp",
};
const SLASHED: Readonly<Record<string, string>> = { "\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f" };

/** Each character as it is, or as JSON, a programming language, HTML, XML or a url writes it. */
function patternOf(secret: string): RegExp {
  return new RegExp([...secret].map(formsOf).join(""), "gi");
}

function formsOf(char: string): string {
  const point = char.codePointAt(0) as number;
  const hex = point.toString(16);
  const units = [...char].flatMap((one) => [...Array(one.length).keys()].map((index) => one.charCodeAt(index)));
  const forms = [
    literal(char),
    units.map((unit) => `\\\\+u${unit.toString(16).padStart(4, "0")}`).join(""),
    `&#0*${point};`,
    `&#x0*${hex};`,
  ];
  if (!char.isWellFormed()) return `(?:${forms.join("|")})`;
  const bytes = [...new TextEncoder().encode(char)];
  if (!/[A-Za-z0-9]/.test(char)) {
    forms.push(bytes.map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));
    if (char === " ") forms.push("\\+");
    if (/[^\w\s]/.test(char)) forms.push(`\\\\+${literal(char)}`);
  }
  if (char in ENTITIES) forms.push(`&${ENTITIES[char]};`);
  if (char in SLASHED) forms.push(`\\\\+${SLASHED[char]}`);
  return `(?:${forms.join("|")})`;
}

function literal(char: string): string {
  return char.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
