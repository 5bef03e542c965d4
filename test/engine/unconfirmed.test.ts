import { describe, expect, it } from "vitest";
import { ApiError, type ApiErrorKind } from "../../src/api/error.ts";
import type { ApplyEvent } from "../../src/model/event.ts";
import { MARKER_CLASS } from "../../src/model/names.ts";
import { define } from "../../src/sandbox/rules/catalogue.ts";
import { staleItems } from "../../src/sandbox/rules/jobs.ts";
import type { NamespaceState } from "../../src/sandbox/rules/state.ts";
import { applyOn } from "../helpers/build-world.ts";
import { type ModelServer, modelServer } from "../helpers/model-server.ts";

const text = (value: string) => ({ text: value, sensitive: false });
const PRODUCTION = "One.Production";

function desired(state: "running" | "stopped", value = "1") {
  const settings = new Map([["Host", new Map([["A", text(value)]])]]);
  const item = { attributes: { classname: text("EnsLib.File.PassthroughOperation") }, settings };
  const production = { name: PRODUCTION, prune: false, attributes: {}, settings: undefined, ignore: [] };
  const productions = [{ ...production, items: new Map([["Out", item]]) }];
  return { namespace: "USER", packages: [], productions, default: PRODUCTION, state };
}

/** A server on which reads fail after a writing call was made, for so many of them. */
function failing(server: ModelServer, path: string, kind: ApiErrorKind, times: number): ModelServer {
  let left = times;
  const broken = async <T>(read: () => Promise<T>): Promise<T> => {
    if (!server.writes.includes(path) || left <= 0) return read();
    left -= 1;
    throw new ApiError({ kind, method: "GET", path: "/status", words: "the server is away" });
  };
  const { client } = server;
  return { ...server, client: { ...client, status: () => broken(() => client.status()) } };
}

async function serverIn(state: "running" | "stopped"): Promise<{ server: ModelServer; ns: NamespaceState }> {
  const server = modelServer();
  const ns = server.state.namespaces["USER"] as NamespaceState;
  define(ns, PRODUCTION, { Setting: [], Item: [] } as never);
  expect((await applyOn(server, desired(state))).kind).toBe("converged");
  server.writes.length = 0;
  return { server, ns };
}

const failures = (events: readonly ApplyEvent[]) =>
  events.flatMap((event) => (event.type === "call_failed" ? [event.message] : []));
const FOREVER = 1_000;

describe("a lifecycle call that the server accepts and whose result cannot be read", () => {
  // Also one that says of itself that it never reached the server: the call before it did.
  it.each(["unreachable", "unauthorized", "timeout", "server"] as const)(
    "start: failed and not confirmed, never nothing changed; the next run finishes (%s)",
    async (kind) => {
      const { server, ns } = await serverIn("stopped");
      const wanted = desired("running");
      const first = await applyOn(failing(server, "POST /start", kind, FOREVER), wanted);
      expect(first.kind).toBe("failed");
      expect(first.message).toContain("not confirmed: the server accepted the call");
      expect(first.message).toContain("the server is away");
      expect(first.message).toContain("Running the same command again continues");
      expect(failures(first.events)[0]).toContain("not confirmed");
      expect(server.writes).toEqual(["POST /start"]);
      // It had happened: there is nothing left to do.
      server.writes.length = 0;
      expect((await applyOn(server, wanted)).kind).toBe("unchanged");
      expect([ns.status, server.writes]).toEqual(["running", []]);
    },
  );

  it("stop: the same", async () => {
    const { server, ns } = await serverIn("running");
    const first = await applyOn(failing(server, "POST /stop", "unreachable", FOREVER), desired("stopped"));
    expect([first.kind, first.message]).toEqual(["failed", expect.stringContaining("not confirmed")]);
    expect((await applyOn(server, desired("stopped"))).kind).toBe("unchanged");
    expect([ns.status, server.writes]).toEqual(["stopped", ["POST /stop"]]);
  });

  it("goes on by itself where the server answers again", async () => {
    const { server } = await serverIn("stopped");
    const run = await applyOn(failing(server, "POST /start", "unreachable", 1), desired("running"));
    expect(run.kind).toBe("converged");
    const again = run.events.flatMap((event) => (event.type === "observed_again" ? [event.message] : []));
    expect(again).toEqual(["the call took effect"]);
    expect(server.writes).toEqual(["POST /start"]);
  });

  it("update: every call was made and the result not read; the next run has nothing to do", async () => {
    const { server, ns } = await serverIn("running");
    const wanted = desired("running", "2");
    const first = await applyOn(failing(server, "DELETE /binding", "unreachable", FOREVER), wanted);
    expect(first.kind).toBe("failed");
    expect(first.message).toContain("not confirmed: every call was made");
    expect(server.writes).toEqual(["PUT /migrate", "POST /update", "DELETE /binding"]);
    expect((await applyOn(server, wanted)).kind).toBe("unchanged");
    expect(staleItems(server.state, ns)).toEqual([]);
  });
});

describe("a call whose answer is lost, where no read can tell what became of it", () => {
  const dropped = (path: string) => new ApiError({ kind: "dropped", method: "POST", path, words: "cut off" });

  it.each([true, false])("/update is sent again, and the output says why (it had happened: %s)", async (happened) => {
    const { server, ns } = await serverIn("running");
    const { client } = server;
    let lost = false;
    const update = async () => {
      if (lost) return client.update();
      lost = true;
      if (happened) await client.update();
      throw dropped("/update");
    };
    const run = await applyOn({ ...server, client: { ...client, update } }, desired("running", "2"));
    expect(run.kind).toBe("converged");
    const again = run.events.flatMap((event) => (event.type === "observed_again" ? [event.message] : []));
    expect(again).toEqual([
      "the server cannot say whether the update was made, so it is sent again (it does nothing where it was)",
    ]);
    expect(server.writes.filter((call) => call === "POST /update")).toHaveLength(happened ? 2 : 1);
    expect([staleItems(server.state, ns), ns.bindings[MARKER_CLASS]]).toEqual([[], undefined]);
  });

  it.each([true, false])("a start is looked for instead (it had happened: %s)", async (happened) => {
    const { server } = await serverIn("stopped");
    const { client } = server;
    let lost = false;
    const start = async (name?: string) => {
      if (lost) return client.start(name);
      lost = true;
      if (happened) await client.start(name);
      throw dropped("/start");
    };
    const run = await applyOn({ ...server, client: { ...client, start } }, desired("running"));
    expect(run.kind).toBe("converged");
    const again = run.events.flatMap((event) => (event.type === "observed_again" ? [event.message] : []));
    expect(again).toEqual([happened ? "the call took effect" : "the call had no effect and is made again"]);
    expect(server.writes).toEqual(["POST /start"]);
  });
});
