/** What a person asks a server for by hand, as it is shown: plain data, whatever form the API gives it in. */

/** A production of the server's list. */
export interface ListedProduction {
  readonly name: string;
  /** In the server's own words, as the times are. */
  readonly status: string;
  readonly autoStart: boolean;
  readonly lastStart: string;
  readonly lastStop: string;
}

/** An item, and where it sends to. */
export interface ConnectedItem {
  readonly name: string;
  /** undefined: the server does not say it. */
  readonly kind: string | undefined;
  /** Items that it sends to. */
  readonly connections: readonly string[];
  readonly className: string;
  /** What the server could not find out of it. */
  readonly warnings: readonly string[];
}

/** An item, and how much waits for it. */
export interface QueuedItem {
  readonly name: string;
  /** Messages; undefined: it has no queue. */
  readonly waiting: number | undefined;
  readonly className: string;
}

/** An entry of the production log. */
export interface LoggedLine {
  /** As the server writes it. */
  readonly time: string;
  readonly type: string;
  /** "" where it is no item's. */
  readonly item: string;
  readonly text: string;
}
