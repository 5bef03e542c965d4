import type { ReadClient } from "../api/client.ts";
import { queueLengths, readRoutes } from "../engine/topology.ts";
import type { PlanDocument } from "../generated/plan.ts";
import type { DesiredState } from "../model/desired.ts";
import { focused, type Graph } from "../model/graph.ts";
import { type ObservedState, productionOf } from "../model/observed.ts";
import type { Plan } from "../model/plan.ts";
import { planGraphs, type Told, touchedProductions } from "../planner/topology.ts";
import { type PlanPage, planHtml } from "../report/html.ts";
import type { Drawn } from "../report/picture/view.ts";
import { layOut } from "./layout.ts";

/**
 * known: from what the plan read anyway. read: routes and queues of the touched productions are read for the picture too
 * (`/connections` imports the components' modules on the server).
 */
export type PictureReads = "known" | "read";

/** The productions that a plan touches as graphs. */
export async function graphsOf(
  reads: PictureReads,
  client: ReadClient,
  desired: DesiredState,
  observed: ObservedState,
  plan: Plan,
): Promise<Graph[]> {
  if (reads === "known") return planGraphs(desired, observed, plan);
  const { status, production: running } = observed.status ?? {};
  const told = new Map<string, Told>();
  await Promise.all(
    touchedProductions(plan, observed).map(async (name) => {
      if (productionOf(observed, name) === undefined) return;
      const [routes, queues] = await Promise.all([
        observed.topology?.production === name ? { told: observed.topology, notes: [] } : readRoutes(client, name),
        status === "running" && running === name ? queueLengths(client, name) : { notes: [] },
      ]);
      told.set(name, {
        topology: routes.told,
        queues: "waiting" in queues ? queues.waiting : undefined,
        notes: [...routes.notes, ...queues.notes],
      });
    }),
  );
  return planGraphs(desired, observed, plan, told);
}

/** Plans, drift or an apply as a page with their pictures; `all`: every item is drawn. */
export async function planPage(
  document: PlanDocument,
  { all = false, ...options }: Omit<PlanPage, "pictures"> & { readonly all?: boolean | undefined } = {},
): Promise<string> {
  const pictures: Drawn[][] = [];
  for (const { topology = [] } of document.plans) pictures.push(await drawn(topology, all));
  return planHtml(document, { ...options, pictures });
}

/** Beyond so many boxes a picture is made only where it is asked for: nobody looks for ten among a thousand. */
const MOST_BOXES = 300;

/** Graphs with where everything stands, ready to be drawn; `all`: not only what changes and what is next to it. */
export async function drawn(graphs: readonly Graph[], all = false): Promise<Drawn[]> {
  const out: Drawn[] = [];
  for (const whole of graphs) {
    const { graph, hidden } = all ? { graph: whole, hidden: 0 } : focused(whole, MOST_BOXES);
    out.push({ graph, hidden, layout: await layOut(graph) });
  }
  return out;
}
