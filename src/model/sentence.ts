import { some } from "./some.ts";

/** A text that another sentence may follow: with its full stop, where it does not end as a sentence already. */
export function asSentence(text: string): string {
  if (/[.!?]$/.test(text)) return text;
  return `${text.replace(/\s*[:;,]$/, "")}.`;
}

/** What a message says, for a place that has one line: its first, and where that announces a list, the first few of it. */
export function inOneLine(message: string): string {
  const [first = "", ...rest] = message.split("\n");
  const list = first.endsWith(":") ? rest.map((line) => line.trim()).filter((line) => line !== "") : [];
  return list.length === 0 ? first : `${first} ${some(list)}`;
}
