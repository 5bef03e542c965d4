import pLimit from "p-limit";
import { ApiError } from "../api/error.ts";
import { inOneLine } from "../model/sentence.ts";
import type {
  DriftCounts,
  Glance,
  LiveHtml,
  LiveLine,
  LiveMessage,
  LivePart,
  LiveParts,
  LiveRun,
  NotKnown,
} from "../report/live.ts";
import { type Clock, Poller } from "./poller.ts";

/** What is read of one target; each throws where it could not be. */
export interface WatchSource {
  readonly target: string;
  /** Without credentials. */
  readonly url: string;
  readonly namespace: string;
  readonly glance: () => Promise<Omit<Glance, "target" | "url" | "namespace" | "phase" | "drift" | "lastRun">>;
  /** Slow: it reads all that a plan does. */
  readonly plan: () => Promise<{
    readonly counts: DriftCounts | NotKnown;
    readonly plan: LiveHtml;
    readonly drift: LiveHtml;
  }>;
  /** The production as it is; slow, once it is known again only where it is another. */
  readonly picture: () => Promise<LiveHtml>;
  /** Its picture with the queues as they are now; undefined: none is known yet. */
  readonly redraw: (queues: Glance["queues"]) => LiveHtml | undefined;
  /** The newest lines, newest first. */
  readonly log: () => Promise<readonly LiveLine[]>;
  readonly runs: () => Promise<readonly LiveRun[]>;
}

/** Somebody who looks: at all targets at a glance, and at one of them closely. */
export interface Viewer {
  /** The target that it looks at closely. */
  readonly target?: string | undefined;
  readonly tell: (message: LiveMessage) => void;
}

/** Milliseconds. Nobody who looks: nothing is asked at all. */
const EVERY = {
  glance: { far: 10_000, near: 2_000 },
  plan: { far: 300_000, near: 60_000 },
  picture: { near: 60_000 },
  log: { near: 2_000 },
  runs: { far: 30_000, near: 5_000 },
} as const;
type Look = keyof typeof EVERY;

/** So many targets are asked at once, and of so many a plan is made. */
const AT_ONCE = 8;
const PLANS_AT_ONCE = 2;

/** Milliseconds: a password that is refused again and again locks its user out. */
const REFUSED = 600_000;

function refusesUs(error: Error): boolean {
  return error instanceof ApiError && (error.kind === "unauthorized" || error.kind === "forbidden");
}

/** A target and what was last seen of it. */
interface Seen {
  readonly source: WatchSource;
  glance: Glance;
  parts: Partial<LiveParts>;
}

interface Watched extends Seen {
  readonly pollers: Readonly<Record<Look, Poller>>;
}

/** How one thing of a target is looked at, and what is said where that could not be. */
interface Looking {
  readonly read: () => Promise<void>;
  readonly failed: (error: Error) => void;
}

/** One poller a target and thing, however many look; what is new is told to all whom it is for. */
export class Watch {
  private readonly viewers = new Set<Viewer>();
  private readonly watched: ReadonlyMap<string, Watched>;
  private readonly reads = pLimit(AT_ONCE);
  private readonly plans = pLimit(PLANS_AT_ONCE);

  constructor(
    sources: readonly WatchSource[],
    private readonly clock: Clock,
    private readonly options: {
      readonly sandbox: boolean;
      /** The last net under all that goes out: what is known to be secret. */
      readonly hide: (text: string) => string;
    },
  ) {
    this.watched = new Map(sources.map((source) => [source.target, this.begin(source)]));
  }

  has(target: string): boolean {
    return this.watched.has(target);
  }

  /** Tells what is known, then what is new, until what it gives is called. */
  join(viewer: Viewer): () => void {
    this.viewers.add(viewer);
    viewer.tell({ kind: "hello", targets: [...this.watched.keys()], sandbox: this.options.sandbox });
    for (const { glance } of this.watched.values()) viewer.tell({ kind: "glance", glance });
    const looked = viewer.target === undefined ? undefined : this.watched.get(viewer.target);
    if (looked !== undefined)
      for (const [kind, value] of Object.entries(looked.parts))
        viewer.tell({ kind, target: looked.source.target, value } as LiveMessage);
    this.wake();
    return () => {
      this.viewers.delete(viewer);
      this.wake();
    };
  }

  /** Looks anew at a target, as after a test message. */
  refresh(target: string, looks: readonly Look[] = ["glance", "plan", "picture", "log", "runs"]): void {
    const one = this.watched.get(target);
    for (const look of looks) one?.pollers[look].now();
  }

  close(): void {
    this.viewers.clear();
    for (const { pollers } of this.watched.values()) for (const poller of Object.values(pollers)) poller.close();
  }

  private wake(only?: string): void {
    for (const [target, { pollers }] of this.watched)
      if (only === undefined || only === target) for (const poller of Object.values(pollers)) poller.wake();
  }

  private begin(source: WatchSource): Watched {
    const { target, url, namespace } = source;
    const seen: Seen = { source, glance: { target, url, namespace, phase: "waiting" }, parts: {} };
    const poller = (look: Look, { read, failed }: Looking) =>
      new Poller({
        clock: this.clock,
        every: () => this.every(look, target),
        look: () => (look === "plan" ? this.plans : this.reads)(read),
        failed,
        rest: (error) => (this.options.sandbox || !refusesUs(error) ? 0 : REFUSED),
      });
    return Object.assign(seen, {
      pollers: {
        glance: poller("glance", this.glancing(seen)),
        plan: poller("plan", this.planLook(seen)),
        picture: poller("picture", this.drawing(seen)),
        log: poller("log", {
          read: async () => this.part(seen, "log", await source.log()),
          failed: (error) => {
            if (!Array.isArray(seen.parts.log)) this.part(seen, "log", this.notKnown(error));
          },
        }),
        runs: poller("runs", this.listing(seen)),
      },
    });
  }

  private glancing(seen: Seen): Looking {
    const { source } = seen;
    const { target } = source;
    return {
      read: async () => {
        const facts = await source.glance();
        const before = seen.glance;
        const { why: _gone, ...rest } = before;
        this.glance(seen, { ...rest, ...facts, phase: "known", seen: new Date(this.clock.now()).toISOString() });
        // It has begun, ended or become another: the picture and what differs do too.
        if (before.status !== undefined && (before.status !== facts.status || before.production !== facts.production))
          this.refresh(target, ["picture", "plan"]);
        this.redraw(seen);
        // What waited until it answers.
        if (before.phase !== "known") this.wake(target);
      },
      failed: (error) => {
        const { drift = this.notKnown(error) } = seen.glance;
        this.glance(seen, { ...seen.glance, drift, phase: "away", why: this.words(error) });
        for (const part of ["picture", "plan", "drift", "log"] as const)
          if (seen.parts[part] === undefined) this.part(seen, part, this.notKnown(error));
      },
    };
  }

  private planLook(seen: Seen): Looking {
    return {
      read: async () => {
        const { counts, plan, drift } = await seen.source.plan();
        this.glance(seen, { ...seen.glance, drift: counts });
        this.part(seen, "plan", plan);
        this.part(seen, "drift", drift);
      },
      failed: (error) => {
        this.glance(seen, { ...seen.glance, drift: this.notKnown(error) });
        for (const part of ["plan", "drift"] as const) this.part(seen, part, this.notKnown(error));
      },
    };
  }

  private drawing(seen: Seen): Looking {
    const { source } = seen;
    return {
      read: async () => {
        this.part(seen, "picture", await source.picture());
        this.redraw(seen);
      },
      failed: (error) => {
        // What was drawn stays, the page says that it is from before.
        if (source.redraw(undefined) === undefined) this.part(seen, "picture", this.notKnown(error));
      },
    };
  }

  private listing(seen: Seen): Looking {
    return {
      read: async () => {
        const runs = await seen.source.runs();
        const { events: _all, ...last } = runs[0] ?? { events: [] };
        this.glance(seen, { ...seen.glance, lastRun: "id" in last ? { ...last, events: [] } : null });
        this.part(seen, "runs", runs);
      },
      failed: (error) => this.part(seen, "runs", this.notKnown(error)),
    };
  }

  private every(look: Look, target: string): number | undefined {
    if (this.viewers.size === 0) return undefined;
    // Who does not answer one question is not asked the others.
    if (look !== "glance" && look !== "runs" && this.watched.get(target)?.glance.phase !== "known") return undefined;
    const { near, far } = { far: undefined, ...EVERY[look] };
    for (const viewer of this.viewers) if (viewer.target === target) return near;
    return far;
  }

  private notKnown(error: Error): NotKnown {
    return { not_known: this.words(error) };
  }

  private words(error: Error): string {
    return this.options.hide(inOneLine(error.message));
  }

  private redraw(watched: Seen): void {
    const { status, queues } = watched.glance;
    const drawn = watched.source.redraw(status === "running" ? queues : undefined);
    if (drawn !== undefined) this.part(watched, "picture", drawn);
  }

  private glance(watched: Seen, glance: Glance): void {
    const { seen: _before, ...was } = watched.glance;
    const { seen: _now, ...is } = glance;
    watched.glance = glance;
    if (JSON.stringify(was) === JSON.stringify(is)) return;
    for (const { tell } of this.viewers) tell({ kind: "glance", glance });
  }

  private part<Part extends LivePart>(watched: Seen, kind: Part, value: LiveParts[Part]): void {
    if (JSON.stringify(watched.parts[kind]) === JSON.stringify(value)) return;
    watched.parts = { ...watched.parts, [kind]: value };
    const { target } = watched.source;
    for (const viewer of this.viewers)
      if (viewer.target === target) viewer.tell({ kind, target, value } as LiveMessage);
  }
}
