import { hostname } from "node:os";
import { queueAddress, refuseOneUrl, withQueue } from "../../app/fleet-connect.ts";
import type { WorkerNews } from "../../app/fleet-news.ts";
import type { SubmitFlags } from "../../app/fleet-reviewed.ts";
import { runWorker } from "../../app/fleet-run.ts";
import { submitFleet } from "../../app/fleet-submit.ts";
import { sleep } from "../../app/sleep.ts";
import type { FleetStatus, Labels, Submission, SubmissionKind } from "../../model/fleet.ts";
import { didYouMean } from "../../model/nearest.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import type { Wish } from "../../model/rollout.ts";
import { fleetEndings, fleetText } from "../../report/fleet-text.ts";
import { plural } from "../../report/style.ts";
import { fleetStatus } from "../../store/fleet-look.ts";
import { queueName, type Session } from "../../store/fleet-session.ts";
import { submission, wishSubmission } from "../../store/fleet-submissions.ts";
import { whoAmI } from "../../store/lock.ts";
import { VERSION } from "../../version.ts";
import type { CommonFlags, Context } from "../context.ts";
import { worst } from "../exit.ts";

interface QueueFlags {
  readonly queue?: string;
  readonly json?: boolean;
  readonly reason?: string;
}

const KINDS: readonly SubmissionKind[] = ["plan", "apply", "rollout"];
/** Milliseconds between two looks at what is waited for. */
const ASK = 500;

interface FleetSubmitFlags extends SubmitFlags, QueueFlags, CommonFlags {
  readonly wait?: boolean;
}

export async function fleetSubmitCommand(
  [what, file]: [string, string | undefined],
  flags: FleetSubmitFlags,
  context: Context,
): Promise<Ending> {
  const { terminal } = context;
  const kind = KINDS.find((one) => one === what);
  if (kind === undefined)
    throw new Refusal(
      "usage",
      `"${what}" cannot be submitted; it is one of ${KINDS.join(", ")}${didYouMean(what, KINDS)}`,
    );
  const url = addressOf(flags, context);
  const { submission, how } = await submitFleet(kind, file, flags, url, context);
  const say = (text: string) => (flags.json ? terminal.note(text) : terminal.out(`${text}\n`));
  const targets = plural(submission.targets.length, "target");
  if (how === "done") {
    if (flags.json) terminal.out(jsonOf({ submission, how }));
    say(
      `Nothing to do: submission ${submission.id} has applied this very plan. Make a new one for what changed since.`,
    );
    return "done";
  }
  if (how === "open")
    say(
      `The same was submitted before and is not over: submission ${submission.id}, ${submission.kind} of ${targets}.`,
    );
  else say(`Submitted: ${submission.id}, ${submission.kind} of ${targets}, to ${queueName(url)}.`);
  if (!flags.wait) {
    if (flags.json) terminal.out(jsonOf({ submission, how }));
    terminal.note(`\`iopctl fleet status ${submission.id}\` shows what becomes of it`);
    return "done";
  }
  return waitFor(submission, url, flags, context);
}

/** The submission goes on without who waits for it. */
async function waitFor({ id }: Submission, url: string, flags: QueueFlags, context: Context): Promise<Ending> {
  const { terminal, signal } = context;
  const end = await withQueue(url, context, async ({ query }) => {
    for (;;) {
      const status = await fleetStatus(query, id);
      if (status === undefined || status.submission.state !== "open" || signal.aborted) return status;
      await sleep(ASK, signal);
    }
  });
  if (end === undefined) throw noSubmission(id);
  if (signal.aborted) terminal.note(`submission ${id} goes on; \`iopctl fleet abort ${id}\` ends it`);
  show(end, flags, context);
  return worst(fleetEndings(end));
}

function show(status: FleetStatus, { json }: QueueFlags, { terminal, now }: Context): void {
  terminal.out(json ? jsonOf(status) : fleetText(status, terminal.style, { now: now(), columns: terminal.width }));
}

interface WorkerFlags extends CommonFlags, QueueFlags {
  readonly name?: string;
  readonly once?: boolean;
}

export async function fleetWorkerCommand(_args: [], flags: WorkerFlags, context: Context): Promise<Ending> {
  const { terminal, signal } = context;
  if (flags.target !== undefined)
    throw new Refusal("usage", "--target: a worker takes targets by their labels; --label zone=ward");
  refuseOneUrl(flags, context);
  const url = addressOf(flags, context);
  await runWorker(
    {
      queue: url,
      name: flags.name ?? hostname(),
      labels: labelsFrom(flags.label ?? []),
      version: VERSION,
      parallelism: flags.parallelism ?? 8,
      once: flags.once === true,
      flags: flags.config === undefined ? {} : { config: flags.config },
    },
    context,
    (news) => {
      if (flags.json) terminal.out(`${JSON.stringify(newsJson(news, context.now()))}\n`);
      else terminal.note(newsText(news));
    },
  );
  return signal.aborted ? "interrupted" : "done";
}

function labelsFrom(texts: readonly string[]): Labels {
  return Object.fromEntries(
    texts.map((text) => {
      const equals = text.indexOf("=");
      if (equals < 1) throw new Refusal("usage", `--label ${text}: a worker's label has a value, such as zone=ward`);
      return [text.slice(0, equals), text.slice(equals + 1)];
    }),
  );
}

function newsText(news: WorkerNews): string {
  switch (news.type) {
    case "ready":
      return `Ready: looks for work in ${news.queue}; Ctrl-C ends it after the calls under way`;
    case "begins":
      return `${news.job.target}  begins: ${news.job.step} of ${news.job.submission}`;
    case "ended":
      return `${news.job.target}  ${news.ending}: ${news.message}`;
    case "left":
      return `${news.job.target}  ${news.message}`;
    case "took over":
      return `${news.job.target}  ${news.message}`;
    case "drives":
    case "lost":
      return news.message;
  }
}

function newsJson(news: WorkerNews, now: number): object {
  const time = new Date(now).toISOString();
  if (!("job" in news)) return { time, ...news };
  const { job, ...rest } = news;
  const { submission: id, target, step, attempt } = job;
  return { time, ...rest, submission: id, target, step, attempt };
}

export async function fleetStatusCommand(
  [id]: [string | undefined],
  flags: QueueFlags,
  context: Context,
): Promise<Ending> {
  const url = addressOf(flags, context);
  const status = await withQueue(url, context, ({ query }) => fleetStatus(query, id));
  if (status === undefined && id !== undefined) throw noSubmission(id);
  if (status !== undefined) show(status, flags, context);
  else if (flags.json) context.terminal.out("null\n");
  else context.terminal.out("Nothing was submitted yet: `iopctl fleet submit` hands work to the workers.\n");
  return "done";
}

export const fleetPauseCommand = wishing(
  "pause",
  ({ id }) =>
    `Paused: ${id} begins no new target; those under way are finished. \`iopctl fleet resume ${id}\` goes on.`,
);
export const fleetResumeCommand = wishing("run", ({ id }) => `Submission ${id} goes on.`);
export const fleetAbortCommand = wishing("abort", ({ id, kind }) =>
  kind === "rollout"
    ? `Abort asked for of rollout ${id}: no new target is begun; those under way are finished.`
    : `Aborted: ${id} begins no new target; those under way are finished.`,
);

function wishing(wanted: Wish["wanted"], text: (found: Submission) => string) {
  return async ([id]: [string], flags: QueueFlags, context: Context): Promise<Ending> => {
    const url = addressOf(flags, context);
    const found = await withQueue(url, context, async (session: Session) => {
      const found = await submission(session.query, id);
      if (found === undefined) return undefined;
      if (found.state !== "open") throw new Refusal("error", `submission ${id} is over: ${found.state}`);
      const { reason } = flags;
      await wishSubmission(session, found, { wanted, by: whoAmI(), ...(reason === undefined ? {} : { reason }) });
      return found;
    });
    if (found === undefined) throw noSubmission(id);
    context.terminal.out(`${text(found)}\n`);
    return "done";
  };
}

function addressOf(flags: QueueFlags, context: Context): string {
  const url = queueAddress(flags.queue, context);
  if (flags.queue !== undefined && new URL(flags.queue).password !== "")
    context.warn("a password on the command line can be seen by others of this machine: IOPCTL_QUEUE holds it too");
  return url;
}

function noSubmission(id: string): Refusal {
  return new Refusal("error", `there is no submission ${id} in this queue`);
}

function jsonOf(data: object): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}
