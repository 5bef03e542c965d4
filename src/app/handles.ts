import { resolve } from "node:path";
import { type Target as ConfigTarget, loadTarget } from "../config/target.ts";
import { guarded, refuseWriting } from "../config/trust.ts";
import type { Reading } from "../desired/reading.ts";
import { Net } from "../model/net.ts";
import { Refusal } from "../model/refusal.ts";
import type { ConfigOptions, OpenOptions, Target } from "./library.ts";
import { targetOptionsOf } from "./library-options.ts";
import type { TargetOptions } from "./targets.ts";
import { telling } from "./telling.ts";
import type { World } from "./world.ts";

/** What is inside of a handle of the library: found by it and not through it. */
interface Opened {
  readonly config: ConfigTarget;
  readonly world: World;
  /** What the run over several targets that it is part of has read. */
  readonly reading: { readonly reading?: Reading };
  /** Where its config is, and whether secrets are read: what every use case is given. */
  readonly flags: Pick<TargetOptions, "config" | "secrets">;
  readonly isClosed: () => boolean;
}

const opened = new WeakMap<Target, Opened>();

/** The world of a program that uses the library, with no terminal. `closers` gets what must end with it. */
export function worldOf(options: OpenOptions, closers: (() => Promise<void>)[]): World {
  const net = new Net();
  const given = {
    IOP_URL: options.url,
    IOP_USERNAME: options.username,
    IOP_PASSWORD: options.password,
    IOP_VERIFY_SSL: options.verifySsl === undefined ? undefined : String(options.verifySsl),
  };
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  const world: World = {
    cwd: resolve(options.cwd ?? "."),
    env: { ...options.env, ...Object.fromEntries(set) },
    signal: options.signal ?? new AbortController().signal,
    now: options.now ?? Date.now,
    secrets: net,
    warn: telling(options.onWarning),
    note: () => undefined,
    onEnd: (close) => closers.push(close),
  };
  if (options.untrusted === undefined) return world;
  const [, narrow] = guarded({}, world, options.untrusted);
  return narrow;
}

/**
 * Does something in a world of its own and ends what was begun for it, such as an embedded sandbox. `writes`: the name of
 * what writes, which files that are not trusted may not lead to; undefined: it only reads.
 */
export async function inWorld<T>(
  options: ConfigOptions,
  writes: string | undefined,
  work: (world: World, flags: TargetOptions) => Promise<T>,
): Promise<T> {
  const closers: (() => Promise<void>)[] = [];
  const world = worldOf(options, closers);
  if (writes !== undefined) refuseUntrusted(world, writes);
  const secrets = secretsOf(options);
  try {
    return await work(world, targetOptionsOf({ ...options, ...secrets }));
  } finally {
    await closeAll(closers);
  }
}

/** Throws Refusal where the files are not trusted: `what` writes, or starts what the files name. */
export function refuseUntrusted({ untrusted }: World, what: string): void {
  if (untrusted !== undefined) refuseWriting(what, false, untrusted);
}

function secretsOf({ secrets, untrusted }: Pick<OpenOptions, "secrets" | "untrusted">) {
  if (untrusted !== undefined) return { secrets: false };
  return secrets === undefined ? {} : { secrets };
}

async function closeAll(closers: (() => Promise<void>)[]): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

/** See `openTarget`. `reading`: what others of the same run have read. */
export async function openHandle(options: OpenOptions, reading?: Reading): Promise<Target> {
  const closers: (() => Promise<void>)[] = [];
  const ended = endedBy(options.signal);
  const world = openWorld(options, closers, ended);
  const { target, namespace, timeout, migrateTimeout, retries } = options;
  const { config = options.url === undefined ? undefined : (false as const) } = options;
  const flags = { ...(config === undefined ? {} : { config }), ...secretsOf(options) };
  const named = {
    ...flags,
    ...(target === undefined ? {} : { target }),
    ...(namespace === undefined ? {} : { namespace }),
  };
  const { cwd, env, warn, secrets, untrusted } = world;
  const onSecret = (text: string) => secrets.add(text);
  const urlFrom = options.url === undefined ? {} : { urlFrom: "url" };
  const context = { cwd, env, warn, untrusted, onSecret, ...urlFrom };
  const found = await loadTarget(named, context, false, reading).catch((error: unknown) => {
    ended.close();
    throw error;
  });
  const handle: Target = {
    name: found.name,
    url: found.url,
    namespace: found.namespace,
    close: () => {
      ended.close();
      return closeAll(closers);
    },
  };
  opened.set(handle, {
    world,
    flags,
    isClosed: ended.isClosed,
    reading: reading === undefined ? {} : { reading },
    config: {
      ...found,
      timeout: timeout ?? found.timeout,
      migrateTimeout: migrateTimeout ?? found.migrateTimeout,
      retries: retries ?? found.retries,
    },
  });
  return handle;
}

const CLOSED = "this target is closed: open it again with openTarget()";

/** A target's own signal, whose reason is a Refusal: aborted by the caller's, or where the target is closed. */
function endedBy(signal: AbortSignal | undefined) {
  const controller = new AbortController();
  const stop = () => controller.abort(heldBySignal());
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  let isClosed = false;
  const close = () => {
    isClosed = true;
    signal?.removeEventListener("abort", stop);
    controller.abort(new Refusal("usage", CLOSED));
  };
  return { signal: controller.signal, close, isClosed: () => isClosed };
}

/** The world of one target: no request is begun in it once its signal is aborted, and what is begun then ends at once. */
function openWorld(
  options: OpenOptions,
  closers: (() => Promise<void>)[],
  { signal, isClosed }: ReturnType<typeof endedBy>,
): World {
  const onEnd = (close: () => Promise<void>) => {
    closers.push(close);
    if (isClosed()) void closeAll(closers).catch(() => undefined);
  };
  return { ...worldOf({ ...options, signal }, closers), until: signal, onEnd };
}

/** What is thrown instead of a call that the caller's signal holds. */
export function heldBySignal(): Refusal {
  return new Refusal("interrupted", "stopped: the signal is aborted, and no call is begun any more");
}

/** Whether something is a handle, open or closed. */
export function isTarget(value: unknown): boolean {
  return opened.has(value as Target);
}

/** Throws Refusal for what is no handle, and for one that was closed. */
export function insideOf(target: Target): Opened {
  const found = opened.get(target);
  if (found === undefined) throw new Refusal("usage", "this target does not come from openTarget()");
  if (found.isClosed()) throw new Refusal("usage", CLOSED);
  return found;
}
