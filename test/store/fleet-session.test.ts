import { describe, expect, it } from "vitest";
import { queueName, queueSecrets, rowText } from "../../src/store/fleet-session.ts";

describe("the address of a queue", () => {
  it("is shown without its user and its password, and both forms of a password are secrets", () => {
    const url = "postgres://fleet:p%40ss%2Fword@db.example:5433/queue?sslmode=require&password=other&sslpassword=third";
    expect(queueName(url)).toBe("db.example:5433/queue");
    expect(queueSecrets(url)).toEqual(["p%40ss%2Fword", "p@ss/word", "other", "third"]);
    expect(queueSecrets("postgresql://db/queue")).toEqual([]);
    // A password that is no good percent-encoding is one all the same.
    expect(queueSecrets("postgres://u:100%25%@db/queue")).toContain("100%25%");
  });

  it("that is none is refused, and not repeated", () => {
    for (const text of ["db.example", "http://u:secret@db", ""]) {
      expect(() => queueName(text)).toThrow("no address of a PostgreSQL database");
      expect(() => queueName(text)).not.toThrow(/secret/);
    }
  });
});

it("a row holds every text but the NUL that PostgreSQL cannot hold", () => {
  expect(rowText("a\0b")).toBe("a\uFFFDb");
  expect(JSON.parse(rowText({ a: ["x\0", "\\u0000"] }))).toEqual({ a: ["x\uFFFD", "\\u0000"] });
});
