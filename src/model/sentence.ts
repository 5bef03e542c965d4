/** A text that another sentence may follow: with its full stop, where it does not end as a sentence already. */
export function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
