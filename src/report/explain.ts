import type { ShownPlan } from "../generated/plan.ts";
import { printable, type Style, wrapList, wrapProse } from "./style.ts";

/** Why each call, why nothing cheaper, where the values stand, and what going back would take: for `--explain`. */
export function explainText(plan: ShownPlan, style: Style, columns: number = Number.POSITIVE_INFINITY): string {
  if (plan.calls.length === 0) return "";
  const wrapped = (text: string) => wrapProse(text, columns);
  const listed = (head: string, texts: readonly string[]) => {
    const lead = `${UNDER}${head} `;
    const lines = wrapList(list(texts), columns - lead.length);
    const beside = lines.every((line) => lead.length + line.length <= columns);
    if (beside)
      return style.dim(lines.map((line, index) => `${index === 0 ? lead : " ".repeat(lead.length)}${line}`).join("\n"));
    // An address that has no room beside the word has more below it.
    return style.dim(
      [`${UNDER}${head}`, ...wrapList(list(texts), columns - 4).map((line) => `    ${line}`)].join("\n"),
    );
  };
  const calls = plan.calls.flatMap((call) => [
    wrapped(`  ${String(call.id).padStart(2)}  ${call.method} ${call.path}  ${printable(call.reason)}`),
    ...(call.because.length === 0 ? [] : [listed("for", call.because)]),
    ...(call.items === undefined ? [] : [listed("stops or restarts:", call.items)]),
    style.dim(wrapped(`${UNDER}nothing cheaper: ${call.why ?? ""}`)),
  ]);
  const undo = [
    ...(plan.undo?.steps ?? []).map((step) => wrapped(`  ${printable(step)}`)),
    ...(plan.undo?.cannot ?? []).map((text) => style.yellow(wrapped(`  cannot be undone: ${printable(text)}`))),
  ];
  const places = plan.changes.flatMap(({ address, at }) =>
    at === undefined ? [] : [[printable(at), printable(address)] as const],
  );
  // An address is not broken: beside its place where all of them fit, else below it.
  const beside = places.every(([place, address]) => place.length + address.length + 4 <= columns);
  const parts = [`${style.bold("Why these calls")}\n${calls.join("\n")}`];
  if (places.length > 0) {
    const lines = places.map(([place, address]) => `  ${place}${beside ? "  " : "\n    "}${address}`);
    parts.push(`${style.bold("Where the values stand")}\n${lines.join("\n")}`);
  }
  if (undo.length > 0) parts.push(`${style.bold("Rollback")}\n${undo.join("\n")}`);
  return `\n${parts.join("\n\n")}\n`;
}

const UNDER = " ".repeat(8);

function list(texts: readonly string[]): string {
  const shown = texts.slice(0, 6).map((text) => (text === "*" ? "all items" : printable(text)));
  return texts.length > 6 ? `${shown.join(", ")}, … (${texts.length})` : shown.join(", ");
}
