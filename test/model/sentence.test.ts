import { expect, it } from "vitest";
import { asSentence, inOneLine } from "../../src/model/sentence.ts";

it.each([
  ["it is so", "it is so."],
  ["it is so.", "it is so."],
  ["is it?", "is it?"],
  ["the server said:", "the server said."],
])("%j as a sentence", (text, sentence) => expect(asSentence(text)).toBe(sentence));

it.each([
  ["one\ntwo", "one"],
  ["these moved:\n  a\n  b", "these moved: a, b"],
  ["these moved:", "these moved:"],
  ["", ""],
])("%j in one line", (text, line) => expect(inOneLine(text)).toBe(line));
