import { Document, type Node, Pair, Scalar, type ScalarTag, YAMLMap, YAMLSeq } from "yaml";
import { yamlText } from "../documents/yaml-text.ts";
import type { RenderedValue } from "../model/rendered.ts";

/** A merged state as plain data, in which every value knows where it comes from. */
export type Rendered =
  | {
      readonly kind: "scalar";
      readonly value: string | number | boolean | null;
      readonly text: string;
      readonly at: string;
      readonly source?: string;
    }
  | { readonly kind: "list"; readonly items: readonly Rendered[]; readonly at: string }
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, Rendered>; readonly at: string };

/** As YAML; with `origins` each value has its `file:line` behind it. A secret stands as its variable. */
export function renderYaml(state: Rendered, origins: boolean): string {
  const document = new Document(undefined, { customTags: (tags) => [asWritten, ...tags] });
  document.contents = nodeOf(state, origins) as never;
  return yamlText(document);
}

/** A number whose text is another than the library would write: `010` and `1.50` go to the server as they stand. */
class Written {
  constructor(readonly text: string) {}
}
const asWritten: ScalarTag = {
  tag: "tag:iopctl,2026:written",
  default: true,
  identify: (value) => value instanceof Written,
  resolve: (text) => text,
  stringify: ({ value }) => (value as Written).text,
};

function nodeOf(state: Rendered, origins: boolean): Node {
  if (state.kind === "map") {
    const map = new YAMLMap();
    for (const [key, inner] of state.entries) {
      const name = new Scalar(key);
      if (key === "<<") name.type = Scalar.QUOTE_DOUBLE;
      map.items.push(new Pair(name, nodeOf(inner, origins)));
    }
    return map;
  }
  if (state.kind === "list") {
    const list = new YAMLSeq();
    for (const item of state.items) list.items.push(nodeOf(item, origins));
    return list;
  }
  const isOther = state.source === undefined && !isExact(state);
  const scalar = new Scalar(isOther ? new Written(state.text) : written(state));
  if (origins && !(typeof scalar.value === "string" && scalar.value.includes("\n"))) scalar.comment = ` ${state.at}`;
  return scalar;
}

function written(state: Rendered & { kind: "scalar" }): string | number | boolean | null {
  if (state.source !== undefined) return state.source;
  return typeof state.value === "string" ? state.value.replaceAll("${", () => "$${") : state.value;
}

/** Whether the value, written anew, is the same text: what goes to the server is the text. */
function isExact({ value, text }: Rendered & { kind: "scalar" }): boolean {
  return typeof value !== "number" || String(value) === text;
}

/** Each value by its path of keys, as `render --json` prints it. */
export function renderEntries(state: Rendered, path: readonly string[] = []): RenderedValue[] {
  if (state.kind === "map") return [...state.entries].flatMap(([key, inner]) => renderEntries(inner, [...path, key]));
  if (state.kind === "list") return state.items.flatMap((item, index) => renderEntries(item, [...path, String(index)]));
  const sensitive = state.source !== undefined;
  return [
    {
      path: [...path],
      // JSON has no number for some of them: those are their text.
      value: sensitive ? "(sensitive)" : isExact(state) ? state.value : state.text,
      origin: state.at,
      ...(sensitive ? { sensitive: true as const } : {}),
    },
  ];
}
