import type { WireLogEntry } from "../../wire/types.ts";
import type {
  ConnectionsResult,
  ItemsQuestion,
  MessagesResult,
  MigrationQuestion,
  MigrationResult,
} from "../python-says.ts";
import { IrisError } from "./iris-error.ts";
import type { Work } from "./lifecycle.ts";
import { entryOf, type NamespaceState, type SandboxState } from "./state.ts";
import type { Profile } from "./values.ts";

/** What a route works with. It writes in `state`, and has no other effect. */
export interface RuleRequest {
  readonly state: SandboxState;
  readonly namespace: string;
  /** That namespace of the state. */
  readonly ns: NamespaceState;
  readonly query: Query;
  /** Of an absent or malformed one, where that is tolerated: no fields. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly profile: Profile;
  readonly work: Work;
  /** The time, as IRIS writes it. */
  readonly now: string;
  /** The namespace's log, oldest first. */
  readonly log: readonly WireLogEntry[];
}

/** The parameters of a query: the first of each name. */
export interface Query {
  get(name: string): string | null;
}

/** What comes of a request: an answer, with what the server logs of it, or first a question to Python. */
export type Outcome = Answered | AsksMigration | AsksItems;
/** What a migration's entry file registers. */
export type AsksMigration = Asks<"migrate", MigrationQuestion, MigrationResult>;
/** A question about items whose classes are Python's. */
export type AsksItems =
  | (Asks<"connections", ItemsQuestion, ConnectionsResult> & {
      /** Where Python does not answer. */
      readonly failed: (error: Error) => Outcome;
    })
  | Asks<"messages", ItemsQuestion, MessagesResult>;

interface Answered {
  /** JSON; of `/migrate` text. */
  readonly answer: unknown;
  readonly log?: readonly Partial<WireLogEntry>[];
}

/** Whoever has a Python puts the question to it and goes on with what it says. */
interface Asks<Method extends string, Question, Result> {
  readonly asks: Method;
  readonly question: Question;
  /** Goes on with what it said. Throws as the rule does. */
  readonly take: (result: Result) => Outcome;
}

/** A route, by its rule. */
export interface Rule {
  /** required: an absent or malformed body is an error. tolerant: it is `{}`. none: no body is read. */
  readonly body: "none" | "required" | "tolerant";
  /** false: not even the namespace is read. */
  readonly namespace?: false;
  /** Fields that are checked before the namespace is (wire-notes, 2.3). Throws IrisError. */
  readonly before?: (query: Query, body: RuleRequest["body"]) => void;
  /** Throws IrisError for what the server refuses. */
  readonly run: (request: RuleRequest) => Outcome;
}

/** Whether a request of the route may change the state. */
export function writes(rule: Pick<Rule, "body" | "before">): boolean {
  return rule.body !== "none" || rule.before !== undefined;
}

/** The namespace that a request means. Throws IrisError where it does not exist. */
export function namespaceOf(state: SandboxState, namespace: string): NamespaceState {
  const ns = entryOf(state.namespaces, namespace);
  if (ns === undefined) throw new IrisError("<INVALID OREF>NamespaceCheck+4^IOP.Service.Remote.Rest.v1.1");
  return ns;
}
