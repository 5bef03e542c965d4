import { isDeepStrictEqual } from "node:util";
import type { WriteClient } from "../api/client.ts";
import { ApiError, effectUnknown, neverReached } from "../api/error.ts";
import { definitionClass, MARKER_CLASS } from "../model/names.ts";
import type { Binding, ObservedState } from "../model/observed.ts";
import type { Upload } from "../model/plan.ts";
import { findMarker, findRelease } from "../model/record.ts";
import { withoutDefinitions } from "../planner/definitions-file.ts";
import { migrateRequest } from "../planner/request.ts";

interface Context {
  readonly client: WriteClient;
  /** As it was before the upload. */
  readonly observed: ObservedState;
  readonly warn: (message: string) => void;
}

/**
 * A migrate is not atomic. After one that failed nothing may stay that a later plan would take for what is deployed, or
 * for work that is still owed, and no value of a definition on the server's disk. Never throws: the next plan still sees
 * whatever else differs.
 */
export async function tidyFailedUpload(upload: Upload, error: unknown, context: Context): Promise<void> {
  try {
    const now = await context.client.bindings();
    const before = Array.isArray(context.observed.bindings) ? (context.observed.bindings as readonly Binding[]) : [];
    await dropRecord(upload, before, now, context);
    await dropMarker(upload, before, now, context);
  } catch {
    // There is nothing better to do here.
  }
  await dropDefinitions(upload, error, context);
}

/** Removes the record of an upload that does not count: the next plan uploads it again. Never throws. */
export async function forgetRelease(upload: Upload, context: Context): Promise<void> {
  try {
    const before = Array.isArray(context.observed.bindings) ? (context.observed.bindings as readonly Binding[]) : [];
    await dropRecord(upload, before, await context.client.bindings(), context);
  } catch {
    // There is nothing better to do here.
  }
}

/** The record of a release that is not whole: without it the next plan uploads it again. */
async function dropRecord(
  { release, package: pack }: Upload,
  before: readonly Binding[],
  now: readonly Binding[],
  { client, warn }: Context,
): Promise<void> {
  if (release === undefined || pack === undefined) return;
  if (findRelease(now, pack.name)?.record.digest !== release.digest) return;
  if (findRelease(before, pack.name)?.record.digest === release.digest) return;
  await client.unbind(release.className);
  warn(`the upload of ${pack.name} failed: its record was removed, and the next run uploads it again`);
}

/**
 * The marker of this upload stands for a definition to be taken up and for code: where no definition was written, the next
 * plan finds both by itself, and with the marker it would restart items twice. A marker that was there before stays.
 */
async function dropMarker(
  { withMarker, definitions, foresight }: Upload,
  before: readonly Binding[],
  now: readonly Binding[],
  { client, observed }: Context,
): Promise<void> {
  if (!withMarker || findMarker(before) !== undefined || findMarker(now)?.className !== MARKER_CLASS) return;
  const names = new Set(definitions.map(({ production }) => production.name));
  if (foresight) names.add(foresight.production);
  for (const name of names) {
    const was = observed.productions.get(name);
    if (was === undefined || was === "absent") return;
    if (!isDeepStrictEqual({ ...(await client.exportProduction(name)), name }, was)) return;
  }
  // What was to be applied was not: without the marker its record would say that it was.
  for (const { production } of definitions) {
    const className = definitionClass(production.name);
    const record = (list: readonly Binding[]) => list.find((binding) => binding.className === className)?.pythonClass;
    if (record(now) !== undefined && record(now) !== record(before)) await client.unbind(className);
  }
  await client.unbind(MARKER_CLASS);
}

/**
 * A migrate that the server refused may have written the definitions' file and never come to run the entrypoint, which
 * removes it.
 */
async function dropDefinitions(upload: Upload, error: unknown, { client, warn }: Context): Promise<void> {
  if (upload.definitions.length === 0 || neverReached(error) || !(error instanceof ApiError)) return;
  const where = `the definitions of this upload may still lie on the server's disk, in ${upload.directory}`;
  if (error.kind !== "server") {
    if (effectUnknown(error)) warn(`${where}, until the next run`);
    return;
  }
  try {
    await client.migrate(withoutDefinitions(migrateRequest(upload)));
  } catch (second) {
    // A server that can run no Python says so again; the file is gone all the same.
    if (second instanceof ApiError && second.kind === "server") return;
    warn(`${where}, until the next run: ${(second as Error).message}`);
  }
}
