/** Time, as a poller needs it; a test brings its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls back once after so many milliseconds; gives what takes that back. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
  /** From 0 to below 1: so that many do not ask one server at one time. */
  readonly chance: () => number;
}

/** How often something is looked at, and who is told that it failed. */
export interface PollOptions {
  readonly clock: Clock;
  /** Milliseconds from the end of one look to the next; undefined: nobody wants to know. */
  readonly every: () => number | undefined;
  /** One look. It tells its result itself; what it throws makes the next looks rarer. */
  readonly look: () => Promise<void>;
  readonly failed: (error: Error) => void;
  /** Milliseconds that it waits at least after such a failure; absent: none. */
  readonly rest?: (error: Error) => number;
}

const JITTER = 0.1;
/** Who fails is asked again after twice as long each time, up to this. */
const LONGEST = 60_000;

/** Looks again and again, one look at a time, as long as somebody wants to know. */
export class Poller {
  private failures = 0;
  private rest = 0;
  private running = false;
  private ended = Number.NEGATIVE_INFINITY;
  private forced = false;
  private cancel: () => void = () => undefined;
  private closed = false;

  constructor(private readonly options: PollOptions) {}

  /** To be called when somebody comes or goes: it looks at once where it is time to. */
  wake(): void {
    this.cancel();
    this.cancel = () => undefined;
    const { clock, every } = this.options;
    const pause = every();
    if (this.running || this.closed || (pause === undefined && !this.forced)) return;
    const wait = this.forced ? 0 : this.ended + this.pauseOf(pause ?? 0) - clock.now();
    if (wait <= 0) void this.look();
    else this.cancel = clock.after(wait, () => this.wake());
  }

  /** Looks now, or right after the look under way. */
  now(): void {
    this.forced = true;
    this.wake();
  }

  close(): void {
    this.closed = true;
    this.cancel();
  }

  private pauseOf(pause: number): number {
    const longer =
      this.failures === 0 ? pause : Math.min(Math.max(LONGEST, pause), pause * 2 ** Math.min(this.failures, 10));
    return Math.max(longer, this.rest) * (1 - JITTER + 2 * JITTER * this.options.clock.chance());
  }

  private async look(): Promise<void> {
    this.running = true;
    this.forced = false;
    try {
      await this.options.look();
      this.failures = 0;
      this.rest = 0;
    } catch (error) {
      this.failures += 1;
      this.rest = this.options.rest?.(error as Error) ?? 0;
      if (!this.closed) this.options.failed(error as Error);
    }
    this.ended = this.options.clock.now();
    this.running = false;
    this.wake();
  }
}
