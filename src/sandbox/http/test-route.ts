import { xmlText } from "../rules/definition.ts";
import { activeItem, ensError, IrisError, noArgument, restartComponent } from "../rules/lifecycle.ts";
import { bool, number, type Profile, type RouteContext, text } from "../rules/route.ts";
import { own } from "../rules/state.ts";
import { InterpreterReplaced } from "../runtime/python.ts";

/** `POST /test` (wire-notes, 3.14): unless told not to, the target is restarted first. */
export async function testRoute(context: RouteContext): Promise<unknown> {
  const { state, ns, body, profile, log: write } = context;
  const target = text(body["target"]);
  if (target === "") throw noArgument("NoComponentSpecified");
  const again = wantsRestart(body["restart"], profile);
  if (again) {
    restartComponent(state, ns, target);
    write({ config_name: target, text: `Item ${target} restarted` });
  }
  if (ns.status !== "running" || ns.runtime === null)
    throw ensError("ErrProductionNotRunning", "No production is running");
  const production = own(ns.productions, ns.active);
  const testing = /^(1|true|yes|on)$/i.test(xmlText(production?.definition?.["@TestingEnabled"]));
  const unregistered = (name: string) =>
    ensError("ErrBusinessDispatchNameNotRegistered", `Business dispatch name '${name}' is not registered to run`);
  if (!testing) throw unregistered("EnsLib.Testing.Service");
  if (own(ns.runtime.jobs, target) === undefined) throw unregistered(target);
  activeItem(ns, target);
  const given = body["body"];
  const request = {
    target,
    classname: text(body["classname"]),
    body: typeof given === "string" ? given : JSON.stringify(given ?? {}),
    namespace: context.namespace,
  };
  const result = await sendTest(context, target, request);
  const session = context.newSession();
  for (const entry of result.log) {
    write({
      type: entry.type,
      config_name: entry.item,
      source_class: entry.class,
      source_method: entry.method,
      text: entry.text,
      session_id: session,
    });
  }
  await context.queued(result.queued, session);
  if (result.error !== null) throw new IrisError(result.error);
  const answer = result.answer ?? {};
  return "truncated" in answer ? { ...answer, truncated: bool(answer["truncated"] === 1, profile) } : answer;
}

/** Absent means yes, of the documentation no; what is there counts as ObjectScript counts it: a text by its number. */
function wantsRestart(flag: unknown, profile: Profile): boolean {
  if (flag === undefined || flag === null || flag === "") return profile !== "documented";
  return typeof flag === "boolean" ? flag : number(String(flag)) !== 0;
}

/** An interpreter that ended between the start of the components and the message is followed by one with them. */
async function sendTest({ python, settle }: RouteContext, target: string, request: object) {
  for (let tries = 0; ; tries += 1) {
    await settle(target);
    try {
      return await python.test(request, python.generation);
    } catch (error) {
      if (!(error instanceof InterpreterReplaced) || tries > 2) throw error;
    }
  }
}
