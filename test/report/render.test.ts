import { expect, it } from "vitest";
import { type Rendered, renderEntries } from "../../src/model/rendered.ts";
import { renderYaml } from "../../src/report/render.ts";

const scalar = (text: string, value: Extract<Rendered, { kind: "scalar" }>["value"]): Rendered => ({
  ...{ kind: "scalar", place: "a:1" },
  value,
  text,
});
const state: Rendered = {
  kind: "map",
  place: "a:1",
  entries: new Map([
    ["octal", scalar("010", 10)],
    ["version", scalar("1.50", 1.5)],
    ["exponent", scalar("1e3", 1000)],
    ["hex", scalar("0x1F", 31)],
    ["long", scalar("12345678901234567890123", 1.2345678901234568e22)],
    ["plain", scalar("7", 7)],
    ["text", scalar("010", "010")],
  ]),
};

it("a number stands as it is written, since its text is what goes to the server", () => {
  expect(renderYaml(state, false)).toBe(
    'octal: 010\nversion: 1.50\nexponent: 1e3\nhex: 0x1F\nlong: 12345678901234567890123\nplain: 7\ntext: "010"\n',
  );
  expect(renderEntries(state).map(({ value }) => value)).toEqual([
    ...["010", "1.50", "1e3", "0x1F", "12345678901234567890123"],
    ...[7, "010"],
  ]);
});
