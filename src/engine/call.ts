import type { WriteClient } from "../api/client.ts";
import { hasToken } from "../api/error.ts";
import type { ObservedStatus } from "../model/observed.ts";
import type { Call, CallAction } from "../model/plan.ts";
import { ALL_ITEMS } from "../model/record.ts";
import { componentOf, migrateRequest } from "../planner/request.ts";
import { messagesWaiting, waitingText } from "./queues.ts";
import { ticks } from "./stopwatch.ts";

/** What one call is made with. */
export interface CallContext {
  readonly client: WriteClient;
  /** Milliseconds until a lifecycle call must have shown in `/status`. */
  readonly patience: number;
  readonly onWait: (message: string) => void;
  /** Whether a stop that meets unfinished work may be forced: messages may be lost. */
  readonly allowKill?: boolean;
}

/**
 * What became of a call that the server accepted. `suspended`: a stop met unfinished work, and its messages are kept.
 * `unconfirmed`: what follows it failed, so that nobody knows.
 */
export type CallResult =
  | { readonly kind: "unconfirmed"; readonly error: unknown }
  | { readonly kind: "done"; readonly note?: string }
  | { readonly kind: "suspended"; readonly resumed: boolean; readonly queues: string }
  | { readonly kind: "not_reached"; readonly message: string };

/** Makes one call and sees it through: lifecycle answers say nothing of the state, so that is read. Throws ApiError. */
export async function makeCall({ action }: Call, context: CallContext): Promise<CallResult> {
  const { client } = context;
  switch (action.kind) {
    case "default":
      await client.setDefault(action.production);
      return { kind: "done" };
    case "migrate":
      await client.migrate(migrateRequest(action.upload));
      return { kind: "done" };
    case "update":
      await client.update();
      return { kind: "done" };
    case "restart":
      return tolerate(client.restartComponent(action.item), /already disabled/i, "stopped by hand; left stopped");
    case "hold":
      return tolerate(client.stopComponent(action.item), /already disabled/i, "already stopped");
    case "resume":
      return tolerate(client.startComponent(componentOf(action)), /already enabled/i, "already running");
    case "unbind":
      return tolerate(client.unbind(action.className), /No proxy class defined/, "already removed");
    case "start":
      return start(action, context);
    case "stop":
      return stop(action, context);
  }
}

async function tolerate(answer: Promise<unknown>, token: RegExp, note: string): Promise<CallResult> {
  try {
    await answer;
    return { kind: "done" };
  } catch (error) {
    if (hasToken(error, token)) return { kind: "done", note };
    throw error;
  }
}

async function start({ production }: CallAction & { kind: "start" }, context: CallContext): Promise<CallResult> {
  try {
    await context.client.start(production);
  } catch (error) {
    if (!hasToken(error, "ErrProductionAlreadyRunning")) throw error;
    const status = await context.client.status().catch(() => undefined);
    if (status?.production !== production) throw error;
  }
  return accepted(async () => {
    const status = await waitFor(context, `${production} to run`, (now) => now.status === "running");
    if (status.status === "running" && status.production === production) return { kind: "done" };
    return notReached(context, `${production} does not run`, status);
  });
}

/** After a call that the server took an error is never one of a run that has changed nothing. */
async function accepted(follow: () => Promise<CallResult>): Promise<CallResult> {
  try {
    return await follow();
  } catch (error) {
    return { kind: "unconfirmed", error };
  }
}

async function stop(action: CallAction & { kind: "stop" }, context: CallContext): Promise<CallResult> {
  const { allowKill } = context;
  try {
    await context.client.stop();
  } catch (error) {
    if (!allowKill || !hasToken(error, "ErrProductionNotQuiescent")) throw error;
  }
  return accepted(() => stopped(action, context));
}

async function stopped({ production, then }: CallAction & { kind: "stop" }, context: CallContext): Promise<CallResult> {
  const { allowKill } = context;
  let status = allowKill
    ? await context.client.status()
    : await waitFor(context, `${production} to stop`, (now) => now.status !== "running");
  if (allowKill && status.status !== "stopped") {
    await context.client.kill();
    status = await waitFor(context, `${production} to be killed`, (now) => now.status === "stopped");
    if (status.status === "stopped") return { kind: "done", note: "by /kill, as --allow-kill allows" };
  }
  if (status.status === "stopped") return { kind: "done" };
  if (status.status !== "suspended") return notReached(context, `${production} did not stop`, status);
  const queues = await fullQueues(context.client, production);
  if (then === "stopped") return { kind: "suspended", resumed: false, queues };
  await context.client.start(production);
  const after = await waitFor(context, `${production} to run again`, (now) => now.status === "running");
  return { kind: "suspended", resumed: after.status === "running", queues };
}

function notReached(context: CallContext, what: string, status: ObservedStatus): CallResult {
  const message =
    `${what} after ${context.patience / 1000} s: /status says ${status.status} ${status.production}`.trim();
  return { kind: "not_reached", message };
}

/** Polls `/status`, soon at first, until it is as wanted or patience ends; gives the last one read. */
async function waitFor(
  { client, patience, onWait }: CallContext,
  what: string,
  reached: (status: ObservedStatus) => boolean,
): Promise<ObservedStatus> {
  const deadline = ticks() + patience;
  for (let pause = 50; ; pause = Math.min(1_000, pause * 2)) {
    const status = await client.status();
    if (reached(status) || ticks() + pause > deadline) return status;
    if (pause === 400) onWait(`waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** The queues that are not empty, in words. */
export async function fullQueues(client: WriteClient, production: string): Promise<string> {
  try {
    return waitingText(await messagesWaiting(client, production, [ALL_ITEMS]));
  } catch (error) {
    return `queues not known: ${(error as Error).message}`;
  }
}
