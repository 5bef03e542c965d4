import type {
  ApplyRequest,
  ChosenTargets,
  ConfigOptions,
  Limits,
  ManyOptions,
  OpenOptions,
  PlanRequest,
} from "./library.ts";
import {
  called,
  count,
  countOrNone,
  environment,
  flag,
  list,
  milliseconds,
  names,
  need,
  oneOf,
  type Shape,
  signal,
  state,
  text,
  words,
} from "./library-kinds.ts";

/** The options that several functions of the library share, as they are checked. Those of one function stand beside it. */

/** What `openTarget` takes. */
export const OPEN: Shape<OpenOptions> = {
  url: text,
  username: words,
  password: words,
  namespace: text,
  config: text,
  target: text,
  timeout: milliseconds,
  migrateTimeout: milliseconds,
  retries: countOrNone,
  verifySsl: flag,
  secrets: flag,
  untrusted: words,
  cwd: words,
  env: environment,
  signal,
  onWarning: called(),
  now: called(),
};

const CHOSEN: Shape<ChosenTargets> = {
  targets: names,
  labels: names,
  excludeTargets: list,
  shard: text,
  parallelism: count,
  perHost: count,
  failFast: flag,
};

const { url: _url, target: _target, verifySsl: _verified, ...OPEN_MANY } = OPEN;

/** What `eachTarget` takes. */
export const MANY: Shape<ManyOptions> = { ...OPEN_MANY, ...CHOSEN, targets: need(names) };

const {
  namespace: _namespace,
  timeout: _timeout,
  migrateTimeout: _migrateTimeout,
  retries: _retries,
  ...OPEN_CONFIG
} = OPEN_MANY;

/** Options of what goes over the targets of a config. */
export const CONFIG: Shape<ConfigOptions> = { ...OPEN_CONFIG, ...CHOSEN };

/** What tightens or lifts limits. */
export const LIMITS: Shape<Limits> = {
  maxDisruption: oneOf("none", "component", "production"),
  pruneLimit: text,
  queues: text,
  drain: flag,
  otherProduction: oneOf("stop", "refuse"),
  allowProtected: list,
  allowLoss: flag,
  outsideWindow: text,
  strict: flag,
  lintOff: list,
  pending: flag,
};

/** Options of each plan, wherever its files are said. */
export const PLAN_FILE: Shape<Omit<PlanRequest, "state" | "only" | "exclude">> = {
  ...LIMITS,
  parallelism: count,
  unmanaged: flag,
  pictures: oneOf("known", "read"),
};

/** What `plan` and `drift` take. */
export const PLAN: Shape<PlanRequest> = { ...PLAN_FILE, state, only: names, exclude: list };

/** What `apply` takes: who is told, and what is kept or forced. */
export const APPLY: Shape<ApplyRequest> = { onEvent: called(), backup: flag, allowKill: flag };
