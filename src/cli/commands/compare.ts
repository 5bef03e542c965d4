import { createReadClient } from "../../api/client.ts";
import { ApiError, hasToken } from "../../api/error.ts";
import type { Target } from "../../config/target.ts";
import { parsePattern } from "../../model/address.ts";
import type { Production } from "../../model/production.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { compareMarkdown, compareNamespaces, compareText, type Namespace } from "../../report/compare.ts";
import { type CommonFlags, type Context, connect, namedTarget } from "../context.ts";

interface CompareFlags extends CommonFlags {
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** Two live namespaces side by side, by the rules of the config. Only reads. */
export async function compareCommand(
  [left, right]: [string, string],
  flags: CompareFlags,
  context: Context,
): Promise<Ending> {
  const targets = await Promise.all([left, right].map((name) => namedTarget(name, flags, context)));
  const [a, b] = (await Promise.all(targets.map((target) => readNamespace(target, flags, context)))) as [
    Namespace,
    Namespace,
  ];
  const { equal = [], differ = [], ignore = [] } = (targets[0] as Target).compare;
  const rules = { equal: equal.map(pattern), differ: differ.map(pattern), ignore: ignore.map(pattern) };
  const comparison = compareNamespaces(a, b, rules);
  if (flags.json) context.terminal.out(JSON.stringify(comparison, null, 2));
  else if (flags.markdown) context.terminal.out(compareMarkdown(comparison));
  else context.terminal.out(compareText(comparison, context.terminal.style, context.terminal.width));
  return comparison.differences.length > 0 ? "changes" : "done";
}

function pattern(text: string) {
  try {
    return parsePattern(text);
  } catch (error) {
    throw new Refusal("error", `compare of the config: ${(error as Error).message}`);
  }
}

async function readNamespace(target: Target, flags: CommonFlags, context: Context): Promise<Namespace> {
  const client = createReadClient({ ...(await connect(target, flags, context)), namespace: target.namespace });
  const [fallback, status, list, bindings] = await Promise.all([
    client.getDefault(),
    client.status(),
    client.list(),
    client.bindings().catch((error: unknown) => {
      if (error instanceof ApiError && error.kind === "missing_route") return [];
      throw error;
    }),
  ]);
  const read = async (name: string): Promise<Production | undefined> => {
    try {
      return { ...(await client.exportProduction(name)), name };
    } catch (error) {
      if (hasToken(error, "#5001")) return undefined;
      throw error;
    }
  };
  const productions = await Promise.all(Object.keys(list).map(read));
  return {
    target: target.name,
    namespace: target.namespace,
    default: fallback,
    status: `${status.status} ${status.production}`.trim(),
    productions: productions.filter((production) => production !== undefined),
    bindings,
    sensitiveNames: target.sensitiveNames,
  };
}
