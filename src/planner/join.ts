import { ASPECTS } from "../aspects/index.ts";
import type { Matcher } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import type { DesiredState, PresentPackage } from "../model/desired.ts";
import type { ObservedState } from "../model/observed.ts";
import type { Need, PlanError } from "../model/plan.ts";

export interface UploadNeed {
  readonly package: PresentPackage;
  readonly reload: "all" | readonly string[];
  readonly because: readonly string[];
}

interface UnbindNeed {
  readonly className: string;
  readonly record: boolean;
  readonly because: readonly string[];
}

/** The needs of all changes, each thing once. */
export interface Needs {
  readonly default: { readonly production: string; readonly because: readonly string[] } | undefined;
  readonly uploads: readonly UploadNeed[];
  readonly unbinds: readonly UnbindNeed[];
  /** Productions whose definition changes, with the addresses that make it so. */
  readonly definitions: ReadonlyMap<string, readonly string[]>;
  readonly run: { readonly production: string; readonly because: readonly string[] } | undefined;
  readonly halt: { readonly because: readonly string[] } | undefined;
}

export interface Differences {
  readonly changes: readonly Change[];
  readonly errors: readonly PlanError[];
  readonly warnings: readonly string[];
  readonly needs: Needs;
}

/** What all aspects find, of the addresses that are selected, and what that needs. */
export function differences(desired: DesiredState, observed: ObservedState, selected: Matcher): Differences {
  const changes: Change[] = [];
  const errors: PlanError[] = [];
  const warnings: string[] = [];
  const needs: Need[] = [];
  for (const aspect of ASPECTS) {
    const found = aspect.diff(desired, observed);
    const own = found.changes.filter(({ address }) => selected(address));
    changes.push(...own);
    errors.push(...(found.errors ?? []).filter(({ address }) => selected(address)));
    warnings.push(...(found.warnings ?? []));
    for (const change of own) needs.push(...aspect.needs(change, desired, observed));
  }
  return { changes, errors, warnings, needs: joinNeeds(needs, desired) };
}

function joinNeeds(needs: readonly Need[], desired: DesiredState): Needs {
  const uploads = new Map<string, UploadNeed>();
  const unbinds = new Map<string, UnbindNeed>();
  const definitions = new Map<string, string[]>();
  let wantedDefault: Needs["default"];
  let run: Needs["run"];
  let halt: Needs["halt"];
  for (const need of needs) {
    const { because } = need;
    if (need.kind === "default") wantedDefault = need;
    else if (need.kind === "run") run = need;
    else if (need.kind === "halt") halt = need;
    else if (need.kind === "definition") {
      const list = definitions.get(need.production);
      if (list) list.push(...because);
      else definitions.set(need.production, [...because]);
    } else if (need.kind === "unbind") {
      const known = unbinds.get(need.className);
      unbinds.set(need.className, { ...need, because: [...(known?.because ?? []), ...because] });
    } else {
      const known = uploads.get(need.package.name);
      const reload =
        known === undefined
          ? need.reload
          : known.reload === "all" || need.reload === "all"
            ? "all"
            : [...known.reload, ...need.reload];
      uploads.set(need.package.name, {
        package: need.package,
        reload,
        because: [...(known?.because ?? []), ...because],
      });
    }
  }
  const order = new Map(desired.packages.map(({ name }, at) => [name, at]));
  return {
    default: wantedDefault,
    uploads: [...uploads.values()].sort((a, b) => at(a) - at(b)),
    unbinds: [...unbinds.values()].sort((a, b) => Number(a.record) - Number(b.record)),
    definitions,
    run,
    halt,
  };

  function at(need: UploadNeed): number {
    return order.get(need.package.name) ?? 0;
  }
}
