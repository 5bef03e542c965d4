import type { Aspect } from "./aspect.ts";

/** The default (last-used) production of the namespace. */
export const defaultAspect: Aspect = {
  name: "default",
  reads: (desired) => (desired.default === undefined ? [] : [{ kind: "default" }]),
  diff(desired, observed) {
    const before = observed.default ?? "";
    const after = desired.default;
    if (after === undefined || after === before) return { differences: [] };
    const action = before === "" ? "create" : after === "" ? "delete" : "update";
    const change = { address: ["default"], action, before, after, sensitive: false } as const;
    return { differences: [{ change, needs: [{ kind: "default", production: after, because: ["default"] }] }] };
  },
};
