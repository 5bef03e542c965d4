import { definitionEdits } from "../aspects/definition-edits.ts";
import { providerOf } from "../aspects/providers.ts";
import { sensitiveIn } from "../aspects/sensitive.ts";
import { type Address, formatAddress } from "../model/address.ts";
import { SENSITIVE } from "../model/change.ts";
import type { DesiredState } from "../model/desired.ts";
import { presentPackages } from "../model/desired.ts";
import { applyEdits } from "../model/edit.ts";
import type { Finding, LintCode } from "../model/lint-codes.ts";
import { isRecord } from "../model/names.ts";
import { didYouMean } from "../model/nearest.ts";
import type { ObservedProduction, ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import {
  effectiveItemAttribute,
  effectiveItemTarget,
  type Item,
  isEnabled,
  type Production,
} from "../model/production.ts";
import { remembered } from "../model/remembered.ts";
import { statedRoutes } from "../model/routes.ts";
import { maskedItem, type Sensitivity, sensitivityOf } from "../model/sensitive.ts";
import { lintFiles, lintWhiteSpace, nearlyRoutes, undefinedDefault } from "./lint-files.ts";

/**
 * Settings of InterSystems' own hosts and adapters that are never the other's: of EnsLib's file, TCP, HTTP, FTP, SQL and
 * e-mail adapters, and of Ens.Host and its subclasses (class reference, Ens.* and EnsLib.*).
 */
const ADAPTER_ONLY = new Set([
  "FilePath",
  "FileSpec",
  "ArchivePath",
  "WorkPath",
  "Overwrite",
  "Port",
  "IPAddress",
  "IPPort",
  "StayConnected",
  "HTTPServer",
  "HTTPPort",
  "URL",
  "FTPServer",
  "FTPPort",
  "SSLConfig",
  "SSHKey",
  "DSN",
  "Query",
  "KeyFieldName",
  "POP3Server",
  "SMTPServer",
  "ConnectTimeout",
  "ResponseTimeout",
  "ReadTimeout",
  "JobPerConnection",
  "ConfirmComplete",
  "FileAccessTimeout",
  "AppendTimestamp",
]);
const HOST_ONLY = new Set([
  "TargetConfigNames",
  "TargetConfigName",
  "ReplyTargetConfigNames",
  "ReplyCodeActions",
  "FailureTimeout",
  "RetryInterval",
  "AlertOnError",
  "AlertRetryGracePeriod",
  "AlertGroups",
  "ArchiveIO",
  "MessageSchemaCategory",
  "BusinessRuleName",
  "BadMessageHandler",
  "SearchTableClass",
  "QueueCountAlert",
  "QueueWaitAlert",
  "InactivityTimeout",
  "SyncConnections",
  "ActOnTransmissionFailure",
]);

/** What is odd about the productions of the files as they will be. Pure, linear in their items. */
export function lint(desired: DesiredState, observed: ObservedState): Finding[] {
  const sensitive = sensitiveIn(desired, observed);
  const compared = definitionEdits(desired, observed);
  const live = desired.productions.flatMap((wanted) => {
    const found = observed.productions.get(wanted.name);
    if (found === undefined) return [];
    const edits = compared.get(wanted.name)?.edits ?? [];
    const result = applyEdits(wanted.name, found, edits);
    return [
      ...routeFindings(result, sensitive),
      ...toldFindings(result, found, observed),
      ...conflicts(result, sensitive, "port-conflict", portOf),
      ...conflicts(result, sensitive, "path-conflict", pathOf),
      ...classes(result, desired, observed),
      ...places(result),
      ...lintWhiteSpace(wanted, observed, edits),
    ];
  });
  const names = onServer(desired.default ?? "", observed) ? [] : undefinedDefault(desired);
  const told = new Set(live.map(({ address }) => formatAddress(address)));
  const near = desired.productions
    .flatMap((wanted) => nearlyRoutes(wanted, itemsOn(observed, wanted.name)))
    .filter(({ address }) => !told.has(formatAddress(address)));
  return [...lintFiles(desired), ...names, ...live, ...near];
}

function itemsOn({ productions }: ObservedState, name: string): string[] {
  const found = productions.get(name);
  return found === undefined || found === "absent" ? [] : found.items.map((item) => item.name);
}

/** Whether something that was read says that the server has the production. */
function onServer(production: string, { list, status, default: name, productions }: ObservedState): boolean {
  const found = productions.get(production);
  return (
    list?.has(production) === true ||
    status?.production === production ||
    name === production ||
    (found !== undefined && found !== "absent")
  );
}

const itemAddress = (production: Production, item: Item, ...rest: string[]): Address => [
  "productions",
  production.name,
  "items",
  item.name,
  ...rest,
];

/** Settings that name an item that is not there, or one that is switched off. Names of secrets are not shown. */
export function routeFindings(production: Production, sensitive: Sensitivity = sensitivityOf([])): Finding[] {
  const items = new Map(production.items.map((item) => [item.name, item]));
  return production.items.flatMap((item) =>
    statedRoutes(item).flatMap(({ setting, names }) =>
      names.flatMap((name) => {
        const address = itemAddress(production, item, "settings", effectiveItemTarget(setting), setting.name);
        return routeFinding(item, name, items, address, sensitive(address, setting.value) ? SENSITIVE : name);
      }),
    ),
  );
}

/** `shown`: the name as it may be shown. */
function routeFinding(
  item: Item,
  name: string,
  items: ReadonlyMap<string, Item>,
  address: Address,
  shown = name,
): Finding[] {
  const target = items.get(name);
  if (target === undefined)
    return [{ code: "target-missing", address, message: `${item.name} sends to ${shown}, which does not exist` }];
  if (isEnabled(target) || !isEnabled(item)) return [];
  return [{ code: "target-disabled", address, message: `${item.name} sends to ${shown}, which is disabled` }];
}

/** Routes of which only the server tells (its classes' own settings and code), of items that stay as they are. */
function toldFindings(after: Production, found: ObservedProduction, { topology }: ObservedState): Finding[] {
  if (found === "absent" || topology?.production !== after.name) return [];
  const before = new Map(found.items.map((item) => [item.name, JSON.stringify(item)]));
  const items = new Map(after.items.map((item) => [item.name, item]));
  const known = new Set(routeFindings(after).map(({ message }) => message));
  return after.items
    .filter((item) => before.get(item.name) === JSON.stringify(item))
    .flatMap((item) =>
      (topology.routes.get(item.name) ?? []).flatMap((name) =>
        routeFinding(item, name, items, itemAddress(after, item)),
      ),
    )
    .filter(({ message }) => !known.has(message));
}

function conflicts(
  production: Production,
  sensitive: Sensitivity,
  code: LintCode,
  keyOf: (item: Item) => string | undefined,
): Finding[] {
  const first = new Map<string, Item>();
  const out: Finding[] = [];
  for (const item of production.items) {
    if (!isEnabled(item)) continue;
    const key = keyOf(item);
    if (key === undefined) continue;
    const other = first.get(key);
    if (other === undefined) first.set(key, item);
    else {
      const what = keyOf(maskedItem(production.name, item, sensitive)) ?? SENSITIVE;
      out.push({
        code,
        address: itemAddress(production, item),
        message: `${other.name} and ${item.name} both read ${what}`,
      });
    }
  }
  return out;
}

function portOf(item: Item): string | undefined {
  const port = settingOf(item, "Adapter", "Port");
  // An operation has a port too: the one that it calls, beside the address of its server.
  if (!/^\d+$/.test(port ?? "") || settingOf(item, "Adapter", "IPAddress") !== undefined) return undefined;
  return `port ${port}`;
}

function pathOf(item: Item): string | undefined {
  const path = settingOf(item, "Adapter", "FilePath");
  // What has targets takes files in; an operation writes them.
  if (!path || settingOf(item, "Host", "TargetConfigNames") === undefined) return undefined;
  return `${path.replace(/[/\\]+$/, "")} with the mask ${settingOf(item, "Adapter", "FileSpec") ?? "*"}`;
}

function settingOf(item: Item, target: string, name: string): string | undefined {
  const found = item.settings.find((setting) => setting.name === name && effectiveItemTarget(setting) === target);
  return found?.value.trim() === "" ? undefined : found?.value.trim();
}

/**
 * A class of IRIS itself or of somebody's ObjectScript is not known to the API: only one whose package name is that of
 * Python proxies is looked for.
 */
function classes(production: Production, desired: DesiredState, observed: ObservedState): Finding[] {
  if (!Array.isArray(observed.bindings)) return [];
  const bound = new Set(bindingsOf(observed).map(({ className }) => className));
  const declared = presentPackages(desired).flatMap(({ entry }) =>
    "components" in entry ? entry.components.map(({ className }) => className) : [],
  );
  const families = new Set(["Python", ...[...bound, ...declared].map((name) => name.split(".")[0] as string)]);
  /** Of a class that nothing provides, which one may be meant. */
  const missing = remembered((name) => {
    if (bound.has(name) || !families.has(name.split(".")[0] as string)) return undefined;
    if (providerOf(name, desired, observed) !== undefined) return undefined;
    const known = [...new Set([...declared, ...bound])].filter((other) => !isRecord(other));
    return didYouMean(name, known);
  });
  return production.items.flatMap((item): Finding[] => {
    const name = effectiveItemAttribute(item, "classname");
    const meant = missing(name);
    if (meant === undefined) return [];
    const message = `nothing provides the class ${name} of ${item.name}: no package of the files names it, and it is not bound${meant}`;
    return [{ code: "class-unknown", address: itemAddress(production, item, "classname"), message }];
  });
}

function places(production: Production): Finding[] {
  return production.items.flatMap((item) => {
    // Python components may name their own settings as they like.
    const native = /^(Ens|EnsLib|HS)\./.test(effectiveItemAttribute(item, "classname"));
    return item.settings.flatMap((setting): Finding[] => {
      const target = effectiveItemTarget(setting);
      const wrong =
        target === "Host" && native && ADAPTER_ONLY.has(setting.name)
          ? "Adapter"
          : target === "Adapter" && HOST_ONLY.has(setting.name)
            ? "Host"
            : undefined;
      if (wrong === undefined) return [];
      const message = `${setting.name} of ${item.name} is on ${target}, where nothing reads it; it belongs on ${wrong}`;
      return [
        { code: "setting-target", address: itemAddress(production, item, "settings", target, setting.name), message },
      ];
    });
  });
}
