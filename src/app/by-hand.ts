import { createReadClient, createWriteClient, type ReadClient, type WriteClient } from "../api/client.ts";
import type { Target } from "../config/target.ts";
import { wireBoolean } from "../wire/read.ts";
import { connect } from "./connect.ts";
import type { LifecycleResult, TestMessage } from "./hand.ts";
import { type TargetOptions, targetOf } from "./targets.ts";
import { closedNow, passedWindow, refuseClosed, type WindowFlags } from "./window.ts";
import type { World } from "./world.ts";

/** Flags of who makes one call. */
export type ByHandOptions = TargetOptions & WindowFlags;

/**
 * What a window means for a call by hand. deploys: it changes what is deployed, so it is refused as an apply is.
 * operates: who starts or stops by hand has a reason that cannot wait, and is told. sends: it changes nothing.
 */
export type CallKind = "deploys" | "operates" | "sends";

/** A client of a target for one read: it has no other routes. `known`: the target, else the options say it. Throws InvalidFiles, Refusal. */
export async function readerOf(options: ByHandOptions, world: World, known?: Target): Promise<ReadClient> {
  const target = known ?? (await targetOf(options, world));
  return createReadClient({ ...(await connect(target, options, world)), namespace: target.namespace });
}

/** A client of a target for one call, which a window may forbid. `known`: see `readerOf`. Throws InvalidFiles, Refusal. */
export async function writerOf(
  kind: CallKind,
  options: ByHandOptions,
  world: World,
  known?: Target,
): Promise<WriteClient> {
  const target = known ?? (await targetOf(options, world));
  lookAtWindow(kind, target, options, world);
  return createWriteClient({ ...(await connect(target, options, world)), namespace: target.namespace });
}

function lookAtWindow(kind: CallKind, target: Target, options: ByHandOptions, world: World): void {
  if (kind === "sends") return;
  if (kind === "deploys") {
    refuseClosed(target, options, world);
    const passed = passedWindow(target, options, world);
    if (passed !== undefined) world.warn(`${passed.rule}. It goes ahead: ${passed.reason}`);
  } else for (const { rule, message } of closedNow(target, {}, world)) world.warn(`${rule}: ${message}`);
}

/** A call that starts or stops something, and what /status then says where it did what it is for. */
export interface LifecycleCall {
  readonly call: (client: WriteClient, name: string) => Promise<Record<string, unknown>>;
  readonly reached: "running" | "stopped";
  /** What the name is of: a production, which /status must then name too, or an item of the running one. */
  readonly argument?: "production" | "item";
}

/** By which name a production, or one of its components, is started and stopped. */
export type LifecycleName =
  | "start"
  | "stop"
  | "kill"
  | "restart"
  | "update"
  | "startComponent"
  | "stopComponent"
  | "restartComponent";

/** The calls that start or stop something. */
export const LIFECYCLE: Readonly<Record<LifecycleName, LifecycleCall>> = {
  /** The named production, else the default one. */
  start: {
    call: (client, production) => client.start(production || undefined),
    reached: "running",
    argument: "production",
  },
  stop: { call: (client) => client.stop(), reached: "stopped" },
  kill: { call: (client) => client.kill(), reached: "stopped" },
  restart: { call: (client) => client.restart(), reached: "running" },
  update: { call: (client) => client.update(), reached: "running" },
  startComponent: { call: (client, item) => client.startComponent(item), reached: "running" },
  stopComponent: { call: (client, item) => client.stopComponent(item), reached: "running" },
  restartComponent: { call: (client, item) => client.restartComponent(item), reached: "running" },
};

/**
 * Makes the call, and asks what is so now: the API answers 200 in states in which it has done nothing. Throws ApiError
 * where the call failed.
 */
export async function lifecycle(
  client: WriteClient,
  { call, reached, argument = "item" }: LifecycleCall,
  name: string | undefined,
): Promise<LifecycleResult> {
  // Only for its name, which a stopped namespace no longer says.
  const before = name === undefined ? await client.status().catch(() => undefined) : undefined;
  const json = await call(client, name ?? "");
  // The call was made: that it cannot be read back changes nothing of that.
  const after = await client.status().catch((error: Error) => error);
  if (after instanceof Error)
    return { json, what: name ?? (before?.production || "the production"), doubt: `and then ${after.message}` };
  const { status, production } = after;
  const what = name ?? (production || before?.production || "the production");
  // What it says is never taken for what is.
  const other = argument === "production" && name !== undefined && production !== name;
  if (status === reached && !other) return { json, what };
  return { json, what, doubt: `but the namespace is now ${`${status} ${production}`.trim()}` };
}

/** Sends a message and gives the API's answer, without what nobody may see. Throws ApiError. */
export async function sendTest(
  client: WriteClient,
  { target, classname, body = {}, restart = false }: TestMessage,
  hide: (text: string) => string,
): ReturnType<WriteClient["test"]> {
  // Absent means true to a server: say what is meant.
  const answer = await client.test({ target, ...(classname === undefined ? {} : { classname }), body, restart });
  return answer.body === undefined ? answer : { ...answer, body: hide(answer.body) };
}

/** Whether the server gave only the head of a component's answer. */
export function isCut({ truncated }: Awaited<ReturnType<WriteClient["test"]>>): boolean {
  return wireBoolean(truncated);
}
