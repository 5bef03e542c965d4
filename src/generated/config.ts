// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * How long a read may take.
 */
export type Duration = string | number;
/**
 * How long a migration, a lifecycle call or a test message may take.
 */
export type Duration1 = string | number;
/**
 * How long a lease on the server counts, should its run have died.
 */
export type Duration2 = string | number;
/**
 * How long the wave is watched before the next one begins.
 */
export type Duration3 = string | number;

/**
 * Where iopctl's servers are and which state files belong to each.
 */
export interface ConfigDocument {
  /**
   * The target that is used where --target is not given. Where absent: the only target there is.
   */
  default_target?: string;
  /**
   * Servers with a namespace and its state files, by name.
   */
  targets?: {
    [k: string]: TargetEntry;
  };
  /**
   * What is made of each finding about the state that a plan leads to, by its code; `iopctl explain lint` lists the codes.
   */
  lint?: {
    /**
     * off: not looked for. error: the plan is refused.
     */
    [k: string]: "off" | "warning" | "error";
  };
  /**
   * Names of settings whose values are shown to nobody, beside those that say it themselves (password, secret, token, credential, a key). * stands for any text, case does not matter; a name after ! is no secret's, whatever else fits.
   *
   * Items: A name, or a pattern of names.
   */
  sensitive_names?: string[];
  /**
   * Programs that give secrets, by name: ${secret:NAME:WORD} runs the program with WORD as its last argument, without a shell, and takes what it prints. The machine must allow it too: IOPCTL_SECRET_COMMANDS=NAME=/path/of/program in a pipeline, a person once on a terminal. No program of the repository itself is run.
   */
  secret_commands?: {
    /**
     * The program and its first arguments.
     *
     * @minItems 1
     */
    [k: string]: [string, ...string[]];
  };
  compare?: CompareRules;
  /**
   * The file with the drift that is accepted for a time, relative to this file; `iopctl drift --accept` writes it.
   */
  baseline?: string;
  rollout?: RolloutEntry;
  /**
   * When targets may be changed. A target that an entry is about is changed only while one of its windows is open; outside of them an apply is refused and told when the next one opens. A target that no entry is about is always open.
   */
  windows?: WindowEntry[];
  /**
   * Times in which targets are not changed, whatever their windows say.
   */
  freeze?: FreezeEntry[];
}
/**
 * One server and namespace.
 */
export interface TargetEntry {
  /**
   * Where the server is; the API is at <url>/api/iop. sandbox:DIR starts the embedded sandbox on a directory, relative to this file; sandbox:DIR?profile=3.6 with another profile.
   */
  url: string;
  /**
   * The user for HTTP Basic authentication.
   */
  username?: string;
  /**
   * The password. Never write it here: name an environment variable with ${secret:NAME}.
   */
  password?: string;
  /**
   * The namespace of documents that name none.
   */
  namespace?: string;
  /**
   * Whether the server's certificate is checked.
   */
  verify_ssl?: boolean;
  /**
   * A PEM file with the authorities to trust beside the system's, relative to this file.
   */
  ca_file?: string;
  timeout?: Duration;
  migrate_timeout?: Duration1;
  /**
   * How often a read is tried again. A writing call is tried again only when it is known not to have reached the server.
   */
  retries?: number;
  /**
   * The state files or directories of this target, relative to this file; later ones are merged over earlier ones.
   */
  state?: string | [string, ...string[]];
  /**
   * Words to choose several targets by: --label env=prod.
   */
  labels?: {
    /**
     * A label's value.
     */
    [k: string]: string;
  };
  /**
   * How two applies at one time are kept apart. file: on this machine. server: by a lease among the server's bindings, for all machines. none: not at all.
   */
  lock?: "file" | "server" | "none";
  lock_ttl?: Duration2;
}
/**
 * What `iopctl compare` makes of differences between two namespaces: patterns of addresses, in which * stands for any part of one name.
 */
export interface CompareRules {
  /**
   * Must be equal; what no rule names must be too.
   */
  equal?: string[];
  /**
   * Must differ where both have it: a production that still points at the test system is found here.
   */
  differ?: string[];
  /**
   * Does not matter.
   */
  ignore?: string[];
}
/**
 * How a change goes to many targets: in waves, one after the other, with a look at each before the next.
 */
export interface RolloutEntry {
  /**
   * The waves in their order. A target belongs to the first wave that fits it.
   *
   * @minItems 1
   */
  waves: [WaveEntry, ...WaveEntry[]];
  /**
   * What is looked at on each target of a wave while it soaks and at the end: its own checks again (checks), no new errors in its log (log), no queue that is over the limit of its checks or grows (queues), no route to nowhere (routes).
   *
   * Items: One gate.
   */
  gates?: ("checks" | "log" | "queues" | "routes")[];
  /**
   * How many targets may fail before the rollout stops. A wave in which none succeeds stops it too.
   */
  max_failures?: number;
  /**
   * What is done when the rollout stops. stop: the wave stays as it is. rollback: each target of the wave goes back to what stood there before.
   */
  on_failure?: "stop" | "rollback";
}
/**
 * One wave: the targets that its names and labels fit, or a share of them.
 */
export interface WaveEntry {
  /**
   * Its name.
   */
  name: string;
  /**
   * Names of targets; * stands for any text.
   *
   * @minItems 1
   */
  targets?: [string, ...string[]];
  /**
   * The labels that a target has, all of them.
   */
  labels?: {
    /**
     * A label's value.
     */
    [k: string]: string;
  };
  /**
   * How many of the targets that fit and stand in no wave before: always the same ones, rounded up.
   */
  percent?: number;
  soak?: Duration3;
}
/**
 * Windows of the targets that it is about.
 */
export interface WindowEntry {
  /**
   * Names of targets; * stands for any text.
   *
   * @minItems 1
   */
  targets?: [string, ...string[]];
  /**
   * The labels that a target has, all of them.
   */
  labels?: {
    /**
     * A label's value.
     */
    [k: string]: string;
  };
  /**
   * Days, from, to and time zone: "Sat 22:00-04:00 Europe/Vienna". Days are Mon to Sun, several with commas, Mon-Fri, daily (the default), weekdays, weekends; a time before the first is on the next day; "Fri 22:00-Mon 04:00 Europe/Vienna" goes over several days.
   *
   * @minItems 1
   *
   * Items: One window.
   */
  open: [string, ...string[]];
}
/**
 * One time in which the targets that it is about are not changed.
 */
export interface FreezeEntry {
  /**
   * Names of targets; * stands for any text.
   *
   * @minItems 1
   */
  targets?: [string, ...string[]];
  /**
   * The labels that a target has, all of them.
   */
  labels?: {
    /**
     * A label's value.
     */
    [k: string]: string;
  };
  /**
   * A day, or a day and a time by the clock of the zone.
   */
  from: string;
  /**
   * The last day, which is frozen too; or a day and a time by the clock of the zone.
   */
  to: string;
  /**
   * The time zone of from and to; where absent, that of the target's windows, else UTC.
   */
  zone?: string;
  /**
   * Why, for who is refused.
   */
  reason?: string;
}
