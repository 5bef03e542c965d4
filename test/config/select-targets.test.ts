import { describe, expect, it } from "vitest";
import { openConfig } from "../../src/config/open-config.ts";
import { selectTargets } from "../../src/config/select-targets.ts";
import { assertUrl } from "../../src/config/server-url.ts";
import { Reading } from "../../src/desired/reading.ts";
import { workspace } from "../helpers/cli.ts";

async function configOf(text: string) {
  const space = workspace({ "iopctl.config.yaml": text });
  try {
    return await openConfig(undefined, space.dir, new Reading());
  } finally {
    space.remove();
  }
}
const small =
  "targets:\n  dev: { url: http://h }\n  prod-a: { url: http://h, labels: { env: prod } }\n  prod-b: { url: http://h, labels: { env: prod } }\n";
const thousand = `targets:\n${Array.from({ length: 1000 }, (_, at) => `  ward-${String(at).padStart(3, "0")}: { url: http://h }\n`).join("")}`;

describe("the targets of a run", () => {
  it("by pattern, by label, and without some", async () => {
    const config = await configOf(small);
    expect(selectTargets({}, config)).toBeUndefined();
    expect(selectTargets({ target: ["*"], excludeTarget: ["prod-a"] }, config)).toEqual(["dev", "prod-b"]);
    expect(selectTargets({ label: ["env=prod"], excludeTarget: ["*-a"] }, config)).toEqual(["prod-b"]);
  });

  it("an empty text names nothing, and nothing is near to it", async () => {
    const config = await configOf(small.replace("dev", "w2"));
    const words = /^an empty text names no target; there is: w2, prod-a, prod-b$/;
    expect(() => selectTargets({ target: [""] }, config)).toThrow(words);
    expect(() => selectTargets({ target: ["w2,"] }, config)).toThrow(words);
    expect(() => selectTargets({ target: ["*"], excludeTarget: [""] }, config)).toThrow(words);
    expect(() => assertUrl("", "--url")).toThrow(/^--url is empty\n +For example: /);
  });

  it("leaving out what is not there, or all there is, is a mistake and never in silence", async () => {
    const config = await configOf(small);
    expect(() => selectTargets({ target: ["*"], excludeTarget: ["prod-c"] }, config)).toThrow(
      'there is no target "prod-c"',
    );
    expect(() => selectTargets({ target: ["dev"], excludeTarget: ["d*"] }, config)).toThrow("leaves none of dev");
    expect(() => selectTargets({ excludeTarget: ["dev"] }, config)).toThrow("--target '*'");
  });

  it("an unknown one of a thousand names the nearest few and not all", async () => {
    const config = await configOf(thousand);
    let message = "";
    try {
      selectTargets({ target: ["wrad-123"] }, config);
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toContain("ward-123");
    expect(message).toContain("of 1000");
    expect(message.length).toBeLessThan(300);
    expect(message.match(/ward-\d+/g)?.length).toBe(5);
  });

  it("a few are all named", async () => {
    const config = await configOf(small);
    expect(() => selectTargets({ target: ["nope"] }, config)).toThrow("there is: dev, prod-a, prod-b");
  });
});
