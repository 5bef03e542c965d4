// Writes docs/reference/ (see reference.mjs), what editors read in schemas/ (schema-texts.mjs, schemastore.mjs), and
// src/generated/ from schemas/: TypeScript types, and validators compiled ahead of time, so that a start of the program
// costs no schema compilation. `--check` writes nothing and fails where a file is stale.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { compile } from "json-schema-to-typescript";
import { reference } from "./reference.mjs";
import { plain, schemaTexts } from "./schema-texts.mjs";
import { schemastore } from "./schemastore.mjs";

const SCHEMAS = {
  "desired-state": "validateDesired",
  config: "validateConfig",
  plan: "validatePlan",
  run: "validateRun",
  left: "validateLeft",
  result: "validateResult",
  rollout: "validateRollout",
};
/** Read at every start: whether a file fits is asked of a small validator; the large one is only to say what is wrong. */
const CHECKS = { "desired-state": "fitsDesired", config: "fitsConfig" };
const OUT = new URL("../", import.meta.url);
const BANNER = "// Generated from schemas/ by `npm run generate`. Do not edit.\n";

const schemas = await Promise.all(
  Object.keys(SCHEMAS).map(async (name) => {
    const text = await readFile(new URL(`../schemas/${name}.schema.json`, import.meta.url), "utf8");
    return { name, schema: plain(JSON.parse(text)) };
  }),
);

/** The standalone validators need two helpers of ajv: bundled in, so that the result stands alone. */
async function validators(functions, options, shorten = (code) => code) {
  const ajv = new Ajv2020({
    ...options,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    schemas: schemas.map(({ schema }) => schema),
    keywords: ["x-api"],
    code: { source: true, esm: true },
  });
  const named = schemas.filter(({ name }) => functions[name] !== undefined);
  const names = Object.fromEntries(named.map(({ name, schema }) => [functions[name], schema.$id]));
  const code = shorten(standaloneCode.default(ajv, names));
  const result = await build({
    stdin: { contents: code, resolveDir: new URL("..", import.meta.url).pathname },
    bundle: true,
    treeShaking: true,
    format: "esm",
    target: "node20",
    write: false,
  });
  return `${BANNER}${result.outputFiles[0].text}`;
}

/** Who only asks whether data fits needs no word of why not: each error that the code would make is left out. */
function withoutErrors(code) {
  const begin = "{instancePath";
  let out = "";
  let from = 0;
  for (let at = code.indexOf(begin); at !== -1; at = code.indexOf(begin, from)) {
    const end = endOfObject(code, at);
    const object = code.slice(at, end);
    // Others with that key are arguments: where in the data a function begins.
    out += code.slice(from, at) + (/[{,]\s*schemaPath:/.test(object) ? "null" : object);
    from = end;
  }
  return plainTextFirst(keysOnly(out + code.slice(from)));
}

/** Of the schemas themselves the code asks only which keys there are: descriptions and examples are no part of a start. */
function keysOnly(code) {
  return code.replace(/\bconst (schema\d+) = (\{.*?\});(?=(?:const|function|export) )/gs, (_all, name, text) => {
    const used = new Set([...code.matchAll(new RegExp(`\\b${name}\\.([$\\w]+)`, "g"))].map(([, key]) => key));
    if ([...used].some((key) => key !== "properties")) throw new Error(`${name}: the code uses more than its keys`);
    const { properties = {} } = JSON.parse(text);
    return `const ${name} = ${JSON.stringify({ properties: Object.fromEntries(Object.keys(properties).map((key) => [key, 0])) })};`;
  });
}

/** All letters of the world are a large set, which takes a millisecond to make: a text in ASCII is first asked for its own. */
function plainTextFirst(code) {
  const ascii = (source) => source.replaceAll("\\\\p{L}", "A-Za-z").replaceAll("\\\\p{N}", "0-9");
  let any = false;
  const out = code.replace(/new RegExp\(("(?:[^"\\]|\\.)*"), "u"\)/g, (all, source) => {
    if (!source.includes("\\\\p{")) return all;
    const plain = ascii(source.replace(/(?<!\[[^\]]*)\\\\p\{[LN]\}(?![^[]*\])/g, (set) => `[${set}]`));
    if (plain.includes("\\\\p{") || /\[\^|\(\?[!<]/.test(source))
      throw new Error(`${source}: not for certain the smaller set`);
    any = true;
    return `firstOf(${plain}, ${source})`;
  });
  const helper = `function firstOf(plain, all) {
  const first = new RegExp(plain, "u");
  let rest;
  return { test: (text) => first.test(text) || (rest ??= new RegExp(all, "u")).test(text) };
}
`;
  return any ? helper + out : out;
}

function endOfObject(code, start) {
  let depth = 0;
  for (let at = start; ; at += 1) {
    if (code[at] === "{") depth += 1;
    else if (code[at] === "}") depth -= 1;
    else if (code[at] === '"') for (at += 1; code[at] !== '"'; at += 1) if (code[at] === "\\") at += 1;
    if (depth === 0) return at + 1;
  }
}

const files = new Map();
for (const { name, schema } of schemas) {
  const types = await compile(schema, name, { additionalProperties: false, bannerComment: BANNER, unknownAny: true });
  files.set(`${name}.ts`, types);
}
files.set("validators.js", await validators(SCHEMAS, { allErrors: true, verbose: true }));
files.set("checks.js", await validators(CHECKS, { messages: false }, withoutErrors));
files.set(
  "checks.d.ts",
  BANNER +
    Object.values(CHECKS)
      .map((fn) => `export declare const ${fn}: (data: unknown) => boolean;\n`)
      .join(""),
);
files.set(
  "validators.d.ts",
  `${BANNER}import type { ErrorObject } from "ajv";

interface Validator {
  (data: unknown): boolean;
  errors?: ErrorObject[] | null;
}
${Object.values(SCHEMAS)
  .map((fn) => `export declare const ${fn}: Validator;`)
  .join("\n")}
`,
);

const edited = await schemaTexts();
const check = process.argv.includes("--check");
const all = [
  ...[...files].map(([name, text]) => [`src/generated/${name}`, text]),
  ...[...(await reference())].map(([name, text]) => [`docs/reference/${name}`, text]),
  ...[...edited].map(([name, text]) => [`schemas/${name}`, text]),
  ...[...schemastore(edited)].map(([name, text]) => [`schemas/schemastore/${name}`, text]),
];
const stale = [];
for (const [name, text] of all) {
  const url = new URL(name, OUT);
  await mkdir(new URL(".", url), { recursive: true });
  const old = await readFile(url, "utf8").catch(() => undefined);
  if (old === text) continue;
  if (check) stale.push(name);
  else await writeFile(url, text);
}
if (stale.length > 0) {
  console.error(`stale: ${stale.join(", ")}; run \`npm run generate\` and commit the result`);
  process.exitCode = 1;
}
