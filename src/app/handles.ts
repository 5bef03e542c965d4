import { resolve } from "node:path";
import { type Target as ConfigTarget, loadTarget } from "../config/target.ts";
import type { Reading } from "../desired/reading.ts";
import { Net } from "../model/net.ts";
import type { OpenOptions, Target } from "./library.ts";
import type { World } from "./world.ts";

/** What is inside of a handle of the library: found by it and not through it. */
interface Opened {
  readonly config: ConfigTarget;
  readonly world: World;
  /** What the run over several targets that it is part of has read. */
  readonly reading: { readonly reading?: Reading };
}

const opened = new WeakMap<Target, Opened>();

/** The world of a program that uses the library, with no terminal. */
export function worldOf(
  options: OpenOptions,
  closers: (() => Promise<void>)[],
): { readonly world: World; readonly net: Net } {
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
    warn: (message) => options.onWarning?.(message),
    note: () => undefined,
    onEnd: (close) => closers.push(close),
  };
  return { world, net };
}

/** See `openTarget`. `reading`: what others of the same run have read. */
export async function openHandle(options: OpenOptions, reading?: Reading): Promise<Target> {
  const closers: (() => Promise<void>)[] = [];
  const { world, net } = worldOf(options, closers);
  const {
    target,
    config = options.url === undefined ? undefined : (false as const),
    namespace,
    timeout,
    ...rest
  } = options;
  const flags = {
    ...(config === undefined ? {} : { config }),
    ...(target === undefined ? {} : { target }),
    ...(namespace === undefined ? {} : { namespace }),
  };
  const { cwd, env, warn } = world;
  const found = await loadTarget(flags, { cwd, env, warn, onSecret: (text) => net.add(text) }, false, reading);
  const handle: Target = {
    name: found.name,
    url: found.url,
    namespace: found.namespace,
    close: async () => {
      for (const close of closers.splice(0).reverse()) await close();
    },
  };
  opened.set(handle, {
    world,
    reading: reading === undefined ? {} : { reading },
    config: {
      ...found,
      timeout: timeout ?? found.timeout,
      migrateTimeout: rest.migrateTimeout ?? found.migrateTimeout,
      retries: rest.retries ?? found.retries,
    },
  });
  return handle;
}

/** Throws TypeError for what is no handle. */
export function insideOf(target: Target): Opened {
  const found = opened.get(target);
  if (found === undefined) throw new TypeError("this target does not come from openTarget()");
  return found;
}
