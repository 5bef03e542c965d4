import { isObject } from "../model/json.ts";
import { inOneLine } from "../model/sentence.ts";
import type { LiveRun } from "../report/live.ts";
import { runText } from "../report/runs-text.ts";
import { readRunFile, readRuns } from "../store/run-records.ts";
import type { World } from "./world.ts";

/** So many runs are shown, and of each so many events. */
const RUNS = 30;
const EVENTS = 200;

/** What was read of a run that has ended: it does not change any more. */
const ended = new Map<string, readonly string[]>();

/** The runs of a target that are recorded on this machine, newest first, with their events. Throws Refusal. */
export function liveRuns(
  base: string,
  { target, namespace }: { readonly target: string; readonly namespace: string | undefined },
  { secrets }: World,
): readonly LiveRun[] {
  const { runs } = readRuns(base);
  return runs
    .filter(({ record }) => record.target === target && (namespace === undefined || record.namespace === namespace))
    .slice(0, RUNS)
    .map(({ record, folder }) => ({
      id: record.id,
      command: record.command,
      started: record.started,
      ...(record.finished === undefined ? {} : { finished: record.finished }),
      ...(record.outcome === undefined ? {} : { outcome: record.outcome }),
      ...(record.made === undefined ? {} : { calls: record.made }),
      what: secrets.hide(runText(record)),
      by: record.by,
      events: eventsOf(folder, record.finished !== undefined).map((line) => secrets.hide(line)),
    }));
}

function eventsOf(folder: string, isEnded: boolean): readonly string[] {
  const known = ended.get(folder);
  if (known !== undefined) return known;
  let text: string;
  try {
    text = readRunFile(folder, "events.ndjson");
  } catch (error) {
    return [inOneLine((error as Error).message)];
  }
  const lines = text.split("\n").flatMap((line) => eventLine(line) ?? []);
  const shown =
    lines.length > EVENTS ? [...lines.slice(0, EVENTS), `and ${lines.length - EVENTS} more, in ${folder}`] : lines;
  if (isEnded) ended.set(folder, shown);
  return shown;
}

/** A recorded event for people: what was called and how it went, never what was sent. undefined: nothing to say. */
function eventLine(line: string): string | undefined {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    // The last line of a run that is cut off.
    return undefined;
  }
  if (!isObject(event)) return undefined;
  const { type, time, message, ms, call, note, name, ok, holder, folder, converged } = event;
  const clock = String(time ?? "").slice(11, 19);
  const words = typeof message === "string" ? message.split("\n")[0] : "";
  const request = isObject(call) ? `${String(call["method"])} ${String(call["path"])}` : "";
  switch (type) {
    case "call_finished":
      return `${clock}  ${request}  done in ${String(ms)} ms${note ? `  ${String(note)}` : ""}`;
    case "call_failed":
      return `${clock}  ${request}  failed after ${String(ms)} ms: ${words}`;
    case "waiting":
      return `${clock}  ${request}  ${words}`;
    case "verified":
      return `${clock}  ${converged === true ? "verified: the server matches the files" : "verified: something still differs"}`;
    case "lock_taken":
      return `${clock}  locked as ${String(holder)}`;
    case "backup_written":
      return `${clock}  backup in ${String(folder)}`;
    case "check_finished":
      return `${clock}  check ${String(name)}: ${ok === true ? "passed" : `failed: ${words}`}`;
    case "planned":
    case "call_started":
      return undefined;
    default:
      return `${clock}  ${String(type).replaceAll("_", " ")}: ${words}`;
  }
}
