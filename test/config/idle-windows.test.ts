import { expect, it } from "vitest";
import { idleWindows } from "../../src/config/load-waves.ts";
import { openConfig } from "../../src/config/open-config.ts";
import { Reading } from "../../src/desired/reading.ts";
import { workspace } from "../helpers/cli.ts";

async function idle(rest: string): Promise<string[]> {
  const text = `targets:\n  a: { url: http://localhost, labels: { zone: x } }\n${rest}\n`;
  const space = workspace({ "iopctl.config.yaml": text });
  try {
    const file = await openConfig(undefined, space.dir, new Reading());
    return file === undefined ? ["no config"] : idleWindows(file);
  } finally {
    space.remove();
  }
}

it("a window or a freeze that fits no target is named with its place", async () => {
  expect(await idle('windows:\n  - { labels: { zone: y }, open: ["Sat 22:00-04:00"] }')).toEqual([
    "iopctl.config.yaml:4:5: no target fits this entry of windows, so it is about nobody",
  ]);
  expect(await idle('windows:\n  - { labels: { zone: x }, open: ["Sat 22:00-04:00"] }')).toEqual([]);
});

it.each([
  "windows: [{ targets: null, open: [x] }]",
  "windows: [{ labels: null, open: [x] }]",
  "freeze: [{ targets: a }]",
  "freeze: [{ labels: 3 }]",
  "windows: [7]",
  "windows: {}",
])("what the schema refuses is not looked at: %s", async (rest) => {
  expect(await idle(rest)).toEqual([]);
});
