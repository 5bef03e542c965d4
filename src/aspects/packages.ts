import { formatAddress } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import type { AbsentPackage, DesiredState, PresentPackage } from "../model/desired.ts";
import { isRecord, releaseClass } from "../model/names.ts";
import type { Binding, ObservedState, Read } from "../model/observed.ts";
import type { Need, PlanError } from "../model/plan.ts";
import { findPending, findRelease } from "../model/record.ts";
import type { Aspect } from "./aspect.ts";
import {
  bindingsLeftBy,
  bindingsOf,
  directoryOf,
  hasReleasePath,
  movedBindings,
  sameClass,
  sharedClasses,
} from "./release.ts";

/** Python packages: the release that is recorded on the server against the files here. */
export const packagesAspect: Aspect = {
  name: "packages",
  reads(desired, observed) {
    if (desired.packages.length === 0) return [];
    const reads: Read[] = [{ kind: "bindings" }];
    if (!Array.isArray(observed.bindings)) return reads;
    const pending = findPending(observed.bindings) !== undefined;
    const uploads = desired.packages.some((pack) => !pack.absent && stateOf(pack, desired, observed) !== undefined);
    // What runs must load the new files: which items those are is in the definition of what runs.
    if (uploads || pending) reads.push({ kind: "status" });
    const running = observed.status?.production;
    if ((uploads || pending) && running) reads.push({ kind: "production", name: running });
    return reads;
  },
  diff(desired, observed) {
    const changes: Change[] = [];
    const errors: PlanError[] = [];
    for (const pack of desired.packages) {
      const address = ["packages", pack.name];
      if (observed.bindings === "unsupported") {
        const message =
          "packages need IoP 4.0 or later: this server has no /bindings and no choice of entrypoint, so iopctl cannot record a release";
        errors.push({ address, message, kind: "unsupported" });
      } else if (pack.absent) {
        if (leftovers(pack, desired, observed).length === 0) continue;
        const before = findRelease(bindingsOf(observed), pack.name)?.record.digest.slice(0, 12) ?? "unrecorded";
        changes.push({ address, action: "delete", before, after: null, sensitive: false, detail: "its files stay" });
      } else {
        const state = stateOf(pack, desired, observed);
        if (state) changes.push(changeOf(pack, state, observed));
      }
    }
    const warnings: string[] = [];
    for (const { className, packages, certain } of sharedClasses(desired, observed)) {
      const message = `${className} is registered by the packages ${packages.join(" and ")}`;
      if (certain) {
        errors.push({
          address: ["packages", packages[1] as string],
          message: `${message}: only one package may register it`,
          kind: "invalid",
        });
      } else {
        warnings.push(`${message}: the package uploaded last provides it, and items that use it restart each time`);
      }
    }
    return { changes, errors, warnings };
  },
  needs(change, desired, observed) {
    const pack = desired.packages.find(({ name }) => name === change.address[1]);
    const because = [formatAddress(change.address)];
    if (pack === undefined) return [];
    if (pack.absent) {
      const gone = leftovers(pack, desired, observed);
      return gone.map(({ className }): Need => ({ kind: "unbind", className, record: isRecord(className), because }));
    }
    const reload = stateOf(pack, desired, observed)?.reload ?? [];
    return [{ kind: "upload", package: pack, reload, because }];
  },
};

interface Difference {
  /** Of the release that is recorded; null: there is none. */
  readonly before: string | null;
  readonly reasons: readonly string[];
  readonly reload: "all" | readonly string[];
}

/** How what is deployed differs from the files; undefined where it does not. */
function stateOf(pack: PresentPackage, desired: DesiredState, observed: ObservedState): Difference | undefined {
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

function changeOf(pack: PresentPackage, difference: Difference, observed: ObservedState): Change {
  const changed = observed.git.get(pack.name)?.changed;
  const total = pack.files.length;
  const files =
    changed && changed.length > 0
      ? `${changed.slice(0, 5).join(", ")}${changed.length > 5 ? ", …" : ""} (${changed.length} of ${total} files)`
      : difference.before === null
        ? `${total} ${total === 1 ? "file" : "files"} to ${directoryOf(pack)}`
        : "";
  const detail = [files, ...difference.reasons].filter((text) => text !== "").join("; ");
  return {
    address: ["packages", pack.name],
    action: difference.before === null ? "create" : "update",
    before: difference.before,
    after: pack.digest.slice(0, 12),
    sensitive: false,
    ...(detail === "" ? {} : { detail }),
  };
}

/** The bindings of a package that must go, its record last: an interrupted removal still shows. */
function leftovers(pack: AbsentPackage, desired: DesiredState, observed: ObservedState): Binding[] {
  const own = bindingsLeftBy(pack.name, desired, observed).filter(({ className }) => !isRecord(className));
  const record = releaseClass(pack.name);
  return [...own, ...bindingsOf(observed).filter(({ className }) => className === record)];
}
