import { readFileSync } from "node:fs";
import type { Environment } from "../model/environment.ts";
import { isObject } from "../model/json.ts";
import { Refusal } from "../model/refusal.ts";

type Env = Environment;

/** What files may name of the environment where nothing says so: no more than where the server is. */
const FEW_VARIABLES = "IOP_URL,IOP_USERNAME,IOP_NAMESPACE";

/**
 * Why the files of this run are a stranger's: `--untrusted`, or a pipeline's own word that they come from a fork. undefined:
 * they are not. Where a pipeline says that it is a pull request's but not whose, they are.
 */
export function strangerReason(flag: boolean | undefined, env: Env): string | undefined {
  if (flag) return "--untrusted was given";
  return githubReason(env) ?? gitlabReason(env) ?? jenkinsReason(env);
}

function githubReason(env: Env): string | undefined {
  if (env["GITHUB_ACTIONS"] !== "true") return undefined;
  const name = env["GITHUB_EVENT_NAME"] ?? "";
  const event = eventOf(env["GITHUB_EVENT_PATH"]);
  if (/^pull_request/.test(name)) {
    const pull = event?.["pull_request"];
    return other("this pull request", repository(pull, "head"), repository(pull, "base"));
  }
  if (name === "workflow_run") {
    const run = event?.["workflow_run"];
    if (isObject(run) && !/^pull_request/.test(String(run["event"] ?? "pull_request"))) return undefined;
    return other("the pull request of this run", nameOf(run, "head_repository"), nameOf(event, "repository"));
  }
  // A comment on a pull request says nothing of its branch, and workflows then check that branch out by hand.
  const issue = event?.["issue"];
  if (name === "issue_comment" && (!isObject(issue) || issue["pull_request"] !== undefined)) {
    return "this run answers a comment on a pull request, and GitHub does not say whose branch that is";
  }
  return undefined;
}

function gitlabReason(env: Env): string | undefined {
  if (env["GITLAB_CI"] !== "true") return undefined;
  const source = env["CI_PIPELINE_SOURCE"];
  if (source === "external_pull_request_event") {
    return other(
      "this pull request",
      env["CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY"],
      env["CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY"],
    );
  }
  if (source !== "merge_request_event" && env["CI_MERGE_REQUEST_ID"] === undefined) return undefined;
  return other(
    "this merge request",
    env["CI_MERGE_REQUEST_SOURCE_PROJECT_ID"] ?? env["CI_MERGE_REQUEST_SOURCE_PROJECT_PATH"],
    env["CI_MERGE_REQUEST_PROJECT_ID"] ?? env["CI_MERGE_REQUEST_PROJECT_PATH"],
  );
}

/** A multibranch job names the fork that a change comes from, and none for the repository's own. */
function jenkinsReason(env: Env): string | undefined {
  const fork = env["JENKINS_URL"] === undefined ? undefined : env["CHANGE_FORK"];
  return fork === undefined ? undefined : `this change comes from the fork ${fork}`;
}

function other(what: string, from: string | undefined, to: string | undefined): string | undefined {
  if (from === undefined || to === undefined) return `${what} is of a repository that the pipeline does not name`;
  return from === to ? undefined : `${what} comes from the fork ${from}`;
}

function repository(pull: unknown, side: "head" | "base"): string | undefined {
  return isObject(pull) && isObject(pull[side]) ? nameOf(pull[side], "repo") : undefined;
}

function nameOf(owner: unknown, key: string): string | undefined {
  const found = isObject(owner) ? owner[key] : undefined;
  const name = isObject(found) ? found["full_name"] : undefined;
  return typeof name === "string" ? name : undefined;
}

function eventOf(path: string | undefined): Record<string, unknown> | undefined {
  try {
    const event: unknown = JSON.parse(readFileSync(path ?? "", "utf8"));
    return isObject(event) ? event : undefined;
  } catch {
    return undefined;
  }
}

/** Throws Refusal for a command that writes, or that runs what the files bring. */
export function refuseWriting(command: string, reads: boolean, reason: string): void {
  if (reads) return;
  throw new Refusal(
    "guard",
    `untrusted: \`iopctl ${command}\` does not run on files that are not trusted: ${reason}.\n` +
      "  Nothing was changed. Run it where the files have been reviewed, such as on the branch after the merge.",
  );
}

/** The environment as a stranger's files may see it, and the flags that go with it. */
export function guarded<F extends object, W extends { readonly env: Env }>(
  flags: F,
  world: W,
  reason: string,
): [F & { readonly secrets: boolean }, W & { readonly untrusted: string }] {
  const { IOPCTL_FILE_ROOTS: _roots, IOPCTL_SECRET_COMMANDS: _commands, ...env } = world.env;
  const narrow = {
    ...env,
    IOPCTL_ENV: env["IOPCTL_ENV"] ?? FEW_VARIABLES,
    IOPCTL_ALLOWED_HOSTS: env["IOPCTL_ALLOWED_HOSTS"] ?? "",
  };
  return [
    { ...flags, secrets: false },
    { ...world, env: narrow, untrusted: reason },
  ];
}

/** What a plan of a stranger's files does not know, and which guards they loosen (as they write them), for its reader. */
export function untrustedRemarks(reason: string, loose: readonly string[]): string[] {
  return [
    `the files are not trusted (${reason}): no program was started, so the commits of packages are not known; ` +
      "no secret was read, so what holds one is not compared; no file outside of the work tree was read",
    ...(loose.length === 0 ? [] : [`the files loosen ${loose.join(" and ")}: once merged, an apply goes by that`]),
  ];
}
