import type { World } from "../../src/app/world.ts";
import { Net } from "../../src/model/net.ts";

/** A world of a use case in a folder, and what was told. `env`: all that its files and commands see. */
export function worldIn(
  cwd: string,
  { env = {}, ...more }: Partial<World> = {},
): { readonly world: World; readonly told: string[]; readonly close: () => Promise<void> } {
  const told: string[] = [];
  const closers: (() => Promise<void>)[] = [];
  const world: World = {
    cwd,
    env,
    signal: new AbortController().signal,
    now: () => Date.parse("2026-01-02T03:04:05Z"),
    secrets: new Net(),
    warn: (message) => told.push(`warning: ${message}`),
    note: (message) => told.push(message),
    onEnd: (close) => closers.push(close),
    ...more,
  };
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  return { world, told, close };
}
