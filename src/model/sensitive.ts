import { createHash } from "node:crypto";
import { type Address, formatAddress, nameMatcher } from "./address.ts";
import { SENSITIVE } from "./change.ts";
import { definitionClass, isDefinitionRecord } from "./names.ts";
import type { Binding } from "./observed.ts";
import { effectiveItemTarget, type Item, isProductionLevel, type Production, type Setting } from "./production.ts";
import { remembered } from "./remembered.ts";

/**
 * Which values are shown to nobody. A value is sensitive where a secret of the files is part of it, where the record on
 * the server says that one was (so that it stays hidden once its entry has left the files), and where the name of its
 * setting, or of a part of its text (`password=…`), says so. What is not certain is hidden.
 */
export type Sensitivity = (address: Address, text: string) => boolean;

/** Names that say it themselves, in any case. `key` only as the last word of a name: a KeyFieldName holds none. */
const NAMES = /passw|passphrase|pwd|secret|token|credential|authorization|api[-_]?key|private[-_]?key/i;
const KEY = /(?:^|[^A-Za-z])keys?$|Keys?$|KEYS?$/;
/** IRIS's own setting holds the name of an entry that holds the secret: just what keeps it out of a definition. */
const REFERENCE = "Credentials";

/** `password=…` on a line of %settings, in a connection string or a url; the text before it is a separator. */
const PAIR = /(?:^|[\n;&?,\s])([\w.%-]{1,100})[ \t]{0,20}=[ \t]{0,20}(?=([^\s;&,]{1,200}))/g;
/** `Authorization: Bearer …` of a header, `"password": "…"` of JSON. */
const FIELD =
  /(?:^|[\n;&?,\s{"'])([\w.%-]{1,100})["']?[ \t]{0,20}:[ \t]{0,20}(?=["']?(?:(?:bearer|basic|token)[ \t]{1,20})?((?<=")[^"\n]{1,500}|[^\s;&,"'}]{1,500}))/gi;
/** `//user:password@host`. */
const URL_PASSWORD = /\/\/[^\s/@:]{0,200}:([^\s/@]{1,200})@/g;

/** Those of them that only name, place or measure a secret: hidden all the same, but no mistake in a file. */
const ABOUT_ONE =
  /credential|(name|file|path|url|uri|endpoint|header|type|format|length|timeout|interval|expir\w*|lifetime|field|column|config|enabled|required|id)$|(primary|foreign|public|partition|routing|sort|lookup|index|map|row)[-_]?keys?$/i;

/**
 * Whether a setting's name says that its value is secret. `names` of the config add patterns, in which * stands for any
 * text and case does not matter; one that begins with `!` says that a name is no secret's, whatever else fits.
 */
export function sensitiveNames(names: readonly string[] = []): (name: string) => boolean {
  const [excepted, added] = rulesOf(names);
  return remembered((name) => !excepted(name) && (added(name) || isSensitiveName(name)));
}

/** Whether a value of this name should not stand in clear in a file. `names` as above: what the config names is one. */
export function secretNames(names: readonly string[] = []): (name: string) => boolean {
  const [excepted, added] = rulesOf(names);
  return remembered((name) => !excepted(name) && (added(name) || (isSensitiveName(name) && !ABOUT_ONE.test(name))));
}

/** A secret that stands within a longer text: what it is called, and the secret alone. */
export interface SecretPart {
  readonly name: string;
  readonly text: string;
}

/** The secrets within a text: pairs and fields such as `password=…`, by what `named` says, and `//user:password@`. */
export function secretsWithin(text: string, named: (name: string) => boolean): SecretPart[] {
  const found: SecretPart[] = [];
  const add = (name = "", value = "") => {
    if (named(name) && isSecretText(value)) found.push({ name, text: value });
  };
  if (text.includes("=")) for (const [, name, value] of text.matchAll(PAIR)) add(name, value);
  // Only by a word that is used for nothing else: `PatientKey: 3` maps a field.
  if (text.includes(":"))
    for (const [, name = "", value] of text.matchAll(FIELD)) if (NAMES.test(name)) add(name, value);
  if (text.includes("//"))
    for (const [, value = ""] of text.matchAll(URL_PASSWORD))
      found.push({ name: "the password of a url", text: value });
  return found;
}

/** A switch, or nothing, is no secret. */
export function isSecretText(text: string): boolean {
  return !/^(\s*|true|false|0|1)$/i.test(text);
}

function isSensitiveName(name: string): boolean {
  return name !== REFERENCE && (NAMES.test(name) || KEY.test(name));
}

/** What the config's patterns except, and what they add. */
function rulesOf(names: readonly string[]): readonly [(name: string) => boolean, (name: string) => boolean] {
  const [not, also] = [names.filter((name) => name.startsWith("!")), names.filter((name) => !name.startsWith("!"))];
  const fits = (list: readonly string[]) => {
    const tests = list.map((name) => nameMatcher(name.toLowerCase()));
    return (name: string) => tests.some((test) => test(name.toLowerCase()));
  };
  return [fits(not.map((name) => name.slice(1))), fits(also)];
}

/** What the records of a namespace, the names and the texts say; `names`: of the config. */
export function sensitivityOf(bindings: readonly Binding[], names: readonly string[] = []): Sensitivity {
  const named = sensitiveNames(names);
  const recorded = recordedSecrets(bindings);
  return (address, text) => {
    if (recorded(address)) return true;
    const hasName = isSetting(address);
    return (hasName && named(address.at(-1) ?? "")) || ((hasName || isText(address)) && hasSecretWithin(text, named));
  };
}

/** Whether any pair or url of a text is named so: an empty one may be filled in by the next change, and is hidden too. */
export function hasSecretWithin(text: string, named: (name: string) => boolean): boolean {
  if (text.includes("=") && [...text.matchAll(PAIR)].some(([, part = ""]) => named(part))) return true;
  return text.includes(":") && secretsWithin(text, named).length > 0;
}

/** Whether a secret of the files was part of the value at an address when it was applied last. */
export function recordedSecrets(bindings: readonly Binding[]): (address: Address) => boolean {
  const records = readHashes(bindings);
  const hashesOf = new Map<string, Hashes | undefined>();
  return (address) => {
    const [kind, production] = address;
    if (records.size === 0 || kind !== "productions" || production === undefined) return false;
    if (!hashesOf.has(production)) hashesOf.set(production, records.get(definitionClass(production)));
    const hashes = hashesOf.get(production);
    return hashes === "all" ? isSetting(address) : hashes?.has(hashOf(address)) === true;
  };
}

/** By its indexes: taking a list apart costs an iterator, and this is asked of every value. */
function isSetting(address: Address): boolean {
  if (address[0] !== "productions") return false;
  return address[2] === "settings" || (address[2] === "items" && address[4] === "settings");
}

/** The attributes of a production and of an item that are texts for people. */
function isText(address: Address): boolean {
  if (address[0] !== "productions") return false;
  const name = address.length === 3 ? address[2] : address[2] === "items" && address.length === 5 ? address[4] : "";
  return name === "description" || name === "comment";
}

/** Whether records say of any value that it is or was a secret. */
export function recordsSecrets(bindings: readonly Binding[]): boolean {
  return readHashes(bindings).size > 0;
}

/** All values of a definition that may be sensitive, by address: settings, and the attributes that are texts. */
export function* valuesOf(
  production: Production,
): Generator<{ readonly address: Address; readonly text: string }, undefined> {
  const root = ["productions", production.name];
  for (const [name, text] of Object.entries(production.attributes))
    yield { address: [...root, name], text: text ?? "" };
  for (const setting of production.settings)
    if (isProductionLevel(setting)) yield { address: [...root, "settings", setting.name], text: setting.value };
  for (const { name: item, attributes, settings } of production.items) {
    const path = [...root, "items", item];
    for (const [name, text] of Object.entries(attributes)) yield { address: [...path, name], text: text ?? "" };
    for (const setting of settings)
      yield { address: [...path, "settings", effectiveItemTarget(setting), setting.name], text: setting.value };
  }
}

/** The definition as it may be shown: "(sensitive)" in the place of each sensitive value. */
export function masked(production: Production, sensitive: Sensitivity): Production {
  const root = ["productions", production.name];
  return {
    ...production,
    attributes: maskedAttributes(production.attributes, root, sensitive),
    settings: maskedSettings(production.settings, () => [...root, "settings"], sensitive),
    items: production.items.map((item) => maskedItem(production.name, item, sensitive)),
  };
}

/** One item of a production as it may be shown. */
export function maskedItem(production: string, item: Item, sensitive: Sensitivity): Item {
  const path = ["productions", production, "items", item.name];
  const place = (setting: Setting) => [...path, "settings", effectiveItemTarget(setting)];
  return {
    ...item,
    attributes: maskedAttributes(item.attributes, path, sensitive),
    settings: maskedSettings(item.settings, place, sensitive),
  };
}

function maskedAttributes<T extends object>(values: T, path: Address, sensitive: Sensitivity): T {
  const shown = Object.entries(values).map(([name, text]) => [
    name,
    sensitive([...path, name], String(text)) ? SENSITIVE : String(text),
  ]);
  return Object.fromEntries(shown) as T;
}

function maskedSettings(
  settings: readonly Setting[],
  placeOf: (setting: Setting) => Address,
  sensitive: Sensitivity,
): Setting[] {
  return settings.map((setting) => {
    const hidden = sensitive([...placeOf(setting), setting.name], setting.value);
    return { ...setting, value: hidden ? SENSITIVE : setting.value };
  });
}

/** How many letters and digits stand for an address. */
const HASH_LENGTH = 4;
/** More hashes than this are not listed: then every setting of the definition is taken to be sensitive. */
const MOST_HASHES = 500;
const HASHES = /^(?:Applied|Items|Whole)\d*_[0-9A-Za-z]*_([0-9A-Za-z]+)$/;
type Hashes = ReadonlySet<string> | "all";

/**
 * What stands behind the record of an applied definition, in the name of a Python class, so that it is still known which
 * values were secrets: `_` and a short hash of each address, or `_all`; empty where none was.
 */
export function secretHashes(addresses: readonly Address[]): string {
  const hashes = [...new Set(addresses.map(hashOf))].sort();
  if (hashes.length === 0) return "";
  return `_${hashes.length > MOST_HASHES ? "all" : hashes.join("")}`;
}

function readHashes(bindings: readonly Binding[]): Map<string, Hashes> {
  const out = new Map<string, Hashes>();
  for (const { className, pythonClass } of bindings) {
    const text = isDefinitionRecord(className) ? HASHES.exec(pythonClass)?.[1] : undefined;
    if (text === undefined) continue;
    out.set(className, text === "all" ? "all" : new Set(text.match(/.{4}/g) ?? []));
  }
  return out;
}

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

function hashOf(address: Address): string {
  const digest = createHash("sha256")
    .update(`sensitive ${formatAddress(address)}`)
    .digest();
  return [...digest.subarray(0, HASH_LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
}
