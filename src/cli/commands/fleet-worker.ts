import { hostname } from "node:os";
import { refuseOneUrl } from "../../app/fleet-connect.ts";
import type { WorkerNews } from "../../app/fleet-news.ts";
import { runWorker } from "../../app/fleet-run.ts";
import type { Labels } from "../../model/fleet.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { VERSION } from "../../version.ts";
import type { CommonFlags, Context } from "../context.ts";
import { addressOf, type QueueFlags } from "../fleet-queue.ts";

interface WorkerFlags extends CommonFlags, QueueFlags {
  readonly name?: string;
  readonly once?: boolean;
}

/** Works for a fleet until it is stopped, or with `--once` until nothing is left. */
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
