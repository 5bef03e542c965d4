import type { Profile } from "../rules/values.ts";
import type { Python } from "../runtime/python.ts";
import type { Faults } from "./faults.ts";
import type { Store } from "./store.ts";

/** What one server of the sandbox is made of. */
export interface ServerOptions {
  readonly store: Store;
  readonly python: Python;
  readonly faults: Faults;
  readonly profile: Profile;
  readonly username: string;
  readonly password: string;
  /** Opens the control interface. */
  readonly token: string;
  /** What it listens to: which names it answers to. */
  readonly host: string;
  /** Milliseconds that a client may take to send a request's head, and to take an answer; of its body six times that. */
  readonly patience?: number;
  /** Whether components live from the start of their production on; else from the first message. */
  readonly eager: boolean;
  /** What the sandbox itself has to say. */
  readonly notice: (text: string) => void;
  /** Is told of each request, when it is answered. */
  readonly onRequest?: (line: RequestLine) => void;
}

/** A request that has been answered; its status is HTTP's. */
export interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly namespace: string;
  readonly status: number;
  readonly milliseconds: number;
}
