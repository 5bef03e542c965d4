import { expect, it } from "vitest";
import { connectedItems, listedProductions, loggedLines, queuedItems } from "../../src/app/hand-rows.ts";
import { connectionRows, listRows, logLines, queueRows } from "../../src/report/tables.ts";

it("shows the productions of a namespace, however a server writes its booleans", () => {
  const entry = { Status: "Running", LastStartTime: "10:00", LastStopTime: "" };
  expect(
    listRows(listedProductions({ A: { ...entry, AutoStart: 1 }, B: { ...entry, AutoStart: false } })).slice(1),
  ).toEqual([
    ["A", "Running", "auto-start", "10:00", ""],
    ["B", "Running", "", "10:00", ""],
  ]);
});

it("shows who sends to whom; a kind that the server does not say stays empty", () => {
  const item = { item: "In", class_name: "A.Service", connections: ["Out", "Log"], warnings: ["not sure"] };
  const told = { item: "Out", class_name: "A.Operation", kind: "operation", connections: [], warnings: [] };
  expect(connectionRows(connectedItems({ production: "P", items: [item, told], warnings: [] })).slice(1)).toEqual([
    ["In", "", "Out, Log", "A.Service", "not sure"],
    ["Out", "operation", "", "A.Operation", ""],
  ]);
});

it("counts what waits, and no queue is not an empty one", () => {
  const item = { queue_name: "q", class_name: "A.Operation", count: 0 };
  const items = [
    { ...item, item: "Out", exists: 1 as const },
    { ...item, item: "Off", exists: 0 as const },
  ];
  expect(queueRows(queuedItems({ production: "P", items, warnings: [] })).slice(1)).toEqual([
    ["Out", "0", "A.Operation"],
    ["Off", "-", "A.Operation"],
  ]);
});

it("shows an entry of the log on one line, what goes on indented, and nothing that a terminal obeys", () => {
  const entry = {
    ...{ id: 1, config_name: "", job: 1, message_id: "", session_id: "", source_class: "", source_method: "" },
    ...{ text: "one\ntwo \u001b[2J", time_logged: "10:00", type: "Error" },
  };
  expect(logLines(loggedLines([entry]))).toBe("10:00  Error    -: one\n    two \\u001b[2J");
});
