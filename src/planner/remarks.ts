import { quotes } from "../aspects/providers.ts";
import type { DesiredState } from "../model/desired.ts";
import { droppedOf, droppedText } from "../model/loss.ts";
import type { ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import type { Owed, PlanError } from "../model/plan.ts";
import { effectiveItemAttribute, type Production } from "../model/production.ts";
import { ALL_ITEMS } from "../model/record.ts";
import type { Needs } from "./join.ts";
import type { RuntimeNeeds } from "./runtime.ts";

/** A class that must go and is still used when the definitions are as they will be. */
export function unbindErrors(
  needs: Needs,
  results: ReadonlyMap<string, Production>,
  observed: ObservedState,
): PlanError[] {
  return needs.unbinds.flatMap(({ className }): PlanError[] => {
    const binding = bindingsOf(observed).find((entry) => entry.className === className);
    const users = (binding?.usedBy ?? [])
      .filter(({ production: name }) => !results.has(name))
      .map(({ production: name, item }) => `${name}/${item}`);
    for (const [name, { items }] of results) {
      for (const item of items) {
        if (effectiveItemAttribute(item, "classname") === className) users.push(`${name}/${item.name}`);
      }
    }
    if (users.length === 0) return [];
    const message = `${className} cannot be removed: it is used by ${users.join(", ")}`;
    return [{ address: ["bindings", className], message, kind: "invalid" }];
  });
}

/** Errors of a server that is too old to write definitions to. */
export function tooOld(needs: Needs, results: ReadonlyMap<string, Production>, observed: ObservedState): PlanError[] {
  if (observed.bindings !== "unsupported" || results.size === 0) return [];
  return [...needs.definitions.keys()].map((name) => ({
    address: ["productions", name],
    message: `writing ${name} needs IoP 4.0 or later: this server has no /bindings and no choice of entrypoint`,
    kind: "unsupported",
  }));
}

/** Why an update is called, for people. */
export function updateReason(needs: RuntimeNeeds, running: string): string {
  const { updated, started, stopped, left, updateDisrupts } = needs;
  const restarted = [...updated].filter((item) => !started.has(item));
  const parts = [
    started.size > 0 ? `starts ${[...started].join(", ")}` : "",
    restarted.length > 0 ? `restarts ${restarted.join(", ")}` : "",
    stopped.length > 0 ? `stops ${stopped.join(", ")}` : "",
    left.length > 0 ? `may restart ${left.includes(ALL_ITEMS) ? `items of ${running}` : left.join(", ")}` : "",
  ].filter((part) => part !== "");
  if (parts.length > 0) return parts.join("; ");
  return updateDisrupts ? `may restart items of ${running}` : `${running}, restarts nothing`;
}

/** Why the production is stopped and started, for people. */
export function recycleReason({ recycle }: RuntimeNeeds): string {
  const items = recycle.filter((item) => item !== "*");
  return items.length === 0
    ? "left by an interrupted run"
    : `the shared actor pool keeps the old code of ${items.join(", ")}`;
}

/** What nobody knows before the upload, where a settings file may write a definition too. */
export function unknownTexts(name: string, needs: Needs, desired: DesiredState, observed: ObservedState): string[] {
  const packages = needs.uploads.map(({ package: pack }) => pack).filter((pack) => quotes(pack, name));
  const whose = `the settings file of ${packages.map((pack) => pack.name).join(", ")}`;
  const found = observed.productions.get(name);
  const dropped = found === undefined || found === "absent" ? [] : droppedOf(found);
  const then =
    desired.guards?.loss === "allow" ? "it is gone then" : "the run is refused then (--allow-loss lifts that)";
  return [
    `${name} may also be written by ${whose}: known after migrate. ` +
      "It is observed again then, and what still differs is applied in the same run",
    ...(dropped.length === 0
      ? []
      : [`the server drops ${droppedText(dropped)} of ${name} if ${whose} writes it: ${then}`]),
  ];
}

/** What becomes of what an interrupted run has left to do, for people. */
export function interruptedText(owed: Owed, fate: "finished" | "left"): string {
  const what = owed.because.length > 0 ? ` (${owed.because.slice(0, 3).join(", ")})` : "";
  return fate === "finished"
    ? `an earlier run was interrupted${what}; this plan finishes it`
    : `an earlier run was interrupted${what}; this plan does not cover it; a plan of all files finishes it`;
}
