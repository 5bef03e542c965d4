import { formatAddress } from "../model/address.ts";
import type { Aspect } from "./aspect.ts";

/** The default (last-used) production of the namespace. */
export const defaultAspect: Aspect = {
  name: "default",
  reads: (desired) => (desired.default === undefined ? [] : [{ kind: "default" }]),
  diff(desired, observed) {
    const before = observed.default ?? "";
    const after = desired.default;
    if (after === undefined || after === before) return { changes: [] };
    const action = before === "" ? "create" : after === "" ? "delete" : "update";
    return { changes: [{ address: ["default"], action, before, after, sensitive: false }] };
  },
  needs: (change) => [
    { kind: "default", production: String(change.after ?? ""), because: [formatAddress(change.address)] },
  ],
};
