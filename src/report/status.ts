import { plural } from "../model/plural.ts";
import type { StatusReport } from "../model/status.ts";
import { whereText } from "../model/where.ts";
import { printable, type Style, table, wrapProse } from "./style.ts";

/** A namespace at a glance, for people: what runs, what waits, what is deployed, and whether it drifted. */
export function statusText(report: StatusReport, style: Style, columns: number = Number.POSITIVE_INFINITY): string {
  const { production, status, queues, packages, unfinished, paused, locks } = report;
  const where = whereText(report);
  const color = {
    running: style.green,
    stopped: style.dim,
    suspended: style.yellow,
    troubled: style.red,
    unknown: style.red,
  }[status];
  const rows: string[][] = [];
  if (report.default !== production) rows.push(["default", printable(report.default) || "(none)"]);
  if (queues !== null) rows.push(["queues", queuesText(queues)]);
  if ("not_known" in packages) rows.push(["packages", `not known: ${packages.not_known}`]);
  else
    for (const { name, digest, commit, directory } of packages)
      rows.push([
        `package ${name}`,
        `${digest.slice(0, 12)}  ${commit === undefined ? "uncommitted files" : `commit ${commit.slice(0, 12)}`}  ${printable(directory)}`,
      ]);
  if (unfinished !== null) {
    const what = unfinished.join(", ") || "all of it";
    rows.push([style.yellow("unfinished"), `a run was interrupted or is under way (${printable(what)})`]);
  }
  if (paused.length > 0) {
    const names = paused.map(printable).join(", ");
    rows.push([
      style.red("paused"),
      `${names} may be paused, by a run that drained and did not end: the next apply starts it`,
    ]);
  }
  for (const { holder, since } of locks) rows.push(["lock", `${printable(holder)}, since ${since}`]);
  rows.push(["drift", driftText(report.drift, style)]);
  const head = `${color(status)}${production === "" ? "" : `  ${printable(production)}`}`;
  return [wrapProse(`iopctl status · ${printable(where)}: ${head}`, columns), table(rows, "  ", columns)].join("\n");
}

function queuesText(queues: Exclude<StatusReport["queues"], null>): string {
  if ("not_known" in queues) return `not known: ${printable(queues.not_known)}`;
  if (queues.length === 0) return "empty";
  const full = [...queues].sort((a, b) => b.count - a.count);
  const total = full.reduce((sum, { count }) => sum + count, 0);
  const list = full.slice(0, 3).map(({ item, count }) => `${printable(item)} ${count}`);
  return `${plural(total, "message")} waiting: ${list.join(", ")}${full.length > 3 ? ", …" : ""}`;
}

function driftText(drift: StatusReport["drift"], style: Style): string {
  if ("not_known" in drift) return style.dim(`not known: ${printable(drift.not_known)}`);
  const { server, files, unknown } = drift;
  if (server + files + unknown === 0) return style.green("none");
  return [
    server > 0 ? style.yellow(`${server} changed on the server`) : "",
    unknown > 0 ? `${unknown} of unknown origin` : "",
    files > 0 ? `${files} in the files, not applied yet` : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}
