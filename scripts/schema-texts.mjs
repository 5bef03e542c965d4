// What an editor shows of a key: its description as Markdown, with its default and the API's name for it below. Written into
// the schemas that people's files name, so that the description is written once; the reference and `explain` are made of the same.
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The schemas of files that people write, and whether variables stand in these. */
const EDITED = { "desired-state": true, config: true, baseline: false };

/** Gives the text of each of these schemas by its name below schemas/, as it shall stand there. */
export async function schemaTexts() {
  const out = new Map();
  for (const [name, hasVariables] of Object.entries(EDITED)) {
    const file = `${name}.schema.json`;
    const schema = plain(JSON.parse(await readFile(`${ROOT}schemas/${file}`, "utf8")));
    out.set(file, formatted(withMarkdown(hasVariables ? withVariables(schema) : schema)));
  }
  const state = JSON.parse(out.get("desired-state.schema.json"));
  return out.set("overlay.schema.json", formatted(overlay(state)));
}

/** Of a state file that lies over others: there every key may be null, which takes back what the lower layers say. */
function overlay(state) {
  const orNull = (entry) => {
    const { type, enum: values, const: only, anyOf, $ref, ...rest } = entry;
    if ($ref !== undefined) return { ...rest, anyOf: [{ $ref }, { type: "null" }] };
    if (anyOf !== undefined) return { ...rest, anyOf: [...anyOf, { type: "null" }] };
    if (values !== undefined) return { ...rest, enum: [...values, null] };
    if (only !== undefined) return { ...rest, enum: [only, null] };
    return type === undefined ? entry : { ...rest, type: [type, "null"].flat() };
  };
  const each = (entries) => Object.fromEntries(entries.map(([key, entry]) => [key, orNull(entry)]));
  const schema = mapped(state, ({ properties, additionalProperties, ...own }) => ({
    ...own,
    ...(properties && { properties: each(Object.entries(properties)) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === "object" ? orNull(additionalProperties) : additionalProperties,
    }),
  }));
  // The format's version is no value that a layer could take back.
  schema.properties.version = state.properties.version;
  // What a map must hold may stand in a lower layer.
  delete schema.$defs.package.required;
  const words = `${state.description} Of a file that lies over others: null takes back what they say of a key.`;
  return withMarkdown({ ...schema, $id: "urn:iopctl:schema:overlay", title: "Overlay", description: words });
}

/** The same schema, each description followed by its Markdown. */
function withMarkdown(node) {
  return mapped(node, (own) => {
    if (typeof own.description !== "string") return own;
    const { markdownDescription: _, ...rest } = own;
    return Object.fromEntries(
      Object.entries(rest).flatMap((entry) =>
        entry[0] === "description" ? [entry, ["markdownDescription", markdownOf(own)]] : [entry],
      ),
    );
  });
}

/** Without what only editors read: what a file says once its variables have their values. */
export function plain(schema) {
  return mapped(schema, ({ markdownDescription: _, ...own }) => withoutVariable(own));
}

const VARIABLE = { $ref: "#/$defs/variable" };
const isVariable = (entry) => entry.$ref === VARIABLE.$ref;
const LIMITS = ["type", "enum", "pattern", "minimum", "maximum", "exclusiveMinimum", "minLength", "maxLength"];

/** An editor sees a file before its variables have values: `pool_size: ${POOL}` is a text there, and nothing is wrong with it. */
function withVariables(schema) {
  const variable = {
    title: "Variable",
    description: "A text with a variable: what it becomes must fit here.",
    type: "string",
    pattern: "\\$\\{",
    examples: ["${NAME:-else}"],
  };
  const widened = (entry) => {
    const { anyOf, ...own } = entry;
    if (anyOf !== undefined) return anyOf.every(isLimited) ? { ...own, anyOf: [...anyOf, VARIABLE] } : entry;
    if (!isLimited(entry)) return entry;
    const limits = Object.entries(own).filter(([key]) => LIMITS.includes(key));
    const rest = Object.entries(own).filter(([key]) => !LIMITS.includes(key));
    return { ...Object.fromEntries(rest), anyOf: [Object.fromEntries(limits), VARIABLE] };
  };
  const each = (entries) => Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, widened(entry)]));
  const { $defs, ...root } = mapped(schema, (own) => ({
    ...own,
    ...(own.properties && { properties: each(own.properties) }),
    ...(own.items && { items: widened(own.items) }),
    ...(typeof own.additionalProperties === "object" && { additionalProperties: widened(own.additionalProperties) }),
    ...(own.$defs && { $defs: each(own.$defs) }),
  }));
  return { ...root, $defs: { ...$defs, variable } };
}

/** A value that not every text fits. */
function isLimited({ type, enum: values, pattern, const: only }) {
  return (
    only === undefined && (values !== undefined || pattern !== undefined || /^(integer|number|boolean)$/.test(type))
  );
}

function withoutVariable({ anyOf, $defs, ...own }) {
  const kept = $defs && Object.entries($defs).filter(([name]) => name !== "variable");
  const out = kept === undefined ? own : { ...own, $defs: Object.fromEntries(kept) };
  if (anyOf === undefined) return out;
  const branches = anyOf.filter((entry) => !isVariable(entry));
  return branches.length === 1 && branches.length < anyOf.length
    ? { ...out, ...branches[0] }
    : { ...out, anyOf: branches };
}

/** Words as Markdown: what would be a tag or an emphasis is none, but for what stands between backticks. */
export function markdown(words) {
  return words
    .replace(/\n/g, " ")
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/[<>*_[\]]/g, (char) => `\\${char}`)))
    .join("");
}

function markdownOf({ description, default: fallback, "x-api": api }) {
  return [
    markdown(description),
    ...(fallback === undefined ? [] : [`Default: \`${JSON.stringify(fallback)}\``]),
    ...(api === undefined ? [] : [`API: \`${api}\``]),
  ].join("\n\n");
}

/** Goes into schemas alone: what stands in a default or an example is data, and a key may be called `description`. */
export function mapped(node, change) {
  if (Array.isArray(node)) return node.map((entry) => mapped(entry, change));
  if (typeof node !== "object" || node === null) return node;
  const own = Object.entries(node).map(([key, value]) => {
    if (["default", "examples", "enum", "const", "required"].includes(key)) return [key, value];
    if (key === "properties" || key === "$defs")
      return [key, Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, mapped(entry, change)]))];
    return [key, mapped(value, change)];
  });
  return change(Object.fromEntries(own));
}

/** As `npm run lint` wants it. */
export function formatted(data) {
  const args = ["format", "--stdin-file-path=schema.json"];
  const { status, stdout, stderr } = spawnSync(`${ROOT}node_modules/.bin/biome`, args, {
    cwd: ROOT,
    input: JSON.stringify(data, null, 2),
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
