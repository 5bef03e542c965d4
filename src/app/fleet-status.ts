import type { FleetStatus, Submission } from "../model/fleet.ts";
import { Refusal } from "../model/refusal.ts";
import type { Wish } from "../model/rollout.ts";
import { fleetStatus } from "../store/fleet-look.ts";
import { submission, wishSubmission } from "../store/fleet-submissions.ts";
import { whoAmI } from "../store/lock.ts";
import { withQueue } from "./fleet-connect.ts";
import { sleep } from "./sleep.ts";
import type { World } from "./world.ts";

/** Milliseconds between two looks at what is waited for. */
const ASK = 500;

/**
 * What becomes of a submission, of the fleet's workers, and what else is open; without an id of the one that is open, else of
 * the last; undefined: nothing was submitted yet. Throws Refusal where there is no submission of this id.
 */
export async function lookAtFleet(url: string, id: string | undefined, world: World): Promise<FleetStatus | undefined> {
  const status = await withQueue(url, world, ({ query }) => fleetStatus(query, id));
  if (status === undefined && id !== undefined) throw noSubmission(id);
  return status;
}

/** Waits until a submission is over, or until the signal: it goes on without who waits for it. Throws Refusal. */
export async function fleetEnd(url: string, id: string, world: World): Promise<FleetStatus> {
  const { signal } = world;
  const end = await withQueue(url, world, async ({ query }) => {
    for (;;) {
      const status = await fleetStatus(query, id);
      if (status === undefined || status.submission.state !== "open" || signal.aborted) return status;
      await sleep(ASK, signal);
    }
  });
  if (end === undefined) throw noSubmission(id);
  return end;
}

/** Asks the workers to hold a submission, to go on with it, or to end it. Throws Refusal where it is over, or there is none. */
export async function wishForFleet(
  url: string,
  id: string,
  { wanted, reason }: Pick<Wish, "wanted" | "reason">,
  world: World,
): Promise<Submission> {
  const found = await withQueue(url, world, async (session) => {
    const known = await submission(session.query, id);
    if (known === undefined) return undefined;
    if (known.state !== "open") throw new Refusal("error", `submission ${id} is over: ${known.state}`);
    await wishSubmission(session, known, { wanted, by: whoAmI(), ...(reason === undefined ? {} : { reason }) });
    return known;
  });
  if (found === undefined) throw noSubmission(id);
  return found;
}

function noSubmission(id: string): Refusal {
  return new Refusal("error", `there is no submission ${id} in this queue`);
}
