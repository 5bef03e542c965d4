import { appendFileSync, statSync } from "node:fs";
import type { FileProblem } from "../app/ending.ts";
import type { PlanDocument } from "../generated/plan.ts";
import { githubAnnotation, githubOutputs } from "../report/ci.ts";
import type { Terminal } from "./terminal.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** GitHub takes 1 MiB a step's summary, in bytes, and drops the whole of a longer one. */
const SUMMARY_LIMIT = 1024 * 1024;

/** Whether this is a job of GitHub Actions. */
export function inGithub(env: Env): boolean {
  return env["GITHUB_ACTIONS"] === "true";
}

/** Inside GitHub Actions: the step's summary and outputs, and annotations at the places of findings. */
export async function tellGithub(
  document: PlanDocument,
  verb: "plan" | "drift" | "apply",
  terminal: Terminal,
  env: Env,
): Promise<void> {
  if (!inGithub(env)) return;
  const { planMarkdown } = await import("../report/markdown.ts");
  const summary = env["GITHUB_STEP_SUMMARY"];
  if (summary) appendSummary(summary, (room) => planMarkdown(document, verb, room));
  const output = env["GITHUB_OUTPUT"];
  if (output) terminal.append(output, githubOutputs(document));
  for (const { findings = [] } of document.plans) {
    for (const { at, address, message, severity, code } of findings) {
      const [, path, line = "1", col = "1"] = /^(.*):(\d+):(\d+)$/.exec(at ?? "") ?? [];
      const place = path === undefined ? undefined : { path, line: Number(line), col: Number(col) };
      terminal.command(githubAnnotation(severity, `${place ? "" : `${address}: `}${message} [${code}]`, place));
    }
  }
}

/** What is wrong with the files, where GitHub shows it: beside the lines of the pull request. */
export function annotate(problems: readonly FileProblem[], terminal: Terminal, env: Env): void {
  if (!inGithub(env)) return;
  for (const { message, place } of problems) terminal.command(githubAnnotation("error", message, place));
}

/** A step may write several times: what is there counts. A multi-byte character takes up to four bytes. */
function appendSummary(path: string, render: (room: number) => string): void {
  let used = 0;
  try {
    used = statSync(path).size;
  } catch {
    // GitHub makes it; elsewhere it is new.
  }
  const room = Math.min(250_000, Math.floor((SUMMARY_LIMIT - used) / 4) - 100);
  if (room < 2_000) return;
  appendFileSync(path, `${render(room)}\n`);
}
