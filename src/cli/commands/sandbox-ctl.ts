import { type ControlCall, controlSandbox, type SandboxMeant } from "../../app/sandbox-control.ts";
import { documentText } from "../../model/json.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import type { Context } from "../context.ts";

interface CtlFlags extends SandboxMeant {
  readonly namespace: string;
  readonly match?: string;
  readonly times?: number;
  readonly skip?: number;
  readonly delay?: number;
  readonly text?: string;
}

/** Each verb as one call of the control interface, which takes local calls only. */
const VERBS: Readonly<Record<string, (args: readonly string[], flags: CtlFlags) => ControlCall>> = {
  inspect: (_args, { namespace }) => ["GET", `/inspect?namespace=${encodeURIComponent(namespace)}`],
  requests: () => ["GET", "/requests"],
  faults: () => ["GET", "/faults"],
  clear: () => ["DELETE", "/faults"],
  fault: ([kind = ""], { match, times, skip, delay, text }) => [
    "POST",
    "/faults",
    { kind, match, times, skip, delay, text },
  ],
  status: ([status = "", active], { namespace }) => ["POST", "/state", { namespace, status, active }],
  queue: ([item = "", count = "1"], { namespace }) => [
    "POST",
    "/state",
    { namespace, queues: { [item]: Number(count) } },
  ],
  namespace: ([name = ""]) => ["POST", "/namespaces", { namespace: name }],
  reset: (_args, { namespace }) => ["POST", "/reset", { namespace }],
};

/** Brings about faults and rare states in a running sandbox, and shows what runs in it. */
export async function ctlCommand([verb, args]: [string, string[]], flags: CtlFlags, context: Context): Promise<Ending> {
  const make = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (make === undefined) throw new Refusal("usage", `there is no "${verb}": ${Object.keys(VERBS).join(", ")}`);
  const answer = await controlSandbox(make(args, flags), flags, context);
  context.terminal.out(documentText(answer));
  return "done";
}
