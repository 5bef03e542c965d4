import { distance } from "fastest-levenshtein";
import { quotes } from "../aspects/providers.ts";
import { type Address, formatAddress, matchAny } from "../model/address.ts";
import type { DesiredProduction, DesiredState, DesiredText } from "../model/desired.ts";
import { presentPackages } from "../model/desired.ts";
import type { Finding } from "../model/lint-codes.ts";
import { didYouMean } from "../model/nearest.ts";
import type { ObservedState } from "../model/observed.ts";
import { effectiveItemTarget, normalText, type Setting } from "../model/production.ts";
import { remembered } from "../model/remembered.ts";
import { isSecretText, secretNames, secretsWithin } from "../model/sensitive.ts";

/** What is odd about the settings that the files write: seen without a server. Pure. */
export function lintFiles(desired: DesiredState): Finding[] {
  const secret = secretNames(desired.sensitiveNames);
  const out: Finding[] = [];
  for (const production of desired.productions) {
    const root: Address = ["productions", production.name];
    for (const [name, value] of production.settings ?? [])
      for (const found of ofValue(name, value, production.name, secret))
        out.push({ ...found, address: [...root, "settings", name] });
    for (const [item, wanted] of production.items ?? []) {
      if (wanted === "absent") continue;
      for (const [target, settings] of wanted.settings) {
        const path = [...root, "items", item, "settings", target];
        out.push(...targets(path, target, item));
        for (const [name, value] of settings)
          for (const found of ofValue(name, value, item, secret)) out.push({ ...found, address: [...path, name] });
      }
    }
  }
  return out;
}

/**
 * What names something that no file defines, where no server is asked: it may be there, so only what is like a name of
 * the files is told of the routes.
 */
export function lintNames(desired: DesiredState): Finding[] {
  return [...undefinedDefault(desired), ...desired.productions.flatMap((production) => nearlyRoutes(production))];
}

/** A default production that is none of those that the files define. */
export function undefinedDefault(desired: DesiredState): Finding[] {
  const { default: name = "", productions } = desired;
  const names = productions.map((production) => production.name);
  if (name === "" || names.length === 0 || names.includes(name)) return [];
  if (presentPackages(desired).some((pack) => quotes(pack, name))) return [];
  const message = `the files define no production ${name}${didYouMean(name, names) || `; they define ${names.join(", ")}`}`;
  return [{ code: "default-undefined", address: ["default"], message }];
}

/** Settings that name whom an item sends to: those of IRIS, and what Python components call so. */
const ROUTES = /target/i;

/** Settings that name an item which is not there, though one is called nearly so. `more`: items beside those of the files. */
export function nearlyRoutes(
  { name: production, items = new Map() }: DesiredProduction,
  more: readonly string[] = [],
): Finding[] {
  const names = new Set([...items.keys(), ...more]);
  const meantBy = remembered((to) => didYouMean(to, [...names]));
  const nowhere = more.length === 0 ? "the files do not define" : "is not there";
  const out: Finding[] = [];
  for (const [item, wanted] of items) {
    if (wanted === "absent") continue;
    for (const [target, values] of wanted.settings) {
      for (const [name, { text, sensitive, unknown }] of values) {
        if (!ROUTES.test(name) || sensitive || unknown) continue;
        const address: Address = ["productions", production, "items", item, "settings", target, name];
        for (const to of text.split(",").map((part) => part.trim())) {
          const meant = to === "" || names.has(to) ? "" : meantBy(to);
          if (meant === "") continue;
          out.push({ code: "target-missing", address, message: `${item} sends to ${to}, which ${nowhere}${meant}` });
        }
      }
    }
  }
  return out;
}

/** Whether a setting's name says that its value is a secret: see secretNames. */
type IsSecret = (name: string) => boolean;

/** A finding without where it is. */
type Found = Omit<Finding, "address">;
/** Nearly every value is as it should be. */
const NOTHING: readonly Found[] = [];

function ofValue(name: string, value: DesiredText, owner: string, secret: IsSecret): readonly Found[] {
  const [inClear, space] = [clear(name, value, owner, secret), edges(name, value, owner)];
  return space.length === 0 ? inClear : [...inClear, ...space];
}

/** White space at the ends of a value, but for the line end that a block of YAML has. */
function edges(name: string, { text, unknown }: DesiredText, owner: string): readonly Found[] {
  if (unknown || normalText(text) === (text.endsWith("\n") ? text.slice(0, -1) : text)) return NOTHING;
  const message =
    `${name} of ${owner} begins or ends with white space. It is written as it stands, but a server does not show it: ` +
    "a change of this white space alone is not seen";
  return [{ code: "white-space", message }];
}

/** IRIS stores a setting of any target; those that are read are of the component and of its adapter. */
function targets(address: Address, target: string, item: string): Finding[] {
  if (target === "Host" || target === "Adapter") return [];
  const near = (word: string) => distance(target.toLowerCase(), word.toLowerCase());
  const nearest = near("Host") <= near("Adapter") ? "Host" : "Adapter";
  const meant = near(nearest) <= Math.max(2, Math.floor(target.length / 3)) ? `; did you mean ${nearest}?` : "";
  const message = `the target ${target} of ${item} is neither Host nor Adapter: most components read no other${meant}`;
  return [{ code: "setting-target-name", address, message }];
}

function clear(name: string, value: DesiredText, owner: string, secret: IsSecret): readonly Found[] {
  if (value.sensitive) return NOTHING;
  const whole = secret(name) && isSecretText(value.text);
  const within = whole ? [name] : secretsWithin(value.text, secret).map((part) => part.name);
  if (within.length === 0) return NOTHING;
  return within.map((found) => {
    const what = whole || name === "%settings" ? found : `${found} in ${name}`;
    const message =
      `${what} of ${owner} stands here in clear text: keep it in IRIS as credentials and write their name in the ` +
      `Credentials setting, or write \${secret:NAME}`;
    return { code: "clear-password", message };
  });
}

/** How many names a finding says. */
const SHOWN = 5;
/** Settings whose value may well be, begin or end with white space. */
const EDGES = /separator|delimiter|terminator|prefix|suffix|padding|indent|lineend|newline|escape|quote/i;

/**
 * A server strips values before it shows them: writing a definition back takes the white space away that it did not show.
 * What the files manage is written as they say; of the rest those are named that may be hurt.
 */
export function lintWhiteSpace(
  wanted: DesiredProduction,
  observed: ObservedState,
  edits: readonly { readonly address: Address }[],
): Finding[] {
  const found = observed.productions.get(wanted.name);
  if (found === undefined || found === "absent") return [];
  if (edits.length === 0) return [];
  const removed = new Set(edits.map(({ address }) => formatAddress(address)));
  const ignored = matchAny(wanted.ignore);
  const doubtful = (setting: Setting) => setting.value === "" || EDGES.test(setting.name);
  const root: Address = ["productions", wanted.name];
  const unmanaged = (address: Address, managed: DesiredText | undefined) =>
    (managed === undefined || ignored(address)) && !removed.has(formatAddress([...root, ...address]));
  const names = [
    ...found.settings
      .filter(doubtful)
      .map((setting) => ["settings", setting.name])
      .filter((path) => unmanaged(path, wanted.settings?.get(path[1] as string))),
    ...found.items.flatMap((item) => {
      if (removed.has(formatAddress([...root, "items", item.name]))) return [];
      const desiredItem = wanted.items?.get(item.name);
      return item.settings.filter(doubtful).flatMap((setting) => {
        const target = effectiveItemTarget(setting);
        const path = ["items", item.name, "settings", target, setting.name];
        const managed =
          desiredItem === undefined || desiredItem === "absent"
            ? undefined
            : desiredItem.settings.get(target)?.get(setting.name);
        return unmanaged(path, managed) ? [path] : [];
      });
    }),
  ].map((path) => formatAddress([...root, ...path]).slice(formatAddress(root).length + 1));
  if (names.length === 0) return [];
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  const message =
    `a server does not show white space around values, and writing ${wanted.name} takes away what it did not show. ` +
    `Not managed, and perhaps white space: ${names.slice(0, SHOWN).join(", ")}${more}. Write in the files what must stay`;
  return [{ code: "white-space", address: root, message }];
}
