/** What stands in a page of the documentation between ``` lines, and the invisible comments above that are about it. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The line of the page that it begins at. */
  readonly line: number;
  readonly notes: Notes;
}

/** Written as `<!-- test: WORD: VALUE -->`, each on a line of its own, before the block. */
interface Notes {
  /** Why it is not run. */
  readonly notRun?: string;
  /** The exit codes of its commands, where they are not 0. */
  readonly exits: readonly number[];
  /** Begins anew in a copy of this folder of the repository. */
  readonly in?: string;
  /** Commands that a reader has run by then. */
  readonly first: readonly string[];
  /** What the last command says. */
  readonly says: readonly string[];
  /** The block is what this command prints. */
  readonly shows?: string;
}

/** The blocks of a page in their order. Throws where a comment is none that there is. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  let notes: string[] = [];
  const lines = page.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as string;
    const [, note] = /^<!-- test: (.*) -->$/.exec(line) ?? [];
    const [, language] = /^```(\w*)$/.exec(line) ?? [];
    if (note !== undefined) notes.push(note);
    else if (language !== undefined) {
      const end = lines.indexOf("```", at + 1);
      blocks.push({ language, text: lines.slice(at + 1, end).join("\n"), line: at + 1, notes: read(notes) });
      notes = [];
      at = end;
    } else if (line.trim() !== "" && notes.length > 0)
      throw new Error(`line ${at + 1}: a comment for the tests that no block follows`);
  }
  return blocks;
}

function read(notes: readonly string[]): Notes {
  const of = (word: string) =>
    notes.filter((note) => note.startsWith(`${word}: `)).map((note) => note.slice(word.length + 2));
  const known = ["not run", "exit", "in", "first", "says", "shows"];
  const strange = notes.find((note) => !known.some((word) => note.startsWith(`${word}: `)));
  if (strange !== undefined) throw new Error(`a comment for the tests says "${strange}"`);
  const [notRun] = of("not run");
  const [folder] = of("in");
  const [shows] = of("shows");
  return {
    ...(notRun === undefined ? {} : { notRun }),
    ...(folder === undefined ? {} : { in: folder }),
    ...(shows === undefined ? {} : { shows }),
    exits: (of("exit")[0] ?? "").split(" ").map(Number),
    first: of("first"),
    says: of("says"),
  };
}

/** The command lines of a block; undefined: it shows something else. */
export function commandsOf({ language, text, notes }: Block): readonly string[] | undefined {
  if (notes.shows !== undefined) return [notes.shows];
  const lines = text.split("\n");
  const prompted = lines.filter((line) => line.startsWith("$ ")).map((line) => line.slice(2));
  if (language === "sh") return lines.filter((line) => line.trim() !== "" && !line.startsWith("#"));
  return language === "console" || prompted.length > 0 ? prompted : undefined;
}

/** What the commands of a block print, where it shows that: the lines below each, by its number. */
export function answersOf({ text, notes }: Block): readonly string[] {
  if (notes.shows !== undefined) return [text];
  return text.split(/^\$ .*\n?/m).slice(1);
}

/** The path of a file that a block is the text of: in a comment that is its first or second line. */
export function fileOf({ language, text }: Block): string | undefined {
  if (language !== "yaml") return undefined;
  const [first = "", second = ""] = text.split("\n");
  const [, path] = /^# ([\w./-]+\.ya?ml)$/.exec(first.startsWith("# yaml-language-server") ? second : first) ?? [];
  return path;
}

/** A command line as words, the variables of the environment put in. No more of a shell than pages need. */
export function wordsOf(line: string, env: Readonly<Record<string, string>>): string[] {
  const plain = line.replace(/\s+#\s.*$/, "");
  if (/[|<>;&`]|\$\(/.test(plain.replace(/'[^']*'|"[^"]*"/g, ""))) throw new Error(`a shell is needed for: ${line}`);
  return (plain.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) =>
    word.replace(/"([^"]*)"|'([^']*)'|([^"']+)/g, (_, double?: string, single?: string, bare?: string) =>
      single === undefined ? withVariables(double ?? bare ?? "", env) : single,
    ),
  );
}

function withVariables(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$(\w+)/g, (_, name: string) => {
    const value = env[name];
    if (value === undefined) throw new Error(`no variable ${name}`);
    return value;
  });
}

/** A line as it is shown, as a pattern: times, digests and where the server is are others each time, and … is left out. */
export function patternOf(line: string): RegExp {
  const words = line
    .trim()
    .replace(/[\\^$*+?()[\]{}|]/g, "\\$&")
    .replace(/\b[0-9a-f]{12}\b/g, "[0-9a-f]{12}")
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}/g, "\\S+ \\S+")
    .replace(/ · \S+ · https?:\S+ · /g, " · .+ · ")
    .replace(/\.\.\.|…/g, ".*")
    .replace(/\s+/g, "\\s+");
  return new RegExp(words);
}
