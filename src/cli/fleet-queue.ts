import { queueAddress } from "../app/fleet-connect.ts";
import type { FleetStatus } from "../model/fleet.ts";
import { documentText } from "../model/json.ts";
import { fleetText } from "../report/fleet-text.ts";
import type { Context } from "./context.ts";

/** What the commands of a fleet share. */

export interface QueueFlags {
  readonly queue?: string;
  readonly json?: boolean;
  readonly reason?: string;
}

/** The database that is meant. Throws Refusal. */
export function addressOf(flags: QueueFlags, context: Context): string {
  const url = queueAddress(flags.queue, context);
  if (flags.queue !== undefined && new URL(flags.queue).password !== "")
    context.warn("a password on the command line can be seen by others of this machine: IOPCTL_QUEUE holds it too");
  return url;
}

/** What becomes of a submission, for people or programs. */
export function show(status: FleetStatus, { json }: QueueFlags, { terminal, now }: Context): void {
  terminal.out(
    json ? documentText(status) : fleetText(status, terminal.style, { now: now(), columns: terminal.width }),
  );
}
