import type { PlanDocument, ShownChange, ShownPlan } from "../generated/plan.ts";
import { isObject } from "../model/json.ts";
import { whereParts } from "../model/where.ts";
import { summaryLine, unknownText, unmanagedLines, verdict } from "./plan-text.ts";
import { ORIGINS, sidesOf } from "./sides.ts";
import { plural, printable } from "./style.ts";

/** Plans as one page that stands alone: no script, nothing loaded from anywhere. */
export function planHtml(document: PlanDocument, verb: "plan" | "drift" | "apply" = "plan"): string {
  const { plans, errors = [], created_at: created } = document;
  const body = [
    ...plans.map((plan) => planSection(plan, verb)),
    ...errors.map(
      ({ target, message }) =>
        `<section><h2 class="bad">${text(target)}: could not be planned</h2><pre>${text(message)}</pre></section>`,
    ),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>iopctl ${verb}</title><style>${STYLE}</style></head><body><main>
<h1>iopctl ${verb}</h1><p class="dim">${text(created)}</p>
${body.join("\n")}
</main></body></html>
`;
}

function planSection(plan: ShownPlan, verb: "plan" | "drift" | "apply"): string {
  const where = whereParts(plan);
  const level = plan.summary.disruption;
  const remarks = [
    ...(plan.refused ?? []).map(
      ({ rule, message, lift, opens }) =>
        `<li class="${opens === undefined ? "bad" : "warn"}">${opens === undefined ? "refused by" : "not now,"} <code>${text(rule)}</code>: ${text(message)}; <code>${text(lift)}</code> lifts it</li>`,
    ),
    ...(plan.findings ?? []).map(
      ({ at, address, message, code }) =>
        `<li class="warn"><code>${text(at ?? address)}</code> ${text(message)} <span class="dim">[${text(code)}]</span></li>`,
    ),
    ...(plan.unknown === undefined ? [] : [`<li class="warn">${text(unknownText(plan.unknown))}</li>`]),
    ...plan.warnings.map((warning) => `<li class="warn">${text(warning)}</li>`),
  ];
  const changes = plan.changes.map(changeRow).join("\n");
  const calls = plan.calls.map(
    ({ id, method, path, reason, disruption, why, because }) =>
      `<tr><td class="num">${id}</td><td><code>${method} ${text(path)}</code></td><td>${text(reason)}<details><summary>why</summary>${text(why ?? "")}<br>for ${because.map((address) => `<code>${text(address)}</code>`).join(", ")}</details></td><td class="${disruption}">${disruption}</td></tr>`,
  );
  const undo = [
    ...(plan.undo?.steps ?? []).map((step) => `<li>${text(step)}</li>`),
    ...(plan.undo?.cannot ?? []).map((step) => `<li class="warn">cannot be undone: ${text(step)}</li>`),
  ];
  return `<section>
<h2>${where.map(text).join(' <span class="dim">·</span> ')}</h2>
<p class="verdict ${level}">${text(verdict(plan))}</p>
${remarks.length > 0 ? `<ul>${remarks.join("")}</ul>` : ""}
${plan.changes.length > 0 ? `<h3>${plural(plan.changes.length, "change")}</h3><div class="scroll"><table><tbody>${changes}</tbody></table></div>` : ""}
${calls.length > 0 ? `<h3>Calls, in order</h3><div class="scroll"><table><thead><tr><th></th><th>call</th><th></th><th>disruption</th></tr></thead><tbody>${calls.join("\n")}</tbody></table></div>` : ""}
${undo.length > 0 ? `<details><summary>Rollback</summary><ul>${undo.join("")}</ul></details>` : ""}
${plan.calls.length > 0 ? `<p class="dim">Digest: <code>${text(plan.digest)}</code></p>` : ""}
${unmanagedLines(plan, verb)
  .map((line) => `<p class="dim">${text(line)}</p>`)
  .join("")}
<p><strong>${text(summaryLine(plan, verb))}</strong></p>
</section>`;
}

function changeRow(change: ShownChange): string {
  const { address, before, after, sensitive, detail, origin, at } = change;
  const sides = sidesOf(change);
  const action = sides?.mark ?? change.action;
  const show = (value: unknown, mark: string) => {
    if (value === null || value === undefined) return sides === undefined ? "" : '<span class="dim">(none)</span>';
    const shown =
      sensitive && !isObject(value)
        ? "(sensitive)"
        : typeof value === "string"
          ? value
          : JSON.stringify(value, null, 2);
    return `<pre class="${mark}">${text(shown)}</pre>`;
  };
  const side = (name: string, value: unknown) => `<div><span class="dim">${name}</span> ${show(value, "side")}</div>`;
  const values =
    sides === undefined
      ? `${show(before, "old")}${show(after, "new")}`
      : side("files", sides.files) + side("server", sides.server);
  const notes = [origin === undefined ? "" : ORIGINS[origin], detail ?? "", at ?? ""].filter((note) => note !== "");
  return `<tr class="${action}"><td class="mark">${{ create: "+", update: "~", delete: "−" }[action]}</td><td><code>${text(address)}</code>${notes.length > 0 ? `<br><span class="dim">${notes.map(text).join(" · ")}</span>` : ""}</td><td>${values}</td></tr>`;
}

function text(value: string): string {
  return printable(value).replace(
    /[&<>"']/g,
    (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[char] as string,
  );
}

const STYLE = `
:root{color-scheme:light dark;--line:light-dark(#d8dee4,#373e47);--dim:light-dark(#59636e,#9198a1);--green:light-dark(#1a7f37,#3fb950);--yellow:light-dark(#7d4e00,#d29922);--red:light-dark(#c0182b,#ff7b72)}
body{margin:0;font:15px/1.5 system-ui,sans-serif;background:light-dark(#fff,#0d1117);color:light-dark(#1f2328,#e6edf3)}
main{max-width:72rem;margin:0 auto;padding:2rem 1rem}h1{font-size:1.3rem;margin:0}h2{font-size:1.1rem;margin:0 0 .5rem;overflow-wrap:anywhere}h3{font-size:1rem;margin:1.2rem 0 .4rem}
section{border:1px solid var(--line);border-radius:8px;padding:1rem;margin:1rem 0}code,pre{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.3rem .6rem;border-top:1px solid var(--line)}.scroll{overflow-x:auto}
pre{margin:0;white-space:pre-wrap}.old{color:var(--red)}.new{color:var(--green)}.old::before{content:"− "}.new::before{content:"+ "}.mark{width:1ch;font-weight:bold}.num{text-align:right}
.dim{color:var(--dim)}.create .mark{color:var(--green)}.update .mark{color:var(--yellow)}.delete .mark{color:var(--red)}.verdict{font-weight:600;margin:.2rem 0 .8rem}
.none{color:var(--dim)}.component{color:var(--yellow)}.production,.bad{color:var(--red)}.warn{color:var(--yellow)}details summary{cursor:pointer;color:var(--dim)}ul{padding-left:1.2rem}`;
