import type { WireLogEntry } from "../../wire/types.ts";
import type { TestQuestion, TestResult } from "../python-says.ts";
import { activeItem } from "./catalogue.ts";
import { xmlText } from "./definition.ts";
import { ensError, IrisError, noArgument } from "./iris-error.ts";
import { restartComponent } from "./lifecycle.ts";
import type { RuleRequest } from "./rule.ts";
import { entryOf } from "./state.ts";
import { bool, number, type Profile, text } from "./values.ts";

/** `POST /test` (wire-notes, 3.14), but for the message itself, which runs in Python. */

/** Unless told not to, the target is restarted first. Gives what the log says of it. Throws IrisError. */
export function restartTarget({ state, ns, body, profile }: RuleRequest): Partial<WireLogEntry>[] {
  const target = text(body["target"]);
  if (target === "") throw noArgument("NoComponentSpecified");
  if (!wantsRestart(body["restart"], profile)) return [];
  restartComponent(state, ns, target);
  return [{ config_name: target, text: `Item ${target} restarted` }];
}

/** The message that is sent. Throws IrisError where its target takes none. */
export function testQuestion({ ns, body, namespace }: RuleRequest): TestQuestion {
  const target = text(body["target"]);
  if (ns.status !== "running" || ns.runtime === null)
    throw ensError("ErrProductionNotRunning", "No production is running");
  const production = entryOf(ns.productions, ns.active);
  const testing = /^(1|true|yes|on)$/i.test(xmlText(production?.definition?.["@TestingEnabled"]));
  if (!testing) throw unregistered("EnsLib.Testing.Service");
  if (entryOf(ns.runtime.jobs, target) === undefined) throw unregistered(target);
  activeItem(ns, target);
  const given = body["body"];
  return {
    target,
    classname: text(body["classname"]),
    body: typeof given === "string" ? given : JSON.stringify(given ?? {}),
    namespace,
  };
}

/** What the log says of the message, all of it in one session. */
export function testLog({ log }: TestResult, session: string): Partial<WireLogEntry>[] {
  return log.map((entry) => ({
    type: entry.type,
    config_name: entry.item,
    source_class: entry.class,
    source_method: entry.method,
    text: entry.text,
    session_id: session,
  }));
}

/** Throws IrisError with what the target failed with. */
export function testAnswer({ answer, error }: TestResult, profile: Profile): unknown {
  if (error !== null) throw new IrisError(error);
  const shown = answer ?? {};
  return "truncated" in shown ? { ...shown, truncated: bool(shown["truncated"] === 1, profile) } : shown;
}

function unregistered(name: string): IrisError {
  return ensError("ErrBusinessDispatchNameNotRegistered", `Business dispatch name '${name}' is not registered to run`);
}

/** Absent means yes, of the documentation no; what is there counts as ObjectScript counts it: a text by its number. */
function wantsRestart(flag: unknown, profile: Profile): boolean {
  if (flag === undefined || flag === null || flag === "") return profile !== "documented";
  return typeof flag === "boolean" ? flag : number(String(flag)) !== 0;
}
