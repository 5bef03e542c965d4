import { describe, expect, it } from "vitest";
import { secretAddresses, secretTextsOfFiles, secretTextsOnServer, sensitiveIn } from "../../src/aspects/sensitive.ts";
import { definitionClass } from "../../src/model/names.ts";
import { secretHashes } from "../../src/model/sensitive.ts";
import {
  bindingOf,
  desiredOf,
  itemOf,
  observedOf,
  productionOf,
  productionsOf,
  secret,
  settingOf,
  text,
  wantedOf,
} from "../helpers/states.ts";

const root = ["productions", "A.B"];
const host = (name: string) => [...root, "items", "In", "settings", "Host", name];

describe("what is sensitive of a namespace (contract, section 6)", () => {
  const wanted = wantedOf("A.B", {
    attributes: { description: secret("d") },
    settings: { Own: secret("o"), Plain: "p" },
    items: {
      In: {
        attributes: { comment: secret("c"), category: "k" },
        settings: { Host: { Hidden: secret("h"), Plain: text("p") } },
      },
      Out: "absent",
    },
  });
  const record = bindingOf(definitionClass("A.B"), "/x", {
    pythonClass: `Items1_0_${secretHashes([host("Past")]).slice(1)}`,
  });
  const desired = desiredOf({ productions: [wanted], sensitiveNames: ["Gate*", "!NotSecretToken"] });
  const sensitive = sensitiveIn(desired, observedOf({ bindings: [record] }));

  it.each([
    ["an attribute of the production", [...root, "description"], true],
    ["another", [...root, "test_enabled"], false],
    ["a setting of the production", [...root, "settings", "Own"], true],
    ["a plain one", [...root, "settings", "Plain"], false],
    ["an attribute of an item", [...root, "items", "In", "comment"], true],
    ["a plain one of it", [...root, "items", "In", "category"], false],
    ["a setting of an item", host("Hidden"), true],
    ["a plain one of it", host("Plain"), false],
    ["of the same name under another target", [...root, "items", "In", "settings", "Adapter", "Hidden"], false],
    ["an item as a whole", [...root, "items", "In"], false],
    ["an item that must go", [...root, "items", "Out", "comment"], false],
    ["what the server's record says was a secret", host("Past"), true],
    ["by its name", host("Password"), true],
    ["by a name that the config adds", host("GateCode"), true],
    ["not by one that it excepts", host("NotSecretToken"), false],
    ["of another production", ["productions", "C.D", "settings", "Own"], false],
  ] as const)("%s", (_, address, is) => expect(sensitive(address, "value")).toBe(is));

  it("what the record must go on saying: secrets of the files and of earlier files, as far as they still stand", () => {
    const result = productionOf("A.B", {
      attributes: { description: "d" },
      items: [
        itemOf("In", "Python.In", {
          settings: [
            settingOf("Host", "Hidden", "h"),
            settingOf("Host", "Past", "x"),
            settingOf("Host", "Password", "x"),
          ],
        }),
      ],
    });
    const observed = observedOf({ bindings: [record] });
    expect(secretAddresses(desired, observed, result)).toEqual([
      [...root, "description"],
      host("Hidden"),
      host("Past"),
    ]);
    expect(secretAddresses(desiredOf(), observed, { ...result, items: [] })).toEqual([]);
  });
});

it("a server may quote the value that it has, and the one that it refuses: both are known by their name", () => {
  const values = (password: string) => ({ Host: { password, Plain: "plain", url: `https://u:${password}-url@h/x` } });
  const comment = (of: string) => `see ftp://u:${of}-comment@h`;
  const items = {
    In: { attributes: { comment: comment("new") }, settings: values("new-one") },
    Out: "absent" as const,
  };
  const attributes = { description: "api_key=new-key" };
  const desired = desiredOf({
    productions: [wantedOf("A.B", { attributes, settings: { Token: "new-token" }, items })],
  });
  const has = ["password", "url"].map((name) => settingOf("Host", name, values("old-one").Host[name as "url"]));
  const item = itemOf("In", "X.Y", { settings: has, attributes: { comment: comment("old") } });
  const observed = observedOf({ productions: productionsOf(productionOf("A.B", { items: [item] })) });
  // A value as a whole, which may be more than what was taken for its secret, and the secret alone.
  expect([...secretTextsOfFiles(desired)].sort()).toEqual([
    ...["api_key=new-key", "https://u:new-one-url@h/x", "new-comment", "new-key", "new-one", "new-one-url"],
    ...["new-token", "see ftp://u:new-comment@h"],
  ]);
  expect([...secretTextsOnServer(desired, observed)].sort()).toEqual([
    ...["https://u:old-one-url@h/x", "old-comment", "old-one", "old-one-url", "see ftp://u:old-comment@h"],
  ]);
});
