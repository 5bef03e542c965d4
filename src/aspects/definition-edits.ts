import type { DesiredState } from "../model/desired.ts";
import type { ObservedState } from "../model/observed.ts";
import { type ProductionEdits, productionEdits } from "./edits.ts";
import { sensitiveIn } from "./sensitive.ts";

const known = new WeakMap<ObservedState, { readonly desired: DesiredState; readonly edits: Edits }>();
type Edits = ReadonlyMap<string, ProductionEdits>;

/**
 * The edits of each definition of the files that was looked for on the server, by its name. Pure. Aspects and the lint ask
 * for the same two sides one after the other, and a large definition is compared once for all of them.
 */
export function definitionEdits(desired: DesiredState, observed: ObservedState): Edits {
  const last = known.get(observed);
  if (last?.desired === desired) return last.edits;
  const sensitive = sensitiveIn(desired, observed);
  const edits = new Map<string, ProductionEdits>();
  for (const wanted of desired.productions) {
    const found = observed.productions.get(wanted.name);
    if (found !== undefined) edits.set(wanted.name, productionEdits(wanted, found, sensitive));
  }
  known.set(observed, { desired, edits });
  return edits;
}
