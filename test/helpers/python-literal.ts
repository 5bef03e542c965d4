/** Reads one Python literal of lists, dictionaries, strings, numbers and constants: the inverse of what iopctl writes. */
export function readPython(text: string): unknown {
  let at = 0;
  const skip = () => {
    while (/[\s,]/.test(text[at] ?? "")) at += 1;
  };
  function value(): unknown {
    skip();
    const char = text[at];
    if (char === "[") return list();
    if (char === "{") return dict();
    if (char === '"') return string();
    const word = /^(None|True|False|-?[\d.e+]+)/.exec(text.slice(at))?.[0];
    if (word === undefined) throw new Error(`no literal at ${text.slice(at, at + 20)}`);
    at += word.length;
    return word === "None" ? null : word === "True" ? true : word === "False" ? false : Number(word);
  }
  function list(): unknown[] {
    const out: unknown[] = [];
    at += 1;
    for (skip(); text[at] !== "]"; skip()) out.push(value());
    at += 1;
    return out;
  }
  function dict(): Record<string, unknown> {
    const out: Record<string, unknown> = {};
    at += 1;
    for (skip(); text[at] !== "}"; skip()) {
      const key = string();
      skip();
      at += 1;
      Object.defineProperty(out, key, { value: value(), enumerable: true, configurable: true, writable: true });
    }
    at += 1;
    return out;
  }
  function string(): string {
    let out = "";
    at += 1;
    while (text[at] !== '"') {
      if (text[at] !== "\\") {
        out += text[at];
        at += 1;
        continue;
      }
      const kind = text[at + 1] as string;
      const digits = kind === "u" ? 4 : kind === "U" ? 8 : 0;
      if (digits === 0) out += kind === "n" ? "\n" : kind;
      else out += String.fromCodePoint(Number.parseInt(text.slice(at + 2, at + 2 + digits), 16));
      at += 2 + digits;
    }
    at += 1;
    return out;
  }
  return value();
}
