import { dirname, resolve } from "node:path";
import { rootsOf } from "../desired/reach.ts";
import type { Reading } from "../desired/reading.ts";
import { resolveTree, toPlain } from "../desired/tree.ts";
import { resolveText } from "../desired/variables.ts";
import type { Tree } from "../desired/yaml-tree.ts";
import type { ConfigContext, ConfigFlags } from "./config-context.ts";
import { child, openConfig } from "./open-config.ts";
import { nonEmpty } from "./server-url.ts";

/** Which server a target speaks to, before anything else of it is resolved; empty where its config does not say it. */
export async function urlOfTarget(
  name: string | undefined,
  flags: ConfigFlags,
  context: ConfigContext,
  reading: Reading,
): Promise<string> {
  const given = flags.url ?? nonEmpty(context.env["IOP_URL"]);
  if (given !== undefined) return given;
  const file = await openConfig(flags.config, context.cwd, reading);
  const written = name === undefined ? undefined : file?.targets.get(name);
  if (file === undefined || written === undefined) return "";
  return urlOf(file, written.value, context, rootsOf(dirname(file.path), context.env));
}

/** The state paths of a target, absolute, as far as they can be said before anything else of it is resolved. */
export async function statePathsOf(
  name: string | undefined,
  flags: ConfigFlags,
  context: ConfigContext,
  reading: Reading,
): Promise<readonly string[]> {
  const file = await openConfig(flags.config, context.cwd, reading);
  const written = name === undefined ? undefined : file?.targets.get(name);
  const state = written && child(written.value, "state");
  if (file === undefined || state === undefined) return [resolve(context.cwd, ".")];
  const plain = { ...context, onSecret: () => undefined, roots: [], offline: true };
  const paths = [toPlain(resolveTree(state, plain, () => undefined))].flat();
  return paths.filter((path) => typeof path === "string").map((path) => resolve(dirname(file.path), path));
}

/**
 * The url of a target, before anything else of it is resolved: no secret is fetched for a host that is not allowed. A url
 * of a program's is not known by then, and so is none that is allowed.
 */
export function urlOf(
  source: { readonly path: string },
  target: Tree,
  context: ConfigContext,
  roots: readonly string[],
): string {
  const written = child(target, "url");
  if (written?.kind !== "scalar") return "";
  const resolved = resolveText(written.text, { ...context, roots }, source.path);
  return "text" in resolved ? resolved.text : written.text;
}
