// schemas/schemastore/: the two schemas of the files that people write, as SchemaStore (https://www.schemastore.org) takes
// them: draft-07, an $id below its own address, nothing from outside; and the entries of its catalogue.
import { formatted, mapped } from "./schema-texts.mjs";

const STORE = "https://www.schemastore.org/";
const FILES = [
  {
    name: "iopctl-state",
    from: "overlay", // A pattern of names does not tell the layers apart.
    title: "iopctl state file",
    description: "Desired state of an InterSystems IRIS interoperability namespace, for iopctl",
    fileMatch: ["*.iop.yaml", "*.iop.yml"],
  },
  {
    name: "iopctl-config",
    from: "config",
    title: "iopctl config",
    description: "Targets, waves and windows of iopctl, GitOps for InterSystems IRIS interoperability",
    fileMatch: ["yaml", "yml", "json"].flatMap((end) => [
      `iopctl.config.${end}`,
      `.iopctlrc.${end}`,
      `.config/iopctlrc.${end}`,
    ]),
  },
];

/** Gives the text of each file by its name below schemas/schemastore/. `schemas`: texts by name, with their Markdown. */
export function schemastore(schemas) {
  const out = new Map();
  for (const { name, from } of FILES) {
    const { $schema: _, $id: __, ...schema } = JSON.parse(schemas.get(`${from}.schema.json`));
    const draft7 = {
      $schema: "http://json-schema.org/draft-07/schema#",
      $id: `${STORE}${name}.json`,
      ...asDraft7(schema),
    };
    out.set(`${name}.json`, formatted(draft7));
  }
  const entries = FILES.map(({ name, title, description, fileMatch }) => ({
    name: title,
    description,
    fileMatch,
    url: `${STORE}${name}.json`,
  }));
  out.set("catalog.json", formatted({ schemas: entries }));
  return out;
}

/** In draft-07 definitions are called so, and what stands beside a $ref does not count. */
function asDraft7(schema) {
  return mapped(schema, ({ $ref, $defs, "x-api": _, ...own }) => {
    const out = $defs === undefined ? own : { ...own, definitions: $defs };
    if ($ref === undefined) return out;
    const ref = $ref.replace("#/$defs/", "#/definitions/");
    return Object.keys(out).length === 0 ? { $ref: ref } : { ...out, allOf: [{ $ref: ref }] };
  });
}
