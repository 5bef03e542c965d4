/**
 * Reads the XML of a definition the way a server's `/export` does, white space kept: attributes with an @, elements by name,
 * `Item` and `Setting` always as lists. Of XML what definitions use: no comments, no CDATA, no processing instructions.
 */
export function readXml(xml: string): Record<string, unknown> {
  let at = 0;
  const fail = (): never => {
    throw new Error(`no XML at ${JSON.stringify(xml.slice(at, at + 30))}`);
  };
  const take = (pattern: RegExp): RegExpExecArray => {
    pattern.lastIndex = at;
    const match = pattern.exec(xml);
    if (match === null) return fail();
    at = pattern.lastIndex;
    return match;
  };
  function element(): readonly [string, unknown] {
    const name = take(/\s*<([A-Za-z][\w.-]*)/y)[1] as string;
    const own = {};
    for (;;) {
      const [, attribute, value, end] = take(/\s*(?:([A-Za-z_][\w.:-]*)="([^"<]*)"|(\/?>))/y);
      if (end === "/>") return [name, Object.keys(own).length === 0 ? "" : own];
      if (end === ">") break;
      put(own, `@${attribute}`, unescapeXml((value as string).replace(/[\n\t]/g, " ")));
    }
    let text = "";
    const children: (readonly [string, unknown])[] = [];
    for (;;) {
      text += unescapeXml(take(/[^<]*/y)[0]);
      if (xml.startsWith(`</${name}>`, at)) break;
      children.push(element());
    }
    at += name.length + 3;
    for (const [key, value] of children) {
      const known = (own as Record<string, unknown>)[key];
      const list = key === "Item" || key === "Setting";
      put(own, key, known === undefined ? (list ? [value] : value) : [known, value].flat());
    }
    const inner = children.length > 0 ? text.trim() : text;
    if (Object.keys(own).length === 0 && name !== "Production") return [name, inner];
    if (inner.trim() !== "" || (inner !== "" && children.length === 0)) put(own, "#text", inner);
    return [name, own];
  }
  const [root, definition] = element();
  if (root !== "Production" || xml.slice(at).trim() !== "") return fail();
  return definition as Record<string, unknown>;
}

function put(object: object, key: string, value: unknown): void {
  if (Object.hasOwn(object, key) && key.startsWith("@")) throw new Error(`${key} stands twice`);
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code === undefined
      ? (({ amp: "&", lt: "<", gt: ">", quot: '"' } as Record<string, string>)[name] ?? fail(name))
      : String.fromCodePoint(Number(code)),
  );
}

function fail(name: string): never {
  throw new Error(`no entity ${name}`);
}
