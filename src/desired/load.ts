import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Address } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import { nearestName } from "../model/nearest.ts";
import { type Diagnostic, InvalidFiles, type Place } from "./diagnostic.ts";
import { namesIn, statOf } from "./look.ts";
import { join as joinTrees, overlay, reportNulls, withoutNulls } from "./merge.ts";
import { normalise } from "./normalise.ts";
import { LARGEST_STATE, locateWithin, readWithin, rootsOf } from "./reach.ts";
import { Reading } from "./reading.ts";
import { DESIRED } from "./schemas.ts";
import { checkSecrets } from "./secret-places.ts";
import { STATE_FILE, walkStateFiles } from "./state-files.ts";
import { parseTrees } from "./tree.ts";
import { placeAt, validateTree } from "./validate.ts";
import type { VariableContext } from "./variable-context.ts";
import { resolveText } from "./variables.ts";
import type { MapTree, Tree } from "./yaml-tree.ts";

/** What state files are read with. */
export interface LoadOptions extends VariableContext {
  readonly cwd: string;
  /** Of documents that name none. */
  readonly namespace: string;
  /** Where each of the paths is written, if in a file; said where one cannot be read. */
  readonly places?: readonly Place[];
  /** Is told what was not read and might have been meant to be. */
  readonly onNote?: (text: string) => void;
  /** What the run has read already; absent: nothing. */
  readonly reading?: Reading;
  /** Whatever decides, beside the name, whether a program may be asked for a secret: files that ask are read again for another. */
  readonly gate?: string;
}

/** The desired state of one namespace, and where in the files each of it stands. */
export interface LoadedState {
  readonly desired: DesiredState;
  /** Where an address stands in the files, for errors that only a server can show. */
  readonly locate: (address: Address) => Place | undefined;
  /** All layers merged, each value with its place. */
  readonly tree: MapTree;
  /** What a text with variables gives now, as if it stood in that file; undefined where it gives nothing. */
  readonly resolve: (text: string, file: string) => string | undefined;
}

/** State files as text, such as a program makes. `file`: the absolute path that it stands for; paths in it start there. */
export interface StateText {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads and checks state files. Each path is a layer, later ones over earlier ones; gives one state for each namespace,
 * in order of first appearance. Throws InvalidFiles with all that is wrong.
 */
export async function loadDesired(
  paths: readonly (string | StateText)[],
  options: LoadOptions,
): Promise<readonly LoadedState[]> {
  const { reading = new Reading() } = options;
  const complete = { ...options, reading, roots: options.roots ?? rootsOf(options.cwd, options.env) };
  const layers = await Promise.all(
    paths.map((path) => (typeof path === "string" ? readLayer(path, complete) : textLayer(path, complete))),
  );
  const files = layers.map((layer) => reading.numberOf(layer));
  const holders = reading.rarest(
    paths.filter((path) => typeof path === "string").map((path) => resolve(complete.cwd, path)),
  );
  const { states, problems } = await reading.once(
    `states ${files.join()} ${complete.namespace} ${keyOf(complete)}`,
    holders,
    () => statesOf(layers, complete),
  );
  // What cannot be read is said where it is named.
  const named = layers.flatMap((layer, depth) =>
    layer.diagnostics.map((found) => ({ ...found, place: found.place ?? complete.places?.[depth] })),
  );
  const diagnostics = [...named, ...problems];
  if (diagnostics.length > 0) throw new InvalidFiles(inOrder(diagnostics));
  return states;
}

type Options = LoadOptions & { readonly reading: Reading; readonly roots: readonly string[] };

/** What was read of one state path, and what is wrong with it. */
interface Layer {
  readonly trees: readonly Tree[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether a scalar of it holds a secret. */
  readonly sensitive?: boolean;
}

/** What decides, beside its text, what a file says: whose namespace it is for is none of it, so targets of all share it. */
function keyOf({ cwd, roots, offline, placeholders }: Options): string {
  return JSON.stringify([cwd, roots, offline === true, placeholders === true]);
}

async function statesOf(
  layers: readonly Layer[],
  options: Options,
): Promise<{ readonly states: readonly LoadedState[]; readonly problems: readonly Diagnostic[] }> {
  const { roots, reading } = options;
  const problems: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => {
    problems.push(diagnostic);
  };
  const merged = new Map<string, MapTree>();
  const empty: Diagnostic[] = [];
  for (const [depth, { trees }] of layers.entries()) {
    for (const [namespace, tree] of joinLayer(trees, options.namespace, report)) {
      const below = merged.get(namespace);
      if (below !== undefined) merged.set(namespace, overlay(below, tree));
      else {
        if (depth === 0) reportNulls(tree, (diagnostic) => empty.push(diagnostic));
        // An overlay's null removes what it inherits: of a namespace that it alone has, nothing.
        merged.set(namespace, depth === 0 ? tree : withoutNulls(tree));
      }
    }
  }
  // A secret where a name belongs is looked at no further: what is said of a name would show a part of it.
  const misplaced = new Set<MapTree>();
  for (const tree of layers.some(({ sensitive }) => sensitive) ? merged.values() : []) {
    const before = problems.length;
    checkSecrets(tree, report);
    if (problems.length > before) misplaced.add(tree);
  }
  const states = await Promise.all(
    [...merged].map(async ([namespace, tree]): Promise<LoadedState | undefined> => {
      if (!validateTree(tree, DESIRED, report)) {
        // What no schema can see is looked for all the same, as far as the shape allows, so that one run shows all.
        if (!misplaced.has(tree)) await normalise(tree, namespace, report, roots, reading).catch(() => undefined);
        return undefined;
      }
      if (misplaced.has(tree)) return undefined;
      const desired = await normalise(tree, namespace, report, roots, reading);
      const now = (text: string, file: string) => {
        const resolved = resolveText(text, options, file);
        return "error" in resolved || resolved.unknown ? undefined : resolved.text;
      };
      return { desired, tree, locate: (address) => placeAt(tree, yamlPath(address)), resolve: now };
    }),
  );
  // Where the schema was asked about it, its answer says what belongs there.
  for (const found of empty) if (!problems.some(({ place }) => samePlace(place, found.place))) report(found);
  return { states: states.filter((state) => state !== undefined), problems };
}

/** The files that a path argument names: itself, or all state files below the directory. Throws InvalidFiles. */
export function stateFiles(path: string, cwd: string, onNote?: (text: string) => void): string[] {
  const absolute = resolve(cwd, path);
  const stat = statOf(absolute);
  if (stat === undefined) {
    // A path of dots alone, as that of the folder where one is, names nothing.
    const shown = /^[./\\]*$/.test(path) ? absolute : path;
    const near = nearestName(basename(shown), namesIn(dirname(absolute)));
    const hint = near === undefined ? {} : { hint: `did you mean ${join(dirname(shown), near)}?` };
    throw new InvalidFiles([{ message: `there is no file or directory ${shown}`, place: undefined, ...hint }]);
  }
  if (stat.isFile()) {
    if (STATE_FILE.test(absolute)) return [absolute];
    throw new InvalidFiles([{ message: `${path} is not a state file`, place: undefined, hint: renameHint(path) }]);
  }
  const { files, passedOver } = walkStateFiles(absolute, path);
  const others = passedOver.map((file) => ({ ...file, name: relative(cwd, file.path) }));
  if (files.length === 0) {
    const [first] = others;
    const hint = first === undefined ? `${ENDINGS} \`iopctl init\` writes a first one.` : renameHint(first.name);
    const there = first === undefined ? "" : `; what is there has another ending: ${listed(others)}`;
    throw new InvalidFiles([{ message: `no state files in ${path}${there}`, place: undefined, hint }]);
  }
  const meant = others.filter(({ likeState }) => likeState);
  if (meant.length > 0) onNote?.(`not read, since state files end in .iop.yaml or .iop.yml: ${listed(meant)}`);
  return files;
}

const ENDINGS = "State files end in .iop.yaml or .iop.yml.";

function renameHint(path: string): string {
  if (!/\.ya?ml$/.test(path)) return ENDINGS;
  return `${ENDINGS} Rename it to ${path.replace(/\.ya?ml$/, "")}.iop.yaml if it is one.`;
}

/** Some names and how many more. */
function listed(files: readonly { readonly name: string }[]): string {
  const shown = files.slice(0, 5).map(({ name }) => name);
  return `${shown.join(", ")}${files.length > 5 ? ` and ${files.length - 5} more` : ""}`;
}

async function textLayer(text: StateText, options: Options): Promise<Layer> {
  const diagnostics: Diagnostic[] = [];
  const source = { path: relative(options.cwd, text.file), ...text };
  return { ...(await parseTrees(source, options, (diagnostic) => diagnostics.push(diagnostic))), diagnostics };
}

/** The documents of a state path: each file is read once in a run, and parsed once where no program is asked for its secrets. */
async function readLayer(path: string, options: Options): Promise<Layer> {
  const { cwd, roots, reading, gate = "" } = options;
  const absolute = resolve(cwd, path);
  const problem = (message: string): Layer => ({ trees: [], diagnostics: [{ message, place: undefined }] });
  const place = locateWithin(absolute, roots);
  if ("problem" in place && existsSync(absolute)) return problem(`the state ${path} cannot be read: ${place.problem}`);
  try {
    const files = await reading.once(`files ${path} ${cwd}`, [absolute], async () =>
      stateFiles(path, cwd, options.onNote),
    );
    for (const file of files) reading.foundThrough(file, absolute);
    const texts = await Promise.all(files.map((file) => textOf(file, options)));
    const asked = texts.some((read) => "text" in read && ASKS.test(read.text)) ? gate : "";
    return await reading.once(`layer ${absolute} ${asked} ${keyOf(options)}`, [absolute], async () => {
      const layers = await Promise.all(
        files.map((file, index) => fileLayer(file, texts[index] as FileText, gate, options)),
      );
      return {
        trees: layers.flatMap(({ trees }) => trees),
        diagnostics: layers.flatMap(({ diagnostics }) => diagnostics),
        sensitive: layers.some(({ sensitive }) => sensitive),
      };
    });
  } catch (error) {
    if (!(error instanceof InvalidFiles)) throw error;
    return { trees: [], diagnostics: error.diagnostics };
  }
}

/** A text that asks a program for a secret: what it gives hangs on who asks. */
const ASKS = /\$\{secret:[^}]*:/;

type FileText = { readonly text: string } | { readonly problem: string };

function textOf(file: string, { roots, reading }: Options): Promise<FileText> {
  const instead = reading.instead.get(file);
  if (instead !== undefined) return Promise.resolve({ text: instead });
  return reading.once(`text ${file} ${JSON.stringify(roots)}`, reading.through(file), () => {
    const read = readWithin(file, roots, LARGEST_STATE);
    return Promise.resolve("problem" in read ? read : { text: read.bytes.toString("utf8") });
  });
}

function fileLayer(file: string, read: FileText, gate: string, options: Options): Promise<Layer> {
  const { reading, cwd } = options;
  const asked = "text" in read && ASKS.test(read.text) ? gate : "";
  return reading.once(`file ${file} ${asked} ${keyOf(options)}`, reading.through(file), async () => {
    const shown = relative(cwd, file) || file;
    const failed = (message: string, hint?: string): Layer => ({
      trees: [],
      diagnostics: [{ message, place: undefined, ...(hint === undefined ? {} : { hint }) }],
    });
    if ("problem" in read) return failed(`the state file ${shown} cannot be read: ${read.problem}`);
    const diagnostics: Diagnostic[] = [];
    const source = { path: shown, file, text: read.text };
    const { trees, sensitive } = await parseTrees(source, options, (diagnostic) => diagnostics.push(diagnostic));
    // A file that was cut off must not pass for one that asks for nothing.
    if (trees.length === 0 && diagnostics.length === 0)
      return failed(`${shown}:1:1: the file is empty`, "It needs at least: version: 1");
    return { trees, diagnostics, sensitive };
  });
}

/** The documents of one layer by namespace, those of one namespace joined. */
function joinLayer(
  trees: readonly Tree[],
  fallback: string,
  report: (diagnostic: Diagnostic) => void,
): Map<string, MapTree> {
  const all = new Map<string, MapTree[]>();
  for (const tree of trees) {
    if (tree.kind !== "map") {
      report({ message: "a document must be a map of keys and values", place: tree.place });
      continue;
    }
    const written = tree.entries.get("namespace")?.value;
    // null takes back what a layer below said, so the target's own is meant.
    const namespace = (written?.kind === "scalar" && written.value !== null && written.text) || fallback;
    const same = all.get(namespace);
    if (same) same.push(tree);
    else all.set(namespace, [tree]);
  }
  return new Map([...all].map(([namespace, documents]) => [namespace, joinTrees(documents, report)]));
}

/** Addresses and the keys of a state file are the same path, but for bindings, which are lists. */
function yamlPath(address: Address): Address {
  return address[0] === "bindings" ? ["bindings"] : address;
}

function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ place }: Diagnostic) => place?.source.path ?? "";
  return [...diagnostics].sort((a, b) => compare(key(a), key(b)) || (a.place?.start ?? 0) - (b.place?.start ?? 0));
}

function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a !== undefined && b !== undefined && a.source.path === b.source.path && a.start === b.start;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
