// What the tests run of each folder of src, by the summary that `vitest run --coverage` leaves: lines, and the files
// under 70 percent. What only a process of its own runs (the built program in test/e2e, the sandbox's worker) is not seen.
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

const summary = "node_modules/.cache/coverage/coverage-summary.json";
if (!existsSync(summary)) {
  console.log("coverage: not measured");
  process.exit();
}
const { total, ...files } = JSON.parse(readFileSync(summary, "utf8"));
const folders = new Map();
const low = [];
for (const [path, { lines, branches }] of Object.entries(files)) {
  const name = relative(process.cwd(), path);
  const folder = name.split("/").slice(0, -1).slice(0, 3).join("/");
  const sums = folders.get(folder) ?? { lines: [0, 0], branches: [0, 0] };
  for (const [kind, { covered, total: all }] of Object.entries({ lines, branches })) {
    sums[kind][0] += covered;
    sums[kind][1] += all;
  }
  folders.set(folder, sums);
  if (lines.pct < 70) low.push([lines.pct, `${name} ${Math.round(lines.pct)}`]);
}
const percent = ([covered, all]) => (all === 0 ? "-" : `${Math.round((100 * covered) / all)} %`);
const row = (name, lines, branches) => console.log(`${name.padEnd(24)}${lines.padStart(8)}${branches.padStart(10)}`);
row("coverage", "lines", "branches");
for (const [folder, sums] of [...folders].sort()) row(folder, percent(sums.lines), percent(sums.branches));
row("all", percent([total.lines.covered, total.lines.total]), percent([total.branches.covered, total.branches.total]));
const least = low.sort(([one], [other]) => one - other).map(([, text]) => text);
const more = least.length > 20 ? `, and ${least.length - 20} more` : "";
if (least.length > 0) console.log(`under 70 % of lines: ${least.slice(0, 20).join(", ")}${more}`);
