import { createReadClient, createWriteClient, type ReadClient, type WriteClient } from "../../api/client.ts";
import { ApiError, changedNothing } from "../../api/error.ts";
import type { HttpOptions } from "../../api/http.ts";
import { connect } from "../../app/connect.ts";
import { endingOf } from "../../app/ending.ts";
import { targetOf } from "../../app/targets.ts";
import { closedNow, passedWindow, refuseClosed } from "../../app/window.ts";
import type { Target } from "../../config/target.ts";
import { nameMatcher } from "../../model/address.ts";
import { parseJson } from "../../model/json-text.ts";
import { didYouMean } from "../../model/nearest.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { whereText } from "../../model/where.ts";
import { listing } from "../../report/style.ts";
import { bindingsText, connectionRows, listRows, logLines, queueRows } from "../../report/tables.ts";
import { wireBoolean } from "../../wire/read.ts";
import type { WireLogEntry } from "../../wire/types.ts";
import type { CommonFlags, Context } from "../context.ts";

interface HandFlags extends CommonFlags {
  readonly json?: boolean;
  readonly top?: number;
  readonly since?: number;
  readonly follow?: boolean;
  readonly type?: readonly string[];
  readonly item?: readonly string[];
  readonly bodyFile?: string;
  readonly classname?: string;
  readonly body?: string;
  readonly restart?: boolean;
  readonly unused?: boolean;
  readonly package?: string;
  readonly settingsFile?: string;
  readonly remoteFolder?: string;
  readonly strict?: boolean;
  readonly outsideWindow?: string;
}

type Args = readonly (string | undefined)[];
interface Read {
  readonly client: ReadClient;
  readonly flags: HandFlags;
  readonly context: Context;
}
interface Write extends Read {
  readonly client: WriteClient;
}
/** What a command has to show: the API's own JSON, and the same for people. */
interface Shown {
  readonly json: unknown;
  readonly text: string;
  /** The answer says of all that was asked that it is not known. */
  readonly unknown?: boolean;
  /** Whether it is a sentence. */
  readonly prose?: boolean;
  /** The server accepted the call, and what it was for was not seen. */
  readonly unconfirmed?: boolean;
}
type Command = (args: Args, flags: HandFlags, context: Context) => Promise<Ending>;

async function http(flags: HandFlags, context: Context, looked?: (target: Target) => void): Promise<HttpOptions> {
  const target = await targetOf(flags, context);
  looked?.(target);
  return { ...(await connect(target, flags, context)), namespace: target.namespace };
}

function print({ json, text, prose }: Shown, { flags, context: { terminal } }: Read): void {
  if (flags.json) terminal.out(JSON.stringify(json, null, 2));
  else if (prose) terminal.say(text);
  else terminal.out(text);
}

/** A command that only reads: it is given no other client. */
function reading(run: (args: Args, read: Read) => Promise<Shown | undefined>): Command {
  return async (args, flags, context) => {
    const read = { client: createReadClient(await http(flags, context)), flags, context };
    const shown = await run(args, read);
    if (shown) print(shown, read);
    return shown?.unknown ? "error" : "done";
  };
}

/**
 * What a window means for a call by hand. deploys: it changes what is deployed, so it is refused as an apply is.
 * operates: who starts or stops by hand has a reason that cannot wait, and is told. sends: it changes nothing.
 */
type Kind = "deploys" | "operates" | "sends";

function lookAtWindow(kind: Kind, target: Target, flags: HandFlags, context: Context): void {
  if (kind === "sends") return;
  if (kind === "deploys") {
    refuseClosed(target, flags, context);
    const passed = passedWindow(target, flags, context);
    if (passed !== undefined) context.warn(`${passed.rule}. It goes ahead: ${passed.reason}`);
  } else for (const { rule, message } of closedNow(target, {}, context)) context.warn(`${rule}: ${message}`);
}

/** A command that makes one writing call: its failure is one after a write. */
function writing(kind: Kind, run: (args: Args, write: Write) => Promise<Shown>): Command {
  return async (args, flags, context) => {
    const options = await http(flags, context, (target) => lookAtWindow(kind, target, flags, context));
    const write = { client: createWriteClient(options), flags, context };
    try {
      const shown = await run(args, write);
      print(shown, write);
      if (shown.unconfirmed && flags.json) context.warn(shown.text);
      return shown.unconfirmed ? "not_converged" : "done";
    } catch (error) {
      const { terminal } = context;
      terminal.error(`${terminal.errorStyle.red("error:")} ${error instanceof Error ? error.message : String(error)}`);
      const where = error instanceof ApiError ? error.where : undefined;
      if (where) terminal.error(terminal.errorStyle.dim(`  at ${whereText(where)}`));
      return endingOf(error, !changedNothing(error));
    }
  };
}

/**
 * `done` in the past tense, such as Stopped; `reached`: what /status then says where the call did what it was for.
 * `names`: the argument is the production that it must say it of.
 */
function lifecycle(
  call: (client: WriteClient, item: string) => Promise<Record<string, unknown>>,
  done: string,
  reached: "running" | "stopped",
  until = "",
  names = false,
): Command {
  return writing("operates", async ([item], { client }) => {
    // Only for its name, which a stopped namespace no longer says.
    const before = item === undefined ? await client.status().catch(() => undefined) : undefined;
    const json = await call(client, item ?? "");
    // The call was made: that it cannot be read back changes nothing of that.
    const after = await client.status().catch((error: Error) => error);
    if (after instanceof Error) {
      const what = item ?? (before?.production || "the production");
      const text = `Not confirmed: the server accepted the call for ${what}, and then ${after.message}`;
      return { json, text, prose: true, unconfirmed: true };
    }
    const { status, production } = after;
    const what = item ?? (production || before?.production || "the production");
    // The API answers 200 in states in which it has done nothing: what it says is never taken for what is.
    const other = names && item !== undefined && production !== item;
    if (status === reached && !other) return { json, text: `${done} ${what}${until}` };
    const now = `the namespace is now ${`${status} ${production}`.trim()}`;
    const text = `Not confirmed: the server accepted the call for ${what}, but ${now}`;
    return { json, text, prose: true, unconfirmed: true };
  });
}

export const HAND = {
  version: reading(async (_args, { client }) => {
    const json = await client.version();
    return { json, text: `${json.description} ${json.version}` };
  }),
  list: reading(async (_args, { client, context }) => {
    const json = await client.list();
    return { json, text: listing(listRows(json), context.terminal.width) };
  }),
  default: (args: Args, flags: HandFlags, context: Context) =>
    args[0] === undefined ? showDefault(args, flags, context) : setDefault(args, flags, context),
  start: lifecycle((client, production) => client.start(production || undefined), "Started", "running", "", true),
  stop: lifecycle((client) => client.stop(), "Stopped", "stopped"),
  kill: lifecycle((client) => client.kill(), "Killed", "stopped"),
  restart: lifecycle((client) => client.restart(), "Restarted", "running"),
  update: lifecycle((client) => client.update(), "Updated", "running"),
  componentStart: lifecycle((client, item) => client.startComponent(item), "Started", "running"),
  componentStop: lifecycle(
    (client, item) => client.stopComponent(item),
    "Stopped",
    "running",
    " until it is started or migrated",
  ),
  componentRestart: lifecycle((client, item) => client.restartComponent(item), "Restarted", "running"),
  log: reading(async (_args, read) => {
    const { client, flags } = read;
    if (flags.follow) return follow(read);
    const wanted = logFilter(flags);
    const all = await client.log({
      ...(flags.top === undefined ? {} : { top: flags.top }),
      ...(flags.since === undefined ? {} : { sinceId: flags.since }),
    });
    const json = all.filter(wanted);
    const oldestFirst = flags.since === undefined ? [...json].reverse() : json;
    return { json, text: logLines(oldestFirst) };
  }),
  connections: reading(async ([production], { client, context }) => {
    const json = await client.connections(production);
    const text = withWarnings(listing(connectionRows(json), context.terminal.width), json.warnings);
    return { json, text, unknown: knowsNothing(json) };
  }),
  queues: reading(async ([production], { client, context }) => {
    const json = await client.queues(production);
    const text = withWarnings(listing(queueRows(json), context.terminal.width), json.warnings);
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
    const answer = await client.test({
      target: target ?? "",
      ...(flags.classname === undefined ? {} : { classname: flags.classname }),
      body,
      // Absent means true to a server: say what is meant.
      restart: flags.restart === true,
    });
    const json = answer.body === undefined ? answer : { ...answer, body: context.terminal.hide(answer.body) };
    if (json.classname === undefined) return { json, text: "no answer" };
    const cut = wireBoolean(json.truncated) ? "\n(the server cut the answer)" : "";
    return { json, text: `${json.classname}\n${pretty(json.body ?? "")}${cut}` };
  }),
  migrate: writing("deploys", async ([dir], { client, flags, context }) => {
    const { readPackage } = await import("../../desired/package-files.ts");
    const { rootsOf } = await import("../../desired/reach.ts");
    const { basename, resolve } = await import("node:path");
    const path = resolve(context.cwd, dir ?? ".");
    const files = await readPackage(path, rootsOf(path, context.env), ["**/*.py", "**/*.cls"], []);
    if ("problem" in files) throw new Error(files.problem);
    const words = await client.migrate({
      package: flags.package ?? basename(path),
      settings_file: flags.settingsFile ?? "settings.py",
      ...(flags.remoteFolder === undefined ? {} : { remote_folder: flags.remoteFolder }),
      ...(flags.strict ? { strict_production_validation: true } : {}),
      body: files.map(({ name, text }) => ({ name, data: text })),
    });
    const printed = context.terminal.hide(words);
    return { json: { migrated: true, printed }, text: printed.trim() === "" ? "migrated" : printed };
  }),
} satisfies Record<string, Command>;

const showDefault = reading(async (_args, { client }) => {
  const production = await client.getDefault();
  return { json: { production }, text: production === "" ? "no default production" : production };
});

const setDefault = writing("deploys", async ([production], { client }) => {
  const json = await client.setDefault(production ?? "");
  return { json, text: `the default production is now ${production}` };
});

/** Polls for what is newer than the last entry; ends with the signal. */
async function follow({ client, flags, context }: Read): Promise<undefined> {
  const { terminal, signal } = context;
  const wanted = logFilter(flags);
  const newest = flags.since === undefined ? await client.log({ top: flags.top ?? 10 }) : [];
  let last = flags.since ?? Number(newest[0]?.id ?? 0);
  let away = false;
  const show = (entries: typeof newest) => {
    const fitting = entries.filter(wanted);
    if (flags.json) for (const entry of fitting) terminal.out(JSON.stringify(entry));
    else if (fitting.length > 0) terminal.out(logLines(fitting));
  };
  show([...newest].reverse());
  for (let pause = 1_000; !signal.aborted; ) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pause);
      signal.addEventListener("abort", () => resolve(timer.close() as never), { once: true });
    });
    if (signal.aborted) break;
    try {
      const entries = await client.log({ sinceId: last });
      const top = entries.length > 0 ? last : Number((await client.log({ top: 1 }))[0]?.id ?? 0);
      if (top < last) {
        // Its log begins anew, as after a purge: what comes then would never be above the old id.
        terminal.note("the log starts over");
        last = 0;
        continue;
      }
      if (away) terminal.note("the server is back");
      away = false;
      pause = 1_000;
      last = Number(entries.at(-1)?.id ?? last);
      show(entries);
    } catch (error) {
      // A server that restarts comes back; one that refuses the credentials will not.
      if (!(error instanceof ApiError) || ["unauthorized", "forbidden", "blocked"].includes(error.kind)) throw error;
      if (!away) terminal.note(`waiting for the server: ${error.message.split("\n")[0]}`);
      away = true;
      pause = Math.min(10_000, pause * 2);
    }
  }
  return undefined;
}

/** Of an entry (wire-notes, 3.11). */
const LOG_TYPES = ["Assert", "Error", "Warning", "Info", "Trace", "Alert", "Unknown"];

/** --type and --item, each repeatable; * stands for any part of an item's name. */
function logFilter({ type, item }: HandFlags): (entry: WireLogEntry) => boolean {
  const types = type?.map((text) => text.toLowerCase());
  for (const text of type ?? []) {
    if (LOG_TYPES.some((known) => known.toLowerCase() === text.toLowerCase())) continue;
    const near = didYouMean(text, LOG_TYPES) || `; there is ${LOG_TYPES.join(", ")}`;
    throw new Refusal("usage", `--type ${text}: the log has no such type${near}`);
  }
  const items = item?.map(nameMatcher);
  return (entry) =>
    (types === undefined || types.includes(entry.type.toLowerCase())) &&
    (items === undefined || items.some((fits) => fits(entry.config_name ?? "")));
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
    throw new Refusal("error", `${from} is not JSON, at ${parsed.at}: ${parsed.problem}\n  ${BODY}`);
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
