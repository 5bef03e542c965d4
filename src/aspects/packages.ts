import { formatAddress } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import type { AbsentPackage, DesiredState, PresentPackage } from "../model/desired.ts";
import { isRecord, releaseClass } from "../model/names.ts";
import type { Binding, ObservedState, Read } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import type { PlanError } from "../model/plan.ts";
import { plural } from "../model/plural.ts";
import { findMarker, findRelease } from "../model/record.ts";
import type { Aspect, ChangeWithNeeds } from "./aspect.ts";
import { directoryOf, hasReleasePath } from "./places.ts";
import { bindingsLeftBy, movedBindings, sameClass, sharedClasses } from "./providers.ts";

/** Python packages: the release that is recorded on the server against the files here. */
export const packagesAspect: Aspect = {
  name: "packages",
  reads(desired, observed) {
    if (desired.packages.length === 0) return [];
    const reads: Read[] = [{ kind: "bindings" }];
    if (!Array.isArray(observed.bindings)) return reads;
    const unfinished = findMarker(observed.bindings) !== undefined;
    const uploads = desired.packages.some((pack) => !pack.absent && staleness(pack, desired, observed) !== undefined);
    // What runs must load the new files: which items those are is in the definition of what runs.
    if (uploads || unfinished) reads.push({ kind: "status" });
    const running = observed.status?.production;
    if ((uploads || unfinished) && running) reads.push({ kind: "production", name: running });
    return reads;
  },
  diff(desired, observed) {
    const packages = observed.bindings === "unsupported" ? [] : desired.packages;
    const tooOld = observed.bindings === "unsupported" ? desired.packages : [];
    const shared = sharedClasses(desired, observed).map((entry) => {
      return { ...entry, message: `${entry.className} is registered by the packages ${entry.packages.join(" and ")}` };
    });
    const refused = shared.filter(({ certain }) => certain);
    const possible = shared.filter(({ certain }) => !certain);
    return {
      differences: packages.flatMap((pack) =>
        pack.absent ? removal(pack, desired, observed) : upload(pack, desired, observed),
      ),
      errors: [...tooOld.map(unsupported), ...refused.map(registeredTwice)],
      warnings: possible.map(
        ({ message }) => `${message}: the package uploaded last provides it, and items that use it restart each time`,
      ),
    };
  },
};

function registeredTwice({ packages, message }: { packages: readonly string[]; message: string }): PlanError {
  return {
    address: ["packages", packages[1] as string],
    message: `${message}: only one package may register it`,
    kind: "invalid",
  };
}

function unsupported({ name }: { readonly name: string }): PlanError {
  const message =
    "packages need IoP 4.0 or later: this server has no /bindings and no choice of entrypoint, so iopctl cannot record a release";
  return { address: ["packages", name], message, kind: "unsupported" };
}

function removal(pack: AbsentPackage, desired: DesiredState, observed: ObservedState): ChangeWithNeeds[] {
  const gone = leftovers(pack, desired, observed);
  if (gone.length === 0) return [];
  const address = ["packages", pack.name];
  const because = [formatAddress(address)];
  const before = findRelease(bindingsOf(observed), pack.name)?.record.digest.slice(0, 12) ?? "unrecorded";
  return [
    {
      change: { address, action: "delete", before, after: null, sensitive: false, detail: "its files stay" },
      needs: gone.map(({ className }) => ({ kind: "unbind", className, record: isRecord(className), because })),
    },
  ];
}

function upload(pack: PresentPackage, desired: DesiredState, observed: ObservedState): ChangeWithNeeds[] {
  const stale = staleness(pack, desired, observed);
  if (stale === undefined) return [];
  const change = changeOf(pack, stale, observed);
  const because = [formatAddress(change.address)];
  return [{ change, needs: [{ kind: "upload", package: pack, reload: stale.reload, because }] }];
}

interface Staleness {
  /** Of the release that is recorded; null: there is none. */
  readonly before: string | null;
  readonly reasons: readonly string[];
  readonly reload: "all" | readonly string[];
}

/** How what is deployed differs from the files; undefined where it does not. */
function staleness(pack: PresentPackage, desired: DesiredState, observed: ObservedState): Staleness | undefined {
  const bindings = bindingsOf(observed);
  const release = findRelease(bindings, pack.name);
  if (release === undefined) return { before: null, reasons: [], reload: "all" };
  const { record, classpaths } = release;
  const before = record.digest.slice(0, 12);
  const moved = movedBindings(pack, desired, observed).filter(({ className }) => !isRecord(className));
  const missing =
    "components" in pack.entry
      ? pack.entry.components.filter(({ className }) => !bindings.some((one) => sameClass(one.className, className)))
      : [];
  const reasons = [
    ...moved.map((binding) => `${binding.className} is bound to ${binding.classpaths}`),
    ...missing.map(({ className }) => `${className} is not bound`),
  ];
  const same = record.digest === pack.digest && hasReleasePath(pack, classpaths);
  if (same && reasons.length === 0) return undefined;
  const reload = record.code === pack.code ? [...moved, ...missing].map(({ className }) => className) : "all";
  return { before, reasons, reload };
}

function changeOf(pack: PresentPackage, stale: Staleness, observed: ObservedState): Change {
  const changed = observed.git.get(pack.name)?.changed;
  const total = pack.files.length;
  const files =
    changed && changed.length > 0
      ? `${changed.slice(0, 5).join(", ")}${changed.length > 5 ? ", …" : ""} (${changed.length} of ${plural(total, "file")})`
      : stale.before === null
        ? `${total} ${total === 1 ? "file" : "files"} to ${directoryOf(pack)}`
        : "";
  const detail = [files, ...stale.reasons].filter((text) => text !== "").join("; ");
  return {
    address: ["packages", pack.name],
    action: stale.before === null ? "create" : "update",
    before: stale.before,
    after: pack.digest.slice(0, 12),
    sensitive: false,
    ...(detail === "" ? {} : { detail }),
  };
}

/** The bindings of a package that must go, its record last: an interrupted removal still shows. */
function leftovers(pack: AbsentPackage, desired: DesiredState, observed: ObservedState): Binding[] {
  const components = bindingsLeftBy(pack.name, desired, observed).filter(({ className }) => !isRecord(className));
  const record = releaseClass(pack.name);
  return [...components, ...bindingsOf(observed).filter(({ className }) => className === record)];
}
