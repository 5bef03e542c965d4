import { createReadClient, type ReadClient } from "../api/client.ts";
import { Reading } from "../desired/reading.ts";
import { planDocument } from "../documents/plan-json.ts";
import type { Graph } from "../model/graph.ts";
import { pictureHtml } from "../report/html/picture.ts";
import { planBody } from "../report/html.ts";
import type { DriftCounts, Glance, LiveHtml, LiveLine, NotKnown } from "../report/live.ts";
import { type Drawn, PLAN_VIEW } from "../report/picture/view.ts";
import { connect } from "./connect.ts";
import { withDrift } from "./drift.ts";
import { readGraph } from "./graph.ts";
import { drawn } from "./picture.ts";
import { planTarget, type TargetPlan } from "./plan.ts";
import { glanceOf } from "./status.ts";
import { namedTarget, placesOf, type TargetOptions, targetNames } from "./targets.ts";
import type { WatchSource } from "./watch.ts";
import { liveRuns } from "./watch-runs.ts";
import type { World } from "./world.ts";

/** So many lines of a log are kept and shown. */
const LOG_LINES = 300;
/** Beyond so many items the picture holds the first ones: its layout would take long, and nobody would see it. */
const MOST_DRAWN = 300;

/** A target of the config, or a namespace of a server, as it is to be watched. */
export interface WatchedTarget {
  /** undefined: the config's default one, or none of a config. */
  readonly name: string | undefined;
  /** Where it is not the target's own. */
  readonly namespace?: string;
  /** What it is called on the page, where its name does not do. */
  readonly shown?: string;
}

/** Every target that the flags mean, ready to be watched; nothing is asked of a server yet. */
export async function watchSources(
  paths: readonly string[],
  flags: TargetOptions,
  world: World,
): Promise<WatchSource[]> {
  const names = await targetNames(flags, world);
  return Promise.all(
    names.map((name) =>
      // One target that the config describes wrongly hides no other.
      watchSource({ name }, paths, flags, world).catch((error: Error) => {
        if (name === undefined || names.length === 1) throw error;
        return unreadable(name, error);
      }),
    ),
  );
}

/** A target of which nothing can be read, and why. */
function unreadable(target: string, error: Error): WatchSource {
  const fail = () => Promise.reject(error);
  const looks = { glance: fail, plan: fail, picture: fail, log: fail, runs: fail };
  return { target, url: "", namespace: "", ...looks, redraw: () => undefined };
}

/** One target, ready to be watched. */
export async function watchSource(
  { name, namespace, shown }: WatchedTarget,
  paths: readonly string[],
  flags: TargetOptions,
  world: World,
): Promise<WatchSource> {
  const { target: _patterns, label: _labels, ...rest } = flags;
  const chosen: TargetOptions = name === undefined ? rest : { ...rest, target: [name] };
  const places = await placesOf(name, chosen, world, new Reading());
  // What is not read before somebody looks: its secrets, and the embedded sandbox.
  let opened: Promise<{ readonly client: ReadClient; readonly namespace: string }> | undefined;
  const open = () => {
    opened ??= (async () => {
      const target = await namedTarget(name, chosen, world);
      const wanted = namespace ?? target.namespace;
      return {
        client: createReadClient({ ...(await connect(target, chosen, world, [wanted])), namespace: wanted }),
        namespace: wanted,
      };
    })();
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  };
  const offline = await namedTarget(name, chosen, { ...world, warn: () => undefined }, true);
  const where = namespace ?? offline.namespace;
  const log = logOf(async () => (await open()).client, world);
  let picture: Drawn | undefined;
  return {
    target: shown ?? (offline.name || where),
    url: withoutUser(places.url),
    namespace: where,
    glance: async () => glanceOf((await open()).client),
    plan: async () => {
      if (offline.state === undefined && paths.length === 0) return noPlan("the config names no files for it");
      const targetPlan = await planTarget(paths, chosen, world, {
        lenient: true,
        picture: "known",
        ...(name === undefined ? {} : { target: name }),
      });
      return shownPlans(ofNamespace(targetPlan, namespace), world);
    },
    picture: async () => {
      const { client } = await open();
      const { graph } = await readGraph(undefined, chosen, world, { client, namespace: where });
      picture = (await drawn([graph], graph.nodes.length <= MOST_DRAWN))[0];
      return pictureOf(picture);
    },
    redraw: (queues) => {
      if (picture === undefined) return undefined;
      return pictureOf({ ...picture, graph: withQueues(picture.graph, queues) });
    },
    log,
    runs: async () => liveRuns(offline.base, { target: offline.name, namespace: namespace ?? undefined }, world),
  };
}

function noPlan(reason: string) {
  const none: NotKnown = { not_known: reason };
  return { counts: none, plan: none, drift: none };
}

function ofNamespace(targetPlan: TargetPlan, namespace: string | undefined): TargetPlan {
  if (namespace === undefined) return targetPlan;
  return { ...targetPlan, plans: targetPlan.plans.filter(({ shown }) => shown.namespace === namespace) };
}

/** A plan and drift as the reports show them. */
async function shownPlans(
  targetPlan: TargetPlan,
  world: World,
): Promise<{ readonly counts: DriftCounts | NotKnown; readonly plan: LiveHtml; readonly drift: LiveHtml }> {
  if (targetPlan.plans.length === 0) return noPlan("the files say nothing of this namespace");
  const today = new Date(world.now()).toISOString().slice(0, 10);
  const drifted = withDrift(targetPlan, today);
  const counts = { server: 0, files: 0, unknown: 0, accepted: 0 };
  for (const { shown } of drifted.plans)
    for (const key of Object.keys(counts) as (keyof DriftCounts)[]) counts[key] += shown.drift?.[key] ?? 0;
  const html = async ({ plans }: TargetPlan, verb: "plan" | "drift"): Promise<LiveHtml> => {
    const pictures: Drawn[][] = [];
    for (const { shown } of plans) pictures.push(await drawn(shown.topology ?? []));
    const document = planDocument(
      plans.map(({ shown }) => shown),
      new Date(world.now()),
    );
    return { html: planBody(document, { verb, pictures }) };
  };
  return { counts, plan: await html(targetPlan, "plan"), drift: await html(drifted, "drift") };
}

function pictureOf(picture: Drawn | undefined): LiveHtml {
  if (picture === undefined) return { not_known: "there is no picture of it" };
  return { html: pictureHtml(picture, PLAN_VIEW, ": there are too many for one picture") };
}

/** The same picture: what waits now. Queues that are not known are not drawn as empty. */
function withQueues(graph: Graph, queues: Glance["queues"]): Graph {
  const waiting = Array.isArray(queues) ? new Map(queues.map(({ item, count }) => [item, count])) : undefined;
  const nodes = graph.nodes.map(({ waiting: _before, ...node }) =>
    waiting === undefined ? node : { ...node, waiting: waiting.get(node.name) ?? 0 },
  );
  return { ...graph, nodes };
}

/** Reads what is newer than the last time; gives the newest lines, newest first. */
function logOf(client: () => Promise<ReadClient>, { secrets }: World): WatchSource["log"] {
  let lines: LiveLine[] = [];
  let last = 0;
  return async () => {
    const reader = await client();
    const newer =
      last === 0 ? await reader.log({ top: LOG_LINES }) : [...(await reader.log({ sinceId: last }))].reverse();
    // Its log begins anew, as after a purge: what comes then would never be above the old id.
    const top = newer.length > 0 || last === 0 ? last : Number((await reader.log({ top: 1 }))[0]?.id ?? 0);
    if (top < last) [lines, last] = [[], 0];
    lines = [...newer.map(lineOf), ...lines].slice(0, LOG_LINES);
    last = Number(newer[0]?.id ?? last);
    // Anew each time: what is secret may have become known since the line was read.
    return lines.map((line) => ({ ...line, text: secrets.hide(line.text) }));
  };
}

type LogEntry = Awaited<ReturnType<ReadClient["log"]>>[number];

function lineOf({ id, time_logged, type, config_name, session_id, text }: LogEntry): LiveLine {
  return {
    id: String(id),
    time: time_logged,
    type,
    item: config_name ?? "",
    session: String(session_id ?? ""),
    text,
  };
}

/** A url may hold a name and a password. */
function withoutUser(url: string): string {
  if (url.startsWith("sandbox:") || !URL.canParse(url)) return url.startsWith("sandbox:") ? url : "";
  const parsed = new URL(url);
  parsed.username = "";
  parsed.password = "";
  return parsed.href.replace(/\/$/, "");
}
