import { createReadClient, type ReadClient } from "../api/client.ts";
import { ApiError } from "../api/error.ts";
import type { Target } from "../config/target.ts";
import { claims } from "../engine/lease.ts";
import type { Binding } from "../model/observed.ts";
import { findMarker, findReleases } from "../model/record.ts";
import { inOneLine } from "../model/sentence.ts";
import type { StatusReport } from "../model/status.ts";
import { originsOf } from "../planner/origins.ts";
import { connect } from "./connect.ts";
import { planTarget } from "./plan.ts";
import { type TargetOptions, targetOf } from "./targets.ts";
import type { World } from "./world.ts";

/**
 * Gives a function that reads the status of one target anew: what runs, what is deployed and from where, what waits, and
 * whether the files say something else. `known`: the target, else the options say it. It throws ApiError. Throws InvalidFiles and Refusal. Nothing is written.
 */
export async function openStatus(
  options: TargetOptions,
  world: World,
  known?: Target,
): Promise<() => Promise<StatusReport>> {
  const target = known ?? (await targetOf(options, world));
  const client = createReadClient({ ...(await connect(target, options, world)), namespace: target.namespace });
  return () => statusOf(client, target, options, world);
}

async function statusOf(
  client: ReadClient,
  target: Target,
  options: TargetOptions,
  world: World,
): Promise<StatusReport> {
  const [facts, fallback, drift] = await Promise.all([
    glanceOf(client),
    client.getDefault(),
    driftOf(target, options, world),
  ]);
  const { name, url, namespace } = target;
  const { production, status, ...rest } = facts;
  return { target: name, url, namespace, production, status, default: fallback, ...rest, drift };
}

/** What runs, what is deployed and what waits: as little as can be asked again and again. */
export async function glanceOf(
  client: ReadClient,
): Promise<Pick<StatusReport, "production" | "status" | "queues" | "packages" | "unfinished" | "paused" | "locks">> {
  const [{ production, status }, bindings] = await Promise.all([
    client.status(),
    client.bindings().catch((error: unknown) => ({ not_known: reasonOf(error) })),
  ]);
  const known = "not_known" in bindings ? [] : bindings;
  return {
    production,
    status,
    queues: production === "" ? null : await queuesOf(client, production),
    packages: "not_known" in bindings ? bindings : packagesOf(bindings),
    unfinished: findMarker(known)?.owed.because ?? null,
    paused: findMarker(known)?.owed.held ?? [],
    locks: claims(known).map(({ claim }) => ({ holder: claim.holder, since: new Date(claim.since).toISOString() })),
  };
}

function packagesOf(bindings: readonly Binding[]) {
  return findReleases(bindings).map(({ name, record, classpaths }) => ({
    name,
    digest: record.digest,
    ...(record.commit === undefined ? {} : { commit: record.commit }),
    directory: classpaths,
  }));
}

function reasonOf(error: unknown): string {
  if (error instanceof ApiError && error.kind === "missing_route") return "this server is older than IoP 4.0";
  return inOneLine((error as Error).message);
}

async function queuesOf(client: ReadClient, production: string): Promise<StatusReport["queues"]> {
  try {
    const { items, warnings } = await client.queues(production);
    if (warnings.length > 0) return { not_known: warnings.join("; ") };
    return items.filter(({ count }) => count > 0).map(({ item, count }) => ({ item, count }));
  } catch (error) {
    return { not_known: reasonOf(error) };
  }
}

/** In what way the files and the server differ. */
async function driftOf(target: Target, options: TargetOptions, world: World): Promise<StatusReport["drift"]> {
  try {
    const { plans } = await planTarget([], options, world, { target, lenient: true });
    const counts = { server: 0, files: 0, unknown: 0 };
    for (const { plan, loaded, observed } of plans) {
      for (const origin of originsOf(plan.changes, loaded.desired, observed).values()) counts[origin] += 1;
    }
    return counts;
  } catch (error) {
    return { not_known: reasonOf(error) };
  }
}
