import type { Address } from "./address.ts";
import type { Change } from "./change.ts";
import type { PresentPackage } from "./desired.ts";
import type { Disruption } from "./disruption.ts";
import type { Item, Production } from "./production.ts";

/** One writing API call, in terms of what it does; `wire` gives it its body. */
export interface Call {
  readonly id: number;
  readonly action: CallAction;
  readonly disruption: Disruption;
  /** Addresses of the changes that it serves. */
  readonly because: readonly string[];
  /** Ids of the calls that must have succeeded before. */
  readonly after: readonly number[];
  /** For people. */
  readonly reason: string;
  /** Why nothing cheaper does: for `--explain`. */
  readonly why: string;
  /** The items of the running production that stop or start anew by it. */
  readonly items: readonly string[];
  /** Those of them that stop and stay stopped. */
  readonly stops?: readonly string[];
}

/** What a call does, in the words of the model; `requestOf` says which route that is. */
export type CallAction =
  | { readonly kind: "default"; readonly production: string }
  | { readonly kind: "migrate"; readonly upload: Upload }
  | { readonly kind: "update" }
  | { readonly kind: "restart"; readonly item: string }
  /** A service is held while queues run empty, and comes back. */
  | { readonly kind: "hold"; readonly item: string }
  /** `production`: whose item it is, where that does not run by then; absent: of what runs. */
  | { readonly kind: "resume"; readonly item: string; readonly production?: string }
  | { readonly kind: "unbind"; readonly className: string; readonly role: "binding" | "record" | "marker" }
  | { readonly kind: "start"; readonly production: string }
  | { readonly kind: "stop"; readonly production: string; readonly then: "start" | "stopped" };

/** What one `PUT /migrate` carries. */
export interface Upload {
  readonly namespace: string;
  /** The directory's name on the server, `demo-0123456789ab` for a versioned release. */
  readonly directory: string;
  readonly remoteFolder: string | undefined;
  readonly strict: boolean;
  /** The package; undefined for an upload of definitions only. */
  readonly package: PresentPackage | undefined;
  readonly definitions: readonly DefinitionWrite[];
  readonly release: ReleaseRecord | undefined;
  /** What is left to do once this upload is made; undefined: nothing. */
  readonly owed: Owed | undefined;
  /** Whether that is registered on the server, for a run that dies. */
  readonly withMarker: boolean;
  /**
   * What the definitions of this plan need of the server. `plain`: what it makes of `PRODUCTIONS`. `xml`: its way to write
   * XML where it has one. `xml or nothing`: no upload of the plan registers anything where it has none.
   */
  readonly writer: "plain" | "xml" | "xml or nothing";
  /** Productions that the package's own settings file must not write: the server would drop something of them. */
  readonly fragile: readonly string[];
  /** Release directories of this package that must not be removed, since a binding or an item names them. */
  readonly inUse: readonly string[];
  /** How many older release directories go, as far as the record of the last upload counted; undefined: not known. */
  readonly removes?: number | undefined;
  /** What is thought of its effect on what runs on; undefined: nothing runs on. */
  readonly foresight?: Foresight | undefined;
}

/** Which items of what runs on load from a package: thought before its upload, known after it from the bindings. */
export interface Foresight {
  readonly production: string;
  /** Enabled, as they will be saved. */
  readonly items: readonly Item[];
  readonly loads: readonly string[];
  /** Those and the ones for which it is not certain: the upload's marker stands for them too. */
  readonly mayLoad: readonly string[];
  /** Items, as they run now, whose code the shared actor jobs may hold. */
  readonly pooled: readonly Item[];
}

/** A definition that an upload saves. */
export interface DefinitionWrite {
  readonly production: Production;
  /** The same as it may be shown: "(sensitive)" in the place of each sensitive value. */
  readonly shown: Production;
  /** The Python class that records what was applied; `shown` without what secrets are part of. */
  readonly record?: { readonly written: string; readonly shown: string };
}

/** What is deployed, as the server holds it for us in the `module` of a binding. */
export interface ReleaseRecord {
  readonly className: string;
  /** Of the whole release, hex. */
  readonly digest: string;
  /** Of what its components load, hex: where it is the same, nothing that runs is stale. */
  readonly code: string;
  readonly commit: string | undefined;
  /** Which files it was applied from, six letters and digits; absent: not recorded. */
  readonly source?: string;
}

/** What a run still has to do after its uploads: a later run reads it and finishes. */
export interface Owed {
  readonly production: string;
  /** The definition must be taken up; until then what is saved may be other than what runs. */
  readonly update: boolean;
  /** Whether that starts or stops items. */
  readonly disrupts: boolean;
  /**
   * Where it does: these items, whose queues must be looked at before; `*`: nobody knows which. What the definition no
   * longer has, and was looked at before its upload, is not among them: no server lists its queue.
   */
  readonly touches: readonly string[];
  /** Stop and start the production. */
  readonly recycle: boolean;
  readonly restart: readonly string[];
  /** Items whose new code comes with the update, as long as their definition stays as it was saved. */
  readonly covered: readonly string[];
  /** Packages whose old code the shared actor jobs still hold: a process that joins them would run it. */
  readonly pools: readonly string[];
  /** Services of the production that a drained run holds: they must come back, whether it runs by then or not. */
  readonly held: readonly string[];
  /** Addresses of the changes that it serves. */
  readonly because: readonly string[];
}

/** What differs in one namespace, and the calls that make it equal, in their order. */
export interface Plan {
  readonly namespace: string;
  readonly changes: readonly Change[];
  readonly calls: readonly Call[];
  readonly warnings: readonly string[];
  /** What makes the plan impossible; never empty together with calls that would be made. */
  readonly errors: readonly PlanError[];
  readonly disruption: Disruption;
  /** Items that start anew while the production goes on. */
  readonly restarts: readonly string[];
  /** Definitions that an uploaded settings file may write too: they are observed again after its migrate. */
  readonly knownAfterMigrate: readonly string[];
  /** What undoing it would take. */
  readonly undo: WayBack;
  /** What was not compared, since its secret was not asked for. */
  readonly unknown: readonly Address[];
  readonly drain?: DrainPlan;
}

/** How a plan drains what it disturbs. */
interface DrainPlan {
  /** Services that are held. */
  readonly services: readonly string[];
  /** Items whose queues must be empty before the first call that disturbs. */
  readonly items: readonly string[];
  /**
   * Of these the ones that the new definition removes or switches off. A server lists the queues of what is saved: theirs
   * must be empty before that definition is uploaded, since nobody sees their messages after it.
   */
  readonly leaving: readonly string[];
}

/** The way back, known before the way there. Sentences for people. */
export interface WayBack {
  readonly steps: readonly string[];
  /** What no call can bring back. */
  readonly cannot: readonly string[];
  /** Of these what is no longer as it was then, and what only stays on the server's disk. */
  readonly loses: readonly string[];
  readonly stays: readonly string[];
}

/** Nothing is left to do. */
export const NOTHING_OWED: Owed = {
  production: "",
  update: false,
  disrupts: false,
  touches: [],
  recycle: false,
  restart: [],
  covered: [],
  pools: [],
  held: [],
  because: [],
};

/** Why something cannot be planned, and where in the files that is said. */
export interface PlanError {
  readonly address: Address;
  /** What is wrong, where that is another key than the one that asks for it. */
  readonly saidAt?: Address;
  readonly message: string;
  /**
   * unsupported: the server is too old for it; observing still works. incomplete: the files do not say enough to create
   * it, and a settings file that this plan runs may create it first.
   */
  readonly kind: "invalid" | "unsupported" | "incomplete";
}
