/** JSON of people or of a file: its value, or what is wrong with it, where (line and column from 1), and what was expected. */
export type ParsedJson = { readonly value: unknown } | { readonly problem: string; readonly place: string };

/** Reads JSON; what is wrong with it stands in the result, with its line and column. */
export function parseJson(text: string): ParsedJson {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // The words of the engine differ by its version, and name no line.
    const { offset, expected } = new Reader(text).firstMistake();
    const before = text.slice(0, offset).split("\n");
    const found = text.slice(offset, offset + 12).split(/\s/)[0];
    const there =
      offset >= text.length ? "the text ends here" : found ? `"${found}" stands here` : "the line ends here";
    return { problem: `${there}; expected ${expected}`, place: `${before.length}:${(before.at(-1) ?? "").length + 1}` };
  }
}

class Mistake extends Error {
  constructor(
    readonly offset: number,
    readonly expected: string,
  ) {
    super(expected);
  }
}

/** Goes through a text as JSON's grammar does (RFC 8259), only to find where it leaves it. */
class Reader {
  private position = 0;
  constructor(private readonly text: string) {}

  firstMistake(): { readonly offset: number; readonly expected: string } {
    try {
      this.value("a value");
      this.space();
      if (this.position < this.text.length) throw new Mistake(this.position, "the end");
    } catch (error) {
      if (error instanceof Mistake) return error;
    }
    return { offset: 0, expected: "JSON" };
  }

  private value(what: string): void {
    this.space();
    const next = this.text[this.position];
    if (next === "{") this.list("}", () => this.entry());
    else if (next === "[") this.list("]", () => this.value("a value"));
    else if (next === '"') this.string("a value");
    else if (!this.take(/(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y))
      throw new Mistake(
        this.position,
        what === "a value" ? "a value: a text in double quotes, a number, true, false, null, { or [" : what,
      );
  }

  private list(end: "}" | "]", one: () => void): void {
    this.position += 1;
    this.space();
    if (this.text[this.position] === end) {
      this.position += 1;
      return;
    }
    for (;;) {
      one();
      this.space();
      const next = this.text[this.position];
      if (next !== "," && next !== end) throw new Mistake(this.position, `, or ${end}`);
      this.position += 1;
      if (next === end) return;
    }
  }

  private entry(): void {
    this.space();
    this.string("a key in double quotes");
    this.space();
    if (this.text[this.position] !== ":") throw new Mistake(this.position, ": after the key");
    this.position += 1;
    this.value("a value");
  }

  private string(what: string): void {
    if (this.text[this.position] !== '"') throw new Mistake(this.position, what);
    const start = this.position;
    if (this.take(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y)) return;
    const bad = /(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
    bad.lastIndex = start + 1;
    const offset = start + 1 + (bad.exec(this.text)?.[0].length ?? 0);
    throw new Mistake(offset, this.text[offset] === "\\" ? "an escape of JSON, such as \\n or \\\\" : 'the closing "');
  }

  private space(): void {
    this.take(/[ \t\r\n]*/y);
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text);
    if (found === null) return false;
    this.position += found[0].length;
    return true;
  }
}
