import type { WireLogEntry } from "../../wire/types.ts";
import type { Python } from "../runtime/python.ts";
import type { Work } from "./lifecycle.ts";
import type { NamespaceState, SandboxState } from "./state.ts";

export type Profile = "4.1" | "documented" | "3.6" | "3.5";

/** What a route works with. */
export interface RouteContext {
  readonly state: SandboxState;
  readonly namespace: string;
  readonly ns: NamespaceState;
  readonly query: URLSearchParams;
  /** undefined: absent or malformed, where that is tolerated. */
  readonly body: Record<string, unknown>;
  readonly profile: Profile;
  readonly python: Python;
  readonly work: Work;
  readonly save: () => void;
  readonly log: (entry: Partial<WireLogEntry>) => void;
  readonly logEntries: readonly WireLogEntry[];
  /** Waits until what lives in Python is what runs; throws where the target ended the interpreter as it started. */
  readonly settle: (target: string) => Promise<void>;
  /** Takes note of messages that wait, and sees to it that they are handled. */
  readonly queued: (counts: Readonly<Record<string, number>>, session: string) => Promise<void>;
  readonly newSession: () => string;
}

export interface Route {
  /** required: an absent or malformed body is an error. tolerant: it is `{}`. none: no body is read. */
  readonly body: "none" | "required" | "tolerant";
  /** false: not even the namespace is read. */
  readonly namespace?: false;
  /** Fields that are checked before the namespace is (wire-notes, 2.3). */
  readonly before?: (query: URLSearchParams, body: Record<string, unknown>) => void;
  readonly run: (context: RouteContext) => unknown;
}

export function bool(value: boolean, profile: Profile): boolean | 0 | 1 {
  return profile === "documented" ? value : value ? 1 : 0;
}

/** A text as ObjectScript reads a number: as much of its beginning as is one, else 0. */
export function number(value: string): number {
  return Number(/^[+-]?(\d+\.?\d*|\.\d+)/.exec(value.trim())?.[0] ?? 0);
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : value === undefined || value === null ? "" : String(value);
}
