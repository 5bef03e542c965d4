/** A count with its noun: `1 call`, `2 calls`, `0 calls`. */
export function plural(count: number, noun: string, several = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : several}`;
}
