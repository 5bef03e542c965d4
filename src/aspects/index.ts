import type { Aspect } from "./aspect.ts";
import { bindingsAspect } from "./bindings.ts";
import { defaultAspect } from "./default.ts";
import { packagesAspect } from "./packages.ts";
import { productionsAspect } from "./productions.ts";
import { stateAspect } from "./state.ts";

/** All that is managed. The order is the order of changes in a plan. */
export const ASPECTS: readonly Aspect[] = [
  defaultAspect,
  stateAspect,
  packagesAspect,
  productionsAspect,
  bindingsAspect,
];
