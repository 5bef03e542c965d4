import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as iopctl from "../../src/app/index.ts";
import { argument, flag, keys, need, type Shape, taken, text } from "../../src/app/library-kinds.ts";
import { workspace } from "../helpers/cli.ts";
import { type ModelHttp, modelHttp } from "../helpers/model-http.ts";

const space = workspace();
let server: ModelHttp;
let target: iopctl.Target;
let options: iopctl.OpenOptions;
beforeAll(async () => {
  server = await modelHttp();
  const { IOP_USERNAME: username = "", IOP_PASSWORD: password = "" } = server.env;
  options = { cwd: space.dir, url: server.url, username, password, namespace: "USER" };
  target = await iopctl.openTarget(options);
});
afterAll(async () => {
  await target?.close();
  await server?.close();
  space.remove();
});

/** As JavaScript calls it: whatever, and as many. */
type Any = (...given: unknown[]) => unknown;
const any = (called: unknown) => called as Any;
/** What a call throws, at once or later, or where it says how it ended. */
const thrown = async (called: () => unknown): Promise<unknown> => {
  try {
    const answer = await called();
    if (typeof answer === "object" && answer !== null && "ended" in answer && "alive" in answer) await answer.ended;
    return undefined;
  } catch (error) {
    return error;
  }
};
const usage = (message: string | RegExp) => ({
  ...{ name: "Refusal", ending: "usage", message: expect.stringMatching(message) },
});

describe("what the library is given", () => {
  const functions = Object.entries(iopctl).filter(([, value]) => !/^class /.test(String(value)));

  it("is refused by each function by a typed error, whatever it is", async () => {
    for (const [name, called] of functions)
      for (const given of [[null], [5], [null, null], [null, 5, 5], [() => undefined], [Symbol.iterator]])
        expect(await thrown(() => any(called)(...given)), `${name}(${given.map(String)})`).toMatchObject({
          ...{ name: "Refusal", ending: expect.stringMatching(/^(usage|stale|error)$/) },
        });
  });

  it("is refused where it is missing", async () => {
    const optional = ["explain", "openFleet", "validate", /Rollout$/, "rolloutStatus"];
    for (const [name, called] of functions)
      if (!optional.some((one) => (typeof one === "string" ? one === name : one.test(name) && name !== "applyRollout")))
        expect(await thrown(() => any(called)()), name).toMatchObject({
          ...{ name: "Refusal", ending: expect.stringMatching(/^(usage|stale)$/) },
        });
  });

  it("has no second argument that nobody checks", async () => {
    const first = ["plan", "drift", "adopt", "acceptDrift", "planRollback", "rollback", "exportState", "exportFiles"];
    const called = (name: string) => any(functions.find(([known]) => known === name)?.[1]);
    for (const name of first)
      expect(await thrown(() => called(name)(target, { nobody_knows: 1 })), name).toMatchObject(
        usage(`^${name}: there is no option nobody_knows`),
      );
    for (const name of ["planRollout", "resumeRollout", "abortRollout", "pauseRollout", "rolloutStatus", "validate"])
      expect(await thrown(() => called(name)({ nobody_knows: 1 })), name).toMatchObject(
        usage(`^${name}: there is no option nobody_knows`),
      );
    expect(await thrown(() => any(iopctl.apply)(target, {}, { allow_kill: true }))).toMatchObject(
      usage("^apply: there is no option allow_kill; did you mean allowKill\\?$"),
    );
  });

  it.each<[object, string]>([
    [{ max_disruption: "none" }, "there is no option max_disruption; did you mean maxDisruption?"],
    [{ maxDisruption: "non" }, 'maxDisruption must be "none", "component" or "production"; did you mean none?'],
    [{ maxDisruption: null }, 'maxDisruption must be "none", "component" or "production", not null'],
    [{ drain: "yes" }, "drain must be true or false, not a text"],
    [
      { only: "default" },
      "only must be a list of texts, and not empty: leave it out where nothing is chosen, not a text",
    ],
    [
      { only: [] },
      "only must be a list of texts, and not empty: leave it out where nothing is chosen, not an empty list",
    ],
    [{ exclude: [5] }, "exclude must be a list of texts, not a list"],
    [{ parallelism: 0 }, "parallelism must be a whole number from 1, not 0"],
    [{ parallelism: "8" }, "parallelism must be a whole number from 1, not a text"],
    [{ pruneLimit: 5 }, "pruneLimit must be a text that is not empty, not 5"],
  ])("names the key and what it may be: plan(target, %j)", async (request, message) => {
    await expect(any(iopctl.plan)(target, request)).rejects.toMatchObject({
      ...{ name: "Refusal", ending: "usage", message: `plan: ${message}` },
    });
    expect(server.writes()).toEqual([]);
  });

  it.each<unknown>([[], "", null, {}, { yaml: 5 }, { data: null }, { data: [] }, { yaml: "", data: {} }, ["a", 5], 5])(
    "is no state: %j",
    async (state) => {
      for (const called of [iopctl.plan, iopctl.drift])
        await expect(any(called)(target, { state })).rejects.toMatchObject(usage(/: state must be a path, a list/));
      for (const called of [iopctl.render, iopctl.observe])
        await expect(any(called)(target, state)).rejects.toMatchObject(usage(/: state must be a path, a list/));
    },
  );

  it.each<[object, RegExp]>([
    [{ timeout: -1 }, /^openTarget: timeout must be a whole number of milliseconds, from 1 to \d+, not -1$/],
    [{ timeout: 2 ** 31 }, /timeout must be/],
    [{ migrateTimeout: Number.NaN }, /migrateTimeout must be .* not NaN$/],
    [{ retries: -1 }, /retries must be a whole number from 0, not -1$/],
    [{ pasword: "s3cr3t" }, /^openTarget: there is no option pasword; did you mean password\?$/],
    [{ env: { A: 5 } }, /env must be an object of texts/],
    [{ signal: {} }, /signal must be an AbortSignal, not an object$/],
    [{ onWarning: "x" }, /onWarning must be a function, not a text$/],
    [{ verify_ssl: false }, /did you mean verifySsl\?$/],
  ])("opens no target: %j", async (more, message) => {
    await expect(any(iopctl.openTarget)({ ...options, ...more })).rejects.toMatchObject(usage(message));
  });

  it("names an address as the caller did, and no variable", async () => {
    await expect(iopctl.openTarget({ url: "ftp://x" })).rejects.toThrow(/^url must begin with http:\/\/ or https:/);
    await expect(iopctl.openTarget({ url: "localhost:1" })).rejects.toThrow(/^url has no http/);
    await expect(iopctl.openTarget({ env: { IOP_URL: "ftp://x" }, cwd: space.dir })).rejects.toThrow(/^IOP_URL must/);
  });

  it("is not a target where options are wanted", async () => {
    expect(await thrown(() => any(iopctl.reconcile)(target))).toMatchObject(usage("of options, not a target$"));
    expect(await thrown(() => any(iopctl.eachTarget)(target, () => 1))).toMatchObject(usage("not a target$"));
    expect(await thrown(() => iopctl.eachTarget({ targets: [] }, async () => 1))).toMatchObject(usage("not empty"));
  });

  it("is checked of each call by hand, before it is made", async () => {
    const hand = iopctl.byHand(target);
    const given: [Any, unknown[], RegExp][] = [
      [any(hand.startComponent), [], /^byHand\(\).startComponent: item must be a text/],
      [any(hand.unbind), [], /className must be/],
      [any(hand.setDefault), ["A.B", { outside_window: "x" }], /did you mean outsideWindow\?$/],
      [any(hand.test), [], /^byHand\(\).test: message must be an object/],
      [any(hand.test), [{ target: "A", classnam: "x" }], /did you mean classname\?$/],
      [any(hand.test), [{}], /target must be a text/],
      [any(hand.log), [{ top: 0 }], /top must be/],
      [any(hand.log), [null], /options must be an object, not null$/],
      [any(hand.start), [5], /production must be/],
      [any(hand.migrate), [], /folder must be/],
      [any(hand.migrate), [".", null], /options must be/],
      [any(hand.bindings), [{ unused: 1 }], /unused must be true or false/],
    ];
    for (const [called, values, message] of given)
      await expect(called(...values), String(message)).rejects.toMatchObject(usage(message));
    const news = any(hand.followLog)({ since: "x" }) as AsyncGenerator;
    await expect(news.next()).rejects.toMatchObject(usage(/since must be/));
    expect(server.writes()).toEqual([]);
  });

  it("is checked of each function of a fleet, and no word of a secret is said", async () => {
    const fleet = iopctl.openFleet({ cwd: space.dir, queue: "postgres://u:s3cr3t@127.0.0.1:1/x" });
    await expect(any(fleet.submit)()).rejects.toMatchObject(usage(/^fleet submit: /));
    await expect(any(fleet.submit)({ kind: "aply" })).rejects.toMatchObject(
      usage(/kind must be .*did you mean apply\?$/),
    );
    await expect(any(fleet.work)({})).rejects.toMatchObject(usage(/name must be a text/));
    for (const called of [fleet.ended, fleet.pause, fleet.resume, fleet.abort])
      await expect(any(called)()).rejects.toMatchObject(usage(/id must be a text/));
    await expect(any(fleet.status)(5)).rejects.toMatchObject(usage(/id must be a text/));
    const password = await thrown(() => any(iopctl.openTarget)({ ...options, password: ["s3cr3t"] }));
    expect(String(password)).not.toContain("s3cr3t");
  });
});

describe("a table of options", () => {
  interface Asked {
    readonly name: string;
    readonly strict?: boolean;
  }
  const ASKED: Shape<Asked> = { name: need(text), strict: flag };

  it("has the rows of its type, or does not compile", () => {
    // @ts-expect-error: a key has no row.
    const short: Shape<Asked> = { name: need(text) };
    // @ts-expect-error: a row has no key.
    const long: Shape<Asked> = { ...ASKED, other: flag };
    // @ts-expect-error: the kind is of another type.
    const other: Shape<Asked> = { name: need(text), strict: text };
    // @ts-expect-error: it may not be left out.
    const lax: Shape<Asked> = { name: text, strict: flag };
    // @ts-expect-error: it may be left out.
    const hard: Shape<Asked> = { name: need(text), strict: need(flag) };
    expect([short, long, other, lax, hard]).toHaveLength(5);
  });

  it("takes what is left out, and what is undefined as left out", () => {
    taken("it", ASKED, { name: "x", strict: undefined });
    argument("it", "options", keys(ASKED), undefined);
    expect(() => taken("it", ASKED, {})).toThrow("it: name must be a text that is not empty, not undefined");
  });
});
