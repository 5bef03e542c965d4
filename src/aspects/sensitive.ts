import type { Address } from "../model/address.ts";
import type { DesiredProduction, DesiredState, DesiredText } from "../model/desired.ts";
import type { ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import type { Production } from "../model/production.ts";
import {
  hasSecretWithin,
  recordedSecrets,
  recordsSecrets,
  type Sensitivity,
  secretsWithin,
  sensitiveNames,
  sensitivityOf,
  valuesOf,
} from "../model/sensitive.ts";

/** What is sensitive of a namespace: by the files, by what the server's records say, and by name. Pure. */
export function sensitiveIn(desired: DesiredState, observed: ObservedState): Sensitivity {
  const known = sensitivityOf(bindingsOf(observed), desired.sensitiveNames);
  const withSecrets = desired.productions.filter(holdsSecret);
  const productions = new Map(withSecrets.map((production) => [production.name, production]));
  return (address, text) => {
    const production = productions.get(address[1] ?? "");
    return known(address, text) || (production !== undefined && inFiles(production, address));
  };
}

/** The texts of the files that their names say are secret: a server quotes them as it refuses them. Pure. */
export function* secretTextsOfFiles({
  productions,
  sensitiveNames: names,
}: DesiredState): Generator<string, undefined> {
  const named = sensitiveNames(names);
  for (const { attributes, settings, items } of productions) {
    yield* secretTexts(attributes.description?.text, named);
    for (const [name, { text }] of settings ?? []) yield* secretTexts(text, named, name);
    for (const item of items?.values() ?? []) {
      if (item === "absent") continue;
      yield* secretTexts(item.attributes.comment?.text, named);
      for (const values of item.settings.values())
        for (const [name, { text }] of values) yield* secretTexts(text, named, name);
    }
  }
}

/** The texts on the server that are secret: by the files, by its records, and by name. Pure. */
export function* secretTextsOnServer(desired: DesiredState, observed: ObservedState): Generator<string, undefined> {
  const sensitive = sensitiveIn(desired, observed);
  const named = sensitiveNames(desired.sensitiveNames);
  const recorded = recordsSecrets(bindingsOf(observed));
  for (const production of observed.productions.values()) {
    if (production === "absent") continue;
    // Nearly always names and texts alone decide, and no value needs an address.
    if (recorded || desired.productions.some((one) => one.name === production.name && holdsSecret(one)))
      for (const { address, text } of valuesOf(production)) if (sensitive(address, text)) yield text;
    yield* secretTexts(production.attributes.description, named);
    for (const { attributes } of production.items) yield* secretTexts(attributes.comment, named);
    for (const { settings } of [production, ...production.items])
      for (const { name, value } of settings) yield* secretTexts(value, named, name);
  }
}

/** A text where its name or a part of it says that it is secret, and the secrets within it, which may be quoted alone. */
function* secretTexts(
  text: string | undefined,
  named: (name: string) => boolean,
  name?: string,
): Generator<string, undefined> {
  if (text === undefined) return;
  if ((name !== undefined && named(name)) || hasSecretWithin(text, named)) yield text;
  for (const part of secretsWithin(text, named)) yield part.text;
}

/** The values of a definition that secrets are or were part of: what its record must go on saying. Pure. */
export function secretAddresses(desired: DesiredState, observed: ObservedState, result: Production): Address[] {
  const recorded = recordedSecrets(bindingsOf(observed));
  const production = desired.productions.find(({ name }) => name === result.name);
  return [...valuesOf(result)]
    .map(({ address }) => address)
    .filter((address) => recorded(address) || (production !== undefined && inFiles(production, address)));
}

/** Whether the files write a secret anywhere in a definition: of one without, no address needs to be looked up. */
function holdsSecret({ attributes, settings, items }: DesiredProduction): boolean {
  if (someSecret(Object.values(attributes)) || someSecret(settings?.values() ?? [])) return true;
  for (const item of items?.values() ?? []) {
    if (item === "absent") continue;
    if (someSecret(Object.values(item.attributes))) return true;
    for (const values of item.settings.values()) if (someSecret(values.values())) return true;
  }
  return false;
}

function someSecret(values: Iterable<DesiredText>): boolean {
  for (const { sensitive } of values) if (sensitive) return true;
  return false;
}

function inFiles(production: DesiredProduction, [, , part = "", name = "", inner, target, setting]: readonly string[]) {
  if (part === "settings") return production.settings?.get(name)?.sensitive === true;
  if (part !== "items") return production.attributes[part as "description"]?.sensitive === true;
  const item = production.items?.get(name);
  if (item === undefined || item === "absent" || inner === undefined) return false;
  if (inner !== "settings") return item.attributes[inner as "comment"]?.sensitive === true;
  return item.settings.get(target ?? "")?.get(setting ?? "")?.sensitive === true;
}
