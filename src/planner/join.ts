import { ASPECTS } from "../aspects/index.ts";
import type { Matcher } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import type { DesiredState, PresentPackage } from "../model/desired.ts";
import type { Edit } from "../model/edit.ts";
import type { Need } from "../model/need.ts";
import type { ObservedState } from "../model/observed.ts";
import type { PlanError } from "../model/plan.ts";

/** A package that must be uploaded, which of its items must load it, and the addresses that say so. */
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

interface DefinitionNeed {
  readonly edits: readonly Edit[];
  readonly because: readonly string[];
}

/** The needs of all changes, each thing once. */
export interface Needs {
  readonly default: { readonly production: string; readonly because: readonly string[] } | undefined;
  readonly uploads: readonly UploadNeed[];
  readonly unbinds: readonly UnbindNeed[];
  /** By production: what is to be done to its definition. */
  readonly definitions: ReadonlyMap<string, DefinitionNeed>;
  readonly run: { readonly production: string; readonly because: readonly string[] } | undefined;
  readonly halt: { readonly because: readonly string[] } | undefined;
}

/** What all aspects say together. */
export interface Differences {
  readonly changes: readonly Change[];
  readonly errors: readonly PlanError[];
  readonly warnings: readonly string[];
  readonly needs: Needs;
}

/** What all aspects find, of the addresses that are selected, and what that needs. */
export function differences(desired: DesiredState, observed: ObservedState, selected: Matcher): Differences {
  const findings = ASPECTS.map((aspect) => aspect.diff(desired, observed));
  const found = findings.flatMap((finding) => finding.differences).filter(({ change }) => selected(change.address));
  return {
    changes: found.map(({ change }) => change),
    errors: findings.flatMap(({ errors = [] }) => errors).filter(({ address }) => selected(address)),
    warnings: findings.flatMap(({ warnings = [] }) => warnings),
    needs: joinNeeds(
      found.flatMap(({ needs }) => needs),
      desired,
    ),
  };
}

function joinNeeds(needs: readonly Need[], desired: DesiredState): Needs {
  const order = new Map(desired.packages.map(({ name }, index) => [name, index]));
  const placeOf = (need: UploadNeed) => order.get(need.package.name) ?? 0;
  return {
    default: ofKind(needs, "default").at(-1),
    uploads: [...uploadsOf(ofKind(needs, "upload"))].sort((a, b) => placeOf(a) - placeOf(b)),
    unbinds: [...unbindsOf(ofKind(needs, "unbind"))].sort((a, b) => Number(a.record) - Number(b.record)),
    definitions: definitionsOf(ofKind(needs, "definition")),
    run: ofKind(needs, "run").at(-1),
    halt: ofKind(needs, "halt").at(-1),
  };
}

type NeedOf<K extends Need["kind"]> = Extract<Need, { readonly kind: K }>;

function ofKind<K extends Need["kind"]>(needs: readonly Need[], kind: K): NeedOf<K>[] {
  return needs.filter((need): need is NeedOf<K> => need.kind === kind);
}

/** One upload a package. */
function uploadsOf(needs: readonly NeedOf<"upload">[]): Iterable<UploadNeed> {
  const out = new Map<string, UploadNeed>();
  for (const { package: pack, reload, because } of needs) {
    const known = out.get(pack.name) ?? { package: pack, reload: [], because: [] };
    const all = known.reload === "all" || reload === "all";
    out.set(pack.name, {
      package: pack,
      reload: all ? "all" : [...known.reload, ...reload],
      because: [...known.because, ...because],
    });
  }
  return out.values();
}

function unbindsOf(needs: readonly NeedOf<"unbind">[]): Iterable<UnbindNeed> {
  const out = new Map<string, UnbindNeed>();
  for (const need of needs)
    out.set(need.className, { ...need, because: [...(out.get(need.className)?.because ?? []), ...need.because] });
  return out.values();
}

function definitionsOf(needs: readonly NeedOf<"definition">[]): Map<string, DefinitionNeed> {
  const out = new Map<string, { edits: Edit[]; because: string[] }>();
  for (const { production, edit, because } of needs) {
    const known = out.get(production) ?? { edits: [], because: [] };
    // Large definitions have thousands.
    known.edits.push(edit);
    known.because.push(...because);
    out.set(production, known);
  }
  return out;
}
