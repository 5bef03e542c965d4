import { parseSync } from "vite";

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** A function of a file, by its name or the name of what holds it. */
interface FoundFunction {
  readonly name: string;
  /** Where in the text, in characters. */
  readonly start: number;
  readonly lines: number;
}

/** A name that a file declares. */
interface DeclaredName {
  readonly name: string;
  /** bound: a variable, a parameter, a function. taken: one that has the name of the field that it is taken out of. */
  readonly kind: "bound" | "taken" | "field" | "type";
  /** Where in the text, in characters. */
  readonly start: number;
}

/** A declaration that a file exports. */
interface ExportedName {
  readonly name: string;
  /** Where in the text, in characters. */
  readonly start: number;
  /** What its docstring says, without the stars; undefined: it has none. */
  readonly says: string | undefined;
}

const TYPES = ["TSInterfaceDeclaration", "TSTypeAliasDeclaration", "ClassDeclaration"];
const FUNCTIONS = ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"];

/** The declarations that a source file exports, each with its docstring. What it only passes on has none of its own. */
export function exportsOf(file: string, text: string): readonly ExportedName[] {
  const { program, comments } = parseSync(file, text);
  const docs = comments.filter(({ type, value }) => type === "Block" && value.startsWith("*"));
  return (program.body as unknown as readonly Node[]).flatMap(({ type, declaration, start }) => {
    if (type !== "ExportNamedDeclaration" || !isNode(declaration)) return [];
    const above = docs.find(({ end }) => end <= start && text.slice(end, start).trim() === "");
    const says = above?.value.replace(/^\s*\*+ ?/gm, "").trim();
    const declared = (declaration["declarations"] as readonly Node[] | undefined) ?? [declaration];
    return declared.map(({ id }) => ({ name: text.slice((id as Node).start, (id as Node).end), start, says }));
  });
}

/** The functions of a source file and the names that it declares. */
export function syntaxOf(file: string, text: string) {
  const functions: FoundFunction[] = [];
  const names: DeclaredName[] = [];
  const declare = (name: unknown, { start }: Node, kind: DeclaredName["kind"] = "bound") => {
    if (typeof name === "string") names.push({ name, start, kind });
  };
  /** The names of a pattern, such as `{ a, b: c, ...d }`. */
  const bind = (node: Node | null, kind: DeclaredName["kind"] = "bound"): void => {
    if (node === null) return;
    if (node.type === "Identifier") declare(node["name"], node, kind);
    for (const key of ["properties", "elements"])
      for (const part of (node[key] ?? []) as (Node | null)[])
        bind((part?.["value"] ?? part?.["argument"] ?? part) as Node, part?.["shorthand"] === true ? "taken" : "bound");
    for (const key of ["left", "argument", "parameter"]) if (isNode(node[key])) bind(node[key], kind);
  };
  const walk = (node: Node, holder: string): void => {
    if (FUNCTIONS.includes(node.type)) {
      const name = (node["id"] as { name?: string } | null)?.name ?? holder;
      functions.push({ name, start: node.start, lines: text.slice(node.start, node.end).split("\n").length });
      declare((node["id"] as { name?: string } | null)?.name, node);
    }
    if (Array.isArray(node["params"])) for (const parameter of node["params"]) bind(parameter as Node);
    if (node.type === "VariableDeclarator") bind(node["id"] as Node);
    if (node.type === "TSPropertySignature" || node.type === "PropertyDefinition")
      declare((node["key"] as { name?: string }).name, node, "field");
    if (TYPES.includes(node.type)) declare((node["id"] as { name?: string }).name, node, "type");
    const named = (node["id"] ?? node["key"]) as { name?: string } | null | undefined;
    for (const child of Object.values(node).flat())
      if (isNode(child)) walk(child, (typeof named?.name === "string" && named.name) || holder);
  };
  walk(parseSync(file, text).program as unknown as Node, "");
  return { functions, names };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

/** The line of a place in a text, from 1. */
export function lineAt(text: string, start: number): number {
  return text.slice(0, start).split("\n").length;
}
