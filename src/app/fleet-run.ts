import { Refusal } from "../model/refusal.ts";
import { openSession, type Session } from "../store/fleet-session.ts";
import type { WorkerNews, WorkerOptions } from "./fleet-news.ts";
import { Worker } from "./fleet-worker.ts";
import { sleep } from "./sleep.ts";
import type { World } from "./world.ts";

/** Milliseconds between two tries to reach a queue that has gone. */
const AGAIN = [500, 1_000, 2_000, 5_000] as const;

/**
 * Works until its signal is aborted; with `once` until nothing is left. A queue that goes away is waited for: what was under
 * way stops before its next call, and is done again by whoever is first. Throws Refusal where it cannot even begin.
 */
export async function runWorker(options: WorkerOptions, world: World, tell: (news: WorkerNews) => void): Promise<void> {
  let session = await openSession(options.queue, "iopctl fleet worker");
  for (;;) {
    const worker = new Worker(options, world, session, tell);
    try {
      await worker.run();
      return;
    } catch (error) {
      if (!session.lost.aborted) throw error;
      tell({ type: "lost", message: `${(session.lost.reason as Error).message}; what was under way stops` });
    } finally {
      await worker.end();
    }
    const next = await openAgain(options.queue, world.signal);
    if (next === undefined) return;
    session = next;
  }
}

async function openAgain(queue: string, signal: AbortSignal): Promise<Session | undefined> {
  for (let tries = 0; !signal.aborted; tries += 1) {
    await sleep(AGAIN[Math.min(tries, AGAIN.length - 1)] as number, signal);
    try {
      if (!signal.aborted) return await openSession(queue, "iopctl fleet worker");
    } catch (error) {
      if (!(error instanceof Refusal) || error.ending !== "unreachable") throw error;
    }
  }
  return undefined;
}
