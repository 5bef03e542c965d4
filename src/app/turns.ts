/** How many at once. */
export interface Turns {
  /** In all. */
  readonly parallelism: number;
  /** Of one host. */
  readonly perHost: number;
  /** Asked before each: true: no more is begun. */
  readonly stopped: () => boolean;
}

/**
 * Works through jobs, so that a slow host never holds the others: who waits for a turn of its host takes no other's place,
 * and where there are several hosts no one of them has all places. Hosts come in turns, each one's jobs in their order.
 * Gives which were begun. `work` must not throw.
 */
export async function inTurns(
  hosts: readonly string[],
  { parallelism, perHost, stopped }: Turns,
  work: (index: number) => Promise<void>,
): Promise<ReadonlySet<number>> {
  const waiting = new Map<string, number[]>();
  for (const [index, host] of hosts.entries()) {
    const list = waiting.get(host);
    if (list) list.push(index);
    else waiting.set(host, [index]);
  }
  const most = Math.min(perHost, waiting.size > 1 ? Math.max(1, parallelism - 1) : parallelism);
  const begun = new Set<number>();
  const busy = new Map<string, number>();
  /** Hosts that may begin another, in turns. */
  const ready = [...waiting.keys()];
  const taken = new Map<string, number>();
  return new Promise((resolve) => {
    let running = 0;
    const next = (): void => {
      while (running < parallelism && ready.length > 0 && !stopped()) {
        const host = ready.shift() as string;
        const jobs = waiting.get(host) as number[];
        const place = taken.get(host) ?? 0;
        taken.set(host, place + 1);
        const now = (busy.get(host) ?? 0) + 1;
        busy.set(host, now);
        if (place + 1 < jobs.length && now < most) ready.push(host);
        running += 1;
        const job = jobs[place] as number;
        begun.add(job);
        void work(job).then(() => {
          running -= 1;
          const left = (busy.get(host) ?? 1) - 1;
          busy.set(host, left);
          if (left === most - 1 && (taken.get(host) ?? 0) < jobs.length) ready.push(host);
          next();
        });
      }
      if (running === 0) resolve(begun);
    };
    next();
  });
}
