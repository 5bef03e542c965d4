import { expect, it } from "vitest";
import { answerError } from "../../src/api/error.ts";

const asked = { url: "http://h", username: "u", password: "p" };
const words = (text: string) =>
  answerError("POST", "/start", { status: 500, contentType: "application/json", text }, true, asked)?.words;

it.each([
  ['{"error": "it broke"}', "it broke"],
  ['{"errors": [{"error": "it broke"}], "summary": "s"}', "it broke"],
  ['{"errors": [{"code": 1}], "summary": "all of it"}', "all of it"],
  // A server that says nothing: its JSON is no sentence.
  ['{"error": ""}', "no words"],
  ['{"errors": [{"error": ""}], "summary": ""}', "no words"],
  ["", "no words"],
])("of %s a person reads: %s", (text, read) => expect(words(text)).toBe(read));
