import { Document, type Node, Pair, Scalar, type ScalarTag, YAMLMap, YAMLSeq } from "yaml";
import { yamlText } from "../documents/yaml-text.ts";
import { isExact, type Rendered } from "../model/rendered.ts";

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
  if (origins && !(typeof scalar.value === "string" && scalar.value.includes("\n"))) scalar.comment = ` ${state.place}`;
  return scalar;
}

function written(state: Rendered & { kind: "scalar" }): string | number | boolean | null {
  if (state.source !== undefined) return state.source;
  return typeof state.value === "string" ? state.value.replaceAll("${", () => "$${") : state.value;
}
