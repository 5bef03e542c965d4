import { bindingsOf, type ObservedState } from "../model/observed.ts";
import { findMarker } from "../model/record.ts";
import { differences } from "./join.ts";
import { plain } from "./left.ts";
import { entriesOf, type Findings, isBare, SINCE, type Undoing } from "./undoing.ts";

/** What is default and what runs, as far as a way back goes. */
export function undoLifecycle(undoing: Undoing, observed: ObservedState, found: Findings): void {
  const { status, default: fallback = "" } = observed;
  const now: Record<string, string> = {
    default: plain(fallback),
    state: plain(`${status?.status} ${status?.production}`),
  };
  const changes = differences(undoing.before, observed, ([kind]) => kind === "default" || kind === "state").changes;
  for (const { at, left } of entriesOf(undoing)) {
    const [kind = ""] = at;
    if (!Object.hasOwn(now, kind)) continue;
    if (!changes.some(({ address }) => address[0] === kind)) found.isBack(at);
    else if (isBare(undoing) || now[kind] === left || (kind === "state" && isBetween(undoing, observed)))
      found.goesBack(at);
    else found.stays(at, SINCE);
  }
}

/** Whether nothing runs because a run of iopctl ended between a stop and the start after it, which nobody has changed since. */
function isBetween({ halfWay }: Undoing, observed: ObservedState): boolean {
  if (observed.status === undefined || observed.status.status === "running") return false;
  return halfWay.has("state") || findMarker(bindingsOf(observed))?.owed.recycle === true;
}
