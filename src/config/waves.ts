import { createHash } from "node:crypto";
import type { RolloutEntry, WaveEntry } from "../generated/config.ts";
import { milliseconds } from "../model/duration.ts";
import type { RolloutCourse, Wave } from "../model/rollout.ts";
import { type Labelled, selects } from "./schedule.ts";

/** The waves of a config, with the targets of each. Pure. */
export interface Waves extends RolloutCourse {
  /** Targets that stand in no wave: the rollout does not touch them. */
  readonly inNoWave: readonly string[];
  /** What is odd and no error, for people. */
  readonly remarks: readonly string[];
  /** What is wrong: the index of the wave, and a sentence for people. */
  readonly problems: readonly { readonly wave: number; readonly message: string }[];
}

/**
 * `all` are the targets of the config, in its order; `meant`: those that this rollout is about. A target belongs to the
 * first wave that fits it.
 */
export function wavesOf(entry: RolloutEntry, meant: readonly Labelled[], all: readonly Labelled[] = meant): Waves {
  const taken = new Map<string, string>();
  const problems: { wave: number; message: string }[] = [];
  const remarks: string[] = [];
  const waves = entry.waves.map((wave, index): Wave => {
    problems.push(...wrongNames(wave, entry.waves.slice(0, index), all).map((message) => ({ wave: index, message })));
    const fitting = all.filter((target) => selects(wave, target));
    if (fitting.length === 0 && !problems.some((problem) => problem.wave === index))
      problems.push({ wave: index, message: `no target fits wave ${wave.name}` });
    const free = fitting.filter(({ name }) => !taken.has(name)).map(({ name }) => name);
    if (fitting.length > 0 && free.length === 0)
      remarks.push(`wave ${wave.name} is empty: all that fit it stand in an earlier wave`);
    const chosen = wave.percent === undefined ? free : shareOf(free, wave.percent);
    for (const name of chosen) taken.set(name, wave.name);
    const targets = chosen.filter((name) => meant.some((target) => target.name === name));
    return { name: wave.name, soak: milliseconds(wave.soak ?? 0), targets };
  });
  const inNoWave = meant.map(({ name }) => name).filter((name) => !taken.has(name));
  if (inNoWave.length > 0) remarks.push(`in no wave, and not touched: ${inNoWave.join(", ")}`);
  return {
    // With --target a wave may have nobody: there is nothing to wait for then.
    waves: waves.filter(({ targets }) => targets.length > 0),
    gates: [...(entry.gates ?? ["checks"])],
    max_failures: entry.max_failures ?? 0,
    on_failure: entry.on_failure ?? "stop",
    inNoWave,
    remarks,
    problems,
  };
}

/** Named outright, a target must exist and be named once; patterns and labels may overlap, and the first wave has it. */
function wrongNames(wave: WaveEntry, earlier: readonly WaveEntry[], targets: readonly Labelled[]): string[] {
  const out: string[] = [];
  if (earlier.some(({ name }) => name === wave.name)) out.push(`two waves are named ${wave.name}`);
  for (const name of wave.targets ?? []) {
    if (!name.includes("*") && !targets.some((target) => target.name === name)) {
      out.push(`wave ${wave.name}: there is no target "${name}"`);
    } else if (!targets.some((target) => selects({ targets: [name] }, target)))
      out.push(`wave ${wave.name}: no target fits "${name}"`);
    const other = name.includes("*") ? undefined : earlier.find((one) => one.targets?.includes(name));
    if (other !== undefined) out.push(`target ${name} is named in two waves, ${other.name} and ${wave.name}`);
  }
  return out;
}

/** Always the same ones, whatever their order: by a hash of their names. A new target moves at most one other. */
function shareOf(names: readonly string[], percent: number): string[] {
  const count = Math.ceil((names.length * percent) / 100);
  const rank = (name: string) => createHash("sha256").update(name).digest("hex");
  const chosen = new Set([...names].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, count));
  return names.filter((name) => chosen.has(name));
}
