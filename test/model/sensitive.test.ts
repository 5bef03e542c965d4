import { expect, it } from "vitest";
import { secretsWithin, sensitiveNames, sensitivityOf } from "../../src/model/sensitive.ts";

const named = sensitiveNames(["Gate*", "!session_token"]);

it.each([
  ["Server=h;Password=abc def;Port=1", ["abc"]],
  ["password = abc\nuser=u", ["abc"]],
  ["https://u:abc@h/x?token=t0ken&x=1", ["t0ken", "abc"]],
  ["ftp://u:one@h ftp://u:two@h", ["one", "two"]],
  ["Authorization: Bearer eyJhbGciOi.J9", ["eyJhbGciOi.J9"]],
  ["Authorization: Basic dTpw", ["dTpw"]],
  ['{"user": "u", "password": "abc", "n": 1}', ["abc"]],
  ["{'api_key':'abc'}", ["abc"]],
  ['{"password": "three words, one"}', ["three words, one"]],
  ['{"Authorization": "Bearer abc"}', ["abc"]],
  ["GateCode=7", ["7"]],
  // Nothing, a switch, a name that is excepted, a map of fields, an address without a password, and prose.
  ["password=;token=true;session_token=abc", []],
  ["PatientKey:3,OrderKey:4", []],
  ["https://u@h:80/x", []],
  ["10:30 at http://h:80/a", []],
])("of %j these are secrets: %j", (text, secrets) => {
  expect(secretsWithin(text, named).map((part) => part.text)).toEqual(secrets);
});

it("a text for people is hidden where a secret stands in it, whatever its name", () => {
  const sensitive = sensitivityOf([]);
  const item = ["productions", "A.B", "items", "In"];
  for (const address of [
    [...item, "comment"],
    ["productions", "A.B", "description"],
  ]) {
    expect(sensitive(address, "see https://u:abc@h")).toBe(true);
    expect(sensitive(address, "the token of the day")).toBe(false);
  }
  // What plans are made of is shown.
  expect(sensitive([...item, "classname"], "X.Y")).toBe(false);
});

it("ends for texts that are made to be slow", () => {
  for (const part of ["a=", 'a":"', "//u:", "bearer ", "password: bearer\t", "{'", " "])
    expect(secretsWithin(part.repeat(100_000), () => false)).toEqual([]);
});
