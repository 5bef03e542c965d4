import type { ShownPlan } from "../generated/plan.ts";
import { printable, type Style } from "./style.ts";

/** Why each call, why nothing cheaper, where the values stand, and what going back would take: for `--explain`. */
export function explainText(plan: ShownPlan, style: Style): string {
  if (plan.calls.length === 0) return "";
  const calls = plan.calls.flatMap((call) => [
    `  ${String(call.id).padStart(2)}  ${call.method} ${call.path}  ${printable(call.reason)}`,
    ...(call.because.length === 0 ? [] : [style.dim(`        for ${list(call.because)}`)]),
    ...(call.items === undefined ? [] : [style.dim(`        stops or restarts: ${list(call.items)}`)]),
    style.dim(`        nothing cheaper: ${call.why ?? ""}`),
  ]);
  const undo = [
    ...(plan.undo?.steps ?? []).map((step) => `  ${printable(step)}`),
    ...(plan.undo?.cannot ?? []).map((text) => style.yellow(`  cannot be undone: ${printable(text)}`)),
  ];
  const places = plan.changes
    .filter(({ at }) => at !== undefined)
    .map(({ address, at }) => `  ${printable(at as string)}  ${printable(address)}`);
  const parts = [`${style.bold("Why these calls")}\n${calls.join("\n")}`];
  if (places.length > 0) parts.push(`${style.bold("Where the values stand")}\n${places.join("\n")}`);
  if (undo.length > 0) parts.push(`${style.bold("Rollback")}\n${undo.join("\n")}`);
  return `\n${parts.join("\n\n")}\n`;
}

function list(texts: readonly string[]): string {
  const shown = texts.slice(0, 6).map((text) => (text === "*" ? "all items" : printable(text)));
  return texts.length > 6 ? `${shown.join(", ")}, … (${texts.length})` : shown.join(", ");
}
