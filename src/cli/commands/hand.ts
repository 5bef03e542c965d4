import { isCut, LIFECYCLE, type readerOf, sendTest } from "../../app/by-hand.ts";
import type { LogEntry } from "../../app/hand.ts";
import { followLog, logEntries, logFilter } from "../../app/hand-log.ts";
import { migrateFolder } from "../../app/hand-migrate.ts";
import { connectedItems, listedProductions, loggedLines, queuedItems } from "../../app/hand-rows.ts";
import { parseJson } from "../../model/json-text.ts";
import { Refusal } from "../../model/refusal.ts";
import { listing } from "../../report/style.ts";
import { bindingsText, connectionRows, listRows, logLines, queueRows } from "../../report/tables.ts";
import { type HandCommand, type HandFlags, type HandInput, reading, startOrStop, writing } from "../by-hand.ts";
import type { Context } from "../context.ts";

/** The commands of one call or one read, by the names that `program-by-hand.ts` loads them by. */
export const HAND = {
  version: reading(async (_args, { client }) => {
    const json = await client.version();
    return { json, text: `${json.description} ${json.version}` };
  }),
  list: reading(async (_args, { client, context }) => {
    const json = await client.list();
    return { json, text: listing(listRows(listedProductions(json)), context.terminal.width) };
  }),
  default: (args: Parameters<HandCommand>[0], flags: HandFlags, context: Context) =>
    args[0] === undefined ? showDefault(args, flags, context) : setDefault(args, flags, context),
  start: startOrStop("Started", LIFECYCLE.start),
  stop: startOrStop("Stopped", LIFECYCLE.stop),
  kill: startOrStop("Killed", LIFECYCLE.kill),
  restart: startOrStop("Restarted", LIFECYCLE.restart),
  update: startOrStop("Updated", LIFECYCLE.update),
  componentStart: startOrStop("Started", LIFECYCLE.startComponent),
  componentStop: startOrStop("Stopped", LIFECYCLE.stopComponent, " until it is started or migrated"),
  componentRestart: startOrStop("Restarted", LIFECYCLE.restartComponent),
  log: reading(async (_args, hand) => {
    const { client, flags } = hand;
    if (flags.follow) return follow(hand);
    const json = await logEntries(client, flags);
    const oldestFirst = flags.since === undefined ? [...json].reverse() : json;
    return { json, text: logLines(loggedLines(oldestFirst)) };
  }),
  connections: reading(async ([production], { client, context }) => {
    const json = await client.connections(production);
    const text = withWarnings(listing(connectionRows(connectedItems(json)), context.terminal.width), json.warnings);
    return { json, text, unknown: knowsNothing(json) };
  }),
  queues: reading(async ([production], { client, context }) => {
    const json = await client.queues(production);
    const text = withWarnings(listing(queueRows(queuedItems(json)), context.terminal.width), json.warnings);
    return { json, text, unknown: knowsNothing(json) };
  }),
  bindings: reading(async (_args, { client, flags, context }) => {
    const json = await client.raw("/bindings", flags.unused ? { unused: "1" } : {});
    return { json, text: bindingsText(await client.bindings(flags.unused), context.terminal.width) };
  }),
  unbind: writing("deploys", async ([className], { client }) => {
    const json = await client.unbind(className ?? "");
    return { json, text: `Removed ${className}` };
  }),
  test: writing("sends", async ([target], { client, flags, context }) => {
    const body = await bodyOf(flags, context);
    const { classname, restart = false } = flags;
    const message = { target: target ?? "", ...(classname === undefined ? {} : { classname }), body, restart };
    const json = await sendTest(client, message, (text) => context.terminal.hide(text));
    if (json.classname === undefined) return { json, text: "no answer" };
    const cut = isCut(json) ? "\n(the server cut the answer)" : "";
    return { json, text: `${json.classname}\n${pretty(json.body ?? "")}${cut}` };
  }),
  migrate: writing("deploys", async ([dir], { client, flags, context }) => {
    const words = await migrateFolder(client, dir, flags, context);
    const printed = context.terminal.hide(words);
    return { json: { migrated: true, printed }, text: printed.trim() === "" ? "migrated" : printed };
  }),
} satisfies Record<string, HandCommand>;

const showDefault = reading(async (_args, { client }) => {
  const production = await client.getDefault();
  return { json: { production }, text: production === "" ? "no default production" : production };
});

const setDefault = writing("deploys", async ([production], { client }) => {
  const json = await client.setDefault(production ?? "");
  return { json, text: `the default production is now ${production}` };
});

/** Prints what is newer than the last entry, until the signal ends it. */
async function follow({ client, flags, context }: HandInput<Awaited<ReturnType<typeof readerOf>>>): Promise<undefined> {
  const { terminal, signal } = context;
  const wanted = logFilter(flags);
  const show = (entries: readonly LogEntry[]) => {
    const fitting = entries.filter(wanted);
    if (flags.json) for (const entry of fitting) terminal.out(JSON.stringify(entry));
    else if (fitting.length > 0) terminal.out(logLines(loggedLines(fitting)));
  };
  for await (const news of followLog(client, flags, signal)) {
    if ("note" in news) terminal.note(news.note);
    else show(news.entries);
  }
  return undefined;
}

/** A message's fields: as a flag, from a file, or from standard input (-). */
async function bodyOf({ body, bodyFile }: HandFlags, { cwd, stdin }: Context): Promise<unknown> {
  let text = body ?? "{}";
  if (bodyFile !== undefined || body === "-") {
    const { readFile } = await import("node:fs/promises");
    const { resolve } = await import("node:path");
    const { text: all } = await import("node:stream/consumers");
    const from = bodyFile ?? "-";
    text = from === "-" ? await all(stdin) : await readFile(resolve(cwd, from), "utf8");
  }
  const from = bodyFile ?? (body === "-" ? "standard input" : "--body");
  const parsed = parseJson(text);
  if ("problem" in parsed)
    throw new Refusal("error", `${from} is not JSON, at ${parsed.place}: ${parsed.problem}\n  ${BODY}`);
  return parsed.value;
}

/** A production that is not there gives 200, no item and a warning (wire-notes, 3.9): not an empty production. */
function knowsNothing({
  items,
  warnings,
}: {
  readonly items: readonly unknown[];
  readonly warnings: readonly string[];
}) {
  return items.length === 0 && warnings.length > 0;
}

const BODY = `A message's fields are a JSON object, such as {"text": "hi"}. In a shell: --body '{"text": "hi"}'`;

function withWarnings(text: string, warnings: readonly string[]): string {
  return [text, ...warnings.map((warning) => `not known: ${warning}`)].join("\n");
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
