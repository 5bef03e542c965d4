import { createReadClient } from "../api/client.ts";
import { sensitiveIn } from "../aspects/sensitive.ts";
import type { Comparison } from "../documents/comparison.ts";
import type { RunRecord } from "../documents/run-record.ts";
import { observe as observeNamespace } from "../engine/observe.ts";
import type { GraphDocument } from "../model/graph.ts";
import type { Production } from "../model/production.ts";
import { masked } from "../model/sensitive.ts";
import type { StatusReport } from "../model/status.ts";
import { connect } from "./connect.ts";
import { insideOf } from "./handles.ts";
import type { State, Target } from "./library.ts";
import { argument, document, need, oneOf, state as stateKind, text } from "./library-kinds.ts";
import { stateSources } from "./library-options.ts";
import { statesOf } from "./targets.ts";

/** What the library reads of a server and changes nothing of. What is not always wanted is loaded when it is called. */

/** What was read of one namespace: only what the desired state speaks of. A key that is absent was not read. */
export interface Observed {
  readonly namespace: string;
  readonly default?: string;
  readonly status?: { readonly production: string; readonly status: string };
  /** By name, secrets as `(sensitive)`; "absent": the server has none, or it inherits its definition. */
  readonly productions: Readonly<Record<string, Production | "absent">>;
  /** Names of the proxy classes; "unsupported": the server is older than IoP 4.0. */
  readonly bindings?: readonly string[] | "unsupported";
}

/** Reads what a state speaks of, of each of its namespaces. Throws InvalidFiles, ApiError, Refusal. */
export async function observe(target: Target, state?: State): Promise<readonly Observed[]> {
  argument("observe", "state", stateKind, state);
  const { config, world, flags } = insideOf(target);
  const { states } = await statesOf(stateSources(state, world.cwd), config, world, false, flags.secrets === false);
  const http = await connect(
    config,
    {},
    world,
    states.map(({ desired }) => desired.namespace),
  );
  return Promise.all(
    states.map(async ({ desired }): Promise<Observed> => {
      const client = createReadClient({ ...http, namespace: desired.namespace });
      const git = () => Promise.resolve({ commit: undefined, changed: undefined });
      const observed = await observeNamespace(desired, { client, parallelism: 8, git });
      const sensitive = sensitiveIn(desired, observed);
      const { default: fallback, status, bindings } = observed;
      const productions = [...observed.productions].map(
        ([name, found]) => [name, found === "absent" ? found : masked(found, sensitive)] as const,
      );
      return {
        namespace: desired.namespace,
        ...(fallback === undefined ? {} : { default: fallback }),
        ...(status === undefined ? {} : { status: { ...status } }),
        productions: Object.fromEntries(productions),
        ...(bindings === undefined
          ? {}
          : { bindings: bindings === "unsupported" ? bindings : bindings.map(({ className }) => className) }),
      };
    }),
  );
}

/**
 * Two live namespaces side by side, by the rules (`compare`) of the left one's config: the document of `compare --json`.
 * Secrets stand as `(sensitive)`. Throws ApiError, and Refusal where a rule is no address.
 */
export async function compare(left: Target, right: Target): Promise<Comparison> {
  const { compareTargets } = await import("./compare.ts");
  const side = (target: Target) => {
    const { config, world } = insideOf(target);
    // Where a url was given, it was the caller who named it.
    return { target: config, options: {}, world };
  };
  const { comparison } = await compareTargets(side(left), side(right));
  return comparison;
}

/**
 * The topology of one production on the server, the default one where none is named; what the server cannot tell is said in
 * the graph's notes. Throws ApiError, and Refusal where there is no default production.
 */
export async function graph(target: Target, production?: string): Promise<GraphDocument> {
  argument("graph", "production", text, production);
  const { config, world, flags } = insideOf(target);
  const { readGraph } = await import("./graph.ts");
  return { format_version: "1", ...(await readGraph(production, flags, world, { target: config })) };
}

const PICTURES = need(oneOf("mermaid", "dot", "svg"));
const GRAPH = need(document<GraphDocument>("what graph() gives", "graph"));

/** A graph as the text of Mermaid or Graphviz, or as an SVG picture with colours of its own. */
export async function graphPicture(found: GraphDocument, format: "mermaid" | "dot" | "svg"): Promise<string> {
  argument("graphPicture", "found", GRAPH, found);
  argument("graphPicture", "format", PICTURES, format);
  const { drawGraph } = await import("./graph.ts");
  return drawGraph(found.graph, format);
}

/**
 * What runs, what is deployed and from where, what waits, and whether it drifted: the document of `status --json`. What
 * could not be found out says why. Throws ApiError, Refusal.
 */
export async function status(target: Target): Promise<StatusReport> {
  const { config, world, flags } = insideOf(target);
  const { openStatus } = await import("./status.ts");
  return (await openStatus(flags, world, config))();
}

/**
 * The runs of the target that are recorded on this machine, newest first: entries of `runs --json`. A record that cannot be
 * used is told by `onWarning`. Throws Refusal where the folder is not this user's own.
 */
export async function runs(target: Target): Promise<readonly RunRecord[]> {
  const { config, world, flags } = insideOf(target);
  const { recordedRuns } = await import("./runs.ts");
  const found = await recordedRuns(flags, world, config);
  for (const why of found.refused) world.warn(`a record is left out: ${why}`);
  return found.runs;
}
