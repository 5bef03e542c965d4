import { describe, expect, it } from "vitest";
import { writeClientOver } from "../../src/api/client.ts";
import { isEmpty, messagesWaiting } from "../../src/engine/queues.ts";

const item = (name: string, count: unknown) => ({ item: name, queue_name: name, class_name: "X", exists: 1, count });
const asked = (answer: object, items: readonly string[]) =>
  messagesWaiting(
    writeClientOver(async () => JSON.stringify(answer)),
    "A.B",
    items,
  );

describe("empty is only what the server says is empty", () => {
  it("all that was asked for is listed with nothing in it", async () => {
    const found = await asked({ production: "A.B", items: [item("Out", 0), item("In", 3)], warnings: [] }, ["Out"]);
    expect(isEmpty(found)).toBe(true);
  });

  it.each([
    ["an item is not listed", { production: "A.B", items: [], warnings: [] }, "the server does not list Out"],
    ["another production answers", { production: "C.D", items: [item("Out", 0)], warnings: [] }, "answered of C.D"],
    ["no production answers", { items: [item("Out", 0)], warnings: [] }, "answered of no production"],
    ["it warns", { production: "A.B", items: [item("Out", 0)], warnings: ["not loaded"] }, "not loaded"],
  ])("%s", async (_why, answer, words) => {
    const found = await asked(answer, ["Out"]);
    expect(isEmpty(found)).toBe(false);
    expect(found.unknown).toContain(words);
  });
});
