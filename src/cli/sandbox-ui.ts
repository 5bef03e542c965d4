import type { SandboxAddress } from "../app/sandbox-control.ts";
import { sandboxPage } from "../app/sandbox-page.ts";
import type { Context } from "./context.ts";
import { openUi } from "./open-ui.ts";

interface Flags {
  readonly username: string;
  readonly namespace?: readonly string[];
  readonly seed?: string;
}

/** The live page of a sandbox: each of its namespaces, with test messages and faults. Throws Refusal. */
export async function openSandboxUi(
  sandbox: SandboxAddress,
  { username, namespace = [], seed }: Flags,
  context: Context,
): Promise<void> {
  const paths = seed !== undefined && !seed.endsWith(".json") ? [seed] : [];
  const { sources, actions } = await sandboxPage(sandbox, { username, namespaces: namespace, paths }, context);
  await openUi("127.0.0.1:0", sources, context, (text) => context.terminal.say(text), actions);
}
