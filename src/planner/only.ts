import { closest } from "fastest-levenshtein";
import { providerOf } from "../aspects/providers.ts";
import { type Address, formatAddress, matchAny, nameMatcher, parsePattern } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import { nearestName } from "../model/nearest.ts";
import type { ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import type { Plan } from "../model/plan.ts";
import { basisOf } from "./basis.ts";
import { differences } from "./join.ts";

/** What a run is limited to; `only` empty: to nothing. */
export interface Selection {
  readonly only: readonly Address[];
  readonly exclude: readonly Address[];
}

/** What a pattern of `--only` may name: all that the files manage here, and what differs beside. */
export function knownAddresses(desired: DesiredState, observed: ObservedState, kinds: ReadonlySet<string>): Address[] {
  const known = basisOf(desired, observed, ([kind]) => kinds.has(kind ?? ""))
    .filter(({ path }) => path[0] !== "state" || desired.state !== undefined)
    .map(({ path }) => path);
  const changes = differences(desired, observed, ([kind]) => kinds.has(kind ?? "")).changes;
  return [...known, ...changes.map(({ address }) => address)];
}

/** Whether a pattern names one of these addresses, or something above one. */
export function names(pattern: Address, known: readonly Address[]): boolean {
  return known.some(matchAny([pattern]));
}

/** The address that is most like a text; undefined where there is none at all. */
export function nearest(text: string, known: readonly Address[]): string | undefined {
  const texts = new Set(known.flatMap((address) => prefixes(address)));
  return texts.size === 0 ? undefined : closest(text, [...texts]);
}

/** The whole addresses that end with a text such as an item's name; of those that are nearly so where none does. */
export function named(text: string, known: readonly Address[]): string[] {
  const all = [...new Set(known.flatMap(prefixes))];
  const ends = (short: string) =>
    all.filter((address) => address.endsWith(`.${short}`) || address.endsWith(`.${JSON.stringify(short)}`));
  const exact = ends(text);
  if (exact.length > 0) return exact.slice(0, MOST);
  const near = nearestName(
    text,
    known.flatMap((address) => address.slice(1)),
  );
  return near === undefined ? [] : ends(near).slice(0, MOST);
}

const MOST = 8;

/** An address and what stands above it, but for the bare kinds. */
function prefixes(address: Address): string[] {
  const lengths = Array.from({ length: address.length }, (_, index) => index + 1);
  return lengths
    .filter((length) => length > 1 || address.length === 1)
    .filter((length) => !["items", "settings"].includes(address[length - 1] as string) || length < 3)
    .map((length) => formatAddress(address.slice(0, length)));
}

/** Where what a limited plan does needs something that the limit hides: it would fail on the server, or do nothing. */
export function hiddenNeeds(
  plan: Plan,
  { only, exclude }: Selection,
  desired: DesiredState,
  observed: ObservedState,
): string[] {
  const kinds = new Set([...only, ...exclude].map(([kind]) => kind ?? ""));
  const { changes } = differences(desired, observed, ([kind]) => kinds.has(kind ?? ""));
  const created = changes.filter(({ action }) => action === "create");
  const wholes = only.flatMap((pattern) =>
    created
      .filter(({ address }) => isBelow(pattern, address))
      .map(({ address }) => formatAddress(address))
      .map((address) => `${address} does not exist yet and is made as a whole: use --only ${address}`),
  );
  const parts = excludedParts(plan, exclude, desired, observed);
  const bring = (address: string) =>
    matchAny(exclude)(parsePattern(address)) ? `do not exclude ${address}` : `add --only ${address}`;
  const uploads = plan.calls.flatMap(({ action }) => (action.kind === "migrate" ? [action.upload] : []));
  const uploaded = new Set(uploads.map(({ package: pack }) => pack?.name));
  const bound = new Set(bindingsOf(observed).map(({ className }) => className));
  const classes = uploads.flatMap(({ definitions }) =>
    definitions.flatMap(({ production }) => production.items.map((item) => item.attributes.classname ?? "")),
  );
  const packages = [...new Set(classes)].flatMap((className) => {
    if (bound.has(className)) return [];
    const pack = providerOf(className, desired, observed);
    return pack === undefined || uploaded.has(pack.name)
      ? []
      : [`${className} is not on the server and comes with packages.${pack.name}: ${bring(`packages.${pack.name}`)}`];
  });
  const written = new Set(uploads.flatMap(({ definitions }) => definitions.map(({ production }) => production.name)));
  const starts = plan.calls.flatMap(({ action }) => {
    if (action.kind !== "start" || written.has(action.production)) return [];
    const found = observed.productions.get(action.production);
    const missing = found === "absent" || (found === undefined && observed.list?.has(action.production) === false);
    const address = `productions.${action.production}`;
    return missing ? [`${action.production} is to be started and is not on the server: ${bring(address)}`] : [];
  });
  return [...new Set([...wholes, ...parts, ...packages, ...starts])];
}

/** What the plan makes as a whole and `--exclude` names a part of: it would be made with that part. */
function excludedParts(
  plan: Plan,
  exclude: readonly Address[],
  desired: DesiredState,
  observed: ObservedState,
): string[] {
  const created = plan.changes.filter(({ action }) => action === "create").map(({ address }) => address);
  const hit = exclude.filter((pattern) => created.some((address) => isBelow(pattern, address)));
  if (hit.length === 0) return [];
  const managed = basisOf(desired, observed, ([kind]) => kind === "productions").map(({ path }) => path);
  const isExcluded = matchAny(hit);
  return created
    .filter((whole) => managed.some((path) => whole.every((name, index) => path[index] === name) && isExcluded(path)))
    .map(formatAddress)
    .map(
      (address) =>
        `${address} does not exist yet and is made as a whole, with what is excluded: use --exclude ${address}`,
    );
}

/** Whether a pattern names something below an address only. */
function isBelow(pattern: Address, address: Address): boolean {
  return pattern.length > address.length && address.every((name, index) => nameMatcher(pattern[index] as string)(name));
}
