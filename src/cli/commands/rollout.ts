import { endingOf, endingsOf } from "../../app/ending.ts";
import { refuseFindings } from "../../app/findings.ts";
import { refusePassed } from "../../app/limits.ts";
import { planPage } from "../../app/picture.ts";
import {
  driveRollout,
  expectDigest,
  findRollout,
  planRollout,
  type RolloutFlags,
  type RolloutPlan,
  refuseFirstWave,
  startRollout,
  storeOf,
  wishFor,
} from "../../app/rollout.ts";
import { standingOf } from "../../app/rollout-known.ts";
import { eventJson } from "../../documents/event-json.ts";
import { planDocument } from "../../documents/plan-json.ts";
import { runFacts } from "../../documents/run-facts.ts";
import type { PlanDocument, ShownPlan } from "../../generated/plan.ts";
import type { ApplyEvent } from "../../model/event.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import type { RolloutRecord } from "../../model/rollout.ts";
import { rolloutEventText, rolloutPlanText, rolloutText } from "../../report/rollout-text.ts";
import { plural } from "../../report/style.ts";
import { readPlanFile, savedPlan } from "../../store/plan-file.ts";
import type { RolloutStore } from "../../store/rollouts.ts";
import { asked } from "../ask.ts";
import type { CommonFlags, Context } from "../context.ts";
import { worst } from "../exit.ts";
import { runListener } from "../progress.ts";

interface OutputFlags extends CommonFlags {
  readonly json?: boolean;
  readonly jsonInto?: string;
  readonly html?: string;
  /** Every item is drawn. */
  readonly htmlAll?: boolean;
}

interface PlanFlags extends OutputFlags, RolloutFlags {
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

export async function rolloutPlanCommand(_args: [], flags: PlanFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const planned = await planRollout(flags, context, flags.html === undefined ? undefined : "read");
  const { document } = planned;
  const shown = withoutBasis(document);
  const json = `${JSON.stringify(shown, null, 2)}\n`;
  if (flags.jsonInto !== undefined) terminal.file(flags.jsonInto, json);
  if (flags.html !== undefined) terminal.page(flags.html, await planPage(shown, { all: flags.htmlAll }));
  terminal.out(flags.json ? json : rolloutPlanText(shown, planned.waves.remarks, terminal.style, terminal.width));
  const failure = failureOf(planned, context);
  if (failure !== undefined) return failure;
  refuseLimits(planned, true);
  if (flags.out !== undefined) {
    terminal.file(flags.out, savedPlan(document));
    terminal.note(`saved to ${flags.out}; \`iopctl rollout apply ${flags.out}\` applies it`);
  }
  return flags.detailedExitcode && document.plans.some(({ calls }) => calls.length > 0) ? "changes" : "done";
}

/** A plan that is only looked at holds nothing that a later apply compares with. */
function withoutBasis(document: PlanDocument): PlanDocument {
  return { ...document, plans: document.plans.map(({ basis: _basis, ...plan }) => plan) };
}

/** A rollout of which one target is not known is none that can be reviewed. */
function failureOf({ targetPlans }: RolloutPlan, { terminal }: Context): Ending | undefined {
  if (targetPlans.failures.length === 0) return undefined;
  for (const { target, error } of targetPlans.failures)
    terminal.error(`${terminal.errorStyle.red("error:")} ${target}: ${error.message}`);
  terminal.error(
    `Not planned: ${plural(targetPlans.failures.length, "target")} could not be planned, so the rollout is not complete. Nothing was saved or changed.`,
  );
  return worst(targetPlans.failures.map(({ error }) => endingOf(error)));
}

/** What passes a limit is refused before the first wave, and not in the third. `timed`: but for what only the hour forbids. */
function refuseLimits({ targetPlans }: RolloutPlan, timed: boolean): void {
  for (const { plans } of targetPlans.targets)
    for (const { refused, findings, shown } of plans) {
      refusePassed(timed ? refused.filter(({ opens }) => opens === undefined) : refused, ` of ${shown.target}`);
      refuseFindings(findings);
    }
}

interface ApplyFlags extends OutputFlags, RolloutFlags {
  readonly autoApprove?: boolean;
}

export async function rolloutApplyCommand(
  [file]: [string | undefined],
  flags: ApplyFlags,
  context: Context,
): Promise<Ending> {
  const { terminal } = context;
  const store = await storeOf(flags, context);
  const saved = file === undefined ? undefined : { document: readPlanFile(file, context.cwd), name: file };
  const standing = await standingOf(saved, flags, store);
  if (standing.kind === "open") {
    const { record } = standing;
    terminal.note(`goes on with rollout ${record.id}, begun ${record.started}`);
    return drive(record, flags, context, store);
  }
  if (standing.kind === "done") {
    terminal.say(
      `Nothing to do: rollout ${standing.record.id} has applied this very plan. Make a new one for what changed since.`,
    );
    return "done";
  }
  const document = standing.saved ?? (await planned(flags, context));
  if (document === undefined || typeof document === "string") return document ?? "error";
  return drive(await startRollout(document, flags, context, store), flags, context, store);
}

/** A plan that was made, shown and said yes to; else how that ended. */
async function planned(flags: ApplyFlags, context: Context): Promise<PlanDocument | Ending> {
  const { terminal } = context;
  const rollout = await planRollout(flags, context, flags.html === undefined ? undefined : "read");
  if (flags.html !== undefined)
    terminal.page(flags.html, await planPage(withoutBasis(rollout.document), { all: flags.htmlAll }));
  if (!flags.json)
    terminal.out(rolloutPlanText(rollout.document, rollout.waves.remarks, terminal.style, terminal.width));
  const failure = failureOf(rollout, context);
  if (failure !== undefined) return failure;
  refuseLimits(rollout, true);
  expectDigest(rollout.document.rollout.digest, flags.expect);
  await refuseFirstWave(rollout.document, flags, context);
  const work = rollout.document.plans.some(({ calls }) => calls.length > 0);
  if (!work || flags.autoApprove) return rollout.document;
  if (flags.json) throw new Refusal("error", "rollout apply --json cannot ask: add --auto-approve");
  if (await asked("Roll this out?", "roll out", context)) return rollout.document;
  return context.signal.aborted ? "interrupted" : "error";
}

async function drive(record: RolloutRecord, flags: ApplyFlags, context: Context, store: RolloutStore): Promise<Ending> {
  const { terminal } = context;
  const style = terminal.errorStyle;
  const { id } = record;
  terminal.claim(flags.html);
  if (flags.jsonInto !== undefined) terminal.file(flags.jsonInto, "");
  const line = (data: object) => {
    const text = `${JSON.stringify({ rollout: id, ...data })}\n`;
    if (flags.jsonInto !== undefined) terminal.append(flags.jsonInto, text);
    if (flags.json) terminal.out(text);
  };
  const listeners = new Map<unknown, ReturnType<typeof runListener>>();
  const told = new Map<ShownPlan, ApplyEvent[]>();
  if (!flags.json)
    terminal.note(`Rollout ${id}; \`iopctl rollout pause\` holds it, \`iopctl rollout status\` shows it`);
  if (record.state === "paused") terminal.note(`${record.message}; \`iopctl rollout resume ${id}\` goes on`);
  const end = await driveRollout(record, flags, context, store, {
    onEvent: (event) => {
      line({ time: new Date(context.now()).toISOString(), ...event });
      if (!flags.json && event.type !== "rollout_finished") terminal.note(rolloutEventText(event, style));
    },
    onApply: (event, place, shown) => {
      if (flags.html !== undefined) told.set(shown, [...(told.get(shown) ?? []), event]);
      if (flags.json || flags.jsonInto !== undefined) line(eventJson(event, shown, place));
      // How a target ended is told by the rollout.
      if (flags.json || event.type === "finished") return;
      const known = listeners.get(shown) ?? runListener(shown, {}, terminal, `${shown.target}  `);
      listeners.set(shown, known);
      known(event, place);
    },
  });
  if (!flags.json) terminal.out(rolloutText(end, terminal.style, { now: context.now(), columns: terminal.width }));
  if (flags.html !== undefined) {
    const document = planDocument([...told.keys()], new Date(context.now()));
    const runs = [...told.values()].map(runFacts);
    const rollout = { record: end, now: context.now() };
    terminal.page(flags.html, await planPage(document, { verb: "apply", rollout, runs, all: flags.htmlAll }));
  }
  return worst(endingsOf(end));
}

interface StatusFlags extends OutputFlags {
  readonly reason?: string;
}

export async function rolloutStatusCommand(
  [id]: [string | undefined],
  flags: StatusFlags,
  context: Context,
): Promise<Ending> {
  const { terminal } = context;
  const store = await storeOf(flags, context, "look");
  const record = await findRollout(store, id);
  const driver = await store.driver(record.id);
  if (flags.json) terminal.out(JSON.stringify({ ...record, driver: driver ?? null }, null, 2));
  else terminal.out(rolloutText(record, terminal.style, { now: context.now(), driver, columns: terminal.width }));
  if (flags.html !== undefined) {
    const now = context.now();
    terminal.page(
      flags.html,
      await planPage(planDocument([], new Date(now)), { verb: "status", rollout: { record, now, driver } }),
    );
  }
  return "done";
}

export async function rolloutPauseCommand(
  [id]: [string | undefined],
  flags: StatusFlags,
  context: Context,
): Promise<Ending> {
  const store = await storeOf(flags, context);
  const record = await findRollout(store, id, true);
  const driver = await wishFor(store, record, "pause", flags.reason);
  const how = driver === undefined ? "nobody drives it" : "no new target is begun; those under way are finished";
  context.terminal.out(
    `Pause asked for of rollout ${record.id}: ${how}. \`iopctl rollout resume ${record.id}\` goes on.`,
  );
  return "done";
}

/** Whoever drives it goes on; where nobody does, this process. */
export async function rolloutResumeCommand(
  [id]: [string | undefined],
  flags: ApplyFlags,
  context: Context,
): Promise<Ending> {
  const store = await storeOf(flags, context);
  const record = await findRollout(store, id, true);
  const driver = await wishFor(store, record, "run");
  if (driver === undefined) return drive(record, flags, context, store);
  context.terminal.out(`Rollout ${record.id} goes on, driven by ${driver}.`);
  return "done";
}

export async function rolloutAbortCommand(
  [id]: [string | undefined],
  flags: StatusFlags,
  context: Context,
): Promise<Ending> {
  const { terminal } = context;
  const store = await storeOf(flags, context);
  const record = await findRollout(store, id, true);
  const driver = await wishFor(store, record, "abort", flags.reason);
  if (driver !== undefined) {
    terminal.out(`Abort asked for of rollout ${record.id}: no new target is begun; those under way are finished.`);
    return "done";
  }
  const end = await driveRollout(record, flags, context, store, { onEvent: () => undefined, onApply: () => undefined });
  terminal.out(rolloutText(end, terminal.style, { now: context.now(), columns: terminal.width }));
  return "done";
}
