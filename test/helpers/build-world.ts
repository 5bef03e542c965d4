import { apply } from "../../src/engine/apply.ts";
import { observe } from "../../src/engine/observe.ts";
import type { Matcher } from "../../src/model/address.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import type { ApplyEvent } from "../../src/model/event.ts";
import { plan } from "../../src/planner/plan.ts";
import { define } from "../../src/sandbox/rules/catalogue.ts";
import { start, stop } from "../../src/sandbox/rules/lifecycle.ts";
import { type NamespaceState, newState } from "../../src/sandbox/rules/state.ts";
import { type ModelServer, modelServer } from "./model-server.ts";
import { morePackage, PRODUCTIONS, packageOf, type World } from "./worlds.ts";

/** A server in memory that is as the world says. */
export async function build(world: World): Promise<ModelServer> {
  const { definitions, deployed, more, form, running, suspended, fallback, strays } = world;
  const server = modelServer(newState(["USER"]));
  const ns = server.state.namespaces["USER"] as NamespaceState;
  if (deployed !== undefined) {
    await applyOn(server, { namespace: "USER", packages: [packageOf("demo", deployed, form)], productions: [] });
  }
  if (more !== undefined) {
    await applyOn(server, { namespace: "USER", packages: [morePackage(more)], productions: [] });
  }
  for (const name of strays) {
    const [module, classname] = ["stray", "Stray"];
    ns.bindings[name] = { super: "IOP.BusinessOperation", module, classname, classpaths: "/elsewhere" };
  }
  for (const [at, definition] of definitions.entries()) {
    if (definition !== undefined) define(ns, PRODUCTIONS[at] as string, structuredClone(definition));
  }
  if (running !== undefined) start(server.state, ns, PRODUCTIONS[running] as string, "then");
  if (running !== undefined && suspended) stop(ns, "then", { busy: false, queued: true });
  ns.default = fallback;
  server.writes.length = 0;
  return server;
}

export function planOf(server: ModelServer, desired: DesiredState) {
  return observe(desired, { client: server.client, parallelism: 8 }).then((observed) => plan(desired, observed));
}

/** Applies; dead after so many calls where that is given. */
export async function applyOn(
  server: ModelServer,
  desired: DesiredState,
  abort = new AbortController(),
  deadAfter?: number,
  onCall: (event: ApplyEvent & { type: "call_finished" }) => void = () => undefined,
  options: { readonly only?: Matcher; readonly patience?: number } = {},
) {
  const observeNow = (wanted: DesiredState) => observe(wanted, { client: server.client, parallelism: 8 });
  const observed = await observeNow(desired);
  const events: ApplyEvent[] = [];
  let made = 0;
  const { outcome: kind, message } = await apply(desired, observed, plan(desired, observed, options), {
    patience: 1_000,
    ...options,
    client: server.client,
    observe: observeNow,
    emit: (event) => {
      events.push(event);
      if (event.type !== "call_finished") return;
      onCall(event);
      made += 1;
      if (made === deadAfter) abort.abort();
    },
    signal: abort.signal,
    settle: 100,
  });
  return { kind, message, events };
}
