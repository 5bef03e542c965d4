import type { Readable } from "node:stream";
import type { TargetOptions } from "../app/targets.ts";
import type { World } from "../app/world.ts";
import type { Terminal } from "./terminal.ts";

/** The flags that all commands share. */
export interface CommonFlags extends TargetOptions {
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly untrusted?: boolean;
}

/** What a command works with: the process's edges, so that nothing below `cli` touches them. */
export interface Context extends World {
  readonly terminal: Terminal;
  readonly stdin: Input;
}

/** Standard input; whether a person sits at it. */
export type Input = Readable & { readonly isTTY?: boolean; readonly unref?: () => unknown };
