import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { exportYaml } from "../../src/documents/export-yaml.ts";
import { Net } from "../../src/model/net.ts";
import { safe } from "../../src/model/safe.ts";

const pipeline = { colors: false, pipeline: true };
/** What a terminal or a runner would obey, and texts around it. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\u001b[2J",
        "\u009b2J",
        "\u202e",
        "\u2028",
        "\u2029",
        "\u061c",
        "\r",
        "\n",
        "\t",
        "\\",
        '"',
        "'",
      ),
      fc.constantFrom("::error::", "::set-env name=A::", "##[group]", "##vso[task.x]", "::", "# ", ": ", "#", ":"),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const command = /^[ \t]*::|::[\w-]+(?: [^\n]*)?::|##\[|##vso\[/m;

describe("the gate before terminals and pipelines' logs", () => {
  it("lets nothing through that is obeyed", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(safe(text, pipeline)).not.toMatch(obeyed);
        expect(safe(text, pipeline)).not.toMatch(command);
        expect(safe(`\u001b[31m${text}\u001b[39m`, { colors: true, pipeline: false }).slice(5, -5)).not.toMatch(
          /\u001b(?!\[\d+m)/,
        );
      }),
    );
    expect(safe("\u001b[31mred\u001b[39m \u001b[8mhidden", { colors: true, pipeline: false })).toBe(
      "\u001b[31mred\u001b[39m \\u001b[8mhidden",
    );
  });

  it("leaves the meaning of JSON, and of what export writes, names in keys and comments included", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(JSON.parse(safe(JSON.stringify({ [text]: [text] }, null, 2), pipeline))).toEqual({ [text]: [text] });
        const name = `I${text}`.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "_").toWellFormed();
        const value = name.replace(/\r\n?/g, "\n");
        const item = {
          name,
          attributes: { classname: "X.Y", comment: value },
          settings: [
            { target: "Host", name: "a", value, extra: [] },
            { target: "Host", name, value: "1", extra: [] },
            { target: "Host", name, value: "2", extra: [] },
          ],
          extra: [],
        };
        const production = { name: "A.B", attributes: {}, settings: [], items: [item], extra: [] };
        const live = { namespace: "U", default: undefined, state: undefined, bindings: [], remarks: [`of ${text}`] };
        const yaml = exportYaml({ ...live, productions: [production] }, "x");
        expect(safe(yaml, pipeline)).toBe(yaml);
        const read = parse(yaml).productions["A.B"].items[name];
        expect(String(read.settings.Host.a).trim()).toBe(value.replaceAll("${", () => "$${").trim());
      }),
    );
  });
});

describe("the net under others' words", () => {
  const secret = fc.string({ unit: "grapheme", minLength: 4, maxLength: 20 }).filter((text) => text.trim().length >= 4);
  it("finds a secret in clear and in every form that programs write it in", () => {
    fc.assert(
      fc.property(secret, (text) => {
        const net = new Net();
        net.add(text);
        const entity = (number: (point: number) => string) =>
          [...text].map((char) => `&#${number(char.codePointAt(0) as number)};`).join("");
        const html = text.replace(
          /[&<>"']/g,
          (char) => `&${{ "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" }[char]};`,
        );
        const ascii = JSON.stringify(text)
          .slice(1, -1)
          .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
        const forms = [
          text,
          JSON.stringify(text).slice(1, -1),
          ascii,
          html,
          entity(String),
          entity((point) => `x${point.toString(16)}`),
        ];
        if (text.isWellFormed()) forms.push(encodeURIComponent(text));
        for (const form of forms) expect(net.hide(`a ${form} b`), form).not.toContain(form);
      }),
    );
  });

  it("leaves short ones alone, and the longer of two goes first", () => {
    const net = new Net();
    for (const text of ["1", "abc", "hunter2", "hunter2-long"]) net.add(text);
    expect(net.hide("1 abc hunter2-long hunter2")).toBe("1 abc (sensitive) (sensitive)");
  });
});
