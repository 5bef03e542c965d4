import {
  Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseAllDocuments,
  Scalar,
  visit,
} from "yaml";

/** One change to a state file, by the path of keys in one of its documents. */
export type YamlEdit =
  | { readonly op: "set"; readonly path: readonly string[]; readonly value: unknown }
  | { readonly op: "remove"; readonly path: readonly string[] }
  | { readonly op: "add-to-list" | "remove-from-list"; readonly path: readonly string[]; readonly value: string };

/** An edit of a document, and where. */
export interface PlacedEdit {
  /** An offset in the document that is meant. */
  readonly offset: number;
  readonly edit: YamlEdit;
}

/**
 * The text of a state file with edits made. Comments, order and the style of what is not touched stay. Throws an Error
 * with a sentence for people where an edit cannot be made.
 */
export function editYaml(original: string, edits: readonly PlacedEdit[]): string {
  const { text, rest } = editScalars(original, edits);
  if (rest.length === 0) return text;
  const documents = parseAllDocuments(text, { uniqueKeys: false, keepSourceTokens: true }) as Document.Parsed[];
  for (const { offset, edit } of rest) {
    const document = documents.find(({ range }) => offset >= range[0] && offset <= range[2]) ?? documents[0];
    if (document === undefined) throw new Error("the file has no document");
    change(document, edit);
  }
  const options = { lineWidth: 0, ...styleOf(text) };
  const parts = documents.map((document) => document.toString(options));
  // A document that does not say how it ends is joined to the next by the mark between them.
  return parts
    .map((part, index) => (index > 0 && !/^(---|%)/m.test(part.split("\n")[0] ?? "") ? `---\n${part}` : part))
    .join("");
}

/** Why an edit cannot be made, for each of them, without changing what other places of the file say too; undefined: it can. */
export function sharedPlaces(text: string, edits: readonly PlacedEdit[]): (string | undefined)[] {
  if (!/[&*]|<</.test(text)) return edits.map(() => undefined);
  const documents = parseAllDocuments(text, { uniqueKeys: false }) as Document.Parsed[];
  return edits.map(({ offset, edit: { path } }) => {
    const document = documents.find(({ range }) => offset >= range[0] && offset <= range[2]) ?? documents[0];
    const shared = document !== undefined && (throughAlias(document, path) || throughAnchor(document, path));
    return shared ? "it comes from an anchor that other places of the file use too: change it by hand" : undefined;
  });
}

/** New values of scalars that stand on one line are put in their place: not a space beside them changes. */
function editScalars(text: string, edits: readonly PlacedEdit[]): { text: string; rest: readonly PlacedEdit[] } {
  const documents = parseAllDocuments(text, { uniqueKeys: false }) as Document.Parsed[];
  const splices: { start: number; end: number; value: string }[] = [];
  const rest = edits.filter(({ offset, edit }) => {
    if (edit.op !== "set" || (typeof edit.value === "object" && edit.value !== null)) return true;
    const document = documents.find(({ range }) => offset >= range[0] && offset <= range[2]) ?? documents[0];
    if (document === undefined || throughAlias(document, edit.path)) return true;
    const node = document.getIn(edit.path, true);
    if (!isScalar(node) || !node.range) return true;
    const [start, end] = node.range;
    const value = oneLine(node, edit.value);
    if (value === undefined || end <= start || text.slice(start, end).includes("\n")) return true;
    splices.push({ start, end, value });
    return false;
  });
  let out = text;
  for (const { start, end, value } of splices.sort((a, b) => b.start - a.start)) {
    out = out.slice(0, start) + value + out.slice(end);
  }
  // What stands after a splice has moved by as much.
  const moved = rest.map(({ offset, edit }) => ({
    offset:
      offset +
      splices.reduce((sum, { start, end, value }) => sum + (end <= offset ? value.length - (end - start) : 0), 0),
    edit,
  }));
  return { text: out, rest: moved };
}

/** The value as the scalar is written now, quoted where it must be; undefined where that takes several lines. */
function oneLine(node: Scalar, value: unknown): string | undefined {
  if (typeof value === "string" && value.includes("\n")) return undefined;
  const scalar = new Scalar(value);
  if (node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE) {
    scalar.value = String(value);
    scalar.type = node.type;
  }
  // Inside a flow collection commas and brackets would end a plain scalar: written as if it stood in one.
  const list = new Document([scalar]);
  if (isSeq(list.contents)) list.contents.flow = true;
  const text = list.toString({ lineWidth: 0, flowCollectionPadding: false }).trim();
  return text.includes("\n") ? undefined : text.slice(1, -1).trim();
}

function change(document: Document, edit: YamlEdit): void {
  const { path } = edit;
  if (throughAlias(document, path)) {
    throw new Error(`${path.join(".")} comes from an anchor that other places use too: change it by hand`);
  }
  switch (edit.op) {
    case "remove":
      removeAt(document, path);
      return;
    case "set": {
      const node = document.getIn(path, true);
      if (isScalar(node) && !(typeof edit.value === "object" && edit.value !== null)) setScalar(node, edit.value);
      else setAt(document, path, edit.value);
      return;
    }
    case "add-to-list": {
      const list = document.getIn(path, true);
      if (isSeq(list)) list.add(document.createNode(edit.value));
      else setAt(document, path, [edit.value]);
      return;
    }
    case "remove-from-list": {
      const list = document.getIn(path, true);
      if (!isSeq(list)) return;
      list.items = list.items.filter((item) => !(isScalar(item) && item.value === edit.value));
      if (list.items.length === 0) removeAt(document, path);
      return;
    }
  }
}

/** The comment and the quotes stay; quotes that the new value does not need to be a text are kept all the same. */
function setScalar(node: Scalar, value: unknown): void {
  node.value = value;
  delete node.source;
  const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
  if (typeof value !== "string" && quoted) node.value = String(value);
  else if (typeof value === "string" && value.includes("\n")) node.type = Scalar.BLOCK_LITERAL;
  else if (!quoted && node.type !== undefined && typeof value === "string") node.type = Scalar.PLAIN;
}

/** A new key stands at the end of its map, in the map's own style. */
function setAt(document: Document, path: readonly string[], value: unknown): void {
  const node = document.createNode(value) as Node;
  const parent = document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const key = path.at(-1) as string;
    const there = parent.items.find((pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === key);
    if (parent.flow && isCollection(node)) node.flow = true;
    if (there) there.value = node;
    else parent.items.push(document.createPair(key, node));
    return;
  }
  if (path.length < 2) throw new Error(`${path.join(".")} has no place in the file`);
  if (isScalar(parent) && parent.value !== null)
    throw new Error(`${path.slice(0, -1).join(".")} is not a map in the file`);
  setAt(document, path.slice(0, -1), { [path.at(-1) as string]: value });
}

/** A map that is left with nothing in it goes too, but for the document's own keys. */
function removeAt(document: Document, path: readonly string[]): void {
  document.deleteIn(path);
  const above = path.slice(0, -1);
  const parent = document.getIn(above, true);
  if (above.length > 2 && isMap(parent) && parent.items.length === 0 && above.at(-1) !== "items")
    removeAt(document, above);
}

function throughAlias(document: Document, path: readonly string[]): boolean {
  let node: unknown = document.contents;
  for (const name of path) {
    if (!isMap(node)) return false;
    const pair = node.items.find((entry) => isScalar(entry.key) && String(entry.key.value) === name);
    if (pair === undefined) return node.items.some((entry) => isScalar(entry.key) && entry.key.value === "<<");
    node = pair.value;
    if (node !== null && typeof node === "object" && "source" in node && !isScalar(node) && !isCollection(node))
      return true;
  }
  return false;
}

/** Whether an alias elsewhere brings what stands here to another place. */
function throughAnchor(document: Document, path: readonly string[]): boolean {
  const used = new Set<string>();
  visit(document, {
    Alias: (_key, { source }) => {
      used.add(source);
    },
  });
  for (let length = 1; length <= path.length; length += 1) {
    const node = document.getIn(path.slice(0, length), true);
    if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined && used.has(node.anchor)) return true;
  }
  return false;
}

/** How the file is written: what the library would otherwise make its own. */
function styleOf(text: string): { indent: number; indentSeq: boolean; flowCollectionPadding: boolean } {
  const indents = [...text.matchAll(/^( +)[^\s#-]/gm)].map((match) => (match[1] as string).length);
  const indent = indents.length === 0 ? 2 : Math.max(1, Math.min(8, ...indents));
  const padded = (text.match(/[{[] /g) ?? []).length;
  const tight = (text.match(/[{[][^\s}\]{[]/g) ?? []).length;
  const inList = /^( *)[^\s#-][^\n]*:\s*\n( *)- /m.exec(text);
  return {
    indent,
    indentSeq: inList === null || (inList[2] as string).length > (inList[1] as string).length,
    flowCollectionPadding: padded >= tight,
  };
}
