import type { ReadClient, WriteClient } from "../api/client.ts";
import type { Check, DesiredState } from "../model/desired.ts";
import { type Baseline, GATES, type Gate } from "../model/rollout.ts";
import { inOneLine } from "../model/sentence.ts";
import { runChecks } from "./checks.ts";
import { doubtsOf } from "./queues.ts";

/** What a look at one namespace after its apply found. */
export interface GateResult {
  /** `state`: whether what is to run still runs; always looked at. */
  readonly gate: Gate | "state";
  readonly ok: boolean;
  readonly message: string;
}

/** What gates are looked at with. */
export interface GateOptions {
  readonly client: WriteClient;
  /** What stood there before the apply. */
  readonly before: Baseline;
  readonly signal: AbortSignal;
  /** Waits that many milliseconds, or until the signal. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** A message on its way is no queue that grows: so often is looked again, so many milliseconds apart. */
const LOOKS = 5;
const BETWEEN_LOOKS = 2_000;

/** What the gates compare with. A queue that cannot be read is said by the gate, not here. */
export async function baselineOf(client: ReadClient, newestLogId: number): Promise<Baseline> {
  const queues = await queuesOf(client).catch(() => undefined);
  return { log: newestLogId, ...(queues === undefined ? {} : { queues: Object.fromEntries(queues) }) };
}

/** Looks through the gates in their order, each of them. What cannot be read has not passed. */
export async function lookAtGates(
  gates: readonly Gate[],
  desired: DesiredState,
  options: GateOptions,
): Promise<GateResult[]> {
  const out: GateResult[] = [];
  for (const gate of ["state", ...GATES.filter((name) => gates.includes(name))] as const) {
    let problem: string | undefined;
    try {
      problem = await problemOf(gate, desired, options);
    } catch (error) {
      problem = `not known: ${inOneLine((error as Error).message)}`;
    }
    out.push({ gate, ok: problem === undefined, message: problem ?? "as expected" });
  }
  return out;
}

async function problemOf(
  gate: Gate | "state",
  desired: DesiredState,
  options: GateOptions,
): Promise<string | undefined> {
  const { checks = [] } = desired;
  switch (gate) {
    case "state": {
      if (desired.state !== "running") return undefined;
      const { status, production } = await options.client.status();
      return status === "running" ? undefined : `${production || "nothing"} is ${status}, and is to run`;
    }
    case "checks":
      return ofChecks(checks, options);
    case "log":
      return ofChecks(
        [{ name: "log", kind: "log", types: ["Error", "Alert"], items: ["*"], milliseconds: 0 }],
        options,
      );
    case "queues": {
      if ((await options.client.status()).status !== "running") return undefined;
      const limits = checks.filter(({ kind }) => kind === "queues");
      return limits.length > 0 ? ofChecks(limits, options) : growing(options);
    }
    case "routes": {
      if ((await options.client.status()).status !== "running") return undefined;
      return ofChecks([{ name: "routes", kind: "routes" }], options);
    }
  }
}

/** The soak is how long the log is watched: here one look is enough. */
async function ofChecks(
  checks: readonly Check[],
  { client, before, signal }: GateOptions,
): Promise<string | undefined> {
  const now = checks.map((check) => (check.kind === "log" ? { ...check, milliseconds: 0 } : check));
  const results = await runChecks(now, { client, since: before.log, signal, emit: () => undefined });
  const failed = results.filter(({ ok }) => !ok);
  if (failed.length === 0) return undefined;
  const [only] = failed;
  if (checks.length === 1 && only !== undefined) return only.message;
  return failed.map(({ name, message }) => `${name}: ${message}`).join("; ");
}

/** Queues in which more waits than before the apply, and which do not get shorter while one looks. */
async function growing({ client, before, sleep, signal }: GateOptions): Promise<string | undefined> {
  const { queues: old } = before;
  let found = await queuesOf(client);
  let grown = [...found].filter(([item, count]) => count > (old?.[item] ?? 0));
  for (let look = 1; look < LOOKS && grown.length > 0 && !signal.aborted; look += 1) {
    await sleep(BETWEEN_LOOKS);
    const last = found;
    found = await queuesOf(client);
    const longer = (item: string) => (found.get(item) ?? 0) >= (last.get(item) ?? 0);
    grown = [...found].filter(([item, count]) => count > (old?.[item] ?? 0) && longer(item));
  }
  if (grown.length === 0) return undefined;
  const was = (item: string) => (old === undefined ? "not known" : String(old[item] ?? 0));
  return grown.map(([item, count]) => `${item} has ${count} waiting, before it was ${was(item)}`).join(", ");
}

async function queuesOf(client: ReadClient): Promise<Map<string, number>> {
  const { status, production } = await client.status();
  if (status !== "running") return new Map();
  const answer = await client.queues(production);
  const doubts = doubtsOf(answer, production);
  if (doubts.length > 0) throw new Error(doubts.join("; "));
  return new Map(answer.items.map(({ item, count }) => [item, count]));
}
