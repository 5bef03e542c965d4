import { describe, expect, it } from "vitest";
import { Faults, readFault } from "../../src/sandbox/http/faults.ts";

const kinds = (faults: Faults, method = "GET", path = "/status") => [...faults.take(method, path).keys()];

describe("a fault strikes", () => {
  it("once, or as often as it says, after those that it lets pass", () => {
    const faults = new Faults();
    faults.arm({ kind: "fail", skip: 1 });
    expect([kinds(faults), kinds(faults), kinds(faults)]).toEqual([[], ["fail"], []]);
    faults.arm({ kind: "html", times: 2 });
    expect([kinds(faults), kinds(faults), kinds(faults)]).toEqual([["html"], ["html"], []]);
    faults.arm({ kind: "garbage", times: 0 });
    expect([kinds(faults), kinds(faults)]).toEqual([["garbage"], ["garbage"]]);
    faults.clear();
    expect([kinds(faults), faults.list()]).toEqual([[], []]);
  });

  it.each([
    [undefined, true],
    ["GET /status", true],
    ["* /status", true],
    ["GET *", true],
    ["/status", true],
    ["PUT /status", false],
    ["GET /statu", false],
  ])("requests that it names: %s", (match, strikes) => {
    const faults = new Faults();
    faults.arm({ kind: "fail", ...(match === undefined ? {} : { match }) });
    expect(kinds(faults)).toEqual(strikes ? ["fail"] : []);
  });

  it("two of different kinds strike one request; of one kind the first armed", () => {
    const faults = new Faults();
    for (const kind of ["slow", "fail", "fail"] as const) faults.arm({ kind });
    expect([kinds(faults), kinds(faults), kinds(faults)]).toEqual([["slow", "fail"], ["fail"], []]);
  });
});

describe("a call that is held", () => {
  it("goes on when the faults are cleared, long before its time", async () => {
    const faults = new Faults();
    const both = Promise.all([faults.hold(3_600_000), faults.hold(3_600_000)]);
    expect(faults.held).toBe(2);
    faults.clear();
    await both;
    expect(faults.held).toBe(0);
  });

  it("goes on by itself after its time", async () => {
    const faults = new Faults();
    await faults.hold(1);
    expect(faults.held).toBe(0);
  });
});

it.each([
  [{ kind: "boom" }, "kind must be one of"],
  [{ kind: "slow", match: 1 }, "match must be a route"],
  [{ kind: "slow", text: 1 }, "text must be words"],
  [{ kind: "slow", times: -1 }, "times and skip must be whole numbers from 0"],
  [{ kind: "slow", skip: 0.5 }, "times and skip must be whole numbers from 0"],
  [{ kind: "slow", delay: 600_001 }, "at most 600000"],
])("what is asked for wrongly is said: %j", (given, words) => {
  expect(readFault(given)).toContain(words);
  expect(readFault({ kind: "slow", delay: 5 })).toEqual({ kind: "slow", delay: 5 });
});
