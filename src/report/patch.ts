import { SENSITIVE } from "../model/change.ts";
import { sensitiveNames } from "../model/sensitive.ts";
import { printable, type Style } from "./style.ts";

/** The patch for people. A line of the files beside it may hold what its name says is secret. */
export function patchText(patch: string, names: readonly string[], style: Style): string {
  const named = sensitiveNames(names);
  return patch
    .split("\n")
    .map((line) => {
      const text = printable(withoutSecrets(line, named));
      if (/^(---|\+\+\+)/.test(line)) return style.bold(text);
      return line.startsWith("+") ? style.green(text) : line.startsWith("-") ? style.red(text) : text;
    })
    .join("\n");
}

/** `Password: x` as `Password: (sensitive)`, in blocks and within braces; a variable stays, since it holds nothing. */
export function withoutSecrets(line: string, named: (name: string) => boolean): string {
  const pair = /(["']?)([\w.%-]{1,100})\1(: {0,20})("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'{[#][^\n,}]*)/g;
  return line.replace(pair, (whole, quote: string, name: string, colon: string, value: string) =>
    named(name) && !value.includes("${") ? `${quote}${name}${quote}${colon}${SENSITIVE}` : whole,
  );
}
