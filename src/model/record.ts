import { isObject } from "./json.ts";
import { isMarker, MARKER_CLASS, packageOfRelease, releaseClass } from "./names.ts";
import type { Binding } from "./observed.ts";
import { NOTHING_OWED, type Owed, type ReleaseRecord } from "./plan.ts";
import { type Provided, readProvided } from "./provided.ts";

/**
 * What is deployed and what a run has left to do, as bindings carry it: in the names of a Python module and a Python
 * class, the only texts of ours that the API gives back. Both are legal identifiers of any length.
 */
const RELEASE_MODULE = /^iopctl_release_([0-9a-f]{64})_([0-9a-f]{16})(?:_([0-9a-f]{40,64}))?(?:_s([0-9A-Za-z]{6}))?$/;
const MARKER_PYTHON_CLASS = /^Pending_((?:[0-9a-f]{2})+)$/;
/** A longer marker names no items: then all that are enabled are restarted. */
const LONGEST_MARKER = 8_000;
/** In a marker's `restart` and `touches`: every enabled item. */
export const ALL_ITEMS = "*";

/** The Python module whose name says which release is deployed. */
export function releaseModule(record: ReleaseRecord): string {
  const commit = record.commit === undefined ? "" : `_${record.commit}`;
  const source = record.source === undefined ? "" : `_s${record.source}`;
  return `iopctl_release_${record.digest}_${record.code}${commit}${source}`;
}

/** A release that is recorded on a server. */
export interface Release {
  readonly record: ReleaseRecord;
  /** The folder of its entrypoint. */
  readonly classpaths: string;
  /** undefined: an earlier version of iopctl has deployed it, which did not record classes. */
  readonly provided: Provided | undefined;
}

/** The record of a package's deployed release and the directory it lies in; undefined where there is none. */
export function findRelease(bindings: readonly Binding[], packageName: string): Release | undefined {
  const wanted = releaseClass(packageName);
  const binding = bindings.find(({ className }) => className === wanted);
  const match = binding && RELEASE_MODULE.exec(binding.module);
  if (!binding || !match) return undefined;
  const [, digest, code, commit, source] = match as unknown as [string, string, string, string?, string?];
  const provided = readProvided(binding.pythonClass);
  const record = { className: wanted, digest, code, commit, ...(source === undefined ? {} : { source }) };
  return { record, classpaths: binding.classpaths, provided };
}

/** What an interrupted run has left to do as the name of a Python class: the only text that a binding keeps. */
export function markerPythonClass(owed: Owed): string {
  const { production: p, restart: r, covered: v, touches: t, pools: o, held: h, because: b } = owed;
  const lists = { ...(o.length === 0 ? {} : { o }), ...(h.length === 0 ? {} : { h }) };
  const flags = { p, u: owed.update ? (owed.disrupts ? 1 : 2) : 0, c: Number(owed.recycle), ...lists };
  const whole = toHex(JSON.stringify({ ...flags, r, v, ...(owed.disrupts ? { t } : {}), b }));
  if (whole.length <= LONGEST_MARKER) return `Pending_${whole}`;
  const all = r.length + v.length === 0 ? [] : [ALL_ITEMS];
  return `Pending_${toHex(JSON.stringify({ ...flags, r: all, v: [], b: b.slice(0, 1) }))}`;
}

/** The marker that an interrupted run has left; one that cannot be read asks for everything. */
export function findMarker(
  bindings: readonly Binding[],
): { readonly className: string; readonly owed: Owed } | undefined {
  const binding =
    bindings.find(({ className }) => className === MARKER_CLASS) ??
    bindings.find(({ className }) => isMarker(className));
  if (!binding) return undefined;
  return { className: binding.className, owed: readOwed(binding.pythonClass) };
}

function readOwed(pythonClass: string): Owed {
  const unknown: Owed = { ...NOTHING_OWED, update: true, disrupts: true, touches: [ALL_ITEMS], restart: [ALL_ITEMS] };
  const hex = MARKER_PYTHON_CLASS.exec(pythonClass)?.[1];
  if (hex === undefined) return unknown;
  try {
    const found: unknown = JSON.parse(Buffer.from(hex, "hex").toString("utf8"));
    if (!isObject(found) || typeof found["p"] !== "string") return unknown;
    return {
      production: found["p"],
      update: found["u"] === 1 || found["u"] === 2,
      disrupts: found["u"] === 1,
      // Earlier versions, and a marker that would be too long, do not name them.
      touches: found["u"] !== 1 ? [] : Array.isArray(found["t"]) ? texts(found["t"]) : [ALL_ITEMS],
      recycle: found["c"] === 1,
      restart: texts(found["r"]),
      covered: texts(found["v"]),
      pools: texts(found["o"]),
      held: texts(found["h"]),
      because: texts(found["b"]),
    };
  } catch {
    return unknown;
  }
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text): text is string => typeof text === "string") : [];
}

function toHex(text: string): string {
  return Buffer.from(text, "utf8").toString("hex");
}

/** All packages whose release is recorded, by name. */
export function findReleases(bindings: readonly Binding[]): (Release & { readonly name: string })[] {
  return bindings.flatMap(({ className }) => {
    const name = packageOfRelease(className);
    const found = name === undefined ? undefined : findRelease(bindings, name);
    return name === undefined || found === undefined ? [] : [{ name, ...found }];
  });
}
