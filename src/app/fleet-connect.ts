import { allowedHosts, isAllowedHost } from "../api/allowed-hosts.ts";
import { Refusal } from "../model/refusal.ts";
import { openSession, queueSecrets, type Session } from "../store/fleet-session.ts";
import { hasTables } from "../store/fleet-tables.ts";
import type { TargetOptions } from "./targets.ts";
import type { World } from "./world.ts";

/** The address of the database. Throws Refusal (exit 64) where none is named. Its password is hidden from here on. */
export function queueAddress(queue: string | undefined, { env, secrets }: World): string {
  const url = queue ?? env["IOPCTL_QUEUE"];
  if (url === undefined || url === "")
    throw new Refusal("usage", "no queue is named: --queue postgres://user@host/database, or IOPCTL_QUEUE");
  for (const secret of queueSecrets(url)) secrets.add(secret);
  if (!isAllowedHost(url, allowedHosts(env)))
    throw new Refusal("guard", "IOPCTL_ALLOWED_HOSTS does not name the host of the queue: nothing was sent to it");
  return url;
}

/** A connection for one command. `use`: "look" makes no tables, and gives undefined where there are none. */
export async function withQueue<T>(
  url: string,
  world: World,
  work: (session: Session) => Promise<T>,
): Promise<T | undefined> {
  const session = await openSession(url, "iopctl fleet");
  world.onEnd(() => session.close());
  if (!(await hasTables(session.query))) return undefined;
  return work(session);
}

/** One address for all targets would make one server of a fleet. */
export function refuseOneUrl({ url }: Pick<TargetOptions, "url">, { env }: World): void {
  if (url !== undefined) throw new Refusal("usage", "--url: a fleet is made of the targets of the config");
  if (env["IOP_URL"]) throw new Refusal("error", "IOP_URL is set, and would send all targets to one server: unset it");
}
