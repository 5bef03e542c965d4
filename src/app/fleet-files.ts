import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { labelledOf } from "../config/load-waves.ts";
import { child, openConfig } from "../config/open-config.ts";
import { stateFiles } from "../desired/load.ts";
import type { Reading } from "../desired/reading.ts";
import { openRepository } from "../desired/repository.ts";
import { presentPackages } from "../model/desired.ts";
import type { Labels, SubmittedTarget } from "../model/fleet.ts";
import { Refusal } from "../model/refusal.ts";
import { inOneLine } from "../model/sentence.ts";
import { digestOf } from "../planner/digest.ts";
import { homeOf, namedTarget, placesOf, statesOf, type TargetOptions } from "./targets.ts";
import type { World } from "./world.ts";

/**
 * What a submission and a worker must have in common, target by target: the texts of its state files, the files that these
 * name, its packages, and which server and namespace the config writes for it. What variables and secrets stand for is no
 * part of it: that is each machine's own.
 */
async function filesDigest(name: string, flags: TargetOptions, world: World, reading: Reading): Promise<string> {
  const plain = configOnly(flags);
  const home = await homeOf(plain, world, reading);
  const { state } = await placesOf(name, plain, world, reading);
  const named = await Promise.all(
    (state.length > 0 ? state : ["."]).map((path) => layerDigest(path, home, world, reading)),
  );
  const target = await namedTarget(name, plain, world, true, reading);
  const { states } = await statesOf([], target, world, true, true, reading);
  const packages = states.map(({ desired }) => [
    desired.namespace,
    presentPackages(desired).map((pack) => [pack.name, pack.digest]),
  ]);
  return digestOf([named, packages, await writtenPlace(name, plain, world, reading)]);
}

/** Address and namespace of a target as its config writes them, variables by their names. */
async function writtenPlace(name: string, { config }: TargetOptions, { cwd }: World, reading: Reading) {
  const target = (await openConfig(config, cwd, reading))?.targets.get(name)?.value;
  return ["url", "namespace"].map((key) => {
    const written = target === undefined ? undefined : child(target, key);
    return written?.kind === "scalar" ? written.text : "";
  });
}

function layerDigest(path: string, home: string, { cwd }: World, reading: Reading): Promise<unknown> {
  return reading.once(`fleet layer ${resolve(cwd, path)}`, [], async () => {
    const files = await stateFiles(path, cwd);
    return Promise.all(
      files.map(async (file) => {
        const text = await readFile(file, "utf8");
        const others = [...text.matchAll(/\$\{file:([^}]+)\}/g)].map(([, other = ""]) => resolve(dirname(file), other));
        const named = await Promise.all(others.map((other) => hashOf(other)));
        return [relative(home, file).split(sep).join("/"), sha256(text), named];
      }),
    );
  });
}

function hashOf(file: string): Promise<string> {
  return readFile(file).then(sha256, () => "not there");
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The labels of the config's targets, as text. Throws Refusal where there is no config. */
function labelsOf(flags: TargetOptions, { cwd }: World, reading: Reading): Promise<ReadonlyMap<string, Labels>> {
  return reading.once("fleet labels", [], async () => {
    const config = await openConfig(flags.config, cwd, reading);
    if (config === undefined)
      throw new Refusal("error", "a fleet is made of the targets of a config, and there is none");
    return new Map(
      labelledOf(config.targets).map(({ name, labels = {} }) => [
        name,
        Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)])),
      ]),
    );
  });
}

/** Targets as they are submitted. Throws InvalidFiles for what is wrong with their files. */
export async function submittedTargets(
  names: readonly string[],
  flags: TargetOptions,
  world: World,
  reading: Reading,
): Promise<readonly SubmittedTarget[]> {
  const labels = await labelsOf(flags, world, reading);
  const out: SubmittedTarget[] = [];
  for (const target of names)
    out.push({ target, labels: labels.get(target) ?? {}, files: await filesDigest(target, flags, world, reading) });
  return out;
}

/** The commit of the work tree, for people; absent: there is none. */
export async function commitHere(flags: TargetOptions, world: World, reading: Reading): Promise<string | undefined> {
  const repository = await openRepository(await homeOf(configOnly(flags), world, reading), world.env);
  const head = (await repository?.git("rev-parse", "--verify", "HEAD^{commit}"))?.toString().trim();
  return head === "" ? undefined : head;
}

/** Which of the targets are not the same here, and how; empty: all are. */
export async function otherFiles(
  targets: readonly Pick<SubmittedTarget, "target" | "files">[],
  flags: TargetOptions,
  world: World,
  reading: Reading,
): Promise<readonly string[]> {
  const known = await labelsOf(flags, world, reading);
  const out: string[] = [];
  for (const { target, files } of targets) {
    if (!known.has(target)) out.push(`its config has no target ${target}`);
    else {
      const digest = await filesDigest(target, flags, world, reading).catch((error: Error) => error);
      if (digest instanceof Error) out.push(`its files of ${target} cannot be read: ${inOneLine(digest.message)}`);
      else if (digest !== files) out.push(`its files of ${target}, or the server that its config names, are others`);
    }
    if (out.length > 2) break;
  }
  return out;
}

/** Nothing but where the config is: a url of a flag or a namespace is no fleet's matter. */
export function configOnly({ config }: TargetOptions): TargetOptions {
  return config === undefined ? {} : { config };
}
