import type { PlanDocument, ShownPlan } from "../generated/plan.ts";
import { validatePlan } from "../generated/validators.js";
import { canonicalJson, documentText } from "../model/json.ts";
import { parseJson } from "../model/json-text.ts";
import { Refusal } from "../model/refusal.ts";
import { digestOf, valueDigest } from "../planner/digest.ts";
import type { RecordedPlan } from "./recorded.ts";

/** A plan as `plan --out` writes it: sealed, so that a change by hand shows. */
export function savedPlan(document: PlanDocument): string {
  return documentText({ ...document, seal: sealOf(document) });
}

function sealOf({ seal: _seal, ...document }: PlanDocument): string {
  return digestOf(document);
}

/** The plan in the text of a file, `path` its name for people. Throws Refusal as `readPlanFile` does. */
export function planIn(text: string, path: string): PlanDocument {
  const parsed = parseJson(text);
  if ("problem" in parsed) throw notPlan(path, `it is not JSON, at ${parsed.place}: ${parsed.problem}`);
  const document = parsed.value;
  if (!validatePlan(document)) {
    const [first] = validatePlan.errors ?? [];
    throw notPlan(path, `${first?.instancePath ?? ""} ${first?.message ?? "it has another form"}`.trim());
  }
  const plan = document as PlanDocument;
  const saved = plan.seal !== undefined || plan.plans.some(({ basis }) => basis !== undefined);
  if (saved && plan.seal !== sealOf(plan)) {
    throw new Refusal(
      "stale",
      `${path} was altered after it was made: its seal does not fit what it holds.\n` +
        "  Nothing was changed. Make a new plan with `iopctl plan --out FILE` and review it.",
    );
  }
  return plan;
}

/** That a file is no plan, and why. */
export function notPlan(path: string, why: string): Refusal {
  return new Refusal(
    "error",
    `${path} is not a plan file of iopctl: ${why}.\n` +
      "  `iopctl plan --out FILE` makes one. State files end in .iop.yaml or .iop.yml.",
  );
}

/**
 * Refuses a saved plan when something that it read or writes is not as it was, each address by name. What the plan has
 * nothing to do with may have changed. `files`: the plan was begun, so that only the files must be as they were.
 */
export function refuseStale(saved: ShownPlan, now: RecordedPlan, extent: "all" | "files" = "all"): void {
  const moved: string[] = [];
  const { basis } = saved;
  if (basis === undefined)
    throw new Refusal("error", "the file holds a printed plan: only one saved by plan --out can be applied");
  if (saved.unknown !== undefined) {
    const count = saved.unknown.length;
    throw new Refusal(
      "stale",
      `the saved plan was made without secrets and does not know ${count} of its values: it cannot be applied.\n` +
        "  Nothing was changed. Make a plan with the secrets.",
    );
  }
  if (saved.url !== now.shown.url) moved.push(`url: ${saved.url} → ${now.shown.url}`);
  const before = new Map(basis.entries.map((entry) => [entry.address, entry]));
  for (const { address, observed, desired } of now.basis) {
    const was = before.get(address);
    before.delete(address);
    if (was === undefined) {
      if (extent === "all") moved.push(`${address}: the plan does not know it`);
    } else {
      if (extent === "all" && was.observed !== valueDigest(observed, now.salt))
        moved.push(`${address}: changed on the server`);
      if (was.desired !== valueDigest(desired, now.salt)) moved.push(`${address}: changed in the files`);
    }
  }
  if (extent === "all") for (const address of before.keys()) moved.push(`${address}: no longer managed by the files`);
  if (extent === "all" && moved.length === 0) moved.push(...differences(saved, now.shown));
  if (moved.length === 0) return;
  throw new Refusal(
    "stale",
    `the saved plan is stale: ${moved.length} moved since it was made\n${moved.map((line) => `  ${line}`).join("\n")}\n` +
      "  Nothing was changed. Make a new plan and review it.",
  );
}

/** How the plan that was reviewed differs from the one that is needed now. */
function differences(saved: ShownPlan, now: ShownPlan): string[] {
  const changes = ({ changes: list }: ShownPlan) =>
    new Map(list.map(({ address, action, before, after }) => [address, canonicalJson({ action, before, after })]));
  const callsOf = ({ calls: list }: ShownPlan) =>
    new Map(list.map((call) => [`${call.method} ${call.path} ${call.reason}`, canonicalJson(essence(call))]));
  const compare = (was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>, other: string) => [
    ...[...is].filter(([key]) => !was.has(key)).map(([key]) => `${key}: now needed too`),
    ...[...was].filter(([key]) => !is.has(key)).map(([key]) => `${key}: no longer needed`),
    ...[...is].filter(([key, text]) => was.has(key) && was.get(key) !== text).map(([key]) => `${key}: ${other}`),
  ];
  return [
    ...compare(changes(saved), changes(now), "the plan shows something else"),
    ...compare(callsOf(saved), callsOf(now), "the plan shows something else"),
  ];
}

/**
 * What is reviewed of a call. Of an upload its files' names: their contents count in the basis, and the entrypoint also
 * holds the commit, which may be another one by now.
 */
function essence({ method, path, query, disruption, body }: ShownPlan["calls"][number]): unknown {
  const files = (body as { readonly body?: unknown } | null)?.body;
  if (path !== "/migrate" || !Array.isArray(files)) return { method, path, query, disruption, body };
  const names = files.map((file: { readonly name?: unknown }) => file.name);
  return { method, path, query, disruption, body: { ...body, body: names } };
}
