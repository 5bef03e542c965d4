import type { ReadClient } from "../api/client.ts";
import { ApiError } from "../api/error.ts";
import { nameMatcher } from "../model/address.ts";
import { didYouMean } from "../model/nearest.ts";
import { Refusal } from "../model/refusal.ts";
import { inOneLine } from "../model/sentence.ts";
import type { LogEntry, LogFlags, LogNews } from "./hand.ts";

/** The types of entries (wire-notes, 3.11). */
const LOG_TYPES = ["Assert", "Error", "Warning", "Info", "Trace", "Alert", "Unknown"];

/** Throws Refusal (usage) for a type that the log has not. */
export function logFilter({ type, item }: LogFlags): (entry: LogEntry) => boolean {
  const types = type?.map((text) => text.toLowerCase());
  for (const text of type ?? []) {
    if (LOG_TYPES.some((known) => known.toLowerCase() === text.toLowerCase())) continue;
    const near = didYouMean(text, LOG_TYPES) || `; there is ${LOG_TYPES.join(", ")}`;
    throw new Refusal("usage", `--type ${text}: the log has no such type${near}`);
  }
  const items = item?.map(nameMatcher);
  return (entry) =>
    (types === undefined || types.includes(entry.type.toLowerCase())) &&
    (items === undefined || items.some((fits) => fits(entry.config_name ?? "")));
}

/** The entries that are wanted, as the API orders them: newest first, after an id oldest first. Throws ApiError, Refusal. */
export async function logEntries(client: ReadClient, flags: LogFlags): Promise<readonly LogEntry[]> {
  const wanted = logFilter(flags);
  const all = await client.log({
    ...(flags.top === undefined ? {} : { top: flags.top }),
    ...(flags.since === undefined ? {} : { sinceId: flags.since }),
  });
  return all.filter(wanted);
}

/** How long to wait between two looks at the log, and at most where the server is away; milliseconds. */
const PAUSE = 1_000;
const LONGEST_PAUSE = 10_000;

/**
 * What is newer than the last entry, polled until the signal aborts. A server that is away is waited for; throws ApiError
 * where it refuses the credentials.
 */
export async function* followLog(client: ReadClient, flags: LogFlags, signal: AbortSignal): AsyncGenerator<LogNews> {
  const newest = flags.since === undefined ? await client.log({ top: flags.top ?? 10 }) : [];
  let last = flags.since ?? Number(newest[0]?.id ?? 0);
  let away = false;
  yield { entries: [...newest].reverse() };
  for (let pause = PAUSE; !signal.aborted; ) {
    await sleep(pause, signal);
    if (signal.aborted) break;
    try {
      const entries = await client.log({ sinceId: last });
      const top = entries.length > 0 ? last : Number((await client.log({ top: 1 }))[0]?.id ?? 0);
      if (top < last) {
        // Its log begins anew, as after a purge: what comes then would never be above the old id.
        yield { note: "the log starts over" };
        last = 0;
        continue;
      }
      if (away) yield { note: "the server is back" };
      away = false;
      pause = PAUSE;
      last = Number(entries.at(-1)?.id ?? last);
      yield { entries };
    } catch (error) {
      if (signal.aborted) return;
      // A server that restarts comes back; one that refuses the credentials will not.
      if (!(error instanceof ApiError) || ["unauthorized", "forbidden", "blocked"].includes(error.kind)) throw error;
      if (!away) yield { note: `waiting for the server: ${inOneLine(error.message)}` };
      away = true;
      pause = Math.min(LONGEST_PAUSE, pause * 2);
    }
  }
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => resolve(timer.close() as never), { once: true });
  });
}
