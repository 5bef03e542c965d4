import { Reading } from "../desired/reading.ts";
import type { Submission } from "../model/fleet.ts";
import type { Session } from "../store/fleet-session.ts";
import { remarkWorker } from "../store/fleet-signs.ts";
import { submission } from "../store/fleet-submissions.ts";
import { commitHere, otherFiles } from "./fleet-files.ts";
import type { PlanOptions } from "./plan.ts";
import type { World } from "./world.ts";

/** Milliseconds: what was read of the files is read again after this, and what did not fit is looked at again. */
const FRESH = 5_000;

/** Whether the files of a queue's targets are this worker's. */
interface Fit {
  readonly why: string | undefined;
  readonly until: number;
}

/** What a worker's own files have in common with what was submitted. */
export class FleetFit {
  private readonly fits = new Map<string, Fit>();
  private readonly told = new Set<string>();
  private reading = new Reading();
  private readAt = 0;

  constructor(
    private readonly flags: PlanOptions,
    private readonly world: World,
    private readonly session: Session,
  ) {}

  /** Whether the targets of a queue were found to be the same here. */
  known(queue: string): boolean {
    return this.fits.get(queue)?.why === undefined;
  }

  /** The files are others than they were a moment ago: all is looked at again. */
  forget(): void {
    this.fits.clear();
    this.readAt = 0;
  }

  /** Why this worker's files are not those of a queue; undefined: they are. */
  async why(
    key: string,
    targets: () => Promise<readonly { readonly target: string; readonly files: string }[]>,
  ): Promise<string | undefined> {
    const known = this.fits.get(key);
    if (known !== undefined && (known.why === undefined || known.until > this.world.now())) return known.why;
    const { flags, world } = this;
    const others = await otherFiles(await targets(), flags, world, this.files());
    const why = others.length === 0 ? undefined : others.join("; ");
    this.fits.set(key, { why, until: world.now() + FRESH });
    return why;
  }

  /** Said once: here, and to whoever asks the queue. */
  async refuse(id: string, why: string, worker: string): Promise<void> {
    const { flags, world, session } = this;
    if (this.told.has(`${id} ${why}`)) return;
    this.told.add(`${id} ${why}`);
    const asked = await submission(session.query, id);
    const here = await commitHere(flags, world, this.files());
    const commits = `this worker has ${commitText(here)}, submission ${id} is of ${commitText(asked?.commit)}`;
    world.warn(`left for others: ${commits}; ${why}`);
    await remarkWorker(session.query, worker, `leaves ${id} to others: ${commits}; ${why}`);
  }

  /** What was read stays, as long as it is of now. */
  files(): Reading {
    const now = this.world.now();
    if (now - this.readAt > FRESH) {
      this.reading = new Reading();
      this.readAt = now;
    }
    return this.reading;
  }
}

function commitText(commit: Submission["commit"]): string {
  return commit === undefined ? "no commit" : `commit ${commit.slice(0, 12)}`;
}
