import type { PresentPackage } from "./desired.ts";
import type { Edit } from "./edit.ts";

/**
 * What a change needs to become true; the planner satisfies all needs together. An aspect says needs and knows nothing
 * of calls or of other aspects.
 */
export type Need = NeedBase &
  (
    | { readonly kind: "default"; readonly production: string }
    | {
        readonly kind: "upload";
        readonly package: PresentPackage;
        /** Classes whose running items must load the new files; "all": every class that the package provides. */
        readonly reload: "all" | readonly string[];
      }
    /** With what is to be done to it: so that nothing is compared twice. */
    | { readonly kind: "definition"; readonly production: string; readonly edit: Edit }
    | { readonly kind: "unbind"; readonly className: string; readonly record: boolean }
    | { readonly kind: "run"; readonly production: string }
    | { readonly kind: "halt" }
  );
interface NeedBase {
  readonly because: readonly string[];
}
