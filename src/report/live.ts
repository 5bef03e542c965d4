import type { StatusReport } from "../model/status.ts";

/**
 * What the live page shows, as plain data: it is what goes to the browser. No value of a setting is in it but what plans
 * show, which hide by structure.
 */

/** One target at a glance; what was not read yet is absent. */
export interface Glance {
  readonly target: string;
  readonly url: string;
  readonly namespace: string;
  /** away: the last look failed, and what is shown is from before. */
  readonly phase: "waiting" | "known" | "away";
  /** Why the last look failed. */
  readonly why?: string;
  /** When it was last seen, ISO 8601. */
  readonly seen?: string;
  readonly production?: string;
  readonly status?: StatusReport["status"];
  readonly queues?: StatusReport["queues"];
  readonly packages?: StatusReport["packages"];
  readonly unfinished?: StatusReport["unfinished"];
  readonly locks?: StatusReport["locks"];
  readonly drift?: DriftCounts | NotKnown;
  readonly lastRun?: LiveRun | null;
}

/** How many differences have which origin; accepted ones are none. */
export interface DriftCounts {
  readonly server: number;
  readonly files: number;
  readonly unknown: number;
  readonly accepted: number;
}

/** What could not be found out: why. */
export interface NotKnown {
  readonly not_known: string;
}

/** A run as it is recorded on this machine. */
export interface LiveRun {
  readonly id: string;
  readonly command: string;
  readonly started: string;
  readonly finished?: string;
  /** Absent: it goes on, or was cut off. */
  readonly outcome?: string;
  readonly calls?: number;
  readonly what: string;
  readonly by: string;
  /** As the terminal tells them. */
  readonly events: readonly string[];
}

/** An entry of the production log on the live page. */
export interface LiveLine {
  readonly id: string;
  readonly time: string;
  readonly type: string;
  readonly item: string;
  readonly session: string;
  readonly text: string;
}

/** HTML of the reports, whole and escaped, or why there is none. */
export type LiveHtml = { readonly html: string } | NotKnown;

/** What a target's own page shows. */
export interface LiveParts {
  readonly picture: LiveHtml;
  readonly plan: LiveHtml;
  readonly drift: LiveHtml;
  /** Newest first. */
  readonly log: readonly LiveLine[] | NotKnown;
  /** Newest first. */
  readonly runs: readonly LiveRun[] | NotKnown;
}
/** A part of a target's page that is fed for itself. */
export type LivePart = keyof LiveParts;

/** What a browser is sent: what the page is of, a target at a glance, or a part of the one that it looks at. */
export type LiveMessage =
  | {
      readonly kind: "hello";
      readonly targets: readonly string[];
      /** Whether it is a sandbox, which takes test messages and faults. */
      readonly sandbox: boolean;
    }
  | { readonly kind: "glance"; readonly glance: Glance }
  | {
      readonly [Part in LivePart]: { readonly kind: Part; readonly target: string; readonly value: LiveParts[Part] };
    }[LivePart];

/** What a sandbox knows of the messages that its items take. */
export interface LiveMessageClass {
  readonly item: string;
  readonly classname: string;
  readonly fields: readonly { readonly name: string; readonly type: string; readonly default: string }[];
}
