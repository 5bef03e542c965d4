import { endingsOf } from "../app/ending.ts";
import { planPage } from "../app/picture.ts";
import { driveRollout, type storeOf } from "../app/rollout.ts";
import { eventJson } from "../documents/event-json.ts";
import { planDocument } from "../documents/plan-json.ts";
import { runFacts } from "../documents/run-facts.ts";
import type { ShownPlan } from "../generated/plan.ts";
import type { ApplyEvent } from "../model/event.ts";
import type { Ending } from "../model/refusal.ts";
import type { RolloutRecord } from "../model/rollout.ts";
import { worst } from "../model/severity.ts";
import { rolloutEventText, rolloutText } from "../report/rollout-text.ts";
import type { Context } from "./context.ts";
import { runListener } from "./progress.ts";
import type { DriveFlags } from "./rollout-shown.ts";

/** Drives a rollout from wherever it is, tells of it as it goes, and shows at the end what became of it. */
export async function driveAndTell(
  record: RolloutRecord,
  flags: DriveFlags,
  context: Context,
  store: Awaited<ReturnType<typeof storeOf>>,
): Promise<Ending> {
  const { terminal } = context;
  const style = terminal.errorStyle;
  const { id } = record;
  terminal.claim(flags.html);
  if (flags.jsonInto !== undefined) terminal.file(flags.jsonInto, "");
  const line = (event: object) => {
    const text = `${JSON.stringify({ rollout: id, ...event })}\n`;
    if (flags.jsonInto !== undefined) terminal.append(flags.jsonInto, text);
    if (flags.json) terminal.out(text);
  };
  const listeners = new Map<unknown, ReturnType<typeof runListener>>();
  const told = new Map<ShownPlan, ApplyEvent[]>();
  if (!flags.json)
    terminal.note(`Rollout ${id}; \`iopctl rollout pause\` holds it, \`iopctl rollout status\` shows it`);
  if (record.state === "paused")
    terminal.note(rolloutEventText({ type: "paused", message: record.message ?? "paused" }, style));
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
