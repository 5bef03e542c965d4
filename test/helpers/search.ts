import { productionEdits } from "../../src/aspects/edits.ts";
import { directoryOf, isBelow } from "../../src/aspects/places.ts";
import type { DesiredState, PresentPackage } from "../../src/model/desired.ts";
import { applyEdits, type Edit } from "../../src/model/edit.ts";
import { releaseClass } from "../../src/model/names.ts";
import type { ObservedState } from "../../src/model/observed.ts";
import type { Upload } from "../../src/model/plan.ts";
import type { Production } from "../../src/model/production.ts";
import { findRelease } from "../../src/model/record.ts";
import { migrateRequest } from "../../src/planner/request.ts";
import type { Cost } from "../../src/planner/why.ts";
import { define, unbind } from "../../src/sandbox/rules/catalogue.ts";
import { IrisError } from "../../src/sandbox/rules/iris-error.ts";
import { staleItems } from "../../src/sandbox/rules/jobs.ts";
import { restartComponent, start, stop, update } from "../../src/sandbox/rules/lifecycle.ts";
import { checkClasses } from "../../src/sandbox/rules/register.ts";
import {
  copyNamespace,
  type Definition,
  type NamespaceState,
  type SandboxState,
} from "../../src/sandbox/rules/state.ts";
import { modelServer } from "./model-server.ts";

/** Where the search begins and what it is to reach. */
export interface Problem {
  readonly state: SandboxState;
  readonly observed: ObservedState;
  readonly desired: DesiredState;
  /** Classes that must go, by the diff. */
  readonly unbinds: readonly string[];
  /** Whether the running production has a saved definition that it did not take up. */
  readonly untaken: boolean;
  /** What must run in the end: by the files, or by the marker of a run that died between a stop and its start. */
  readonly run:
    | { readonly status: "running"; readonly production: string }
    | { readonly status: "stopped" }
    | "as it is";
}

interface Node {
  readonly ns: NamespaceState;
  readonly files: Record<string, string>;
  /** The running production has a saved definition that it did not take up. */
  readonly untaken: boolean;
  readonly made: readonly string[];
  readonly key: string;
}
type Made = Omit<Node, "made" | "key">;

interface Action {
  readonly name: string;
  /** Undefined: it cannot be made here. */
  readonly make: (node: Node) => { readonly node: Made; readonly level: 0 | 1 | 2 } | undefined;
}

export interface Found {
  readonly cost: Cost;
  readonly calls: readonly string[];
  readonly expanded: number;
}

/**
 * The true optimum, by uniform-cost search over every API call that cannot lose a message: level by level, and in each
 * by the number of calls (A* with the calls that nothing can spare as its estimate). `bound` ends it: nothing dearer is
 * looked for. undefined: nothing as cheap as the bound reaches the goal.
 */
export async function optimum(problem: Problem, bound: Cost): Promise<Found | undefined> {
  const world = await worldOf(problem);
  const { stackTraceLimit } = Error;
  // What a server refuses is tried a million times, and no stack of it is read.
  Error.stackTraceLimit = 0;
  try {
    return search(world, problem, bound);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function search(world: Awaited<ReturnType<typeof worldOf>>, problem: Problem, bound: Cost): Found | undefined {
  let expanded = 0;
  for (const level of [0, 1, 2] as const) {
    if (level > bound.level) break;
    const most = level < bound.level ? 12 : bound.calls;
    const best = new Map<string, number>();
    const open: Node[][] = [];
    const push = (state: Made, made: readonly string[]) => {
      const cost = made.length + world.spared(state);
      if (cost > most) return;
      const key = keyOf(state);
      if ((best.get(key) ?? Number.POSITIVE_INFINITY) <= made.length) return;
      best.set(key, made.length);
      open[cost] ??= [];
      open[cost].push({ ...state, made, key });
    };
    push({ ns: world.first, files: problem.state.files, untaken: problem.untaken }, []);
    for (let cost = 0; cost <= most; cost += 1) {
      const list = open[cost] ?? [];
      // A node may add others of the same cost: the list grows while it is walked.
      for (const node of list) {
        if ((best.get(node.key) ?? 0) < node.made.length) continue;
        if (world.reached(node)) return { cost: { level, calls: node.made.length }, calls: node.made, expanded };
        expanded += 1;
        for (const action of world.actions) {
          const result = action.make(node);
          if (result && result.level <= level) push(result.node, [...node.made, action.name]);
        }
      }
    }
  }
  return undefined;
}

async function worldOf({ state, observed, desired, unbinds, run }: Problem) {
  const first = state.namespaces["USER"] as NamespaceState;
  const targets = new Map<string, readonly Edit[]>();
  for (const wanted of desired.productions) {
    const { edits } = productionEdits(wanted, observed.productions.get(wanted.name) ?? "absent");
    if (edits.length > 0) targets.set(wanted.name, edits);
  }
  const stored = await storedDefinitions(state, observed, targets);
  const packages: { name: string; effect: Effect }[] = [];
  for (const pack of desired.packages) {
    if (pack.absent) continue;
    packages.push({ name: pack.name, effect: await effectOf(pack, state) });
  }
  const deployed = (node: Made, { effect }: { effect: Effect }) =>
    Object.entries(effect.bindings).every(([name, binding]) => {
      const there = node.ns.bindings[name];
      return there !== undefined && there.module === binding.module && there.classpaths === binding.classpaths;
    });
  const defined = (node: Made, name: string) => node.ns.productions[name]?.definition === stored.get(name);
  const wanted =
    run !== "as it is" ? run : { status: first.status, production: first.status === "stopped" ? "" : first.active };
  /** How many stops and starts it takes at least until what is to run does: 0 when it does. */
  const lifecycle = ({ ns }: Made) => {
    if (ns.status !== wanted.status) return 1;
    return wanted.status === "stopped" || ns.active === wanted.production ? 0 : ns.status === "running" ? 2 : 1;
  };
  const wantedDefault = desired.default;
  return {
    first,
    /** Calls that whatever comes next must still be made: none of them can stand for another. */
    spared: (node: Made) => {
      const uploads = packages.filter((entry) => !deployed(node, entry)).length;
      const definitions = [...stored.keys()].some((name) => !defined(node, name)) ? 1 : 0;
      return (
        Math.max(uploads, definitions) +
        unbinds.filter((name) => node.ns.bindings[name] !== undefined).length +
        (wantedDefault !== undefined && node.ns.default !== wantedDefault ? 1 : 0) +
        // A definition is taken up by an update, a stop or a start alone.
        Math.max(lifecycle(node), node.untaken ? 1 : 0)
      );
    },
    reached: (node: Made) =>
      packages.every((entry) => deployed(node, entry)) &&
      [...stored.keys()].every((name) => defined(node, name)) &&
      unbinds.every((name) => node.ns.bindings[name] === undefined) &&
      (wantedDefault === undefined || node.ns.default === wantedDefault) &&
      lifecycle(node) === 0 &&
      !node.untaken &&
      staleItems({ ...state, files: node.files }, node.ns).length === 0,
    actions: actionsOf(state, stored, packages, unbinds, wantedDefault, first),
  };
}

interface Effect {
  readonly bindings: NamespaceState["bindings"];
  readonly files: Record<string, string>;
}

/** What the upload of a package does, found by making it on a copy. */
async function effectOf(pack: PresentPackage, state: SandboxState): Promise<Effect> {
  const copy = structuredClone(state);
  const release = { className: releaseClass(pack.name), digest: pack.digest, code: pack.code, commit: undefined };
  const upload: Upload = {
    namespace: "USER",
    directory: directoryOf(pack),
    remoteFolder: pack.remoteFolder,
    strict: pack.strict,
    package: pack,
    definitions: [],
    release,
    owed: undefined,
    withMarker: false,
    inUse: [],
    writer: "plain",
    fragile: [],
  };
  await modelServer(copy).client.migrate(migrateRequest(upload));
  const after = copy.namespaces["USER"] as NamespaceState;
  const release2 = findRelease(
    Object.entries(after.bindings).map(([className, binding]) => ({
      className,
      super: binding.super,
      module: binding.module,
      pythonClass: binding.classname,
      classpaths: binding.classpaths,
      usedBy: [],
    })),
    pack.name,
  );
  const root = release2?.classpaths ?? "";
  return {
    bindings: Object.fromEntries(
      Object.entries(after.bindings).filter(([, { classpaths }]) => isBelow(root, classpaths)),
    ),
    files: Object.fromEntries(Object.entries(copy.files).filter(([path]) => path.startsWith(`${root}/`))),
  };
}

/** The definitions as the server will store them. */
async function storedDefinitions(
  state: SandboxState,
  observed: ObservedState,
  targets: ReadonlyMap<string, readonly Edit[]>,
) {
  const copy = structuredClone(state);
  const ns = copy.namespaces["USER"] as NamespaceState;
  const productions: Production[] = [...targets].map(([name, edits]) =>
    applyEdits(name, observed.productions.get(name) ?? "absent", edits),
  );
  // Their classes come with packages that this copy may not have: the model asks for them.
  for (const { items } of productions) {
    for (const { attributes } of items) {
      const name = attributes.classname ?? "";
      ns.bindings[name] ??= { super: "IOP.BusinessOperation", module: "m", classname: "C", classpaths: "/nowhere" };
    }
  }
  if (productions.length > 0) {
    await modelServer(copy).client.migrate(
      migrateRequest({
        namespace: "USER",
        directory: "definitions",
        remoteFolder: undefined,
        strict: false,
        package: undefined,
        definitions: productions.map((production) => ({
          production,
          shown: production,
          record: { written: "Applied_", shown: "Applied_" },
        })),
        writer: "xml or nothing",
        fragile: [],
        release: undefined,
        owed: undefined,
        withMarker: false,
        inUse: [],
      }),
    );
  }
  return new Map([...targets.keys()].map((name) => [name, ns.productions[name]?.definition as Definition]));
}

function actionsOf(
  state: SandboxState,
  stored: ReadonlyMap<string, Definition>,
  packages: readonly { name: string; effect: Effect }[],
  unbinds: readonly string[],
  wantedDefault: string | undefined,
  first: NamespaceState,
): Action[] {
  const out: Action[] = [];
  const names = [...stored.keys()];
  const subsets = [[], ...names.map((name) => [name]), ...(names.length === 2 ? [names] : [])];
  for (const pack of [undefined, ...packages]) {
    for (const subset of subsets) {
      if (pack === undefined && subset.length === 0) continue;
      out.push({
        name: `migrate ${[pack?.name, ...subset].join(" ")}`,
        make: (node) => migrate(node, pack?.effect, subset),
      });
    }
  }
  const items = new Set<string>();
  for (const definition of [...stored.values(), ...Object.values(first.productions).map((entry) => entry.definition)]) {
    for (const item of definition?.Item ?? []) items.add(String(item["@Name"]));
  }
  const isRunning = (ns: NamespaceState) => ns.status === "running";
  const isIdle = (ns: NamespaceState) => ns.status !== "running";
  const isBound = (name: string) => (ns: NamespaceState) => ns.bindings[name] !== undefined;
  const isOtherDefault = (ns: NamespaceState) => ns.default !== wantedDefault;
  /** `may`: what is seen without trying, so that no copy is made of what cannot be done. */
  const legal = (
    name: string,
    may: (ns: NamespaceState) => boolean,
    run: (copy: NamespaceState, whole: SandboxState) => { level: 0 | 1 | 2; untaken?: boolean },
  ) =>
    out.push({
      name,
      make: (node) => {
        if (!may(node.ns)) return undefined;
        const ns = copyNamespace(node.ns);
        const whole = { ...state, files: node.files, namespaces: { USER: ns } };
        try {
          const { level, untaken = node.untaken } = run(ns, whole);
          return { node: { ns, files: node.files, untaken }, level };
        } catch (error) {
          if (!(error instanceof IrisError)) throw error;
          return undefined;
        }
      },
    });
  for (const item of items) {
    legal(`restart ${item}`, isRunning, (ns, whole) => {
      restartComponent(whole, ns, item);
      return { level: 1 };
    });
  }
  legal("update", isRunning, (ns, whole) => {
    const before = JSON.stringify(ns.runtime?.jobs);
    update(whole, ns);
    return { level: JSON.stringify(ns.runtime?.jobs) === before ? 0 : 1, untaken: false };
  });
  legal("stop", isRunning, (ns) => {
    stop(ns, "now");
    return { level: 2, untaken: false };
  });
  for (const name of new Set([...Object.keys(first.productions), ...names])) {
    legal(`start ${name}`, isIdle, (ns, whole) => {
      start(whole, ns, name, "now");
      return { level: 0, untaken: false };
    });
  }
  for (const name of unbinds) {
    legal(`unbind ${name}`, isBound(name), (ns) => {
      unbind(ns, name);
      return { level: 0 };
    });
  }
  if (wantedDefault !== undefined) {
    legal(`default ${wantedDefault}`, isOtherDefault, (ns) => {
      ns.default = wantedDefault;
      return { level: 0 };
    });
  }
  return out;

  function migrate(node: Node, effect: Effect | undefined, subset: readonly string[]) {
    const ns = copyNamespace(node.ns);
    if (effect) Object.assign(ns.bindings, effect.bindings);
    let { untaken } = node;
    for (const name of subset) {
      const definition = stored.get(name) as Definition;
      try {
        if (ns.productions[name] !== undefined) checkClasses(ns, name, definition);
      } catch {
        return undefined;
      }
      if (ns.status === "running" && ns.active === name) untaken = true;
      define(ns, name, definition);
    }
    const files = effect ? { ...node.files, ...effect.files } : node.files;
    return { node: { ns, files, untaken }, level: 0 as const };
  }
}

const ids = new WeakMap<object, number>();
const numbers = new Map<string, number>();

/** Each text its number: of the definitions and digests in a state most are the same as in the one before. */
function numberOf(text: string): number {
  const known = numbers.get(text) ?? numbers.size;
  numbers.set(text, known);
  return known;
}

function idOf(value: object | null, of: () => string): number {
  if (value === null) return -1;
  const known = ids.get(value) ?? numberOf(of());
  ids.set(value, known);
  return known;
}

let nextDefinition = 0;
const definitionId = (definition: Definition | null) =>
  idOf(definition, () => {
    nextDefinition += 1;
    return `definition ${nextDefinition}`;
  });

/** What of a node makes a difference. */
function keyOf({ ns, untaken }: Made): string {
  const { runtime } = ns;
  const parts: (string | number)[] = [ns.default, ns.status, ns.status === "stopped" ? "" : ns.active, `${untaken}`];
  if (runtime !== null) {
    const jobs = Object.entries(runtime.jobs).map(
      ([name, job]) => `${name}:${numberOf(job.definition)}:${numberOf(job.code)}`,
    );
    parts.push(numberOf(runtime.head), JSON.stringify(runtime.pool), jobs.sort().join());
  }
  const bindings = Object.entries(ns.bindings).map(
    ([name, binding]) => `${name}:${idOf(binding, () => `${binding.classpaths} ${binding.module}`)}`,
  );
  parts.push(bindings.sort().join());
  for (const [name, { definition, enabled }] of Object.entries(ns.productions)) {
    parts.push(name, definitionId(definition), JSON.stringify(enabled));
  }
  return parts.join("\n");
}
