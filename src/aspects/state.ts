import type { DesiredState } from "../model/desired.ts";
import { presentPackages } from "../model/desired.ts";
import { didYouMean } from "../model/nearest.ts";
import type { Need } from "../model/need.ts";
import type { ObservedState, Read } from "../model/observed.ts";
import type { PlanError } from "../model/plan.ts";
import type { Aspect } from "./aspect.ts";
import { quotes } from "./providers.ts";

const ADDRESS = ["state"];

/** Whether the namespace's production runs. */
export const stateAspect: Aspect = {
  name: "state",
  reads(desired, observed) {
    if (desired.state === undefined) return [];
    const reads: Read[] = [{ kind: "status" }];
    if (desired.state === "running" && desired.default === undefined) reads.push({ kind: "default" });
    if (mustExist(desired, observed)) reads.push({ kind: "list" });
    return reads;
  },
  diff(desired, observed) {
    const { state } = desired;
    const { status } = observed;
    if (state === undefined || status === undefined) return { differences: [] };
    const wanted = state === "running" ? targetOf(desired, observed) : "";
    const error = impossible(desired, observed, wanted);
    if (error) return { differences: [], errors: [error] };
    const same = state === status.status && (state === "stopped" || status.production === wanted);
    if (same) return { differences: [] };
    const named = status.production !== "" && status.production !== wanted && state === "running";
    const before = named ? `${status.status} ${status.production}` : status.status;
    const after = named ? `${state} ${wanted}` : state;
    const change = { address: ADDRESS, action: "update", before, after, sensitive: false } as const;
    const need: Need =
      state === "stopped" ? { kind: "halt", because: ADDRESS } : { kind: "run", production: wanted, because: ADDRESS };
    return { differences: [{ change, needs: [need] }] };
  },
};

function targetOf(desired: DesiredState, observed: ObservedState): string {
  return desired.default ?? observed.default ?? "";
}

/** Starting a production that nobody defines would fail after other calls were made: find out before. */
function mustExist(desired: DesiredState, observed: ObservedState): boolean {
  const wanted = targetOf(desired, observed);
  return (
    desired.state === "running" &&
    wanted !== "" &&
    observed.status !== undefined &&
    observed.status.production !== wanted &&
    !desired.productions.some(({ name }) => name === wanted) &&
    !presentPackages(desired).some((pack) => "settingsFile" in pack.entry && quotes(pack, wanted))
  );
}

function impossible(desired: DesiredState, observed: ObservedState, wanted: string): PlanError | undefined {
  const { status } = observed;
  const error = (message: string): PlanError => ({ address: ADDRESS, message, kind: "invalid" });
  if (desired.state === "running" && wanted === "") {
    return error("state: running needs a production: set default in the files, or on the server");
  }
  if (status?.status === "troubled") {
    return error(
      `${status.production} is troubled, and the API cannot repair that. In an IRIS terminal of the namespace run ` +
        "`do ##class(Ens.Director).RecoverProduction()`, then run this again: the production is then suspended and can be started",
    );
  }
  if (status?.status === "unknown") {
    return error("the server reports a state that is neither running, stopped nor suspended; look at it in IRIS first");
  }
  if (mustExist(desired, observed) && observed.list !== undefined && !observed.list.has(wanted)) {
    const known = [...desired.productions.map(({ name }) => name), ...observed.list];
    const message =
      desired.default === undefined
        ? `the server's default production ${wanted} does not exist, and the files do not define it`
        : `there is no production ${wanted} on the server, and the files do not define it`;
    const place = desired.default === undefined ? {} : { saidAt: ["default"] };
    return { ...error(message + didYouMean(wanted, known)), ...place };
  }
  return undefined;
}
