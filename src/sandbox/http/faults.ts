/** Faults that users and tests ask for through the control interface. Part of the product: pipelines are tested with them. */
export interface Fault {
  readonly kind: FaultKind;
  /** Of the request that it strikes: `PUT /migrate`, `* /status`; absent: any. */
  readonly match?: string;
  /** How often it strikes; absent: once. 0: until it is cleared. */
  readonly times?: number;
  /** Milliseconds, of `slow`. */
  readonly delay?: number;
  /** Words of `fail`. */
  readonly text?: string;
  /** How many matching requests pass before. */
  readonly skip?: number;
}

/** What is struck: the way to the route, the route itself, or its answer. */
export type FaultKind =
  | "drop_before"
  | "drop_after"
  | "truncate"
  | "slow"
  | "slow_after"
  | "fail"
  | "fail_after"
  | "html"
  | "unauthorized"
  | "garbage"
  | "busy"
  | "queued"
  | "ignore";

const FAULT_KINDS: readonly FaultKind[] = [
  "drop_before",
  "drop_after",
  "truncate",
  "slow",
  "slow_after",
  "fail",
  "fail_after",
  "html",
  "unauthorized",
  "garbage",
  "busy",
  "queued",
  "ignore",
];

/** What a control call asks for; a text says what is wrong with it. */
export function readFault(given: Readonly<Record<string, unknown>>): Fault | string {
  const { kind, match, times, delay, text, skip } = given;
  const count = (value: unknown, limit: number) =>
    value === undefined || (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= limit);
  if (!FAULT_KINDS.includes(kind as FaultKind)) return `kind must be one of ${FAULT_KINDS.join(", ")}`;
  if (match !== undefined && typeof match !== "string") return 'match must be a route, such as "PUT /migrate"';
  if (text !== undefined && typeof text !== "string") return "text must be words";
  if (!count(times, 1_000_000) || !count(skip, 1_000_000)) return "times and skip must be whole numbers from 0";
  if (!count(delay, 600_000)) return "delay must be a whole number of milliseconds, at most 600000";
  return given as unknown as Fault;
}

interface Armed extends Fault {
  left: number;
  toSkip: number;
}

/** The faults that are armed. `take` gives those that strike a request, and counts them down. */
export class Faults {
  private armed: Armed[] = [];
  private readonly waits = new Set<() => void>();

  /** How many calls `slow` holds right now. */
  get held(): number {
    return this.waits.size;
  }

  /** Holds a call for so many milliseconds; where the faults are cleared meanwhile, it goes on at once. */
  hold(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const goOn = () => {
        clearTimeout(timer);
        this.waits.delete(goOn);
        resolve();
      };
      const timer = setTimeout(goOn, milliseconds);
      this.waits.add(goOn);
    });
  }

  arm(fault: Fault): void {
    this.armed.push({ ...fault, left: fault.times ?? 1, toSkip: fault.skip ?? 0 });
  }

  clear(): void {
    this.armed = [];
    for (const goOn of this.waits) goOn();
  }

  list(): readonly Fault[] {
    return this.armed;
  }

  take(method: string, path: string): Map<FaultKind, Fault> {
    const struck = new Map<FaultKind, Fault>();
    for (const fault of this.armed) {
      if (!matches(fault.match, method, path) || struck.has(fault.kind)) continue;
      if (fault.toSkip > 0) {
        fault.toSkip -= 1;
        continue;
      }
      struck.set(fault.kind, fault);
      if (fault.left > 0) fault.left = fault.left === 1 ? -1 : fault.left - 1;
    }
    this.armed = this.armed.filter(({ left }) => left !== -1);
    return struck;
  }
}

function matches(match: string | undefined, method: string, path: string): boolean {
  if (match === undefined) return true;
  const [wantedMethod, wantedPath] = match.includes(" ") ? match.split(" ") : ["*", match];
  return (wantedMethod === "*" || wantedMethod === method) && (wantedPath === "*" || wantedPath === path);
}
