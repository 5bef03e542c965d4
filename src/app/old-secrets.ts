import { dirname, resolve } from "node:path";
import { sensitiveIn } from "../aspects/sensitive.ts";
import type { OldSecrets } from "../documents/before-yaml.ts";
import type { RecordedPlan } from "../documents/recorded.ts";
import type { SecretSource, SecretSources } from "../documents/run-record.ts";
import { type Address, formatAddress } from "../model/address.ts";
import type { DesiredState, DesiredText } from "../model/desired.ts";
import { normalText } from "../model/production.ts";
import { valuesOf } from "../model/sensitive.ts";

/** The sources of all secret values of the files, for the way back of a later run. */
export function secretSources({ loaded: { desired, locate } }: RecordedPlan): SecretSources {
  const out: Record<string, SecretSource> = {};
  for (const { address, value } of desiredValues(desired)) {
    const file = locate(address)?.source.file;
    if (value.sensitive && value.source !== undefined && file !== undefined)
      out[formatAddress(address)] = { text: value.source, file };
  }
  return out;
}

/**
 * The source text that gives just the value that is on the server, for each sensitive one: the files' own, or the one that an
 * earlier run applied. A source that gives another value now (a secret that was rotated) is none.
 */
export function oldSecrets(planned: RecordedPlan, earlier: readonly SecretSources[]): OldSecrets {
  const { loaded, observed, plan } = planned;
  const sensitive = sensitiveIn(loaded.desired, observed);
  const current = secretSources(planned);
  const sourceOf = (address: Address, text: string) => {
    if (!sensitive(address, text)) return undefined;
    const key = formatAddress(address);
    const known = [current, ...earlier].flatMap((sources) => (Object.hasOwn(sources, key) ? [sources[key]] : []));
    const fits = known.find((source) => {
      const now = source && loaded.resolve(source.text, source.file);
      return now !== undefined && normalText(now) === normalText(text);
    });
    return fits === undefined ? null : absolute(fits);
  };
  const lost: string[] = [];
  for (const { action } of plan.calls) {
    for (const { production } of action.kind === "migrate" ? action.upload.definitions : []) {
      const before = observed.productions.get(production.name);
      if (before === undefined || before === "absent") continue;
      const after = new Map([...valuesOf(production)].map(({ address, text }) => [formatAddress(address), text]));
      for (const { address, text } of valuesOf({ ...before, name: production.name })) {
        const key = formatAddress(address);
        const now = after.get(key);
        const stays = now !== undefined && normalText(now) === normalText(text);
        if (!stays && sourceOf(address, text) === null && !lost.includes(key)) lost.push(key);
      }
    }
  }
  return { sourceOf, lost };
}

/** Paths in a source are relative to its file: the way back stands elsewhere. */
function absolute({ text, file }: SecretSource): string {
  return text.replace(
    /\$\{(secret:sops:|file:)([^}#]*)/g,
    (_whole, kind: string, path: string) => `\${${kind}${resolve(dirname(file), path)}`,
  );
}

function desiredValues(desired: DesiredState): { address: Address; value: DesiredText }[] {
  return desired.productions.flatMap((production) => {
    const root = ["productions", production.name];
    const named = (address: Address, values: Iterable<readonly [string, DesiredText]>) =>
      [...values].map(([name, value]) => ({ address: [...address, name], value }));
    const items = [...(production.items ?? [])].flatMap(([name, item]) => {
      if (item === "absent") return [];
      const itemAddress = [...root, "items", name];
      const settings = [...item.settings].flatMap(([target, values]) =>
        named([...itemAddress, "settings", target], values),
      );
      return [...named(itemAddress, Object.entries(item.attributes)), ...settings];
    });
    return [
      ...named(root, Object.entries(production.attributes)),
      ...named([...root, "settings"], production.settings ?? []),
      ...items,
    ];
  });
}
