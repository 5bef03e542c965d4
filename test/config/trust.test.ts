import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../../src/cli/context.ts";
import { guarded, refuseWriting, strangerReason } from "../../src/config/trust.ts";
import { workspace } from "../helpers/cli.ts";

let space: ReturnType<typeof workspace>;
beforeEach(() => {
  space = workspace();
});
afterEach(() => space.remove());

const github = (name: string, event: unknown) => {
  space.write({ "event.json": typeof event === "string" ? event : JSON.stringify(event) });
  return strangerReason(undefined, {
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: join(space.dir, "event.json"),
  });
};
const pull = (head: unknown, base: unknown = { repo: { full_name: "us/iris" } }) => ({ pull_request: { head, base } });
const us = { repo: { full_name: "us/iris" } };
const them = { repo: { full_name: "them/iris" } };

describe("whose files they are", () => {
  it.each([
    ["pull_request", pull(us), undefined],
    ["pull_request", pull(them), "comes from the fork them/iris"],
    ["pull_request_target", pull(them), "comes from the fork them/iris"],
    ["pull_request_review", pull(them), "comes from the fork them/iris"],
    // A fork that was deleted since.
    ["pull_request", pull({ repo: null }), "does not name"],
    ["pull_request", pull({}), "does not name"],
    ["pull_request", {}, "does not name"],
    ["pull_request", "no JSON", "does not name"],
    ["workflow_run", { workflow_run: { event: "push" }, repository: us.repo }, undefined],
    [
      "workflow_run",
      { workflow_run: { event: "pull_request", head_repository: us.repo }, repository: us.repo },
      undefined,
    ],
    [
      "workflow_run",
      { workflow_run: { event: "pull_request", head_repository: them.repo }, repository: us.repo },
      "the fork",
    ],
    ["workflow_run", {}, "does not name"],
    ["issue_comment", { issue: { pull_request: {} } }, "does not say whose"],
    ["issue_comment", { issue: {} }, undefined],
    ["push", {}, undefined],
    ["schedule", {}, undefined],
    ["workflow_dispatch", {}, undefined],
  ])("GitHub %s %j", (name, event, reason) => {
    if (reason === undefined) expect(github(name, event)).toBeUndefined();
    else expect(github(name, event)).toContain(reason);
  });

  it.each([
    [{ CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "7", CI_MERGE_REQUEST_PROJECT_ID: "7" }, undefined],
    [{ CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "8", CI_MERGE_REQUEST_PROJECT_ID: "7" }, "the fork 8"],
    [{ CI_MERGE_REQUEST_PROJECT_ID: "7" }, "does not name"],
    [{}, "does not name"],
  ])("GitLab merge request %j", (more, reason) => {
    const env = { GITLAB_CI: "true", CI_PIPELINE_SOURCE: "merge_request_event", ...more };
    if (reason === undefined) expect(strangerReason(undefined, env)).toBeUndefined();
    else expect(strangerReason(undefined, env)).toContain(reason);
  });

  it("GitLab's other pipelines, and GitHub's pull requests on GitLab", () => {
    expect(strangerReason(undefined, { GITLAB_CI: "true", CI_PIPELINE_SOURCE: "push" })).toBeUndefined();
    const outer = { GITLAB_CI: "true", CI_PIPELINE_SOURCE: "external_pull_request_event" };
    expect(strangerReason(undefined, outer)).toContain("does not name");
  });

  it("Jenkins names a fork, and none for the repository's own branches", () => {
    expect(strangerReason(undefined, { JENKINS_URL: "x", CHANGE_FORK: "them" })).toContain("the fork them");
    expect(strangerReason(undefined, { JENKINS_URL: "x", CHANGE_ID: "7" })).toBeUndefined();
  });

  it("a person's own machine, and who says so", () => {
    expect(strangerReason(undefined, {})).toBeUndefined();
    expect(strangerReason(true, {})).toBe("--untrusted was given");
  });
});

it("a command that may write does not run on them", () => {
  expect(() => refuseWriting("apply", false, "a fork")).toThrow("a fork");
  expect(() => refuseWriting("plan", true, "a fork")).not.toThrow();
});

it("their files see little of the environment", () => {
  const env = { IOPCTL_FILE_ROOTS: "/", IOPCTL_SECRET_COMMANDS: "sh=/bin/sh", HOME: "/root" };
  const [flags, context] = guarded({ quiet: true }, { env } as unknown as Context, "a fork");
  expect(flags).toEqual({ quiet: true, secrets: false });
  expect(context.untrusted).toBe("a fork");
  expect(context.env).toEqual({
    HOME: "/root",
    IOPCTL_ENV: "IOP_URL,IOP_USERNAME,IOP_NAMESPACE",
    IOPCTL_ALLOWED_HOSTS: "",
  });
});
