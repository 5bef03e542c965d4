import fc from "fast-check";

type Schema = Readonly<Record<string, unknown>>;

/** Values that break what was not thought through: terminal codes, workflow commands, paths, variables, prototypes. */
export const ODD: readonly unknown[] = [
  "",
  " ",
  "\u001b[31mred",
  "\u009b31m",
  "::error::from a file",
  "##[group]x",
  "\u202egnirts",
  "a\u2028b",
  "__proto__",
  "constructor",
  "../../escaped",
  "/etc/passwd",
  "a\u0000b",
  "\ufeff",
  "\ud800",
  "true",
  "007",
  "1e999",
  "${secret:CANARY}",
  "${CANARY_TOKEN}",
  "${file:../outside.txt}",
  "${FUZZ_UNSET}",
  "${",
  "*",
  "A.B",
  "productions.A.B.items.*",
  "x".repeat(300),
  "a\nb\r\nc",
  0,
  -1,
  1e308,
  true,
  null,
  [],
  {},
  [[[[[[]]]]]],
];

const odd = fc.constantFrom(...ODD);
const NAMES = ["A.B", "C.D", "In", "Out", "Old.Item", "x", "Host", "Adapter", "Python.Op", "__proto__", "a b", "x_1"];

/** A value that a schema mostly accepts; here and there something else stands in its place. */
export function fromSchema(root: Schema, mischief = 2): fc.Arbitrary<unknown> {
  const { value } = fc.letrec((tie) => {
    const names = Object.keys((root["$defs"] ?? {}) as object);
    return Object.fromEntries([
      ...names.map((name) => [name, build((root["$defs"] as Record<string, Schema>)[name] as Schema)] as const),
      ["value", build(root)] as const,
    ]) as never;

    function build(schema: Schema): fc.Arbitrary<unknown> {
      const plain = valid(schema);
      return fc.oneof({ maxDepth: 12 }, { weight: 200, arbitrary: plain }, { weight: mischief, arbitrary: odd });
    }

    function valid(given: Schema): fc.Arbitrary<unknown> {
      const schema = withoutVariable(given);
      const reference = schema["$ref"];
      if (typeof reference === "string") return tie(reference.replace("#/$defs/", ""));
      if (schema["const"] !== undefined) return fc.constant(schema["const"]);
      if (Array.isArray(schema["enum"])) return fc.constantFrom(...schema["enum"]);
      const branches = (schema["anyOf"] ?? schema["oneOf"]) as Schema[] | undefined;
      if (branches !== undefined && schema["properties"] === undefined) return fc.oneof(...branches.map(valid));
      const [type] = [schema["type"] ?? (schema["properties"] ? "object" : "string")].flat();
      const examples = (schema["examples"] ?? []) as unknown[];
      if (type !== "object" && examples.length > 0) return fc.oneof(fc.constantFrom(...examples), byType(schema, type));
      return byType(schema, type);
    }

    function byType(schema: Schema, type: unknown): fc.Arbitrary<unknown> {
      switch (type) {
        case "boolean":
          return fc.boolean();
        case "integer":
        case "number":
          return fc.integer({ min: Number(schema["minimum"] ?? -2), max: Number(schema["maximum"] ?? 200) });
        case "array":
          return fc.array(build((schema["items"] ?? {}) as Schema), { maxLength: 3 });
        case "object":
          return objectOf(schema);
        default:
          return fc.oneof(
            { weight: 4, arbitrary: matching(schema) },
            { weight: 4, arbitrary: fc.constantFrom(...fitting(schema)) },
            {
              weight: schema["pattern"] === undefined ? 2 : 0,
              arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }),
            },
          );
      }
    }

    function keysOf({ propertyNames = {} }: Schema): fc.Arbitrary<string> {
      const { $ref } = propertyNames as Schema;
      const names =
        typeof $ref === "string"
          ? withoutVariable((root["$defs"] as Record<string, Schema>)[$ref.replace("#/$defs/", "")] as Schema)
          : propertyNames;
      return fc.oneof(
        { weight: 40, arbitrary: fc.constantFrom(...fitting(names as Schema)) },
        { weight: 1, arbitrary: fc.constantFrom(...NAMES) },
      );
    }

    function objectOf(schema: Schema): fc.Arbitrary<unknown> {
      const properties = Object.entries((schema["properties"] ?? {}) as Record<string, Schema>);
      const required = (schema["required"] ?? []) as string[];
      const fixed = fc.record(Object.fromEntries(properties.map(([key, inner]) => [key, build(inner)])), {
        requiredKeys: required.filter((key) => properties.some(([name]) => name === key)),
      });
      const more = schema["additionalProperties"];
      if (more === false) return fixed;
      const each = build((typeof more === "object" && more !== null ? more : {}) as Schema);
      const free = fc.dictionary(keysOf(schema), each, { maxKeys: 3 });
      return properties.length === 0 ? free : fc.tuple(fixed, free).map(([a, b]) => ({ ...b, ...a }));
    }
  }) as { value: fc.Arbitrary<unknown> };
  return value;
}

/** A variable may stand in the place of each value, for editors: here values are what counts. */
function withoutVariable(schema: Schema): Schema {
  const { anyOf, ...own } = schema;
  if (!Array.isArray(anyOf)) return schema;
  const branches = (anyOf as Schema[]).filter(({ $ref }) => $ref !== "#/$defs/variable");
  return branches.length === 1 ? { ...own, ...branches[0] } : { ...own, anyOf: branches };
}

/** Names that the pattern takes, mostly. */
function fitting({ pattern }: Schema): readonly string[] {
  const regex = typeof pattern === "string" ? new RegExp(pattern, "u") : /^/;
  const found = NAMES.filter((name) => regex.test(name));
  return found.length === 0 ? NAMES : found;
}

/** Texts of the schema's pattern, where that is of a kind that can be turned round. */
function matching({ pattern }: Schema): fc.Arbitrary<string> {
  try {
    if (typeof pattern === "string") return fc.stringMatching(new RegExp(pattern, "u"), { size: "small" });
  } catch {
    // With a look-ahead: the examples and the names have to do.
  }
  return fc.constantFrom(...NAMES);
}

/** A text with a few of its characters taken away, doubled, or replaced. */
export function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const cut = fc.record({
    at: fc.nat(),
    length: fc.nat({ max: 30 }),
    put: fc.constantFrom("", "\t", '"', "'", "{", "]", ":", "\n", "&a ", "*a", "!!", "\u0000", "- "),
  });
  const cuts = fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(cut, { maxLength: 2 }) },
  );
  return fc.tuple(text, cuts).map(([whole, cuts]) => {
    let out = whole;
    for (const { at, length, put } of cuts) {
      const from = out.length === 0 ? 0 : at % out.length;
      out = out.slice(0, from) + put + out.slice(from + length);
    }
    return out;
  });
}
