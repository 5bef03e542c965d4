import { formatAddress } from "../model/address.ts";
import { changeOf } from "../model/edit.ts";
import type { Read } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import type { PlanError } from "../model/plan.ts";
import { findMarker } from "../model/record.ts";
import type { Aspect, ChangeWithNeeds } from "./aspect.ts";
import { definitionEdits } from "./definition-edits.ts";

/** Production definitions: what `/export` gives, what a migrate writes. */
export const productionsAspect: Aspect = {
  name: "productions",
  reads(desired, observed) {
    if (desired.productions.length === 0) return [];
    const reads: Read[] = desired.productions.map(({ name }) => ({ kind: "production", name }));
    // The running production says whether an update must follow, the bindings whether a run was interrupted.
    reads.push({ kind: "status" }, { kind: "bindings" });
    if (desired.productions.some(({ name }) => observed.productions.get(name) === "absent"))
      reads.push({ kind: "list" });
    const owedTo = findMarker(bindingsOf(observed))?.owed.production;
    if (owedTo && observed.status?.production === owedTo) reads.push({ kind: "production", name: owedTo });
    return reads;
  },
  diff(desired, observed) {
    const errors: PlanError[] = [];
    const compared = definitionEdits(desired, observed);
    const differences = desired.productions.flatMap(({ name }): ChangeWithNeeds[] => {
      const difference = compared.get(name);
      if (difference === undefined) return [];
      if (observed.productions.get(name) === "absent" && observed.list?.has(name)) {
        const message = `${name} inherits its definition: /list knows it and /export cannot give it, so it is never overwritten`;
        errors.push({ address: ["productions", name], message, kind: "invalid" });
        return [];
      }
      for (const error of difference.errors) errors.push(error);
      return difference.edits.map((edit) => {
        const because = [formatAddress(edit.address)];
        return { change: changeOf(edit), needs: [{ kind: "definition", production: name, edit, because }] };
      });
    });
    return { differences, errors };
  },
};
