/** A screen has no room for a thousand names. */
export const FEW_NAMES = 10;

/** The first few of many names. */
export function some(names: readonly string[]): string {
  if (names.length <= FEW_NAMES) return names.join(", ");
  return `${names.slice(0, 5).join(", ")}, and ${names.length - 5} more`;
}
