import { loadWaves, noWaves } from "../config/load-waves.ts";
import { openConfig } from "../config/open-config.ts";
import type { Reading } from "../desired/reading.ts";
import type { PlanDocument } from "../generated/plan.ts";
import type { SubmissionKind, SubmittedTarget } from "../model/fleet.ts";
import { Refusal } from "../model/refusal.ts";
import type { RolloutRecord } from "../model/rollout.ts";
import type { Session } from "../store/fleet-session.ts";
import { plansOf, submission } from "../store/fleet-submissions.ts";
import { readPlanFile } from "../store/plan-file.ts";
import type { ApplyOptions } from "./applying.ts";
import { notWellBefore, partHere, refuseParts } from "./fleet-left.ts";
import { expectDigest, refuseFirstWave, shownCourse } from "./rollout.ts";
import { targetNames } from "./targets.ts";
import type { World } from "./world.ts";

/** Plans that somebody has seen before they are submitted. */

export interface SubmitFlags extends ApplyOptions {
  /** The submission whose plans were reviewed. */
  readonly reviewed?: string;
  readonly expect?: readonly string[];
}

/** Plans that somebody has seen, and the targets that they are of. */
export interface Reviewed {
  readonly document: PlanDocument;
  readonly names: readonly string[];
  /** As they were when they were planned; absent: a file does not say. */
  readonly targets?: readonly SubmittedTarget[];
}

/** Plans that somebody has seen: of a file, or of an earlier submission. undefined: none. */
export async function reviewedPlans(
  kind: SubmissionKind,
  file: string | undefined,
  flags: SubmitFlags,
  session: Session,
  world: World,
  reading: Reading,
): Promise<Reviewed | undefined> {
  refuseParts(kind, flags, world);
  if (kind === "plan") {
    if (file !== undefined || flags.reviewed !== undefined)
      throw new Refusal("usage", "fleet submit plan makes plans: it takes neither a plan file nor --reviewed");
    return undefined;
  }
  if (file !== undefined && flags.reviewed !== undefined)
    throw new Refusal("usage", "a plan file and --reviewed are two reviewed plans: say one of them");
  const found =
    file !== undefined
      ? await leftOfFile(ofFile(readPlanFile(file, world.cwd), file, kind), flags, session, world)
      : flags.reviewed !== undefined
        ? await ofSubmission(flags.reviewed, flags, session, world, reading)
        : undefined;
  if (found === undefined) {
    if (kind === "apply" && flags.autoApprove) return undefined;
    if (flags.autoApprove)
      throw new Refusal(
        "usage",
        "--auto-approve is for apply: a rollout has waves and one digest, and goes only as it was planned. Nothing was submitted.\n" +
          "  `iopctl rollout plan --out FILE` plans it here, then `iopctl fleet submit rollout FILE`; or\n" +
          "  `iopctl fleet submit plan` has the workers plan it, then `iopctl fleet submit rollout --reviewed ID`.",
      );
    throw new Refusal(
      "error",
      `nobody has reviewed what this would ${kind === "apply" ? "apply" : "roll out"}; nothing was submitted.\n` +
        "  `iopctl fleet submit plan` has the workers plan it; `--reviewed ID` then applies just that." +
        (kind === "apply" ? "\n  --auto-approve applies whatever the workers find to be needed." : ""),
    );
  }
  const document = kind === "rollout" ? await inWaves(found, flags, world, reading) : found.document;
  const digests = [...document.plans.map(({ digest }) => digest), document.rollout?.digest ?? ""];
  if (found.names.length === 0) return found;
  if (flags.expect !== undefined && kind === "rollout") expectDigest(document.rollout?.digest ?? "", flags.expect);
  else if (flags.expect !== undefined && !flags.expect.some((one) => digests.includes(one)))
    throw new Refusal("stale", `no plan has the digest ${flags.expect.join(", ")}. Nothing was submitted.`);
  // Who stands in no wave is not touched.
  const inside = document.rollout?.waves.flatMap(({ targets }) => targets);
  return { ...found, document, ...(inside === undefined ? {} : { names: inside }) };
}

function ofFile(document: PlanDocument, file: string, kind: SubmissionKind): Reviewed {
  if (document.sources !== undefined)
    throw new Refusal(
      "error",
      `${file} is a plan of files that were named on the command line: a fleet's workers use those of their config.\n` +
        "  Make the plan without paths.",
    );
  if (kind === "apply" && document.rollout !== undefined)
    throw new Refusal("usage", `${file} holds a rollout: \`iopctl fleet submit rollout ${file}\``);
  if (kind === "rollout" && document.rollout === undefined)
    throw new Refusal("error", `${file} holds no rollout: \`iopctl rollout plan --out\` makes one`);
  if ((document.errors ?? []).length > 0)
    throw new Refusal("error", `${file} is not complete: ${document.errors?.[0]?.target} could not be planned`);
  return { document, names: [...new Set(document.plans.map(({ target }) => target))] };
}

/** The plans of a file that fall to this machine, and were not well already. */
async function leftOfFile(
  { document, names }: Reviewed,
  flags: SubmitFlags,
  session: Session,
  world: World,
): Promise<Reviewed> {
  const open = await notWellBefore(partHere(names, flags, world), "apply", flags, session);
  return {
    document: { ...document, plans: document.plans.filter(({ target }) => open.includes(target)) },
    names: open,
  };
}

async function ofSubmission(
  id: string,
  flags: SubmitFlags,
  session: Session,
  world: World,
  reading: Reading,
): Promise<Reviewed> {
  const { query } = session;
  const asked = await submission(query, id);
  if (asked === undefined || asked.kind !== "plan")
    throw new Refusal("error", `--reviewed ${id}: there is no submission ${id} that made plans`);
  const chosen = flags.target !== undefined || flags.label !== undefined;
  const meant = chosen
    ? await namesMeant(flags, world, reading)
    : partHere(
        asked.targets.map(({ target }) => target),
        flags,
        world,
      );
  const names = await notWellBefore(meant, "apply", flags, session);
  const plans = (await plansOf(query, id)).filter(({ target }) => names.includes(target));
  const without = names.filter((name) => !plans.some(({ target }) => target === name));
  if (without.length > 0)
    throw new Refusal(
      "error",
      `--reviewed ${id}: ${without.slice(0, 5).join(", ")} ${without.length === 1 ? "has" : "have"} no plan in it` +
        `${without.length > 5 ? ` (${without.length} in all)` : ""}. Nothing was submitted.\n` +
        `  \`iopctl fleet status ${id}\` says why; --target or --exclude-target leaves them out.`,
    );
  const { only, exclude } = asked.limits as { readonly only?: string[]; readonly exclude?: string[] };
  const document: PlanDocument = {
    format_version: "1",
    created_at: asked.submitted,
    plans: [...plans],
    ...(only === undefined ? {} : { only }),
    ...(exclude === undefined ? {} : { exclude }),
  };
  return { document, names, targets: asked.targets };
}

/** The same plans in the waves of the config. */
async function inWaves(
  { document, names }: Reviewed,
  flags: SubmitFlags,
  world: World,
  reading: Reading,
): Promise<PlanDocument> {
  const config = await openConfig(flags.config, world.cwd, reading);
  const found = document.rollout ? undefined : config && loadWaves(config, names);
  if (document.rollout === undefined && found === undefined) throw noWaves(config);
  const course = document.rollout ?? found?.waves;
  if (course === undefined || course.waves.length === 0)
    throw new Refusal("error", "no target stands in a wave: there is nothing to roll out");
  if (found) for (const remark of found.waves.remarks) world.warn(remark);
  const inside = course.waves.flatMap(({ targets }) => targets);
  const plans = document.plans.filter(({ target }) => inside.includes(target));
  const { waves, gates, max_failures, on_failure } = course;
  const rollout = shownCourse(
    {
      waves: waves.map(({ name, soak, targets }) => ({ name, soak, targets })),
      gates: gates as RolloutRecord["gates"],
      max_failures,
      on_failure,
    },
    plans,
  );
  if (document.rollout !== undefined && rollout.digest !== document.rollout.digest)
    throw new Refusal("stale", "the file was changed after it was made: its digest is another. Nothing was submitted.");
  const whole = { ...document, plans, rollout };
  await refuseFirstWave(whole, flags, world);
  return whole;
}

/**
 * The names of the targets that the flags mean. Throws Refusal where they mean none by name: a fleet has no default
 * target.
 */
export async function namesMeant(flags: SubmitFlags, world: World, reading: Reading): Promise<readonly string[]> {
  // --resume names a submission here, and no recorded run.
  const { resume: _resume, ...rest } = flags;
  const names = await targetNames(rest, world, reading);
  const known = names.filter((name) => name !== undefined);
  if (known.length > 0 || names.length === 0) return known;
  const config = await openConfig(flags.config, world.cwd, reading);
  const all = [...(config?.targets.keys() ?? [])];
  throw new Refusal(
    "error",
    all.length === 0
      ? "a fleet is made of the targets of a config, and there is none"
      : "which targets? --target '*' means all of them, --label those with a label",
  );
}

/** What was reviewed was made of other files than these. */
export function refuseOtherFiles(now: readonly SubmittedTarget[], then: readonly SubmittedTarget[]): void {
  const files = new Map(then.map((one) => [one.target, one.files]));
  const other = now.filter(({ target, files: digest }) => files.get(target) !== digest).map(({ target }) => target);
  if (other.length === 0) return;
  throw new Refusal(
    "stale",
    `the files are not those that were planned: ${other.slice(0, 5).join(", ")}${other.length > 5 ? ", …" : ""}.\n` +
      "  Nothing was submitted. Submit a new plan and review it.",
  );
}
