import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

/** The writers of definitions: python-surface W1 and W2, wire-notes 4.5. */
const definition = (timeout: string) => `{"@Name": "W.P", "@Extra": "kept?", "Item": [
  {"@Name": "A", "@ClassName": "EnsLib.X", "@PoolSize": "1", "@InactivityTimeout": "${timeout}", "@Foreground": "true",
   "Setting": [{"@Name": "NoTarget", "#text": "x"}]}]}`;
const whole = (where: string) => `from ${where}
register_production("W.P", '<Production Name="W.P" Extra="x"><Description> a &amp; b </Description>'
  '<Item Name="A" ClassName="EnsLib.X" InactivityTimeout="20"><Setting Name="NoTarget">x</Setting><Setting Target="Host" Name="Empty"/></Item>'
  '<Item Name="B" ClassName="EnsLib.Y"><More At="1"><Deep>d</Deep></More></Item></Production>')
`;
const WHOLE = {
  "W.P": {
    "@Name": "W.P",
    "@Extra": "x",
    Description: "a & b",
    Item: [
      {
        "@Name": "A",
        "@ClassName": "EnsLib.X",
        "@InactivityTimeout": "20",
        Setting: [
          { "@Name": "NoTarget", "#text": "x" },
          { "@Target": "Host", "@Name": "Empty" },
        ],
      },
      { "@Name": "B", "@ClassName": "EnsLib.Y", More: { "@At": "1", Deep: "d" } },
    ],
  },
};

async function migrated(sandbox: TestSandbox, settings: string): Promise<unknown> {
  const body = [{ name: "settings.py", data: settings }];
  const reply = await sandbox.api("PUT", "/migrate", { package: "writer", body });
  expect(reply.status, reply.text).toBe(200);
  return (await sandbox.api("GET", "/export?production=W.P")).json();
}

describe("the writer of IoP 4", () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await testSandbox();
  });
  afterAll(() => sandbox.close());

  it("W1, W2: the first write keeps every attribute, the next one drops what it does not know, from all items", async () => {
    const first = await migrated(sandbox, `PRODUCTIONS = [{"W.P": ${definition("20")}}]`);
    expect(first).toMatchObject({ "W.P": { "@Extra": "kept?", Item: { "@InactivityTimeout": "20" } } });
    const second = (await migrated(sandbox, `PRODUCTIONS = [{"W.P": ${definition("30")}}]`)) as Record<string, object>;
    expect(second["W.P"]).not.toHaveProperty("@Extra");
    expect(second["W.P"]).toMatchObject({
      Item: { "@Foreground": "true", Setting: { "@Target": "Host", "@Name": "NoTarget" } },
    });
    expect(second["W.P"]).not.toHaveProperty("Item.@InactivityTimeout");
  });

  it.each([
    ["W2: iop.migration._production_io", "iop.migration._production_io import register_production"],
    ["W2: iop._utils, of IoP 3", "iop._utils import _Utils\nregister_production = _Utils.register_production"],
  ])("%s keeps everything of a production that exists", async (_, where) => {
    await migrated(sandbox, `PRODUCTIONS = [{"W.P": ${definition("1")}}]`);
    expect(await migrated(sandbox, whole(where))).toEqual(WHOLE);
  });

  it.each([
    ["no XML", "W.P", "<Production", /SAX XML Parser Error/],
    ["another root", "W.P", "<Other/>", /root/],
    ["no name", "P", "<Production/>", /Invalid Production package or name/],
  ])("W2: refuses %s", async (_, name, xml, problem) => {
    const data = `from iop.migration._production_io import register_production\nregister_production("${name}", "${xml}")`;
    const body = [{ name: "settings.py", data }];
    const reply = await sandbox.api("PUT", "/migrate", { package: "writer", body });
    expect([reply.status, problem.test(reply.text)]).toEqual([500, true]);
  });
});

describe("the writer of IoP 3", () => {
  it("stores the XML as it was sent, each time", async () => {
    const sandbox = await testSandbox("3.6");
    await migrated(sandbox, `PRODUCTIONS = [{"W.P": ${definition("20")}}]`);
    const second = await migrated(sandbox, `PRODUCTIONS = [{"W.P": ${definition("30")}}]`);
    await sandbox.close();
    expect(second).toMatchObject({ "W.P": { "@Extra": "kept?", Item: { "@InactivityTimeout": "30" } } });
    expect(second).not.toHaveProperty("W.P.Item.Setting.@Target");
  });
});
