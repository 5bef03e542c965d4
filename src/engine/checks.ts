import { isDeepStrictEqual } from "node:util";
import { runInNewContext } from "node:vm";
import type { ReadClient, WriteClient } from "../api/client.ts";
import { nameMatcher } from "../model/address.ts";
import type { Check, Expectation } from "../model/desired.ts";
import type { CheckResult } from "../model/event.ts";
import { isObject, type Json } from "../model/json.ts";
import { isEnabled } from "../model/production.ts";
import { routeFindings } from "../planner/lint.ts";
import { wireBoolean } from "../wire/read.ts";
import { doubtsOf, unlisted } from "./queues.ts";
import { ticks } from "./stopwatch.ts";

/** What checks are run with. */
export interface CheckOptions {
  readonly client: WriteClient;
  /** The id of the newest log entry before the apply. */
  readonly since: number;
  readonly signal: AbortSignal;
  readonly emit: (result: CheckResult) => void;
}

/** The id of the newest log entry; 0 in an empty log. Throws ApiError. */
export async function newestLogId(client: ReadClient): Promise<number> {
  const [newest] = await client.log({ top: 1 });
  return Number(newest?.id ?? 0);
}

/** Runs the checks in their order; the log is watched last, so that it sees what the others cause. */
export async function runChecks(checks: readonly Check[], options: CheckOptions): Promise<CheckResult[]> {
  const began = ticks();
  const results = new Map<Check, CheckResult>();
  for (const check of [...checks].sort((a, b) => Number(a.kind === "log") - Number(b.kind === "log"))) {
    const start = ticks();
    let problem: string | undefined;
    try {
      problem = await problemOf(check, began, options);
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    const { name, kind } = check;
    const message = problem ?? "as expected";
    const result = { name, kind, ok: problem === undefined, message, milliseconds: ticks() - start };
    results.set(check, result);
    options.emit(result);
  }
  return checks.map((check) => results.get(check) as CheckResult);
}

/** What is wrong; undefined: nothing. */
async function problemOf(check: Check, began: number, options: CheckOptions): Promise<string | undefined> {
  switch (check.kind) {
    case "test":
      return testProblem(check, options.client);
    case "log":
      return logProblem(check, began, options);
    case "queues":
      return queuesProblem(check, options);
    case "routes":
      return routesProblem(options.client);
  }
}

async function testProblem(check: Check & { kind: "test" }, client: WriteClient): Promise<string | undefined> {
  const { target, classname, body, expect } = check;
  const answer = await client.test({
    target,
    ...(classname === undefined ? {} : { classname }),
    body,
    // Absent means true to a server: a check must not restart what it checks.
    restart: false,
  });
  if (expect === undefined) return undefined;
  const text = answer.body ?? "";
  if (wireBoolean(answer.truncated) && !("regex" in expect))
    return "the server cut the answer, so it cannot be compared";
  if (matches(text, expect)) return undefined;
  if (check.sensitive)
    return `${target} did not answer as expected; the check holds a secret, so the answer is not shown`;
  return `${target} answered ${shortened(text)}, expected ${wanted(expect)}`;
}

/** Whether an answer's text is as expected: as JSON where it is JSON, else as text. */
export function matches(text: string, expect: Expectation): boolean {
  if ("regex" in expect) return regexFits(expect.regex, text);
  let value: unknown = text;
  try {
    value = JSON.parse(text);
  } catch {
    // It is compared as text.
  }
  if ("equals" in expect) return isDeepStrictEqual(value, expect.equals) || text === expect.equals;
  return holds(value, expect.subset);
}

/** Milliseconds: a regular expression of a file, over a text of a server, may take longer than anybody lives. */
const REGEX_LIMIT = 2_000;

/** Throws an Error with a sentence for people where it takes too long. */
function regexFits(source: string, text: string): boolean {
  try {
    return runInNewContext("new RegExp(source, 'u').test(text)", { source, text }, { timeout: REGEX_LIMIT }) === true;
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    throw new Error(
      `the regex ${source} was not done with the answer after ${REGEX_LIMIT / 1000} s: write a simpler one`,
    );
  }
}

/** Whether all of `part` stands in `value`: of objects each named key, of lists each element, in order. */
function holds(value: unknown, part: Json): boolean {
  if (Array.isArray(part)) {
    if (!Array.isArray(value)) return false;
    let index = 0;
    return part.every((element) => {
      while (index < value.length && !holds(value[index], element)) index += 1;
      index += 1;
      return index <= value.length;
    });
  }
  if (isObject(part)) {
    return isObject(value) && Object.entries(part).every(([key, inner]) => holds(value[key], inner as Json));
  }
  return isDeepStrictEqual(value, part);
}

async function logProblem(
  check: Check & { kind: "log" },
  began: number,
  { client, since, signal }: CheckOptions,
): Promise<string | undefined> {
  const items = check.items.map(nameMatcher);
  let last = since;
  for (let pause = 250; ; pause = Math.min(2_000, pause * 2)) {
    const entries = await client.log({ sinceId: last });
    last = Number(entries.at(-1)?.id ?? last);
    const bad = entries.filter(
      ({ type, config_name }) => check.types.includes(type) && items.some((matcher) => matcher(config_name ?? "")),
    );
    const [first] = bad;
    if (first !== undefined) {
      const more = bad.length > 1 ? ` (and ${bad.length - 1} more)` : "";
      return `${first.type} of ${first.config_name || "the production"}: ${shortened(first.text)}${more}`;
    }
    const left = began + check.milliseconds - ticks();
    if (left <= 0 || signal.aborted) return signal.aborted ? "the watch was interrupted" : undefined;
    await new Promise((resolve) => setTimeout(resolve, Math.min(pause, left)));
  }
}

async function queuesProblem(
  check: Check & { kind: "queues" },
  { client, signal }: CheckOptions,
): Promise<string | undefined> {
  const production = await runningName(client);
  const items = check.items.map(nameMatcher);
  const deadline = ticks() + check.milliseconds;
  for (let pause = 200; ; pause = Math.min(2_000, pause * 2)) {
    const answer = await client.queues(production);
    const { items: found } = answer;
    const long = found.filter(({ item, count }) => count > check.max && items.some((matcher) => matcher(item)));
    // A pattern may fit nothing; an item that is named has a queue, and what is in it is not known.
    const missing = check.items.filter((name) => !name.includes("*") && !found.some(({ item }) => item === name));
    const doubts = [...doubtsOf(answer, production), ...unlisted(missing)];
    if (long.length === 0 && doubts.length === 0) return undefined;
    if (signal.aborted || ticks() + pause > deadline) {
      if (doubts.length > 0) return `queues not known: ${doubts.join("; ")}`;
      return `${long.map(({ item, count }) => `${item} has ${count} waiting`).join(", ")}; the limit is ${check.max}`;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** By what the server reports, and by the routes that stand in the definition. */
async function routesProblem(client: ReadClient): Promise<string | undefined> {
  const production = await runningName(client);
  const [connections, definition] = await Promise.all([
    client.connections(production),
    client.exportProduction(production),
  ]);
  const doubts = doubtsOf(connections, production);
  if (doubts.length > 0) return `connections not known: ${doubts.join("; ")}`;
  const items = new Map(definition.items.map((item) => [item.name, item]));
  const wrong = new Set(routeFindings(definition).map(({ message }) => message));
  for (const { item, connections: targets } of connections.items) {
    for (const name of targets) {
      const target = items.get(name);
      const sender = items.get(item);
      if (target === undefined) wrong.add(`${item} sends to ${name}, which does not exist`);
      else if (!isEnabled(target) && (sender === undefined || isEnabled(sender)))
        wrong.add(`${item} sends to ${name}, which is disabled`);
    }
  }
  return wrong.size === 0 ? undefined : [...wrong].join("; ");
}

async function runningName(client: ReadClient): Promise<string> {
  const { status, production } = await client.status();
  if (status === "running") return production;
  const fallback = await client.getDefault();
  if (fallback === "") throw new Error("no production runs, and no default one is set");
  return fallback;
}

function wanted(expect: Expectation): string {
  if ("regex" in expect) return `what matches /${expect.regex}/`;
  return "equals" in expect ? JSON.stringify(expect.equals) : `at least ${JSON.stringify(expect.subset)}`;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line === "" ? "nothing" : line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
