import type { ReadClient } from "../api/client.ts";
import type { Topology } from "../model/observed.ts";
import { inOneLine } from "../model/sentence.ts";
import { readTopology, wireBoolean } from "../wire/read.ts";

/** What is read for a picture alone: what can't be read is said, and the picture is drawn all the same. */

/** Whom the items send to, as far as the server can tell; a picture is drawn all the same. */
export async function readRoutes(
  client: ReadClient,
  production: string,
): Promise<{ readonly told?: Topology | undefined; readonly notes: readonly string[] }> {
  try {
    const answer = await client.connections(production);
    const told = readTopology(answer);
    if (told !== undefined) return { told: { ...told, production }, notes: [] };
    return { notes: [`Routes are from settings alone: ${answer.warnings.join("; ")}.`] };
  } catch (error) {
    return { notes: [`Routes are from settings alone, since /connections could not be read: ${firstLine(error)}.`] };
  }
}

/** How many messages wait for each item; absent: not known. */
export async function queueLengths(
  client: ReadClient,
  production: string,
): Promise<{ readonly waiting?: ReadonlyMap<string, number>; readonly notes: readonly string[] }> {
  try {
    const { items, warnings } = await client.queues(production);
    const waiting = new Map(
      items.flatMap(({ item, exists, count }) => (wireBoolean(exists) ? [[item, count] as const] : [])),
    );
    if (warnings.length === 0) return { waiting, notes: [] };
    return { waiting, notes: [`Queues are not all known: ${warnings.join("; ")}.`] };
  } catch (error) {
    return { notes: [`Queues are not known: ${firstLine(error)}.`] };
  }
}

function firstLine(error: unknown): string {
  return inOneLine((error as Error).message).replace(/\.$/, "");
}
