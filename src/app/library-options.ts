import { resolve } from "node:path";
import type { StateText } from "../desired/load.ts";
import type { ChosenTargets, OpenOptions, PlanRequest, State } from "./library.ts";
import type { PictureReads } from "./picture.ts";
import type { PlanOptions } from "./plan.ts";
import type { TargetOptions } from "./targets.ts";

/** The library's options as the use cases take them. */

/** Paths, or the text of a state that stands for a file of `cwd`. */
export function stateSources(state: State | undefined, cwd: string): readonly (string | StateText)[] {
  if (state === undefined) return [];
  if (typeof state === "string") return [state];
  if (!("yaml" in state) && !("data" in state)) return state;
  const text = "yaml" in state ? state.yaml : JSON.stringify(state.data);
  return [{ file: resolve(cwd, "state.iop.yaml"), text }];
}

/** What a plan is asked for, apart from its state. */
export function planOptionsOf({ state: _state, pictures, ...options }: PlanRequest): {
  readonly options: PlanOptions;
  readonly details: { readonly picture?: PictureReads };
} {
  return { options, details: pictures === undefined ? {} : { picture: pictures } };
}

/** Which targets of which config; keys that are absent stay absent. */
export function targetOptionsOf({
  targets,
  labels,
  excludeTargets,
  shard,
  parallelism,
  perHost,
  failFast,
  config,
  secrets,
}: ChosenTargets & Pick<OpenOptions, "config" | "secrets">): TargetOptions {
  return {
    ...(targets === undefined ? {} : { target: targets }),
    ...(labels === undefined ? {} : { label: labels }),
    ...(excludeTargets === undefined ? {} : { excludeTarget: excludeTargets }),
    ...(shard === undefined ? {} : { shard }),
    ...(parallelism === undefined ? {} : { parallelism }),
    ...(perHost === undefined ? {} : { perHost }),
    ...(failFast === undefined ? {} : { failFast }),
    ...(config === undefined ? {} : { config }),
    ...(secrets === undefined ? {} : { secrets }),
  };
}
