import { createHash } from "node:crypto";
import { sensitiveIn } from "../aspects/sensitive.ts";
import { type Address, formatAddress, type Matcher, matchAny } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import { canonicalJson } from "../model/json.ts";
import { isRecord } from "../model/names.ts";
import { bindingsOf, type ObservedProduction, type ObservedState } from "../model/observed.ts";
import type { Plan } from "../model/plan.ts";
import {
  effectiveItemAttribute,
  effectiveItemTarget,
  effectiveProductionAttribute,
  ITEM_ATTRIBUTE_NAMES,
  type Item,
  isProductionLevel,
  normalText,
  omittedProductionSetting,
  PRODUCTION_ATTRIBUTE_NAMES,
  type Production,
  repeatedItems,
  type Setting,
} from "../model/production.ts";
import type { Sensitivity } from "../model/sensitive.ts";
import { saltOf, slowHash } from "./digest.ts";

/**
 * What a run left behind at each address that it changed, as digests: what is still so is the run's own, and a rollback
 * changes it back; what is otherwise by then somebody else has changed since. Plain data, part of the run's record.
 */
export interface Left {
  /** Hex; of the slow hashes. */
  readonly salt: string;
  /** The addresses, as JSON, whose values are secret: they enter a digest by the slow hash. */
  readonly secrets: readonly string[];
  readonly entries: readonly LeftEntry[];
}

/** What a run left at an address, as text. */
export interface LeftEntry {
  readonly at: Address;
  /** null: there is nothing. */
  readonly left: string | null;
}

/** Values of a definition, by their addresses as JSON. */
type Leaves = ReadonlyMap<string, string>;
const NONE: Leaves = new Map();

/** A definition as a run found it, and as it left it. */
interface WrittenDefinition {
  readonly before: ObservedProduction;
  readonly after: Production;
}

/** The same, to say what was changed between both: single values, and items that came or went as wholes. */
interface LeftDefinition extends WrittenDefinition {
  /** Patterns below the production that no run writes. */
  readonly ignore: readonly Address[];
}

/** The definitions that a run wrote, by name: as they were before the first time, and as it left them. */
export type WrittenDefinitions = ReadonlyMap<string, WrittenDefinition>;

/** The entries of all that a run has changed. Pure. */
export function leftOf(
  desired: DesiredState,
  observed: ObservedState,
  plan: Plan,
  written: WrittenDefinitions,
  salt: string,
): Pick<Left, "secrets" | "entries"> {
  const ignores = new Map(desired.productions.map(({ name, ignore }) => [name, ignore]));
  const definitions = [...written].map(([name, { before, after }]) => {
    return { before, after: { ...after, name }, ignore: ignores.get(name) ?? [] };
  });
  const { secrets, entries } = leftDefinitions(definitions, sensitiveIn(desired, observed), salt);
  return { secrets, entries: [...leftByCalls(plan), ...entries] };
}

/** The entries of the definitions that a run has written. `sensitive`: whose values are hashed slowly. Pure. */
export function leftDefinitions(
  definitions: readonly LeftDefinition[],
  sensitive: Sensitivity,
  salt: string,
): Pick<Left, "secrets" | "entries"> {
  const secrets = new Set<string>();
  const entries = definitions.flatMap(({ before, after, ignore }) => {
    const { name } = after;
    const found = before === "absent" ? { name, attributes: {}, settings: [], items: [], extra: [] } : before;
    const [was, is] = [valuesIn(found, name, ignore), valuesIn(after, name, ignore)];
    const parts = [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
      const { address } = is.get(key) ?? (was.get(key) as Part);
      const item = formatAddress(address.slice(0, 4));
      const stays = was.has(item) && is.has(item);
      // An item that stays is its values; one that comes or goes is one thing.
      if (isItem(address) ? stays : isInItem(address) && !stays) return [];
      // The API cannot take a production away: its own attributes go on with it.
      if (before === "absent" && address.length === 3) return [];
      return sameLeaves(was.get(key)?.leaves, is.get(key)?.leaves) ? [] : [{ address, leaves: is.get(key)?.leaves }];
    });
    for (const { leaves = NONE } of parts)
      for (const [key, text] of leaves) if (sensitive(JSON.parse(key) as Address, text)) secrets.add(key);
    return parts;
  });
  const known: Left = { salt, secrets: [...secrets], entries: [] };
  return {
    secrets: known.secrets,
    entries: entries.map(({ address, leaves }) => ({
      at: address,
      left: leaves === undefined ? null : digest(leaves, known),
    })),
  };
}

/** What the calls of a plan leave of the other things: what is default and runs, packages, bindings. Pure. */
export function leftByCalls({ calls, changes }: Plan): LeftEntry[] {
  const out = new Map<string, LeftEntry>();
  const set = (address: Address, left: string | null) => out.set(formatAddress(address), { at: address, left });
  for (const { action } of calls) {
    if (action.kind === "default") set(["default"], plain(action.production));
    else if (action.kind === "start") set(["state"], plain(`running ${action.production}`));
    else if (action.kind === "stop" && action.then === "stopped") set(["state"], plain("stopped "));
    else if (action.kind === "migrate" && action.upload.package !== undefined)
      set(["packages", action.upload.package.name], plain(action.upload.package.digest));
    else if (action.kind === "unbind" && action.role === "binding") set(["bindings", action.className], null);
  }
  for (const { address, action } of changes) if (address[0] === "packages" && action === "delete") set(address, null);
  return [...out.values()];
}

/** A value that is no definition's, as an entry holds it. */
export function plain(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** What stands at the address of an entry now, as the entry would hold it. `ignore`: as when it was recorded. Pure. */
export function leftNow(observed: ObservedState, ignores: (production: string) => readonly Address[], left: Left) {
  const parts = new Map<string, ReadonlyMap<string, Part>>();
  return (address: Address): string | null => {
    const name = address[1] ?? "";
    const found = observed.productions.get(name);
    if (found === undefined || found === "absent") return null;
    const known = parts.get(name) ?? valuesIn(found, name, ignores(name));
    parts.set(name, known);
    const part = known.get(formatAddress(address));
    return part === undefined ? null : digest(part.leaves, left);
  };
}

interface Part {
  readonly address: Address;
  /** The value, or all of an item, by addresses as JSON. */
  readonly leaves: Leaves;
}

/** Whether an address is that of a whole item. */
export function isItem(address: Address): boolean {
  return address[0] === "productions" && address[2] === "items" && address.length === 4;
}

function isInItem(address: Address): boolean {
  return address[2] === "items" && address.length > 4;
}

/**
 * A definition in parts: each value, and each item as a whole. Values are what they mean, so that what the server leaves
 * out and what it writes as a default are one.
 */
function valuesIn(production: Production, name: string, ignore: readonly Address[]): Map<string, Part> {
  const ignored = matchAny(ignore);
  const root = ["productions", name];
  const out = new Map<string, Part>();
  const add = (address: Address, text: string) => {
    if (!ignored(address.slice(2)))
      out.set(formatAddress(address), { address, leaves: new Map([[JSON.stringify(address), text]]) });
  };
  for (const attribute of PRODUCTION_ATTRIBUTE_NAMES)
    add([...root, attribute], effectiveProductionAttribute(production, attribute));
  for (const [setting, text] of settingTexts(production.settings.filter(isProductionLevel)))
    if (omittedProductionSetting(setting) !== text) add([...root, "settings", setting], text);
  const repeated = repeatedItems(production);
  for (const item of production.items)
    if (!repeated.has(item.name)) addItem(item, [...root, "items", item.name], { out, add, ignored });
  return out;
}

interface Adding {
  readonly out: Map<string, Part>;
  readonly add: (address: Address, text: string) => void;
  readonly ignored: Matcher;
}

function addItem(item: Item, itemAddress: Address, { out, add, ignored }: Adding): void {
  if (ignored(itemAddress.slice(2))) return;
  const leaves = new Map<string, string>();
  const value = (address: Address, text: string) => {
    add(address, text);
    if (!ignored(address.slice(2))) leaves.set(JSON.stringify(address), text);
  };
  for (const name of ITEM_ATTRIBUTE_NAMES) value([...itemAddress, name], effectiveItemAttribute(item, name));
  for (const target of new Set(item.settings.map(effectiveItemTarget))) {
    const settings = item.settings.filter((setting) => effectiveItemTarget(setting) === target);
    for (const [name, text] of settingTexts(settings)) value([...itemAddress, "settings", target, name], text);
  }
  out.set(formatAddress(itemAddress), { address: itemAddress, leaves });
}

/** A setting that stands several times has the text of all that differ. */
function settingTexts(settings: readonly Setting[]): Map<string, string> {
  const texts = new Map<string, Set<string>>();
  for (const { name, value } of settings) texts.set(name, (texts.get(name) ?? new Set()).add(normalText(value)));
  return new Map([...texts].map(([name, all]) => [name, all.size === 1 ? [...all].join() : JSON.stringify([...all])]));
}

function sameLeaves(a: Leaves = NONE, b: Leaves = NONE): boolean {
  return a.size === b.size && [...a].every(([key, text]) => b.get(key) === text);
}

function digest(leaves: Leaves, { secrets, salt }: Left): string {
  const hidden = new Set(secrets);
  const salted = saltOf(salt);
  const all = [...leaves].map(([key, text]) => [key, hidden.has(key) ? slowHash(text, salted) : text]);
  return plain(canonicalJson(all.sort()));
}

/** A digest of what each of iopctl's records says, by class. */
export type RecordTexts = Readonly<Record<string, string>>;

/** What iopctl's records of packages and definitions say; undefined: nobody has read them. */
export function recordTexts(observed: ObservedState): RecordTexts | undefined {
  if (observed.bindings === undefined) return undefined;
  const releases = bindingsOf(observed).filter(({ className }) => isRecord(className) && /\.Release\./.test(className));
  return Object.fromEntries(
    releases.map(({ className, module, pythonClass }) => [className, plain(`${module} ${pythonClass}`)]),
  );
}
