// Packs esbuild's chunks, which are modules that import each other, into a few scripts: what is used together is read
// together. A script can be compiled ahead, and starts without Node's loader of modules; a chunk in it is a function, which is
// compiled and run when somebody needs it first.
import { basename } from "node:path";
import { Script } from "node:vm";

const name = (path) => basename(path, ".mjs");

/** What `import` and `export` say in braces, as the braces of a destructuring or of an object: `a as b`. */
function pairs(text, pair) {
  return text
    .split(",")
    .filter(Boolean)
    .map((one) => pair(...one.trim().split(" as ")))
    .join(",");
}

/** `import a, { b as c } from "d"` as esbuild writes it, at the head of each module that a chunk holds. */
const IMPORT =
  /(?<=^|[;}\n])import(?:\s*(\*\s*as\s+[\w$]+|[\w$]+)?\s*,?\s*(?:\{([^}]*)\})?\s*from\s*)?"(node:[\w/]+|\.\/\w+\.mjs)";/g;

/** A chunk as the text of a function that gives what it exports. */
function functionOf(id, text) {
  const load = (path) => (path.startsWith("./") ? `__chunk("${name(path)}")` : `require("${path}")`);
  let exported = "";
  const body = text
    .trim()
    .replace(/export\s*\{([^}]*)\};$/, (_all, names) => {
      exported = `return{${pairs(names, (one, as = one) => `${as}:${one}`)}};`;
      return "";
    })
    .replace(IMPORT, (_all, whole, some, path) => {
      if (whole === undefined && some === undefined) return `${load(path)};`;
      const all = whole === undefined ? "" : `const ${whole.replace(/^\*\s*as\s+/, "")}=${load(path)};`;
      return some === undefined ? all : `${all}const{${pairs(some, (one, as = one) => `${one}:${as}`)}}=${load(path)};`;
    })
    .replace(/\bimport\("\.\/(\w+)\.mjs"\)/g, (all, file) => (file === "sandbox" ? all : `__later("${file}")`));
  const code = `()=>{${body}\n${exported}}`;
  try {
    new Script(`(${code})`);
  } catch (error) {
    throw new Error(`the chunk ${id} has another form: ${error.message}`);
  }
  return `"${id}":${code}`;
}

/** Chunks must not wait for each other: the one that began would find nothing of the other. */
function refuseCircles(outputs) {
  const done = new Set();
  const visit = (path, way) => {
    if (way.includes(path)) throw new Error(`chunks in a circle: ${[...way, path].join(" → ")}`);
    if (done.has(path)) return;
    for (const next of staticImports(outputs, path)) visit(next, [...way, path]);
    done.add(path);
  };
  for (const path of Object.keys(outputs)) visit(path, []);
}

function staticImports(outputs, path) {
  const { imports } = outputs[path];
  return imports.filter(({ kind, path: to }) => kind === "import-statement" && outputs[to]).map(({ path: to }) => to);
}

/**
 * The texts of scripts by their names. `parts`: of each the names of the chunks that stand in it; the last one takes those that
 * no other has. The first one's first chunk is the program's beginning. The first script's value is a function of what loads
 * another part, `require`, a loader of modules, and the program's `import.meta`.
 */
export function pack({ metafile: { outputs }, outputFiles }, parts) {
  refuseCircles(outputs);
  const texts = new Map(outputFiles.map(({ path, text }) => [name(path), text]));
  const placed = new Set(parts.flatMap(({ ids }) => ids));
  const left = [...texts.keys()].filter((id) => !placed.has(id));
  const tables = parts.map(({ part, ids }, at) => {
    const own = at === parts.length - 1 ? [...ids, ...left] : ids;
    return { part, ids: own, text: `{${own.map((id) => functionOf(id, texts.get(id))).join(",\n")}}` };
  });
  const [first, ...others] = tables;
  const places = others.flatMap(({ part, ids }) => ids.map((id) => `"${id}":"${part}"`));
  const loader = `const __ready=new Map(),__parts={},__places={${places}};
function __functionOf(id){const part=__places[id];
return part===undefined?__first[id]:(__parts[part]??=__load(part)(require,__import,__meta,__chunk,__later))[id]}
function __chunk(id){let found=__ready.get(id);if(found===undefined){found=__functionOf(id)()??{};__ready.set(id,found)}return found}
function __later(id){return Promise.resolve().then(()=>__chunk(id))}`;
  return Object.fromEntries([
    [
      first.part,
      `(function(__load,require,__import,__meta){${loader}\nconst __first=${first.text};\n__chunk("${first.ids[0]}")})`,
    ],
    ...others.map(({ part, text }) => [part, `(function(require,__import,__meta,__chunk,__later){return${text}})`]),
  ]);
}
