/**
 * Patterns of file names as `include` and `exclude` have them: `*` and `?` within one name, `**` for any folders, `[a-z]`,
 * and `{a,b}`. Matched in time that grows with the pattern times the path, whatever both are: they may be a stranger's,
 * and a regular expression made of such a pattern can take hours. Names that begin with a dot match like others.
 * Throws an Error with a sentence for people where a pattern stands for too many.
 */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  const compiled = patterns.flatMap(expandBraces).map((pattern) => normal(pattern).split("/").map(compileName));
  return (path) => {
    const names = path.split("/");
    return compiled.some((pattern) => wildMatch(pattern, names, isAnyFolders, (part, name) => nameFits(part, name)));
  };
}

const MOST_ALTERNATIVES = 256;

type Char = { readonly kind: "any text" } | { readonly kind: "one"; readonly fits: (char: string) => boolean };
type NamePattern = readonly Char[] | "any folders";

function isAnyFolders(part: NamePattern): boolean {
  return part === "any folders";
}

function nameFits(part: NamePattern, name: string): boolean {
  return (
    part !== "any folders" &&
    wildMatch(
      part,
      [...name],
      ({ kind }) => kind === "any text",
      (want, char) => want.kind === "one" && want.fits(char),
    )
  );
}

/**
 * Whether a list fits a pattern in which some elements stand for any number of others. Only the last such element is ever
 * gone back to: what stood before it fits already, and a longer fit of an earlier one could not help.
 */
function wildMatch<P, T>(
  pattern: readonly P[],
  list: readonly T[],
  wild: (part: P) => boolean,
  fits: (part: P, element: T) => boolean,
): boolean {
  let [index, from] = [0, 0];
  let [star, resume] = [-1, 0];
  while (from < list.length) {
    const part = pattern[index];
    if (part !== undefined && wild(part)) {
      [star, resume] = [index, from];
      index += 1;
    } else if (part !== undefined && fits(part, list[from] as T)) {
      index += 1;
      from += 1;
    } else if (star !== -1) {
      resume += 1;
      [index, from] = [star + 1, resume];
    } else return false;
  }
  return pattern.slice(index).every(wild);
}

function normal(pattern: string): string {
  return pattern.replace(/^(\.\/)+/, "");
}

function compileName(text: string): NamePattern {
  if (text === "**") return "any folders";
  const out: Char[] = [];
  const chars = [...text];
  for (let index = 0; index < chars.length; index += 1) {
    const char = chars[index] as string;
    const close = char === "[" ? chars.indexOf("]", index + 2) : -1;
    if (char === "*") {
      if (out.at(-1)?.kind !== "any text") out.push({ kind: "any text" });
    } else if (char === "?") out.push({ kind: "one", fits: () => true });
    else if (close !== -1) {
      out.push({ kind: "one", fits: charClass(chars.slice(index + 1, close)) });
      index = close;
    } else if (char === "\\" && index + 1 < chars.length) {
      index += 1;
      out.push(literal(chars[index] as string));
    } else out.push(literal(char));
  }
  return out;
}

function literal(wanted: string): Char {
  return { kind: "one", fits: (char) => char === wanted };
}

/** `[a-z_]`, and `[!a-z]` for all but these. */
function charClass(body: readonly string[]): (char: string) => boolean {
  const not = body[0] === "!" || body[0] === "^";
  const chars = not ? body.slice(1) : body;
  return (char) => {
    let found = false;
    for (let index = 0; index < chars.length; index += 1) {
      const [low, dash, high] = [chars[index] as string, chars[index + 1], chars[index + 2]];
      if (dash === "-" && high !== undefined) {
        found ||= low <= char && char <= high;
        index += 2;
      } else found ||= low === char;
    }
    return found !== not;
  };
}

/** `a{b,c}d` as `abd` and `acd`; braces that are not closed, or hold no comma, stand for themselves. */
function expandBraces(pattern: string): string[] {
  let open = [pattern];
  const done: string[] = [];
  while (open.length > 0) {
    if (open.length + done.length > MOST_ALTERNATIVES)
      throw new Error(`the pattern ${pattern} stands for more than ${MOST_ALTERNATIVES} patterns`);
    const [text = "", ...rest] = open;
    const group = firstGroup(text);
    if (group === undefined) done.push(text);
    open =
      group === undefined
        ? rest
        : [...group.choices.map((choice) => text.slice(0, group.from) + choice + text.slice(group.to)), ...rest];
  }
  return done;
}

function firstGroup(text: string): { from: number; to: number; choices: string[] } | undefined {
  for (let from = text.indexOf("{"); from !== -1; from = text.indexOf("{", from + 1)) {
    let depth = 0;
    const cuts = [from];
    for (let index = from; index < text.length; index += 1) {
      if (text[index] === "{") depth += 1;
      if (text[index] === "," && depth === 1) cuts.push(index);
      if (text[index] === "}") depth -= 1;
      if (depth > 0) continue;
      if (cuts.length === 1) break;
      const ends = [...cuts.slice(1), index];
      return { from, to: index + 1, choices: cuts.map((cut, n) => text.slice(cut + 1, ends[n])) };
    }
  }
  return undefined;
}
