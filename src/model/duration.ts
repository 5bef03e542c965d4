/** `30s`, `2m`, `500ms` in milliseconds; a plain number is seconds. NaN for what is none. */
export function milliseconds(duration: string | number): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(String(duration));
  if (!match) return Number.NaN;
  const factor = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] ?? "s"] as number;
  return Number(match[1]) * factor;
}
