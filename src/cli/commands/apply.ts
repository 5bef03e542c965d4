import pLimit from "p-limit";
import { type ApplyOptions, applyPlan } from "../../app/apply.ts";
import { endingOf } from "../../app/ending.ts";
import { refusePassed, refuseUnprotected } from "../../app/limits.ts";
import { type NamespacePlan, type PlanDetails, planTargets, refuseFindings, type TargetPlan } from "../../app/plan.ts";
import type { CheckResult } from "../../model/event.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { addressName } from "../../model/where.ts";
import { checksJunit } from "../../report/junit.ts";
import { planDocument } from "../../report/plan-json.ts";
import { planText } from "../../report/plan-text.ts";
import { isPlanFile, readPlanFile, refuseStale } from "../../store/plan-file.ts";
import { asked } from "../ask.ts";
import type { CommonFlags, Context } from "../context.ts";
import { worst } from "../exit.ts";
import { tellGithub } from "../github.ts";
import { runListener } from "../progress.ts";
import { summaryText, type TargetEnding } from "../targets.ts";

interface ApplyFlags extends CommonFlags, ApplyOptions {
  readonly json?: boolean;
  readonly jsonInto?: string;
  readonly autoApprove?: boolean;
  readonly expect?: readonly string[];
  readonly junit?: string;
}

type TargetResult = TargetEnding & { readonly checks: readonly CheckResult[] };

interface Made {
  readonly targets: readonly TargetPlan[];
  readonly failures: readonly { readonly target: string; readonly error: Error }[];
  /** Whether somebody has read this very plan before. */
  readonly reviewed: boolean;
}

export async function applyCommand([args]: [string[]], flags: ApplyFlags, context: Context): Promise<Ending> {
  const [first] = args;
  const made =
    args.length === 1 && first !== undefined && isPlanFile(first)
      ? await fromFile(first, flags, context)
      : {
          ...(await planTargets(args, flags, context, {
            digests: flags.json === true || flags.jsonInto !== undefined,
          })),
          reviewed: false,
        };
  return applyPlannings(made, flags, context);
}

/** Shows, asks, applies: what apply and rollback share. */
export async function applyPlannings(
  made: Made,
  flags: ApplyFlags,
  context: Context,
  command: "apply" | "rollback" = "apply",
): Promise<Ending> {
  const { terminal } = context;
  const all = made.targets.flatMap(({ plans }) => plans);
  const many = made.targets.length + made.failures.length > 1;
  for (const { target, error } of made.failures) terminal.error(`${target}: ${error.message}`);
  const work = all.filter(({ plan }) => plan.changes.length > 0 || plan.calls.length > 0);
  if (!flags.json)
    terminal.out(all.map(({ shown }) => planText(shown, terminal.style, command, terminal.width)).join("\n"));
  for (const { refused, findings, shown } of all) {
    refusePassed(refused, many ? ` of ${shown.target}` : "");
    refuseFindings(findings);
  }
  if (flags.expect !== undefined) expectDigests(flags.expect, all);
  tellGithub(
    planDocument(
      all.map(({ shown }) => shown),
      new Date(),
    ),
    "apply",
    terminal,
    context.env,
  );
  if (work.length > 0 && !made.reviewed && flags.autoApprove !== true) {
    if (flags.json) throw new Refusal("error", `${command} --json cannot ask: add --auto-approve`);
    const question = command === "apply" ? "Apply this?" : "Roll back?";
    if (!(await asked(question, command === "apply" ? "apply" : "roll back", context)))
      return context.signal.aborted ? "interrupted" : "error";
  }
  if (flags.jsonInto !== undefined) terminal.file(flags.jsonInto, "");
  // Targets of one server one after the other, since its migrations must not overlap (wire-notes, 6.3).
  const servers = groupBy(made.targets, ({ target }) => target.url);
  const limit = pLimit(flags.parallelism ?? 8);
  const results = await Promise.all(
    [...servers.values()].map((list) =>
      limit(async () => {
        const out: TargetResult[] = [];
        for (const of of list) out.push(...(await applyTarget(of, flags, context, command, many)));
        return out;
      }),
    ),
  );
  const endings = results.flat();
  if (flags.junit !== undefined) {
    terminal.file(
      flags.junit,
      checksJunit(
        endings.map(({ target, namespace, checks }) => ({
          name: [target, namespace].filter((part) => part !== "").join("/"),
          checks,
        })),
      ),
    );
  }
  if (many) {
    const failed = made.failures.map(({ target, error }) => ({
      target,
      namespace: "",
      ending: endingOf(error),
      message: error.message,
    }));
    if (!flags.json) terminal.out(summaryText([...endings, ...failed], terminal.style));
    return worst([...endings, ...failed].map(({ ending }) => ending));
  }
  return worst(endings.map(({ ending }) => ending));
}

function groupBy<T>(list: readonly T[], key: (element: T) => string): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const element of list) out.set(key(element), [...(out.get(key(element)) ?? []), element]);
  return out;
}

/** The namespaces of a target in their order; one that fails ends the target's run. */
async function applyTarget(
  of: TargetPlan,
  flags: ApplyFlags,
  context: Context,
  command: "apply" | "rollback",
  many: boolean,
): Promise<TargetResult[]> {
  const { terminal } = context;
  const out: TargetResult[] = [];
  let wrote = false;
  for (const planned of of.plans) {
    const { target, namespace } = planned.shown;
    if (context.signal.aborted)
      return [...out, { target, namespace, ending: "interrupted", message: "not started", checks: [] }];
    try {
      const label = many ? `${target}  ` : "";
      const { ending, outcome, made, checks } = await applyPlan(planned, of, flags, context, {
        command,
        onEvent: runListener(planned.shown, flags, terminal, label),
      });
      wrote ||= made > 0;
      out.push({ target, namespace, ending, message: made === 0 ? outcome : `${outcome}, ${made} calls`, checks });
      if (ending !== "done") return out;
    } catch (error) {
      if (!wrote && !many && of.plans.length === 1) throw error;
      const { message } = error as Error;
      terminal.error(`${terminal.errorStyle.red("error:")} ${many ? `${target}: ` : ""}${message}`);
      return [
        ...out,
        {
          target,
          namespace,
          ending: wrote ? "failed" : endingOf(error),
          message: message.split("\n")[0] ?? "",
          checks: [],
        },
      ];
    }
  }
  return out;
}

async function fromFile(path: string, flags: ApplyFlags, context: Context): Promise<Made> {
  for (const name of ["only", "namespace", "label"] as const) {
    if (flags[name] !== undefined) throw new Refusal("usage", `--${name}: a saved plan says that itself; leave it out`);
  }
  const document = readPlanFile(path);
  const targets = [...new Set(document.plans.map(({ target }) => target))];
  const all: TargetPlan[] = [];
  for (const name of targets) {
    const saved = document.plans.filter(({ target }) => target === name);
    const salts = new Map(saved.map(({ namespace, basis }) => [namespace, Buffer.from(basis?.salt ?? "", "hex")]));
    const sources = (saved[0]?.sources ?? document.sources ?? []).flat();
    const { target: given, ...rest } = flags;
    const own: ApplyFlags = { ...rest, only: document.only ?? [] };
    // A plan of an address that no target stands for is applied to an address that is given again.
    const ofAddress = name === "" || name === addressName(saved[0]?.url ?? "");
    if (ofAddress && given === undefined && flags.url === undefined && !context.env["IOP_URL"])
      throw new Refusal("usage", `the plan was made for ${saved[0]?.url}: name that again, with --url or IOP_URL`);
    const chosen = given ?? (ofAddress ? undefined : [name]);
    const options: PlanDetails = { salts, digests: true, several: true };
    const [again] = (
      await planTargets(sources, chosen === undefined ? own : { ...own, target: chosen }, context, options)
    ).targets;
    for (const plan of saved) {
      const now = again?.plans.find(({ shown }) => shown.namespace === plan.namespace);
      if (now === undefined) {
        throw new Refusal("stale", `the files no longer describe the namespace ${plan.namespace}`);
      }
      refuseStale(plan, now);
    }
    if (again) all.push(again);
  }
  const states = all.flatMap(({ plans }) => plans.map(({ loaded }) => loaded.desired));
  refuseUnprotected(flags.allowProtected ?? [], states);
  return { targets: all, failures: [], reviewed: true };
}

/** Every plan that would do something must be one that was reviewed. */
function expectDigests(reviewed: readonly string[], plans: readonly NamespacePlan[]): void {
  const others = plans.filter(({ plan, shown }) => plan.calls.length > 0 && !reviewed.includes(shown.digest));
  const known = plans.some(({ shown }) => reviewed.includes(shown.digest));
  if (others.length === 0 && known) return;
  const digests = plans.map(({ shown }) => `${shown.namespace} ${shown.digest}`);
  throw new Refusal(
    "stale",
    `the plan is not the reviewed one: --expect ${reviewed.join(" ")}, and what was just planned is ${digests.join(", ")}.\n` +
      "  Nothing was changed. Make a new plan and review it.",
  );
}
