import { resolve } from "node:path";
import type { PlanDocument } from "../generated/plan.ts";
import type { ResultLine } from "../generated/result.ts";
import type { KeyFacts } from "../model/key-facts.ts";
import type { Validation } from "../model/validation.ts";
import { inWorld } from "./handles.ts";
import type { ConfigOptions, State } from "./library.ts";
import {
  argument,
  count,
  document as documentKind,
  flag,
  names,
  need,
  oneOf,
  type Shape,
  state as stateKind,
  taken,
  words,
} from "./library-kinds.ts";
import { stateSources } from "./library-options.ts";
import { CONFIG } from "./library-shapes.ts";

/** What the library says of files and documents, with no server. Each use case is loaded when it is called. */

/**
 * Checks the state files of one target (`targets` names it; absent: the default one) with no server. Gives the document of
 * `validate --json`: what is not valid is in it, and not thrown. Throws Refusal where the config is not to be used.
 */
export async function validate(options: ConfigOptions = {}, state?: State): Promise<Validation> {
  taken("validate", CONFIG, options);
  argument("validate", "state", stateKind, state);
  return inWorld(options, undefined, async (world, flags) => {
    const { validation } = await import("./validate.ts");
    return validation(stateSources(state, world.cwd), flags, world);
  });
}

/**
 * What the keys of an address mean, such as `productions.items.pool_size` or `config.targets`: several where the same name
 * stands in several places. Empty: the whole of a state file. Throws Refusal, with the nearest key.
 */
export async function explain(address = ""): Promise<readonly KeyFacts[]> {
  argument("explain", "address", words, address);
  const { explainKey } = await import("./explain.ts");
  return explainKey(address);
}

/** How a document of plans is shown. */
export interface ShowRequest {
  /** text: as in a terminal without colours. markdown: a comment for a pull request. html: a page that stands alone. */
  readonly format: "text" | "markdown" | "html";
  /** What the plans were made for; default: plan. */
  readonly verb?: "plan" | "drift" | "apply";
  /** Of text and html: characters a line, and whether every item is drawn, not only what changes and what is next to it. */
  readonly columns?: number;
  readonly all?: boolean;
}

const SHOW: Shape<ShowRequest> = {
  format: need(oneOf("text", "markdown", "html")),
  verb: oneOf("plan", "drift", "apply"),
  columns: count,
  all: flag,
};
const PLANS = need(
  documentKind<PlanDocument>("the document of a plan: what plan() gives has it as `document`", "plans"),
);

/** Plans for people, as `show` and the flags of `plan` and `drift` write them. Pictures stand where the document holds graphs. */
export async function showPlan(document: PlanDocument, request: ShowRequest): Promise<string> {
  argument("showPlan", "document", PLANS, document);
  taken("showPlan", SHOW, request);
  const { format, verb = "plan", columns, all = false } = request;
  if (format === "html") return (await import("./picture.ts")).planPage(document, { verb, all });
  if (format === "markdown") return (await import("../report/markdown.ts")).planMarkdown(document, verb);
  const { planText } = await import("../report/plan-text.ts");
  const { createStyle } = await import("../report/style.ts");
  return document.plans.map((plan) => planText(plan, createStyle(false), verb, columns)).join("\n");
}

/** What several machines found, each of a part of the targets, as one. */
export interface MergedReport {
  /** One for each target, the newest, by name. */
  readonly results: readonly ResultLine[];
  /** The plans of all, with why the others have none. */
  readonly document: PlanDocument;
  readonly verb: "plan" | "drift";
}

/**
 * Joins files of `--json-lines`, or of the JSON of plan and drift; paths are relative to `cwd` (default: the working
 * directory). Of a target that stands in several the newest counts. Throws Refusal.
 */
export async function mergeReports(files: readonly string[], cwd = "."): Promise<MergedReport> {
  argument("mergeReports", "files", need(names), files);
  argument("mergeReports", "cwd", words, cwd);
  const { mergeResults } = await import("./merge.ts");
  return mergeResults(files.map((file) => resolve(cwd, file)));
}
