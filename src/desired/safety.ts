import type { CheckEntry, GuardsEntry } from "../generated/desired-state.ts";
import type { Check, DesiredState, Expectation, Guards, PruneLimit, QueueRule } from "../model/desired.ts";
import { milliseconds } from "../model/duration.ts";
import type { Json } from "../model/json.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { toPlain } from "./tree.ts";
import type { MapTree, Tree } from "./yaml-tree.ts";

type Report = (diagnostic: Diagnostic) => void;

/** Guards and checks of a tree that its schema accepts. */
export function normaliseSafety(tree: MapTree, report: Report): Pick<DesiredState, "guards" | "checks" | "onFailure"> {
  const treeOf = (key: string): Tree | undefined => tree.entries.get(key)?.value;
  const [guards, checks, failure] = [treeOf("guards"), treeOf("checks"), treeOf("on_failure")];
  return {
    ...(guards?.kind === "map" ? { guards: normaliseGuards(toPlain(guards) as GuardsEntry) } : {}),
    ...(checks?.kind === "list" ? { checks: checks.items.map((item) => normaliseCheck(item, report)) } : {}),
    ...(failure?.kind === "scalar" ? { onFailure: failure.text as "stop" | "rollback" } : {}),
  };
}

function normaliseGuards(entry: GuardsEntry): Guards {
  return {
    ...(entry.max_disruption === undefined ? {} : { maxDisruption: entry.max_disruption }),
    ...(entry.prune_limit === undefined ? {} : { pruneLimit: pruneLimit(String(entry.prune_limit)) }),
    ...(entry.queues === undefined ? {} : { queues: queueRule(entry.queues) }),
    ...(entry.drain === undefined ? {} : { drain: entry.drain }),
    ...(entry.other_production === undefined ? {} : { otherProduction: entry.other_production }),
    ...(entry.loss === undefined ? {} : { loss: entry.loss }),
  };
}

/** `30%` or `5`. Throws an Error with a sentence for people. */
export function pruneLimit(text: string): PruneLimit {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  if (!match) throw new Error(`"${text}" is neither a share such as 30% nor a number`);
  return match[2] === "%" ? { text, share: Number(match[1]) / 100 } : { text, count: Number(match[1]) };
}

/** `wait 60s`, `refuse` or `ignore`. Throws an Error with a sentence for people. */
export function queueRule(text: string): QueueRule {
  if (text === "ignore" || text === "refuse") return text;
  const time = /^wait +(\S+)$/.exec(text)?.[1];
  const wait = time === undefined ? Number.NaN : milliseconds(time);
  if (Number.isNaN(wait)) throw new Error(`"${text}" is none of: wait TIME, refuse, ignore`);
  return { wait };
}

function normaliseCheck(tree: Tree, report: Report): Check {
  const { name, test, log, queues } = toPlain(tree) as CheckEntry;
  if (test) {
    const expect = test.expect as Expectation | undefined;
    if (expect && "regex" in expect) checkRegex(expect.regex, tree, report);
    return {
      name,
      kind: "test",
      target: test.target,
      ...(test.classname === undefined ? {} : { classname: test.classname }),
      body: (test.body ?? {}) as Json,
      ...(expect === undefined ? {} : { expect }),
      ...(holdsSecret(tree) ? { sensitive: true as const } : {}),
    };
  }
  if (log) {
    const { types = ["Error", "Alert"], items = ["*"] } = log;
    return { name, kind: "log", types, items, milliseconds: milliseconds(log.for ?? "10s") };
  }
  if (queues) {
    const { max, items = ["*"], within } = queues;
    return { name, kind: "queues", max, items, milliseconds: milliseconds(within ?? 0) };
  }
  return { name, kind: "routes" };
}

function holdsSecret(tree: Tree): boolean {
  if (tree.kind === "scalar") return tree.sensitive;
  if (tree.kind === "list") return tree.items.some(holdsSecret);
  return [...tree.entries.values()].some(({ value }) => holdsSecret(value));
}

function checkRegex(source: string, tree: Tree, report: Report): void {
  try {
    new RegExp(source, "u");
  } catch (error) {
    report({ message: `the regex of a check is not one: ${(error as Error).message}`, place: tree.place });
  }
}
