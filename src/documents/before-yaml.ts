import type { GuardsEntry } from "../generated/desired-state.ts";
import type { Address } from "../model/address.ts";
import type { Guards } from "../model/desired.ts";
import type { ObservedState } from "../model/observed.ts";
import type { Plan } from "../model/plan.ts";
import type { Production } from "../model/production.ts";
import { exportYaml, SCHEMA } from "./export-yaml.ts";
import type { RecordedPlan } from "./recorded.ts";

/** What the way back knows of the sensitive values that stood before a run. */
export interface OldSecrets {
  /** The text of the state file that gives a value again; null: nobody knows it; undefined: it is no secret. */
  readonly sourceOf: (address: Address, text: string) => string | null | undefined;
  /** Of what the run overwrites or removes: the addresses whose old value nothing gives again. */
  readonly lost: readonly string[];
}

/**
 * What stood before a run, as a state file, with the limits of the files that the run applied. Secrets stand as their
 * variables, and are asked for again at a rollback. A definition that the run makes stands there as an empty one: what
 * the run gives it goes again.
 */
export function beforeYaml(planned: RecordedPlan, secrets: OldSecrets, cannot: readonly string[]): string {
  const { loaded, observed, plan, limits = {} } = planned;
  const { desired } = loaded;
  const kinds = new Set(plan.calls.map(({ action }) => action.kind));
  const written = plan.calls.flatMap(({ action }) =>
    action.kind === "migrate" ? action.upload.definitions.map(({ production }) => production.name) : [],
  );
  const names = new Set([...written, ...plan.knownAfterMigrate]);
  const productions = [...observed.productions]
    .filter(([name]) => names.has(name))
    .map(([name, production]) => (production === "absent" ? nothing(name) : production));
  const fallback = observed.default ?? desired.default;
  const moves = movesState(plan);
  return exportYaml(
    {
      namespace: desired.namespace,
      default: kinds.has("default") || moves ? fallback : undefined,
      state: moves ? stateBefore(planned) : undefined,
      productions,
      bindings: [],
      guards: guardsEntry(limits),
      remarks: [
        "What was here before a run of iopctl; `iopctl rollback` applies it.",
        ...cannot.map((text) => `Not undone: ${text}`),
      ],
    },
    SCHEMA,
    {
      exact: true,
      secret: secrets.sourceOf,
      rules: (name) => desired.productions.find((production) => production.name === name),
    },
  );
}

/** A sentence where what ran before cannot be said in a state file, and so is not started again. */
export function unsayableState(planned: Pick<RecordedPlan, "loaded" | "observed" | "plan">): string[] {
  const { plan, observed } = planned;
  if (!movesState(plan) || stateBefore(planned) !== undefined) return [];
  return [`${observed.status?.production || "nothing"} was ${status(observed)}: start it by hand`];
}

/** How the namespace ran, where a state file can say it. */
function stateBefore({ loaded, observed, plan }: Pick<RecordedPlan, "loaded" | "observed" | "plan">) {
  const fallback = observed.default ?? loaded.desired.default;
  if (status(observed) === "stopped") return "stopped";
  if (status(observed) !== "running") return undefined;
  const setsDefault = plan.calls.some(({ action }) => action.kind === "default");
  return observed.status?.production === fallback || setsDefault ? "running" : undefined;
}

function status({ status: found }: ObservedState): string | undefined {
  return found?.status;
}

function nothing(name: string): Production {
  return { name, attributes: {}, settings: [], items: [], extra: [] };
}

/** Whether another production runs after the plan than before, or none. */
function movesState({ calls }: Plan): boolean {
  const stop = calls.find(({ action }) => action.kind === "stop")?.action;
  const start = calls.find(({ action }) => action.kind === "start")?.action;
  const recycles = stop?.kind === "stop" && start?.kind === "start" && stop.production === start.production;
  return (stop !== undefined || start !== undefined) && !recycles;
}

/** Limits as they stand in a state file. */
function guardsEntry(guards: Guards): GuardsEntry {
  const { maxDisruption, pruneLimit: limit, queues, drain, otherProduction, loss } = guards;
  return {
    ...(maxDisruption === undefined ? {} : { max_disruption: maxDisruption }),
    ...(limit === undefined ? {} : { prune_limit: "count" in limit ? limit.count : limit.text }),
    ...(queues === undefined ? {} : { queues: typeof queues === "string" ? queues : `wait ${queues.wait}ms` }),
    ...(drain === undefined ? {} : { drain }),
    ...(otherProduction === undefined ? {} : { other_production: otherProduction }),
    ...(loss === undefined ? {} : { loss }),
  };
}
