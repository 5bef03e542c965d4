import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { nextId, openStore, trim } from "../../src/sandbox/http/store.ts";
import type { WireLogEntry } from "../../src/wire/types.ts";

const folder = mkdtempSync(join(tmpdir(), "iopctl-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

const entry = (id: number, text = "x") =>
  ({
    id,
    config_name: "",
    job: "1",
    message_id: "",
    session_id: "",
    source_class: "",
    source_method: "",
    text,
    time_logged: "",
    type: "Info",
  }) as unknown as WireLogEntry;

describe("what the sandbox keeps of a log", () => {
  it("is bounded: the oldest go, the others keep their ids, and ids only grow", () => {
    const entries = Array.from({ length: 9 }, (_, at) => entry(at + 1));
    trim(entries, 8);
    expect(entries.map(({ id }) => id)).toEqual([4, 5, 6, 7, 8, 9]);
    expect(nextId(entries)).toBe(10);
    const long = Array.from({ length: 64 }, (_, at) => entry(at + 1, "y".repeat(100)));
    trim(long, 1_000, 5_000);
    expect(long).toHaveLength(48);
  });

  it("is bounded on the disk too, and whole when it is read again", () => {
    const store = openStore(folder, ["USER"]);
    const text = "z".repeat(32_000);
    for (let id = 1; id <= 2_400; id += 1) store.append("USER", entry(id, text));
    const kept = store.log.get("USER")?.map(({ id }) => id) ?? [];
    store.close();
    expect(readFileSync(join(folder, "log.ndjson")).byteLength).toBeLessThan(70 * 1024 * 1024);
    expect(kept.length).toBeLessThan(400);
    const again = openStore(folder, ["USER"]);
    const read = again.log.get("USER")?.map(({ id }) => id) ?? [];
    again.close();
    expect([read.at(-1), nextId(again.log.get("USER"))]).toEqual([2_400, 2_401]);
    expect(read.length).toBeLessThan(400);
  });
});
