import pLimit from "p-limit";
import type { ReadClient } from "../api/client.ts";
import { ApiError, hasToken } from "../api/error.ts";
import { ASPECTS } from "../aspects/index.ts";
import type { DesiredState, PresentPackage } from "../model/desired.ts";
import { presentPackages } from "../model/desired.ts";
import {
  type Binding,
  bindingsOf,
  type GitFacts,
  type ObservedProduction,
  type ObservedState,
  type ObservedStatus,
  type Read,
  readKey,
  type Topology,
} from "../model/observed.ts";
import { findRelease } from "../model/record.ts";
import { drainReads } from "../planner/drain.ts";
import { readTopology } from "../wire/read.ts";

/** What a namespace is read with. */
export interface ObserveOptions {
  readonly client: ReadClient;
  /** How many reads are under way at once. */
  readonly parallelism: number;
  /** Which aspects are asked; absent: all. */
  readonly aspects?: (name: string) => boolean;
  /** What the local work tree knows of a package; absent: nothing is asked of git. */
  readonly git?: (pack: PresentPackage, deployed: string | undefined) => Promise<GitFacts>;
}

/** Reads what the desired state needs and nothing else, in parallel. Throws ApiError. */
export async function observe(desired: DesiredState, options: ObserveOptions): Promise<ObservedState> {
  const limit = pLimit(options.parallelism);
  const done = new Set<string>();
  const state: Writable = { productions: new Map(), git: new Map() };
  const aspects = ASPECTS.filter(({ name }) => options.aspects?.(name) ?? true);
  for (;;) {
    const reads = new Map<string, Read>();
    for (const aspect of aspects) {
      for (const read of aspect.reads(desired, state)) if (!done.has(readKey(read))) reads.set(readKey(read), read);
    }
    for (const read of drainReads(desired, state)) if (!done.has(readKey(read))) reads.set(readKey(read), read);
    if (reads.size === 0) break;
    await Promise.all([...reads.values()].map((read) => limit(() => readInto(state, read, options.client))));
    for (const key of reads.keys()) done.add(key);
  }
  if (options.git && state.bindings !== undefined) {
    const { git } = options;
    await Promise.all(
      presentPackages(desired).map(async (pack) => {
        const record = findRelease(bindingsOf(state), pack.name)?.record;
        if (record?.digest !== pack.digest) state.git.set(pack.name, await git(pack, record?.commit));
      }),
    );
  }
  return state;
}

interface Writable {
  default?: string;
  status?: ObservedStatus;
  productions: Map<string, ObservedProduction>;
  bindings?: readonly Binding[] | "unsupported";
  list?: ReadonlySet<string>;
  topology?: Topology | undefined;
  git: Map<string, GitFacts>;
}

async function readInto(state: Writable, read: Read, client: ReadClient): Promise<void> {
  switch (read.kind) {
    case "default":
      state.default = await client.getDefault();
      break;
    case "status":
      state.status = await client.status();
      break;
    case "list":
      state.list = new Set(Object.keys(await client.list()));
      break;
    case "bindings":
      state.bindings = await client.bindings().catch((error: unknown) => {
        if (error instanceof ApiError && error.kind === "missing_route") return "unsupported" as const;
        throw error;
      });
      break;
    case "topology":
      // Who cannot tell who sends to whom is not one where nobody does: all services are held then.
      state.topology = await client.connections(read.production).then(readTopology, (error: unknown) => {
        if (error instanceof ApiError && ["missing_route", "server"].includes(error.kind)) return undefined;
        throw error;
      });
      break;
    case "production":
      state.productions.set(read.name, await observeProduction(read.name, client));
      break;
  }
}

/** `#5001` is how a server says that there is no such definition (wire-notes, 3.10). */
export async function observeProduction(name: string, client: ReadClient): Promise<ObservedProduction> {
  try {
    const production = await client.exportProduction(name);
    return production.name === name ? production : { ...production, name };
  } catch (error) {
    if (hasToken(error, "#5001")) return "absent";
    throw error;
  }
}
