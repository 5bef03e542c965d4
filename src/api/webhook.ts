import { createFetch } from "ofetch";
import { isAllowedHost } from "./allowed-hosts.ts";

/** Where news is posted to. */
export interface WebhookOptions {
  readonly url: string;
  /** Hosts that may be spoken to; undefined: every host. */
  readonly allowedHosts: readonly string[] | undefined;
}

/**
 * Posts one message. `text` is what Slack and those who read its format show; the rest is for programs. Throws an Error
 * with a sentence for people, in which the address is not: it may hold a token.
 */
export async function postWebhook(
  { url, allowedHosts }: WebhookOptions,
  body: { readonly text: string },
): Promise<void> {
  const { host } = new URL(url);
  if (!isAllowedHost(url, allowedHosts)) {
    throw new Error(`the webhook's host ${host} is not among IOPCTL_ALLOWED_HOSTS`);
  }
  try {
    await createFetch({ fetch, Headers, AbortController })(url, {
      method: "POST",
      body,
      timeout: 10_000,
      retry: 2,
      retryDelay: 500,
      redirect: "error",
      responseType: "text",
    });
  } catch (error) {
    const status = (error as { status?: number }).status;
    throw new Error(`the webhook on ${host} ${status === undefined ? "cannot be reached" : `answered ${status}`}`);
  }
}
