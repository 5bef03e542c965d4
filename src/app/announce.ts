import { createHash } from "node:crypto";
import { allowedHosts } from "../api/allowed-hosts.ts";
import { postWebhook } from "../api/webhook.ts";
import type { World } from "./world.ts";

/** One piece of news for a webhook. `addresses`: what differs. */
export interface Announcement {
  readonly kind: "drift" | "failure" | "resolved";
  /** Empty where it is of no single one. */
  readonly target: string;
  readonly namespace: string;
  readonly text: string;
  readonly addresses: readonly string[];
}

/** Tells a webhook (IOPCTL_WEBHOOK_URL) what is new: the same is not told twice, and what was never told is not resolved. */
export function createAnnouncer(
  { env, secrets }: Pick<World, "env" | "secrets">,
  now: () => number,
  warn: (message: string, where: object) => void,
) {
  /** What was told last, by target. */
  const told = new Map<string, string>();

  async function announce({ kind, target, namespace, text, addresses }: Announcement): Promise<void> {
    const url = env["IOPCTL_WEBHOOK_URL"];
    if (!url) return;
    const key = `${target} ${namespace}`;
    const digest = createHash("sha256")
      .update(JSON.stringify([kind, text, addresses]))
      .digest("hex");
    if (told.get(key) === digest) return;
    secrets.add(url);
    const where = [target, namespace].filter((part) => part !== "").join("/");
    const body = {
      text: secrets.hide(`iopctl: ${where === "" ? "" : `${where}: `}${text}`),
      event: kind,
      target,
      namespace,
      addresses: addresses.slice(0, 100),
      time: new Date(now()).toISOString(),
    };
    try {
      await postWebhook({ url, allowedHosts: allowedHosts(env) }, body);
      told.set(key, digest);
    } catch (error) {
      warn((error as Error).message, { target, namespace });
    }
  }

  async function resolved(target: string, namespace: string): Promise<void> {
    const key = `${target} ${namespace}`;
    if (!told.has(key) && !told.has(`${target} `)) return;
    await announce({ kind: "resolved", target, namespace, text: `${namespace} matches the files`, addresses: [] });
    told.delete(key);
    told.delete(`${target} `);
  }

  return { announce, resolved };
}
