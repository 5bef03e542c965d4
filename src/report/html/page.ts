import { escaped } from "../escape.ts";
import { PICTURE_STYLE } from "../picture/style.ts";

/** HTML that is whole and may stand anywhere in an element. */
export type Html = string;

/** A page that stands alone: no script, nothing loaded from anywhere. `body` is HTML. */
export function page(title: string, created: string, body: Html): Html {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title><style>${PAGE_STYLE}${body.includes('class="pic"') ? PICTURE_STYLE : ""}</style></head><body><main>
<h1>${escaped(title)}</h1><p class="dim">${escaped(created.replace("T", " ").replace(/(?:\.\d+)?Z$/, " UTC"))}</p>
${body}
</main></body></html>
`;
}

/** A sentence of ours: what stands between backticks is a command or a name. */
export function sentence(text: string): Html {
  return text
    .split(/`([^`\n]+)`/)
    .map((part, index) => (index % 2 === 1 ? `<code>${escaped(part)}</code>` : escaped(part)))
    .join("");
}

/** Text as code. */
export function code(text: string): Html {
  return `<code>${escaped(text)}</code>`;
}

/** A word with a colour that says how good it is. */
export function badge(kind: string, text: string): Html {
  return `<span class="badge ${kind}">${escaped(text)}</span>`;
}

/** The disruption as a badge that is understood without its colour. */
export function disruptionBadge(level: "none" | "component" | "production"): Html {
  return badge(`d-${level}`, level === "none" ? "no disruption" : `disruption: ${level}`);
}

/** What folds. */
export function fold(summary: Html, inner: Html, open = false): Html {
  return `<details${open ? " open" : ""}><summary>${summary}</summary>${inner}</details>`;
}

/** What is wider than the page scrolls by itself, with the keyboard too. */
export function scrolling(label: string, inner: Html): Html {
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escaped(label)}">${inner}</div>`;
}

/** A list; of nothing nothing. */
export function list(entries: readonly Html[], classes = ""): Html {
  if (entries.length === 0) return "";
  return `<ul${classes === "" ? "" : ` class="${classes}"`}>${entries.map((entry) => `<li>${entry}</li>`).join("")}</ul>`;
}

/** The style of every page; the live one is laid over it. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--back:light-dark(#fff,#0d1117);--ink:light-dark(#1f2328,#e6edf3);--line:light-dark(#d1d9e0,#3d444d);--dim:light-dark(#57606a,#9ba5b0);--panel:light-dark(#f6f8fa,#151b23);--green:light-dark(#116329,#56d364);--yellow:light-dark(#7d4e00,#e3b341);--red:light-dark(#b3142a,#ff8178);--blue:light-dark(#0550ae,#6cb6ff)}
*{box-sizing:border-box}body{margin:0;font:15px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif;background:var(--back);color:var(--ink)}
main{max-width:84rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.05rem;margin:0;color:var(--dim);font-weight:600}h1+p{margin:0 0 1rem;font-size:.85rem}
h2{font-size:1.15rem;margin:0;overflow-wrap:anywhere}h3{font-size:1.02rem;margin:1.8rem 0 .5rem;padding-top:.8rem;border-top:1px solid var(--line)}h4{font-size:.95rem;margin:1.1rem 0 .35rem;overflow-wrap:anywhere}h5{font-size:.9rem;margin:.8rem 0 .2rem;overflow-wrap:anywhere}
section{border:1px solid var(--line);border-radius:12px;padding:1.1rem 1.25rem 1.25rem;margin:1rem 0}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}pre{margin:0;white-space:pre-wrap}
.dim{color:var(--dim)}.where{font-size:.85rem;margin:.1rem 0 0;overflow-wrap:anywhere}.lead{font-size:1.3rem;line-height:1.35;font-weight:600;margin:.9rem 0 .7rem;overflow-wrap:anywhere}
.badges{display:flex;flex-wrap:wrap;gap:.4rem;margin:0 0 1rem;padding:0;list-style:none}.badge{display:inline-block;border:1px solid currentColor;border-radius:99px;padding:.05rem .6rem;font-size:.82rem;font-weight:600;white-space:nowrap}
.d-none,.ok,.create,.b-create{color:var(--green)}.d-component,.update,.b-update,.warn{color:var(--yellow)}.d-production,.delete,.b-delete,.bad{color:var(--red)}.quiet{color:var(--dim)}
.d-production.badge{background:var(--red);border-color:var(--red);color:var(--back)}.d-component.badge{background:light-dark(#fff1c2,#3a2a00)}.d-none.badge{background:light-dark(#dcf7e3,#0c2a14)}
.alert{border-left:4px solid var(--red);background:var(--panel);padding:.5rem .8rem;margin:.8rem 0;border-radius:0 8px 8px 0;overflow-wrap:anywhere}.alert.soft{border-color:var(--yellow)}.alert p{margin:.1rem 0}
figure{margin:0 0 1rem}figcaption{margin:0 0 .4rem;overflow-wrap:anywhere}.scroll{overflow-x:auto;border-radius:8px}.scroll:focus-visible,summary:focus-visible{outline:2px solid var(--blue);outline-offset:2px}
figure .scroll{border:1px solid var(--line)}.pic{display:block;height:auto}
details{margin:.25rem 0}summary{cursor:pointer;color:var(--dim);padding:.15rem 0}summary h4,summary h5{display:inline;color:var(--ink)}
table{border-collapse:collapse;width:100%;font-size:.9rem}td,th{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;border-top:1px solid var(--line);overflow-wrap:break-word}thead th{border-top:0;color:var(--dim);font-weight:600}
.changes{list-style:none;margin:0;padding:0}.changes li{display:grid;grid-template-columns:1.1rem minmax(0,17rem) minmax(0,1fr);gap:.1rem .6rem;padding:.3rem 0;border-top:1px solid var(--line)}.changes li:first-child{border-top:0}
.sign{font-weight:700}.note{display:block;color:var(--dim);font-size:.82rem;overflow-wrap:anywhere}.value{min-width:0;color:var(--ink)}.name{min-width:0;color:var(--ink)}
.old,.new,.same{display:block}.old{color:var(--red)}.new{color:var(--green)}.same{color:var(--dim)}.inline .old,.inline .new{display:inline}.side{display:grid;grid-template-columns:minmax(3.2rem,max-content) minmax(0,1fr);gap:.6rem}.arrow{color:var(--dim);padding:0 .35rem}
.time{list-style:none;margin:0;padding:0 0 0 1.1rem;border-left:2px solid var(--line)}.time li{position:relative;padding:.15rem 0 .75rem;overflow-wrap:anywhere}.time li::before{content:"";position:absolute;left:-1.52rem;top:.55rem;width:.7rem;height:.7rem;border-radius:50%;background:var(--dim);border:2px solid var(--back)}
.time li.d-component::before{background:var(--yellow)}.time li.d-production::before{background:var(--red)}.time li.d-none::before{background:var(--green)}.time li.failed::before{border-radius:0;background:var(--red)}.time li{color:var(--ink)}ol.time p{margin:.1rem 0}ol.time .badge{font-size:.75rem}
.number{margin-right:.35rem;color:var(--dim);font-variant-numeric:tabular-nums}ul{padding-left:1.2rem}.last{font-weight:600;margin:1.4rem 0 0;overflow-wrap:anywhere}
@media (max-width:640px){main{padding:.75rem .5rem 2rem}section{padding:.8rem .75rem 1rem;border-radius:8px}.lead{font-size:1.12rem}.changes li{grid-template-columns:1.1rem minmax(0,1fr)}.value{grid-column:2}}
@media print{:root{color-scheme:light}body{font-size:11px}code,pre{font-size:10px}.lead{font-size:16px}.note,table{font-size:10px}main{max-width:none;padding:0}section{border:0;padding:0;break-after:page}section:last-child{break-after:auto}.scroll{overflow:visible;border:0}.pic{width:100%!important;min-width:0!important;max-width:100%!important;max-height:17cm}figure,.changes li,.time li,tr{break-inside:avoid}h3,h4,h5{break-after:avoid}details::details-content{content-visibility:visible;block-size:auto}}
`;
