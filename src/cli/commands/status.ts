import { createReadClient, type ReadClient } from "../../api/client.ts";
import { claims } from "../../engine/lease.ts";
import { findPending, findReleases } from "../../model/record.ts";
import { originsOf } from "../../planner/applied.ts";
import { plural, printable, type Style, table } from "../../report/style.ts";
import { type CommonFlags, type Context, connect, targetOf } from "../context.ts";
import type { Ending } from "../exit.ts";
import { planning } from "../planning.ts";

interface StatusFlags extends CommonFlags {
  readonly json?: boolean;
  readonly watch?: boolean;
}

const EVERY = 2_000;

/** What runs, what is deployed and from where, what waits, and whether the files say something else. Only reads. */
export async function statusCommand(_args: [], flags: StatusFlags, context: Context): Promise<Ending> {
  const target = await targetOf(flags, context);
  const http = { ...(await connect(target, flags, context)), namespace: target.namespace };
  const client = createReadClient(http);
  const { terminal } = context;
  if (flags.json) {
    terminal.out(JSON.stringify(await client.raw("/status"), null, 2));
    return "done";
  }
  let last = "";
  for (;;) {
    const lines = await describe(client, flags, context).catch((error: unknown) => {
      if (!flags.watch) throw error;
      return [terminal.style.red(`not known: ${(error as Error).message}`)];
    });
    const text = lines.join("\n");
    if (!flags.watch) terminal.out(text);
    else if (terminal.live) terminal.out(`\u001b[H\u001b[2J${new Date().toISOString()}\n${text}`);
    else if (text !== last) terminal.out(`${new Date().toISOString()}\n${text}`);
    last = text;
    if (!flags.watch || context.signal.aborted) return "done";
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, EVERY);
      context.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    });
    if (context.signal.aborted) return "done";
  }
}

async function describe(client: ReadClient, flags: CommonFlags, context: Context): Promise<string[]> {
  const { style } = context.terminal;
  const [status, fallback, bindings] = await Promise.all([
    client.status(),
    client.getDefault(),
    client.bindings().catch(() => undefined),
  ]);
  const color = {
    running: style.green,
    stopped: style.dim,
    suspended: style.yellow,
    troubled: style.red,
    unknown: style.red,
  };
  const head =
    status.production === ""
      ? color[status.status](status.status)
      : `${color[status.status](status.status)}  ${status.production}`;
  const rows: string[][] = [];
  if (fallback !== status.production) rows.push(["default", fallback === "" ? "(none)" : fallback]);
  if (status.production !== "") rows.push(["queues", await queuesText(client, status.production)]);
  for (const { name, record, classpaths } of findReleases(bindings ?? [])) {
    const commit = record.commit === undefined ? "of no recorded commit" : `commit ${record.commit.slice(0, 12)}`;
    rows.push([`package ${name}`, `${record.digest.slice(0, 12)}  ${commit}  ${printable(classpaths)}`]);
  }
  const pending = findPending(bindings ?? []);
  if (pending)
    rows.push([
      style.yellow("unfinished"),
      `a run was interrupted or is under way (${pending.mark.because.join(", ") || "all of it"})`,
    ]);
  for (const { claim } of claims(bindings ?? [])) {
    rows.push(["lock", `${printable(claim.holder)}, since ${new Date(claim.since).toISOString()}`]);
  }
  if (bindings === undefined) rows.push(["packages", "not known: this server is older than IoP 4.0"]);
  rows.push(["drift", await driftText(flags, context, style)]);
  return [head, table(rows, "  ")];
}

async function queuesText(client: ReadClient, production: string): Promise<string> {
  try {
    const { items, warnings } = await client.queues(production);
    if (warnings.length > 0) return `not known: ${warnings.join("; ")}`;
    const full = items.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
    if (full.length === 0) return "empty";
    const total = full.reduce((sum, { count }) => sum + count, 0);
    const list = full.slice(0, 3).map(({ item, count }) => `${item} ${count}`);
    return `${plural(total, "message")} waiting: ${list.join(", ")}${full.length > 3 ? ", …" : ""}`;
  } catch {
    return "not known";
  }
}

/** At a glance: in what way the files and the server differ. */
async function driftText(flags: CommonFlags, context: Context, style: Style): Promise<string> {
  try {
    const { plans } = await planning([], flags, context, { lenient: true });
    const counts = { server: 0, files: 0, unknown: 0 };
    for (const { plan, loaded, observed } of plans) {
      for (const origin of originsOf(plan.changes, loaded.desired, observed).values()) counts[origin] += 1;
    }
    const { server, files, unknown } = counts;
    if (server + files + unknown === 0) return style.green("none: as the files say");
    const parts = [
      server > 0 ? style.yellow(`${server} changed on the server`) : "",
      unknown > 0 ? `${unknown} never applied` : "",
      files > 0 ? `${files} in the files, not applied yet` : "",
    ];
    return parts.filter((part) => part !== "").join(", ");
  } catch (error) {
    return style.dim(`not known: ${(error as Error).message.split("\n")[0]}`);
  }
}
