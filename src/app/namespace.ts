import type { ReadClient } from "../api/client.ts";
import { ApiError, hasToken } from "../api/error.ts";
import type { Binding } from "../model/observed.ts";
import type { Production } from "../model/production.ts";

/** One production, under the name that it was asked for by; undefined: there is none, or it inherits its definition. */
export async function productionIfAny(client: ReadClient, name: string): Promise<Production | undefined> {
  try {
    return { ...(await client.exportProduction(name)), name };
  } catch (error) {
    if (!hasToken(error, "#5001")) throw error;
    return undefined;
  }
}

/** The proxy classes; undefined: the server is older than IoP 4.0 and has no such route. */
export async function bindingsIfAny(client: ReadClient): Promise<readonly Binding[] | undefined> {
  try {
    return await client.bindings();
  } catch (error) {
    if (!(error instanceof ApiError) || error.kind !== "missing_route") throw error;
    return undefined;
  }
}
