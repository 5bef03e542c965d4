import { directoryOf } from "../aspects/places.ts";
import { providerOf } from "../aspects/providers.ts";
import type { DesiredState } from "../model/desired.ts";
import { droppedOf, droppedText } from "../model/loss.ts";
import type { ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import type { Call, Upload, WayBack } from "../model/plan.ts";
import { ALL_ITEMS, findRelease } from "../model/record.ts";

/** What undoing these calls would take, and what no call can bring back. Pure. */
export function wayBack(calls: readonly Call[], desired: DesiredState, observed: ObservedState): WayBack {
  const back: Back = { steps: [], cannot: [], loses: [], stays: [] };
  const { steps, cannot } = back;
  // The last step is the first to be undone.
  for (const { action, items } of [...calls].reverse()) {
    switch (action.kind) {
      case "default":
        if (observed.default !== undefined) steps.push(`PUT /default ${JSON.stringify(observed.default)}`);
        else both(cannot, back.loses, "what the default production was is not known");
        break;
      case "migrate":
        uploadBack(action.upload, observed, back);
        break;
      case "update":
        if (items.length === 0 || items.includes(ALL_ITEMS)) steps.push("POST /update");
        else steps.push(`POST /update, which restarts ${items.join(", ")} again`);
        break;
      case "restart":
        steps.push(`POST /component/restart ${action.item}`);
        break;
      case "unbind":
        if (action.role === "binding") unbindBack(action.className, desired, observed, back);
        break;
      case "stop":
        if (action.then === "stopped") steps.push(`POST /start ${action.production}`);
        break;
      case "start":
        if (observed.status?.status === "stopped") steps.push("POST /stop");
        else if (observed.status?.production !== action.production)
          steps.push(`POST /stop, POST /start ${observed.status?.production ?? ""}`.trim());
        break;
      case "hold":
      case "resume":
        break;
    }
  }
  if (calls.some(({ disruption, action }) => disruption !== "none" || action.kind === "start")) {
    cannot.push("messages that are processed in the meantime stay processed");
  }
  const { loses, stays } = back;
  return {
    steps: [...new Set(steps)],
    cannot: [...new Set(cannot)],
    loses: [...new Set(loses)],
    stays: [...new Set(stays)],
  };
}

type Back = { readonly [P in keyof WayBack]: string[] };

function both(all: string[], some: string[], text: string): void {
  all.push(text);
  some.push(text);
}

function uploadBack(upload: Upload, observed: ObservedState, { steps, cannot, loses, stays }: Back): void {
  const { package: pack, definitions } = upload;
  if (pack) {
    const before = findRelease(bindingsOf(observed), pack.name)?.record;
    if (before === undefined) both(cannot, stays, `the files in ${directoryOf(pack)} stay: the API deletes none`);
    else {
      const commit = before.commit === undefined ? "uncommitted files" : `commit ${before.commit.slice(0, 12)}`;
      steps.push(`PUT /migrate ${pack.name} ${before.digest.slice(0, 12)} (${commit})`);
      if (pack.layout === "in_place") cannot.push(`${pack.name} is overwritten in place: its files before are gone`);
    }
  }
  for (const { production } of definitions) {
    const before = observed.productions.get(production.name);
    if (before === undefined || before === "absent")
      cannot.push(`${production.name} stays defined: the API deletes no production`);
    else {
      steps.push(`PUT /migrate the definition of ${production.name} as it is now`);
      const items = before.items.filter(({ name }) => !production.items.some((item) => item.name === name));
      const lost = droppedOf({ ...before, extra: [], settings: [], items });
      if (lost.length > 0)
        both(cannot, loses, `the files cannot say ${droppedText(lost)} of ${production.name}: it is gone then`);
    }
  }
}

function unbindBack(className: string, desired: DesiredState, observed: ObservedState, { steps, cannot }: Back): void {
  const binding = bindingsOf(observed).find((entry) => entry.className === className);
  const home = providerOf(className, desired, observed);
  if (home) steps.push(`PUT /migrate ${home.name} as it was, which binds ${className} again`);
  else cannot.push(`${className} (${binding?.module}.${binding?.pythonClass}): no package of the files provides it`);
}
