import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FIXTURE } from "../conformance/fixture.ts";
import { type TestSandbox, testSandbox } from "../helpers/sandbox.ts";

/** Routes where what is given is not what was meant: numbers R1 to R5 of what is known of real servers. */
let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox("4.1", [], { timeLimit: 8_000 });
  expect((await sandbox.api("PUT", "/migrate", FIXTURE)).status).toBe(200);
  await sandbox.api("POST", "/start", { production: "Demo.P" });
});
afterAll(() => sandbox.close());

const get = async (path: string) => (await sandbox.api("GET", path)).json();

describe("R1: texts where numbers are wanted", () => {
  it.each([
    ["top=0", 0],
    ["top=abc", 0],
    ["top=-1", 0],
    ["top=1x", 1],
    ["top=1.9", 1],
  ])("/log?%s gives %d entries", async (query, count) => {
    expect(await get(`/log?${query}`)).toHaveLength(count);
  });

  it("an empty top is none", async () => {
    expect(await get("/log?top=")).toEqual(await get("/log"));
    expect((await get("/log")) as unknown[]).not.toHaveLength(0);
  });

  it.each([
    ["no", false],
    ["yes", false],
    ["true", false],
    ["0", false],
    [0, false],
    [false, false],
    ["1", true],
    ["2 times", true],
    [1, true],
    [true, true],
    ["", true],
    [null, true],
  ])("restart: %j restarts: %j", async (restart, wanted) => {
    const before = (await sandbox.inspect()).runtime?.jobs["Op"]?.starts ?? 0;
    await sandbox.api("POST", "/test", { target: "Op", classname: "cmsg.Ping", body: { a: 1 }, restart });
    const after = (await sandbox.inspect()).runtime?.jobs["Op"]?.starts ?? 0;
    expect(after - before).toBe(wanted ? 1 : 0);
  });
});

it("R2: a binding that does not exist is not defined", async () => {
  const answer = await sandbox.api("DELETE", "/binding?class=Python.Nobody");
  expect([answer.status, answer.json()]).toEqual([
    500,
    { error: "ERROR <Ens>ErrGeneral: No proxy class defined for remote class 'Python.Nobody'." },
  ]);
});

it.each(["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
  "R3: a form (%s) is not read: what needs a body fails, what does not goes on without",
  async (type) => {
    const send = (path: string, method: string, body: string) =>
      fetch(`${sandbox.url}/api/iop${path}`, {
        method,
        headers: { authorization: `Basic ${btoa("u:p4ssw0rd")}`, "content-type": type },
        body,
      });
    const failed = await send("/default", "PUT", '{"production":"Form.P"}');
    expect([failed.status, Object.keys((await failed.json()) as object)]).toEqual([500, ["error"]]);
    expect(await get("/default")).not.toEqual({ production: "Form.P" });
    // The namespace of the body is not seen either.
    expect((await send("/update", "POST", '{"namespace":"NOPE"}')).status).toBe(200);
  },
);

it("R5: a target that works on and on is given up, and the next call works", async () => {
  const loops = FIXTURE.body.map(({ name, data }) => ({
    name,
    data: data.replace("return Ping(a=request.a + 1)", "\n        while request.a: pass\n        return Ping(a=7)"),
  }));
  expect((await sandbox.api("PUT", "/migrate", { ...FIXTURE, body: loops })).status).toBe(200);
  const test = (a: number) => sandbox.api("POST", "/test", { target: "Op", classname: "cmsg.Ping", body: { a } });
  expect((await test(1)).json()).toEqual({ error: expect.stringContaining("ran longer than the sandbox waits") });
  expect((await test(0)).json()).toEqual({ classname: "cmsg.Ping", body: '{"a":7}', truncated: 0 });
});
