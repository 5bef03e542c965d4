import { createReadClient } from "../api/client.ts";
import type { Target } from "../config/target.ts";
import type { LiveNamespace } from "../documents/export-yaml.ts";
import type { Address } from "../model/address.ts";
import { isRecord } from "../model/names.ts";
import type { Production } from "../model/production.ts";
import { Refusal } from "../model/refusal.ts";
import { sensitivityOf } from "../model/sensitive.ts";
import { connect } from "./connect.ts";
import { bindingsIfAny, productionIfAny } from "./namespace.ts";
import type { TargetOptions } from "./targets.ts";
import type { World } from "./world.ts";

/** What is on a server, as it is written into files. */
export interface ExportedNamespace {
  readonly live: LiveNamespace;
  /** null: the value is a secret and is never written; undefined: it is none. */
  readonly secret: (address: Address, text: string) => null | undefined;
}

/** All of a namespace, or the named productions only. Throws Refusal for a production that cannot be exported. */
export async function exportNamespace(
  names: readonly string[],
  target: Target,
  options: Pick<TargetOptions, "url">,
  world: World,
): Promise<ExportedNamespace> {
  const client = createReadClient({ ...(await connect(target, options, world)), namespace: target.namespace });
  const whole = names.length === 0;
  const remarks: string[] = [];
  const [fallback, status, list, found] = await Promise.all([
    whole ? client.getDefault() : undefined,
    whole ? client.status() : undefined,
    whole ? client.list() : undefined,
    // Of named productions too: the records say which values are secret.
    bindingsIfAny(client),
  ]);
  if (whole && found === undefined) remarks.push("bindings are not exported: this server is older than IoP 4.0");
  const bindings = found ?? [];
  const wanted = whole ? Object.keys(list ?? {}) : names;
  const productions = (await Promise.all(wanted.map(read))).filter((production) => production !== undefined);
  const running = status?.status === "running" ? status.production : undefined;
  const sayable = running !== undefined ? running === fallback : status?.status === "stopped";
  if (status !== undefined && !sayable) {
    remarks.push(
      `state is not exported: ${status.production} is ${status.status}, and the default production is ${fallback || "not set"}`,
    );
  }
  const sensitive = sensitivityOf(bindings, target.sensitiveNames);
  return {
    live: {
      namespace: target.namespace,
      default: fallback === "" ? undefined : fallback,
      state: sayable ? (running === undefined ? "stopped" : "running") : undefined,
      productions,
      bindings: whole ? bindings.map(({ className }) => className).filter((name) => !isRecord(name)) : [],
      remarks,
    },
    secret: (address, text) => (text !== "" && sensitive(address, text) ? null : undefined),
  };

  async function read(name: string): Promise<Production | undefined> {
    const production = await productionIfAny(client, name);
    if (production !== undefined) return production;
    if (!whole) {
      throw new Refusal(
        "error",
        `there is no production ${name} in ${target.namespace}, or it inherits its definition`,
      );
    }
    remarks.push(`not exported: ${name} inherits its definition`);
    return undefined;
  }
}
