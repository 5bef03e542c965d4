import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv, type AnySchemaObject } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { acceptDrift } from "../../src/store/baseline.ts";
import { workspace } from "../helpers/cli.ts";
import { inProcess } from "../helpers/in-process.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (name: string) => JSON.parse(readFileSync(`${root}schemas/${name}`, "utf8")) as AnySchemaObject;

interface Key {
  readonly path: string;
  readonly entry: AnySchemaObject;
}

/** Every key that a file may have, with what its own entry and what it refers to say. */
function keysOf(schema: AnySchemaObject): Key[] {
  const out: Key[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [word, value] of Object.entries(node)) {
      if (["default", "examples"].includes(word)) continue;
      if (word === "$defs") for (const [name, part] of Object.entries(value)) walk(part, `.${name}`);
      else if (word !== "properties") walk(value, path);
      else
        for (const [key, own] of Object.entries(value as Record<string, AnySchemaObject>)) {
          const named = schema["$defs"][String(own["$ref"]).replace("#/$defs/", "")] as AnySchemaObject | undefined;
          out.push({ path: `${path}.${key}`, entry: { ...named, ...own } });
          walk(own, `${path}.${key}`);
        }
    }
  };
  walk(schema, "");
  return out;
}

/** Keys with nothing that would hold without them: what is absent is not managed, not limited, or must be said. */
const WITHOUT_DEFAULT = [
  ...["version", "namespace", "default", "state", "packages", "productions", "bindings", "guards", "path"],
  ...["remote_folder", "components", "settings", "items", "classname", "name", "test", "target", "body", "expect"],
  ...["equals", "subset", "regex", "log", "queues", "max", "routes", "default_target", "targets", "lint"],
  ...["sensitive_names", "secret_commands", "compare", "rollout", "windows", "freeze", "url", "username", "password"],
  ...["ca_file", "labels", "open", "from", "to", "zone", "reason", "waves", "percent"],
  ...["accepted", "address", "value", "until"],
];

describe.each(["desired-state", "config", "baseline"])("schemas/%s.schema.json", (name) => {
  const keys = keysOf(read(`${name}.schema.json`));

  it.each(keys.map(({ path, entry }) => [path, entry] as const))("%s says what it means", (path, entry) => {
    expect(entry["description"], path).toMatch(/\w/);
    expect(entry["markdownDescription"], path).toMatch(/\w/);
    expect(entry["examples"]?.length, path).toBeGreaterThan(0);
    const key = path.split(".").at(-1) as string;
    if (entry["default"] === undefined) expect(WITHOUT_DEFAULT).toContain(key);
    else expect(entry["markdownDescription"]).toContain(`Default: \`${JSON.stringify(entry["default"])}\``);
  });

  it.skipIf(name === "baseline")("explain says the same of every key", async () => {
    for (const { path, entry } of keys) {
      const address = name === "config" ? `config${path}` : path.slice(1);
      const { stdout, stderr } = await inProcess(["explain", address, "--json"]);
      expect(stderr, address).toBe("");
      const answer = JSON.parse(stdout) as { description?: string; default?: unknown };
      expect(answer.description, path).toBe(entry["description"]);
      expect(answer.default, path).toEqual(entry["default"]);
    }
  });
});

describe("schemas/schemastore, as SchemaStore wants it", () => {
  const { schemas } = read("schemastore/catalog.json") as {
    schemas: { name: string; description: string; fileMatch: string[]; url: string }[];
  };
  const files = readdirSync(`${root}schemas/schemastore`).filter((name) => name !== "catalog.json");

  it("has an entry for each schema, and a schema for each entry", () => {
    expect(schemas.map(({ url }) => url.replace("https://www.schemastore.org/", "")).sort()).toEqual(files.sort());
    for (const { name, description, fileMatch } of schemas) {
      expect(name + description).not.toMatch(/schema/i);
      expect(fileMatch.length).toBeGreaterThan(0);
      for (const pattern of fileMatch) expect(pattern).toMatch(/iop/);
    }
  });

  it.each(files)("%s is draft-07 with an address of its own, complete, and strict", (file) => {
    const schema = read(`schemastore/${file}`);
    expect(file).toMatch(/^[a-z]+(-[a-z]+)*\.json$/);
    expect(schema["$schema"]).toBe("http://json-schema.org/draft-07/schema#");
    expect(schema["$id"]).toBe(`https://www.schemastore.org/${file}`);
    for (const [, ref = ""] of JSON.stringify(schema).matchAll(/"\$ref":"([^"]*)"/g))
      expect(ref).toMatch(/^#\/definitions\//);
    expect(JSON.stringify(schema)).not.toMatch(/"\$defs"|"x-/);
    // The words of later drafts, and those that SchemaStore's own check does not know, are errors of a strict compiler.
    const ajv = new Ajv({
      strict: true,
      strictRequired: false,
      allowUnionTypes: true,
      keywords: ["markdownDescription"],
    });
    expect(() => ajv.compile(schema)).not.toThrow();
  });

  it("takes every example, and finds a wrong key", () => {
    const ajv = new Ajv({ strict: false });
    const fits = {
      state: ajv.compile(read("schemastore/iopctl-state.json")),
      config: ajv.compile(read("schemastore/iopctl-config.json")),
    };
    const names = readdirSync(`${root}examples`, { recursive: true, encoding: "utf8" }).filter(
      (name) => /(\.iop|iopctl\.config)\.yaml$/.test(name) && !name.includes(".iopctl/"),
    );
    expect(names.length).toBeGreaterThan(13);
    for (const name of names) {
      const check = name.endsWith(".iop.yaml") ? fits.state : fits.config;
      for (const document of parseAllDocuments(readFileSync(`${root}examples/${name}`, "utf8"))) {
        const data = (document as { toJS: () => Record<string, unknown> }).toJS();
        expect(check(data), `${name}: ${JSON.stringify(check.errors)}`).toBe(true);
        expect(check({ ...data, verson: 1 })).toBe(false);
      }
    }
  });
});

it("a baseline that drift --accept writes names its schema first, and fits it", () => {
  const space = workspace();
  const path = `${space.dir}/iopctl.baseline.yaml`;
  const entry = { address: "default", reason: "moves next week", until: "2999-12-31", target: "prod", value: "A.B" };
  acceptDrift(path, [entry, { ...entry, address: "state", target: undefined, value: undefined }]);
  const text = readFileSync(path, "utf8");
  expect(text).toMatch(
    /^# yaml-language-server: \$schema=\.\/node_modules\/iopctl\/schemas\/baseline\.schema\.json\n# Drift/,
  );
  const check = new Ajv2020({ strict: false }).compile(read("baseline.schema.json"));
  expect(check(parse(text)), JSON.stringify(check.errors)).toBe(true);
  space.remove();
});

it("each schema has a name of its own; those that nobody writes by hand too", () => {
  const names = readdirSync(`${root}schemas`).filter((name) => name.endsWith(".schema.json"));
  expect(names).toContain("overlay.schema.json");
  expect(existsSync(`${root}schemas/desired-state.schema.json`)).toBe(true);
  expect(new Set(names.map((name) => read(name)["$id"])).size).toBe(names.length);
});
