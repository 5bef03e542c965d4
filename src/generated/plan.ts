// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * production: a running production is stopped. component: items restart, start or stop. none: everything else.
 */
export type DisruptionLevel = "none" | "component" | "production";

/**
 * What plan --json prints and plan --out saves. It holds no secret and no file text.
 */
export interface PlanDocument {
  /**
   * The version of this format.
   */
  format_version: "1";
  /**
   * When the plan was made, RFC 3339, UTC.
   */
  created_at: string;
  /**
   * Of a saved plan: a digest over all else in the file. A file whose seal does not fit was altered after it was made, and is neither shown nor applied.
   */
  seal?: string;
  /**
   * The state paths that the plan was made from, one list a layer, relative to the working directory.
   */
  sources?: string[][];
  /**
   * The addresses that the plan was limited to.
   */
  only?: string[];
  /**
   * The addresses that the plan leaves alone.
   */
  exclude?: string[];
  /**
   * One plan for each namespace.
   */
  plans: ShownPlan[];
  /**
   * Targets that could not be planned, where several were asked for.
   */
  errors?: {
    /**
     * The target.
     */
    target: string;
    /**
     * What happened.
     */
    message: string;
  }[];
  rollout?: ShownRollout;
}
/**
 * The plan of one namespace.
 */
export interface ShownPlan {
  /**
   * The target's name in the configuration; the host where the server was named by a flag or the environment.
   */
  target: string;
  /**
   * The server.
   */
  url: string;
  /**
   * The namespace.
   */
  namespace: string;
  /**
   * Over all that the plan shows; what apply --expect takes.
   */
  digest: string;
  /**
   * Over the observed values of all that the files manage.
   */
  observed_digest: string;
  /**
   * Over the desired values of all that the files manage.
   */
  desired_digest: string;
  /**
   * What differs, in order of address.
   */
  changes: ShownChange[];
  /**
   * What will be done, in order.
   */
  calls: ShownCall[];
  /**
   * What a reader should know before applying.
   */
  warnings: string[];
  summary: PlanSummary;
  /**
   * Addresses that were not compared, since their secrets were not asked for (--no-secrets). Such a plan cannot be applied.
   */
  unknown?: string[];
  /**
   * Saved plans only: what the plan relies on, each value as a digest, so that apply can name what moved.
   */
  basis?: {
    /**
     * Of the slow hash (scrypt) that stands for sensitive values; hex.
     */
    salt: string;
    /**
     * One for each address that the plan reads or writes.
     */
    entries: {
      /**
       * The address.
       */
      address: string;
      /**
       * A digest of the value on the server.
       */
      observed: string;
      /**
       * A digest of the value in the files.
       */
      desired: string;
    }[];
  };
  /**
   * The state paths of this target, one list a layer.
   */
  sources?: string[][];
  undo?: Undo;
  /**
   * Limits that the plan passes: apply refuses it.
   */
  refused?: {
    /**
     * The rule.
     */
    rule: string;
    /**
     * The numbers.
     */
    message: string;
    /**
     * The flag that lifts it.
     */
    lift: string;
    /**
     * Of a window or a freeze: when an apply is no longer refused by it, ISO 8601, or never. The plan itself is not refused by it.
     */
    opens?: string;
  }[];
  /**
   * What is odd about the state that the plan leads to.
   */
  findings?: {
    /**
     * The finding's code.
     */
    code: string;
    /**
     * error: the plan is refused.
     */
    severity: "warning" | "error";
    /**
     * Where.
     */
    address: string;
    /**
     * What.
     */
    message: string;
    /**
     * The place in the files, file:line:col.
     */
    at?: string;
  }[];
  /**
   * The flags that limit it to a part of the namespace; the rest was not compared. Absent: all of it was.
   */
  selected?: string[];
  unmanaged?: UnmanagedSummary;
  drift?: DriftSummary;
  /**
   * The productions that the plan touches as graphs: what show --html draws. In saved plans, and where a page was asked for.
   */
  topology?: Graph[];
}
/**
 * One difference between the files and the server.
 */
export interface ShownChange {
  /**
   * What differs.
   */
  address: string;
  /**
   * What happens to it.
   */
  action: "create" | "update" | "delete";
  /**
   * The value on the server; null where there is none; (sensitive) where it is a secret.
   */
  before: {
    [k: string]: unknown;
  };
  /**
   * The value in the files; null where there is none; (sensitive) where it is a secret.
   */
  after: {
    [k: string]: unknown;
  };
  /**
   * Whether the value is a secret.
   */
  sensitive: boolean;
  /**
   * More for people, such as the files that changed.
   */
  detail?: string;
  /**
   * server: it was changed on the server since the last apply. files: in the files, and not applied yet. unknown: iopctl never applied it, applied it from other files, or it is not certain that a call that failed wrote it.
   */
  origin?: "server" | "files" | "unknown";
  /**
   * The place in the files that the value comes from, file:line:col.
   */
  at?: string;
  accepted?: Accepted;
}
/**
 * It is in the baseline: counted, and no drift until then.
 */
export interface Accepted {
  /**
   * Why.
   */
  reason: string;
  /**
   * The last day, YYYY-MM-DD.
   */
  until: string;
}
/**
 * One writing API call.
 */
export interface ShownCall {
  /**
   * Its number in the order of execution.
   */
  id: number;
  /**
   * The HTTP method.
   */
  method: "PUT" | "POST" | "DELETE";
  /**
   * The path below /api/iop.
   */
  path: string;
  /**
   * The query parameters beside the namespace.
   */
  query: {
    [k: string]: string;
  };
  /**
   * The JSON body beside the namespace; of a migrate each file as name, bytes and sha256; null where there is none.
   */
  body: {
    [k: string]: unknown;
  };
  disruption: DisruptionLevel;
  /**
   * The addresses of the changes that need this call.
   */
  because: string[];
  /**
   * The calls that must have succeeded before.
   */
  after: number[];
  /**
   * What the call does, for people.
   */
  reason: string;
  /**
   * Why nothing cheaper does.
   */
  why?: string;
  /**
   * The items of the running production that stop or start anew by it; * for all.
   */
  items?: string[];
  /**
   * Those of the items that stop and stay stopped.
   */
  stops?: string[];
}
/**
 * The plan in numbers.
 */
export interface PlanSummary {
  /**
   * Changes that create something.
   */
  create: number;
  /**
   * Changes of something that exists.
   */
  update: number;
  /**
   * Changes that remove something.
   */
  delete: number;
  /**
   * The number of writing calls.
   */
  calls: number;
  disruption: DisruptionLevel;
}
/**
 * What going back would take, and what no call can bring back.
 */
export interface Undo {
  /**
   * Calls, in words.
   */
  steps: string[];
  /**
   * What stays, in words.
   */
  cannot: string[];
}
/**
 * What stands on the server and in no file, as far as it was read for this plan.
 */
export interface UnmanagedSummary {
  /**
   * Items of managed productions.
   */
  items: number;
  /**
   * Settings of managed items, and of productions.
   */
  settings: number;
  /**
   * Whole productions.
   */
  productions: number;
  /**
   * Proxy classes.
   */
  bindings: number;
  /**
   * Items that are switched off on the server where no file says whether they should be.
   */
  disabled: string[];
  /**
   * What the plan had no need to read, so that it is not counted: productions, definitions, bindings.
   */
  not_read: string[];
  /**
   * All of them, with --unmanaged.
   */
  addresses?: string[];
}
/**
 * Of drift: how many changes came from where, and how many are accepted for now.
 */
export interface DriftSummary {
  /**
   * Changes: server.
   */
  server: number;
  /**
   * Changes: files.
   */
  files: number;
  /**
   * Changes: unknown.
   */
  unknown: number;
  /**
   * Changes: accepted.
   */
  accepted: number;
}
/**
 * Who sends to whom in one production, and what becomes of it.
 */
export interface Graph {
  /**
   * The production.
   */
  production: string;
  /**
   * Its items, in the order of the definition, and the names that are missing.
   */
  nodes: GraphNode[];
  /**
   * The routes.
   */
  edges: GraphEdge[];
  /**
   * What happens to the whole production. recycle: it is stopped and started.
   */
  happens?: "start" | "stop" | "recycle";
  disruption?: DisruptionLevel;
  /**
   * What is not known of it, in words.
   */
  notes: string[];
}
/**
 * An item of a production.
 */
export interface GraphNode {
  /**
   * The item's name.
   */
  name: string;
  /**
   * What it is, as the server, its Python base or its class's name say; unknown: nobody says.
   */
  kind: "service" | "process" | "operation" | "unknown";
  /**
   * Its class on the server; empty where it is missing.
   */
  class: string;
  /**
   * Its category; several are separated by commas, empty: none.
   */
  category: string;
  /**
   * Whether it is enabled: afterwards, where something changes.
   */
  enabled: boolean;
  /**
   * An item sends to this name, and no item has it.
   */
  missing?: true;
  /**
   * Whether the files name it; absent: not known.
   */
  managed?: boolean;
  /**
   * What becomes of it. create: it is there afterwards only. delete: it was there only. update: something of it differs.
   */
  change?: "create" | "update" | "delete";
  /**
   * What happens to it while the production runs. pause: it is stopped while queues drain, and started again.
   */
  effect?: "restart" | "start" | "stop" | "pause";
  /**
   * The messages in its queue; absent: not known.
   */
  waiting?: number;
}
/**
 * One item sends to another.
 */
export interface GraphEdge {
  /**
   * The item that sends.
   */
  from: string;
  /**
   * The item that it sends to.
   */
  to: string;
  /**
   * Who says so. server: /connections. setting: a setting that names targets. value: a setting's value is the name of an item, which is a guess.
   */
  by: "server" | "setting" | "value";
  /**
   * create: the route is there afterwards only. delete: it was there only.
   */
  change?: "create" | "delete";
}
/**
 * Of `iopctl rollout plan`: the waves in which these plans are applied. `iopctl rollout apply` takes the file.
 */
export interface ShownRollout {
  /**
   * Of the waves and of the digests of all plans: what `iopctl rollout apply --expect` takes.
   */
  digest: string;
  /**
   * The waves in their order.
   */
  waves: {
    /**
     * Its name.
     */
    name: string;
    /**
     * How long it is watched, in milliseconds.
     */
    soak: number;
    /**
     * The names of its targets.
     */
    targets: string[];
  }[];
  /**
   * What is looked at after each wave.
   */
  gates: ("checks" | "log" | "queues" | "routes")[];
  /**
   * How many targets may fail.
   */
  max_failures: number;
  /**
   * What is done when it stops.
   */
  on_failure: "stop" | "rollback";
}
