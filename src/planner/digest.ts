import { createHash, randomBytes, scryptSync } from "node:crypto";
import { type EditAction, productionEdits } from "../aspects/edits.ts";
import { bindingsOf, hasReleasePath, presentPackages } from "../aspects/release.ts";
import { sensitiveIn } from "../aspects/sensitive.ts";
import { type Address, formatAddress, type Matcher, matchAny } from "../model/address.ts";
import type { DesiredState, DesiredText } from "../model/desired.ts";
import { canonicalJson } from "../model/json.ts";
import type { ObservedState } from "../model/observed.ts";
import {
  effectiveItemAttribute,
  effectiveItemTarget,
  effectiveProductionAttribute,
  ITEM_ATTRIBUTE_NAMES,
  isProductionLevel,
  normalText,
  PRODUCTION_ATTRIBUTE_NAMES,
  type Production,
} from "../model/production.ts";
import { findRelease } from "../model/record.ts";

/** What a plan relies on: each managed address with its value on the server and in the files. */
export interface BasisEntry {
  readonly address: string;
  readonly path: Address;
  readonly observed: Value;
  readonly desired: Value;
  /** It is on the server only, and the files say that such things go. */
  readonly pruned?: true;
}
interface Value {
  readonly text: string;
  readonly sensitive: boolean;
}

/** One entry for each thing that the files manage; what they do not manage is not part of it. */
export function basisOf(desired: DesiredState, observed: ObservedState, selected: Matcher): BasisEntry[] {
  const entries: BasisEntry[] = [];
  const add = (address: readonly string[], before: string, after: string, sensitive = false) => {
    if (!selected(address)) return;
    entries.push({
      address: formatAddress(address),
      path: address,
      observed: { text: before, sensitive },
      desired: { text: after, sensitive },
    });
  };
  if (desired.default !== undefined) add(["default"], observed.default ?? "", desired.default);
  if (observed.status !== undefined) {
    const target = desired.state === "running" ? (desired.default ?? observed.default ?? "") : "";
    add(["state"], `${observed.status.status} ${observed.status.production}`, `${desired.state ?? ""} ${target}`);
  }
  const bindings = bindingsOf(observed);
  for (const pack of presentPackages(desired)) {
    const release = findRelease(bindings, pack.name);
    const place = release && hasReleasePath(pack, release.classpaths) ? "" : (release?.classpaths ?? "");
    add(["packages", pack.name], `${release?.record.digest ?? ""} ${place}`, pack.digest);
  }
  for (const pack of desired.packages) {
    const release = pack.absent ? findRelease(bindings, pack.name) : undefined;
    if (pack.absent) add(["packages", pack.name], release?.record.digest ?? "", "absent");
  }
  const sensitive = sensitiveIn(desired, observed);
  for (const wanted of desired.productions) {
    const found = observed.productions.get(wanted.name) ?? "absent";
    const root = ["productions", wanted.name];
    // Against a definition that does not exist every written key is an edit: the list of all that is managed.
    const all = productionEdits({ ...wanted, prune: false, items: existingOnly(wanted.items) }, "absent").edits;
    add(root, found === "absent" ? "absent" : "exists", "exists");
    const index = found === "absent" ? undefined : indexOf(found);
    for (const edit of all.flatMap((create) => (create.op === "create" ? create.edits : [])).flatMap(leaves)) {
      const value = wantedText(edit);
      if (edit.op === "item" && edit.name === "classname" && value.text === "") continue;
      const before = index?.get(formatAddress(edit.address)) ?? "";
      const hidden = value.sensitive || sensitive(edit.address, value.text) || sensitive(edit.address, before);
      add(edit.address, before, value.text, hidden);
    }
    const ignored = matchAny(wanted.ignore);
    for (const [name, item] of wanted.items ?? []) {
      if (ignored(["items", name])) continue;
      const there = index?.has(formatAddress([...root, "items", name])) ? "exists" : "absent";
      add([...root, "items", name], there, item === "absent" ? "absent" : "exists");
    }
    if (wanted.prune && found !== "absent") {
      for (const edit of productionEdits(wanted, found, sensitive).edits) {
        if (edit.action !== "delete" || !selected(edit.address)) continue;
        if (edit.op === "remove" && wanted.items?.get(edit.item) === "absent") continue;
        const value = { text: canonicalJson(edit.before), sensitive: edit.sensitive };
        entries.push({
          address: formatAddress(edit.address),
          path: edit.address,
          observed: value,
          desired: { text: "", sensitive: edit.sensitive },
          pruned: true,
        });
      }
    }
  }
  for (const className of [...(desired.bindings?.present ?? []), ...(desired.bindings?.absent ?? [])]) {
    const binding = bindings.find((entry) => entry.className === className);
    const wanted = desired.bindings?.present.includes(className) ? "present" : "absent";
    add(["bindings", className], binding ? "present" : "absent", wanted);
  }
  return entries;
}

/** `sha256:…` over one side of a basis, sensitive values by the salted slow hash. */
export function sideDigest(basis: readonly BasisEntry[], side: "observed" | "desired", salt: Buffer): string {
  return digestOf(basis.map((entry) => [entry.address, valueDigest(entry[side], salt)]));
}

/** A value as a saved plan may hold it: nothing short can be guessed from it where it is sensitive. */
export function valueDigest({ text, sensitive }: Value, salt: Buffer): string {
  if (sensitive) return `scrypt:${slowHash(text, salt)}`;
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

export function digestOf(value: unknown): string {
  return `sha256:${createHash("sha256").update(canonicalJson(value)).digest("hex")}`;
}

export function newSalt(): Buffer {
  return randomBytes(16);
}

const hashes = new Map<string, string>();

/** Costs some 50 ms on purpose; the same secret on both sides is hashed once. */
export function slowHash(text: string, salt: Buffer): string {
  const key = `${salt.toString("hex")}:${text}`;
  const known = hashes.get(key);
  if (known !== undefined) return known;
  const hash = scryptSync(text, salt, 32, { N: 16384, r: 8, p: 1 }).toString("hex");
  hashes.set(key, hash);
  return hash;
}

type Leaf = { readonly address: readonly string[] } & EditAction;

function leaves(edit: Leaf): Leaf[] {
  return edit.op === "add" ? edit.edits.flatMap(leaves) : [edit];
}

function wantedText(edit: EditAction): DesiredText {
  return "value" in edit && edit.value !== undefined ? edit.value : { text: "", sensitive: false };
}

/** Items of the files as if all were to be made: without a class they would be errors here. */
function existingOnly<T>(items: ReadonlyMap<string, T | "absent"> | undefined): ReadonlyMap<string, T> | undefined {
  if (items === undefined) return undefined;
  const present = [...items].filter((entry): entry is [string, T] => entry[1] !== "absent");
  return new Map(
    present.map(([name, item]) => {
      const wanted = item as { attributes: object };
      const classname = { text: "", sensitive: false };
      return [name, { ...item, attributes: { classname, ...wanted.attributes } }];
    }),
  );
}

/** The values of a definition by address. */
function indexOf(production: Production): Map<string, string> {
  const out = new Map<string, string>();
  const root = ["productions", production.name];
  const set = (address: readonly string[], text: string) => out.set(formatAddress(address), text);
  for (const name of PRODUCTION_ATTRIBUTE_NAMES) {
    set([...root, name], effectiveProductionAttribute(production, name));
  }
  for (const { name, value } of production.settings.filter(isProductionLevel))
    set([...root, "settings", name], normalText(value));
  for (const item of production.items) {
    const at = [...root, "items", item.name];
    set(at, "exists");
    for (const name of ITEM_ATTRIBUTE_NAMES) set([...at, name], effectiveItemAttribute(item, name));
    for (const setting of item.settings) {
      set([...at, "settings", effectiveItemTarget(setting), setting.name], normalText(setting.value));
    }
  }
  return out;
}
