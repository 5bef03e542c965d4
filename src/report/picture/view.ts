import type { Graph, GraphChange, GraphNode } from "../../model/graph.ts";
import type { Layout } from "./layout.ts";

/** A graph that is ready to be drawn. */
export interface Drawn {
  readonly graph: Graph;
  readonly layout: Layout;
  /** How many items of the production are left out. */
  readonly hidden: number;
}

/** How what differs is said and drawn: a plan tells what happens, a comparison where something stands. */
export interface View {
  readonly words: Readonly<Record<GraphChange, string>>;
  /** The look: what comes, what goes, what is other. */
  readonly looks: Readonly<Record<GraphChange, GraphChange>>;
  /** Whether the words stand for what happens, and calls are made, so that items restart and stop. */
  readonly acts: boolean;
  readonly routes: { readonly create: string; readonly delete: string };
}

/** What will be, and what a plan does for it. */
export const PLAN_VIEW: View = {
  words: { create: "added", update: "changed", delete: "removed" },
  looks: { create: "create", update: "update", delete: "delete" },
  acts: true,
  routes: { create: "new route", delete: "route goes" },
};

/** Two sides of which neither becomes the other; `second` is the one that a change would lead to. */
export function sidesView(first: string, second: string, looks: View["looks"] = PLAN_VIEW.looks): View {
  return {
    words: { create: `only ${second}`, update: "differs", delete: `only ${first}` },
    looks,
    acts: false,
    routes: { create: `route only ${second}`, delete: `route only ${first}` },
  };
}

/** Drift: what the files alone have is not there; what the server alone has came up. */
export const DRIFT_VIEW: View = sidesView("on the server", "in the files", {
  create: "delete",
  update: "update",
  delete: "create",
});

const EFFECTS = {
  restart: "restarts",
  start: "starts",
  stop: "stops",
  pause: "paused to drain",
} as const;
/** Before the name of what changes: colour alone would not say it to everybody. */
export const SIGNS = { create: "+", update: "~", delete: "\u2212" } as const;

/** All that is said of an item beside its name and class, in the order of weight. */
export function remarksOf(node: GraphNode, view: View): string[] {
  const { change, effect, waiting = 0, enabled, managed, missing } = node;
  return [
    ...(change === undefined ? [] : [`${view.acts ? `${SIGNS[change]} ` : ""}${view.words[change]}`]),
    ...(effect === undefined || !view.acts ? [] : [EFFECTS[effect]]),
    ...(waiting > 0 ? [`${waiting.toLocaleString("en")} waiting`] : []),
    ...(missing ? ["does not exist"] : []),
    ...(enabled || missing ? [] : ["disabled"]),
    ...(managed === false ? ["not in the files"] : []),
  ];
}
