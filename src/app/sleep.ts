/** Waits so many milliseconds, or until the signal. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done, { once: true });
  });
}

/** Waits that something ends early: what rings before anybody waits is heard too. */
export class Alarm {
  private wake: (() => void) | undefined;
  private rung = false;

  ring(): void {
    if (this.wake === undefined) this.rung = true;
    else this.wake();
  }

  /** So many milliseconds, or until it rings, or until the signal. */
  async rest(milliseconds: number, signal: AbortSignal): Promise<void> {
    const rung = new AbortController();
    this.wake = () => rung.abort();
    if (!this.rung) await sleep(milliseconds, AbortSignal.any([signal, rung.signal]));
    this.wake = undefined;
    this.rung = false;
  }
}
