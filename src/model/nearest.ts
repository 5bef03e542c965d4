import { closest, distance } from "fastest-levenshtein";

/** The name that a text was probably meant to be: of one that is a part of it, or nearly it; undefined where none is. */
export function nearestName(text: string, known: readonly string[]): string | undefined {
  // An empty text is as near to any.
  if (known.length === 0 || text === "") return undefined;
  const begins = known.find(
    (name) => (text.length > 2 && name.startsWith(text)) || (name.length > 2 && text.startsWith(name)),
  );
  if (begins !== undefined) return begins;
  const found = closest(
    text.toLowerCase(),
    known.map((name) => name.toLowerCase()),
  );
  // Of a short text something must be left: any other letter is as near to a dot as any.
  const most = Math.min(Math.max(2, Math.floor(text.length / 3)), text.length - 1);
  if (distance(text.toLowerCase(), found) > most) return undefined;
  return known.find((name) => name.toLowerCase() === found);
}

/** The question that offers the nearest name, for the end of a sentence; empty where there is none. */
export function didYouMean(text: string, known: readonly string[]): string {
  const found = nearestName(text, known);
  return found === undefined ? "" : `; did you mean ${found}?`;
}
