import { isDeepStrictEqual } from "node:util";
import { isDefinitionRecord } from "../model/names.ts";
import { type ObservedState, productionOf } from "../model/observed.ts";
import type { DefinitionWrite, Upload } from "../model/plan.ts";
import { type PassedLimit, passedByUpload } from "../planner/guards.ts";
import { differences } from "../planner/join.ts";
import { runsSettings } from "../planner/learned.ts";
import { migrateRequest } from "../planner/request.ts";
import { definitionsUpload } from "../planner/uploads.ts";
import { forgetRelease } from "./failed-upload.ts";
import { counted, leaving, type Progress, planFrom, registered, seen, surprised } from "./progress.ts";
import { type ApplyContext, ends, fails, goesOnWith, makes, type Step, type UploadMade } from "./states.ts";
import { lookAgain } from "./verify.ts";

/**
 * What an upload registered, and whether it wrote a managed or running definition, is known only now. Where that is
 * otherwise than was planned, what follows is planned anew.
 */
export async function afterUpload(now: Progress, done: UploadMade, context: ApplyContext): Promise<Step> {
  return readAndGoOn(now, done, context).catch((error: Error) =>
    fails(now, `what the upload did could not be read: ${error.message}`),
  );
}

async function readAndGoOn(before: Progress, { upload, calls }: UploadMade, context: ApplyContext): Promise<Step> {
  const known = before.plan.knownAfterMigrate;
  const later = calls.flatMap(({ action }) => (action.kind === "migrate" ? [action.upload] : []));
  const now = await readUpload(before, { upload, calls }, later, context);
  const changed = known.filter(
    (name) => !isDeepStrictEqual(before.observed.productions.get(name), now.observed.productions.get(name)),
  );
  const passed = passedByUpload(changed, before.observed, now.observed, context.desired);
  if (passed.length > 0) return putBack(now, { upload, passed, before: before.observed }, context);
  if (changed.length === 0 && !(later.length === 0 && now.learned.surprised)) return makes(now, calls);
  const found = changed.flatMap((name) => productionOf(now.observed, name) ?? []);
  const other = surprised(leaving(now, found, before.observed), before.observed);
  const isRead = known.length > 0 && upload.package !== undefined;
  const next = isRead ? other : seen(other, await lookAgain(other, context, known));
  const what =
    changed.length > 0
      ? `the settings file has written ${changed.join(", ")}`
      : "the settings file has registered other classes than was planned";
  return goesOnWith(next, planFrom(next, context.desired, context), what, context);
}

/** Reads what the upload of a package may have changed, and nothing else; gives what is known with it. */
async function readUpload(
  before: Progress,
  { upload, calls }: Pick<UploadMade, "upload" | "calls">,
  later: readonly Upload[],
  context: ApplyContext,
): Promise<Progress> {
  if (upload.package === undefined) return before;
  const known = before.plan.knownAfterMigrate;
  const observed =
    known.length > 0
      ? await lookAgain(before, context, known)
      : runsSettings(upload)
        ? { ...before.observed, bindings: await context.client.bindings() }
        : before.observed;
  const now = seen(registered(before, upload, observed), observed);
  const soFar = before.plan.calls.slice(0, before.plan.calls.length - calls.length);
  const guessed = soFar.some(({ action }) => action.kind === "migrate" && runsSettings(action.upload));
  // After the last package it shows who provides what.
  const isLast = later.every((other) => other.package === undefined);
  if (!guessed || !isLast || !unbindsOtherwise(now, context)) return now;
  return { ...now, learned: { ...now.learned, surprised: true } };
}

/** Whether other bindings must go than the plan removes, now that it is known who provides them. */
function unbindsOtherwise({ observed, plan }: Progress, { desired, only = () => true }: ApplyContext): boolean {
  const needed = differences(desired, observed, only).needs.unbinds.map(({ className }) => className);
  const planned = plan.calls.flatMap(({ action }) =>
    action.kind === "unbind" && action.role !== "marker" && !isDefinitionRecord(action.className)
      ? [action.className]
      : [],
  );
  return !isDeepStrictEqual([...needed].sort(), planned.sort());
}

interface Passing {
  readonly upload: Upload;
  readonly passed: readonly PassedLimit[];
  /** What was there before it. */
  readonly before: ObservedState;
}

/**
 * A settings file passed a limit: before anything takes its definitions up they are written back as they were, and the
 * record of the release goes, so that the next run uploads it again and is refused again.
 */
async function putBack(now: Progress, { upload, passed, before }: Passing, context: ApplyContext): Promise<Step> {
  const { client, emit, desired } = context;
  const why = passed.map(({ rule, message, lift }) => `refused by ${rule}: ${message}; ${lift} lifts it`).join("\n  ");
  const definitions = definitionsBefore(passed, before);
  const warn = (message: string) => emit({ type: "warning", message });
  await forgetRelease(upload, { client, observed: before, warn });
  const names = definitions.map(({ production }) => production.name).join(", ");
  try {
    await client.migrate(migrateRequest(definitionsUpload(desired.namespace, definitions)));
    const text = `${names} was written back as it was, and nothing took the other definition up`;
    return ends(counted(now), "failed", `${why}.\n  ${text}`);
  } catch (error) {
    const text = `${names} could not be written back (${(error as Error).message})`;
    return ends(now, "failed", `${why}.\n  ${text}: do not update or restart it before its definition is right again`);
  }
}

/** The definitions that were there before, of the productions whose limits were passed. */
function definitionsBefore(passed: readonly PassedLimit[], before: ObservedState): DefinitionWrite[] {
  return [...before.productions].flatMap(([name, production]) =>
    production !== "absent" && passed.some((limit) => limit.productions?.includes(name))
      ? [{ production, shown: production }]
      : [],
  );
}
