import type { DesiredState } from "../model/desired.ts";
import { MARKER_CLASS } from "../model/names.ts";
import { type ObservedState, productionOf } from "../model/observed.ts";
import type { Call, CallAction, Owed, Plan, Upload } from "../model/plan.ts";
import { isEnabled, type Production } from "../model/production.ts";
import { ALL_ITEMS } from "../model/record.ts";
import { doubtfulRecords } from "./applied.ts";
import { type Course, endOf } from "./course.ts";
import type { Needs } from "./join.ts";
import { recycleReason, updateReason } from "./remarks.ts";
import type { RuntimeNeeds } from "./runtime.ts";
import type { PlannedUpload } from "./uploads.ts";
import { WHY } from "./why.ts";

/** All that the phases of a plan are made of. */
export interface Situation {
  readonly desired: DesiredState;
  readonly observed: ObservedState;
  readonly needs: Needs;
  /** The definitions that are written, as they will be. */
  readonly results: ReadonlyMap<string, Production>;
  readonly course: Course;
  readonly runtime: RuntimeNeeds;
  readonly uploads: readonly PlannedUpload[];
  /** Writes the marker alone, before anything else. */
  readonly markerUpload: Upload | undefined;
  readonly drain: Plan["drain"];
  /** What earlier calls or an earlier run have left to do, and this plan does. */
  readonly owed: Owed | undefined;
  /** Who owes it: this run, or one that was interrupted. */
  readonly owedBy: "this run" | "an earlier run";
  /** The marker on the server that this plan clears, though it may upload nothing. */
  readonly marker: { readonly className: string; readonly owed: Owed } | undefined;
  /** Whether this plan clears it. */
  readonly finishes: boolean;
}

/** One call, before it has its place in the order. */
type Step = Omit<Call, "id" | "after">;
type Phase = (situation: Situation) => readonly Step[];

/**
 * The order of every plan, stated once. Nothing is owed any more as soon as what runs has taken all up: by an update and
 * restarts, or only by a start.
 */
export function phasesOf(situation: Situation): readonly Phase[] {
  // What a definition takes away runs empty before it is uploaded. Who is held stands in a marker first, in every order.
  const drainsFirst = situation.markerUpload !== undefined || (situation.drain?.leaving ?? []).length > 0;
  const before = drainsFirst ? [setsMarker, holds, uploads] : [uploads, holds];
  const first = [enablesAgain, ...before, takesUp, unbinds];
  const moves = [setsDefault, startsAndStops];
  const closes = [resumes, clearsMarker];
  return paidByStart(situation) || ["stopped", "started"].includes(comesBack(situation))
    ? [...first, ...moves, ...closes]
    : [...first, ...closes, ...moves];
}

/** A step that disturbs nothing. */
function quiet(action: CallAction, because: readonly string[], reason: string, why: string): Step {
  return { action, disruption: "none", because: [...new Set(because)], reason, why, items: [] };
}

function disturbing(step: Step, disruption: "component" | "production", items: readonly string[]): Step {
  return { ...step, disruption, items };
}

function uploads(situation: Situation): Step[] {
  return situation.uploads.map(({ upload, because, reason }) =>
    quiet({ kind: "migrate", upload }, because, reason, WHY.migrate),
  );
}

function setsMarker({ markerUpload, needs, owed }: Situation): Step[] {
  if (markerUpload === undefined) return [];
  const written = [...needs.definitions.values()].flatMap((definition) => definition.because);
  const because = written.length > 0 ? written : (owed?.because ?? []);
  return [quiet({ kind: "migrate", upload: markerUpload }, because, "the in-progress marker", WHY.markerFirst)];
}

function holds(situation: Situation): Step[] {
  const because = becauseOfAll(situation);
  return heldBy(situation).map((item) => {
    const reason = `pauses ${item} while queues drain`;
    return disturbing(quiet({ kind: "hold", item }, because, reason, WHY.hold), "component", [item]);
  });
}

/** What runs on takes up its definition, then each item its code that the update does not start anew. */
function takesUp(situation: Situation): Step[] {
  const { course, runtime } = situation;
  if (course.kind !== "goes on" || recycles(situation)) return [];
  return [...(runtime.update ? [updates(situation, course.production)] : []), ...restarts(situation)];
}

function updates(situation: Situation, production: string): Step {
  const { runtime } = situation;
  const reason = updateReason(runtime, production);
  const step = quiet({ kind: "update" }, becauseOfRunning(situation), reason, WHY.update);
  const items = [...new Set([...runtime.updated, ...runtime.stopped, ...runtime.left])];
  const stops = runtime.stopped.length === 0 ? {} : { stops: runtime.stopped };
  return runtime.updateDisrupts ? { ...disturbing(step, "component", items), ...stops } : { ...step, items };
}

function restarts(situation: Situation): Step[] {
  const { runtime, owed, owedBy } = situation;
  const held = heldBy(situation);
  const why = owedBy === "this run" ? "new code" : "left by an interrupted run";
  return [...runtime.restarts].flatMap(([item, packages]) => {
    // Who comes back from being held starts anew anyway.
    if (held.includes(item)) return [];
    const reason = `${item} (${packages.length > 0 ? `code of ${packages.join(", ")}` : why})`;
    const because = packages.length > 0 ? packages.map((name) => `packages.${name}`) : (owed?.because ?? []);
    return [disturbing(quiet({ kind: "restart", item }, because, reason, WHY.restart), "component", [item])];
  });
}

function unbinds({ needs }: Situation): Step[] {
  return needs.unbinds.map(({ className, record, because }) => {
    const role = record ? "record" : "binding";
    return quiet(
      { kind: "unbind", className, role },
      because,
      record ? `the record ${className}` : className,
      WHY.unbind,
    );
  });
}

function setsDefault({ needs }: Situation): Step[] {
  if (needs.default === undefined) return [];
  const { production, because } = needs.default;
  return [quiet({ kind: "default", production }, because, production || "no default production", WHY.default)];
}

function startsAndStops(situation: Situation): Step[] {
  const { course, runtime } = situation;
  if (course.kind === "goes on") {
    if (!recycles(situation)) return [];
    const { production } = course;
    const because = becauseOfAll(situation);
    const stop = stops(production, "start", because, recycleReason(runtime), WHY.recycle);
    return [stop, starts(production, because, `${production} again`)];
  }
  if (course.kind === "rests") return [];
  const { from, to, because } = course;
  const out: Step[] = [];
  if (from !== undefined && from.production !== to) {
    const { production, suspended } = from;
    // Its messages are kept: only its own start lets them through, and nothing else may start before.
    if (suspended) out.push(starts(production, because, `${production}, so that its queued messages are processed`));
    out.push(stops(production, to === undefined ? "stopped" : "start", because, production, WHY.stop));
  }
  if (to !== undefined) out.push(starts(to, because, to));
  return out;
}

function starts(production: string, because: readonly string[], reason: string): Step {
  return quiet({ kind: "start", production }, because, reason, WHY.start);
}

function stops(
  production: string,
  then: "start" | "stopped",
  because: readonly string[],
  reason: string,
  why: string,
): Step {
  return disturbing(quiet({ kind: "stop", production, then }, because, reason, why), "production", [ALL_ITEMS]);
}

/**
 * When what an interrupted run holds comes back. `resting`: its production does not run, and is left alone or was replaced:
 * that the service is to run is stored at once. `stopped`, `started`: behind the stop or the start of its production, which
 * keep what was stored. `running`: as it runs. `nobody`: none is held.
 */
function comesBack({ course, owed }: Situation): "nobody" | "resting" | "stopped" | "started" | "running" {
  if (owed === undefined || owed.held.length === 0) return "nobody";
  if (course.kind === "goes on") return course.production === owed.production ? "running" : "resting";
  if (course.kind === "rests") return "resting";
  if (course.to === owed.production) return "started";
  return course.from?.production === owed.production ? "stopped" : "resting";
}

/** What is held of a production that does not run: its next start finds it switched on. */
function enablesAgain(situation: Situation): Step[] {
  return comesBack(situation) === "resting" ? enables(situation, savedOf(situation)) : [];
}

/** Of those that are held whom the saved definition has: the server knows no others, and what an upload brings is on. */
function savedOf({ owed, observed }: Situation): string[] {
  const { production = "", held = [] } = owed ?? {};
  if (!observed.productions.has(production)) return [...held];
  const saved = productionOf(observed, production)?.items ?? [];
  return held.filter((item) => saved.some(({ name }) => name === item));
}

/** Services that were held to drain come back, where they still are to run. */
function resumes(situation: Situation): Step[] {
  const { course, owed } = situation;
  const place = comesBack(situation);
  if (place === "stopped") return enables(situation, situation.owed?.held ?? []);
  const held = heldBy(situation);
  const left = place === "running" || place === "started" ? (owed?.held ?? []) : [];
  const because = owed?.because ?? becauseOfRunning(situation);
  return areToRun([...held, ...left], endOf(course), situation).map((item) => {
    const reason = held.includes(item) ? `resumes ${item}` : `resumes ${item} (paused by an interrupted run)`;
    return quiet({ kind: "resume", item }, because, reason, WHY.resume);
  });
}

function enables(situation: Situation, held: readonly string[]): Step[] {
  const { production = "", because = [] } = situation.owed ?? {};
  return areToRun(held, production, situation).map((item) => {
    const reason = `switches ${item} of ${production} on again (paused by an interrupted run)`;
    return quiet({ kind: "resume", item, production }, because, reason, WHY.resume);
  });
}

/** What the definition no longer has, or has switched off, does not come back; one that was not read may have them all. */
function areToRun(
  items: readonly string[],
  name: string,
  { results, observed }: Pick<Situation, "results" | "observed">,
): string[] {
  const all = [...new Set(items)];
  if (!results.has(name) && !observed.productions.has(name)) return all;
  const enabled = (results.get(name) ?? productionOf(observed, name))?.items.filter(isEnabled) ?? [];
  return all.filter((item) => enabled.some((entry) => entry.name === item));
}

/** Nothing is left to do; a record of which it is not certain that it was applied goes before the marker that says so. */
function clearsMarker(situation: Situation): Step[] {
  const { desired, observed, uploads: planned, owed, marker, finishes } = situation;
  if (!planned.some(({ upload }) => upload.withMarker) && (marker === undefined || !finishes)) return [];
  const written = new Set(planned.flatMap(({ upload }) => upload.definitions.map((write) => write.production.name)));
  const doubtful = marker === undefined ? [] : doubtfulRecords(desired, observed, marker.owed, written);
  const records = doubtful.map((className) => {
    const reason = `the record ${className}: it is not certain that it was applied`;
    return quiet({ kind: "unbind", className, role: "record" }, marker?.owed.because ?? [], reason, WHY.unbind);
  });
  const className = marker?.className ?? MARKER_CLASS;
  const because = [...(owed?.because ?? []), ...planned.flatMap((upload) => upload.because)];
  const clear: CallAction = { kind: "unbind", className, role: "marker" };
  return [...records, quiet(clear, because, "clear the in-progress marker", WHY.marker)];
}

/** Whether what runs on must be stopped and started. */
function recycles({ course, runtime }: Situation): boolean {
  return course.kind === "goes on" && runtime.recycle.length > 0;
}

/** Whether only the start of a production settles what is owed. */
function paidByStart(situation: Situation): boolean {
  return recycles(situation) || (situation.course.kind !== "goes on" && situation.owed?.recycle === true);
}

function heldBy({ drain }: Situation): readonly string[] {
  return drain?.services ?? [];
}

/** Why what runs on is touched: its own definition, or what is owed to it. */
function becauseOfRunning({ needs, course, owed }: Situation): readonly string[] {
  const name = course.kind === "goes on" ? course.production : "";
  return needs.definitions.get(name)?.because ?? owed?.because ?? [];
}

function becauseOfAll(situation: Situation): readonly string[] {
  return [...becauseOfRunning(situation), ...situation.needs.uploads.flatMap(({ because }) => because)];
}
