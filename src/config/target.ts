import { dirname, relative, resolve } from "node:path";
import { type Diagnostic, InvalidFiles, type Place } from "../desired/diagnostic.ts";
import { milliseconds } from "../desired/duration.ts";
import { isInside, LARGEST_VALUE, readPlain, rootsOf } from "../desired/reach.ts";
import { Reading } from "../desired/reading.ts";
import { realOf } from "../desired/repository.ts";
import { CONFIG } from "../desired/schemas.ts";
import { resolveTree, toPlain } from "../desired/tree.ts";
import { validateTree } from "../desired/validate.ts";
import type { SecretCommands, VariableContext } from "../desired/variable-context.ts";
import { resolveText } from "../desired/variables.ts";
import type { Entry, MapTree, Tree } from "../desired/yaml-tree.ts";
import type { CompareRules, ConfigDocument, TargetEntry } from "../generated/config.ts";
import { nearestName } from "../model/nearest.ts";
import { addressName } from "../model/where.ts";
import { child, type OpenConfig, openConfig } from "./open-config.ts";
import { programGate } from "./secret-programs.ts";
import { INIT, listed, noConfig, problem, some } from "./select-targets.ts";
import type { Schedule } from "./windows.ts";

export interface ConfigFlags {
  /** A path; false: none is looked for. */
  readonly config?: string | false;
  /** One name; `selectTargets` makes names of patterns and labels. */
  readonly target?: string;
  readonly url?: string;
  readonly namespace?: string;
  /** false: credentials of the config that are not set are left out, and no program is asked for one. */
  readonly secrets?: boolean;
}

/** Where to go and with what, after flags, environment, target and defaults. */
export interface Target {
  /** Of the config; where flags or the environment name another server, that one's host. Empty where none is named. */
  readonly name: string;
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly namespace: string;
  /** Where a flag says it: files that name another one are a contradiction then. */
  readonly namespaceFlag?: string;
  readonly verifySsl: boolean;
  readonly caFile: string | undefined;
  /** Milliseconds. */
  readonly timeout: number;
  readonly migrateTimeout: number;
  readonly retries: number;
  /** The state paths, relative to the working directory; undefined: none are configured. */
  readonly state: readonly string[] | undefined;
  /** Where the config says each of them. */
  readonly statePlaces?: readonly Place[];
  /** The folder that relative paths of the target start from. */
  readonly base: string;
  /** The folders that the files of the target may name things in. */
  readonly roots: readonly string[];
  readonly lock: "file" | "server" | "none";
  /** Milliseconds. */
  readonly lockTtl: number;
  readonly lint: Readonly<Record<string, "off" | "warning" | "error">>;
  readonly secretCommands: SecretCommands;
  /** Names of settings whose values are secret, beside those that say it themselves. */
  readonly sensitiveNames: readonly string[];
  /** The file of accepted drift, absolute; undefined: a stranger's, whose word is not taken for it. */
  readonly baseline: string | undefined;
  readonly compare: CompareRules;
  /** When it may be changed. */
  readonly schedule: Schedule;
}

export interface ConfigContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onSecret: (text: string) => void;
  readonly warn: (message: string) => void;
  /** Asks a person whether a program may run; absent: there is none. */
  readonly ask?: ((question: string) => boolean) | undefined;
  /** Why the files are a stranger's; absent: they are not. */
  readonly untrusted?: string | undefined;
}

/**
 * The target of a run. Throws InvalidFiles for what is wrong with the config file, of the chosen target only: another
 * target's unset variable is not this run's matter. `offline`: nothing will be connected to.
 */
export async function loadTarget(
  flags: ConfigFlags,
  context: ConfigContext,
  offline = false,
  reading = new Reading(),
): Promise<Target> {
  const { cwd, env } = context;
  const file = await openConfig(flags.config, cwd, reading);
  const base = file === undefined ? cwd : dirname(file.path);
  const roots = rootsOf(base, env);
  const chosen = file === undefined ? undefined : await chooseTarget(file, flags, context, offline, roots);
  if (chosen === undefined && flags.target !== undefined) throw noConfig(flags.target);
  const entry: Partial<TargetEntry> = chosen?.entry ?? {};
  const url = flags.url ?? nonEmpty(env["IOP_URL"]) ?? entry.url;
  if (url === undefined && !offline) {
    throw problem("no server is named", `Use --url, set IOP_URL, or write a config: ${INIT}.`);
  }
  if (url !== undefined) assertUrl(url, flags.url !== undefined ? "--url" : env["IOP_URL"] ? "IOP_URL" : "url");
  if (url !== entry.url && entry.url !== undefined && flags.url === undefined) {
    const which = flags.target === undefined ? `the default target ${chosen?.name ?? ""}` : `target ${flags.target}`;
    context.warn(`IOP_URL overrides the url of ${which}: this speaks to ${splitCredentials(url ?? "").url}`);
  }
  const fromUrl = splitCredentials(url ?? "");
  const password = env["IOP_PASSWORD"] ?? entry.password ?? fromUrl.password ?? "";
  if (password !== "") context.onSecret(password);
  const verify = env["IOP_VERIFY_SSL"];
  return {
    name: nameOf(chosen, fromUrl.url, flags),
    url: fromUrl.url,
    username: env["IOP_USERNAME"] ?? entry.username ?? fromUrl.username ?? "",
    password,
    ...(flags.namespace === undefined ? {} : { namespaceFlag: flags.namespace }),
    namespace: flags.namespace ?? nonEmpty(env["IOP_NAMESPACE"]) ?? entry.namespace ?? "USER",
    // A stranger's config does not switch off what keeps the machine's password from others.
    verifySsl:
      verify === undefined
        ? context.untrusted !== undefined || (entry.verify_ssl ?? true)
        : !/^(0|false)$/i.test(verify),
    caFile: entry.ca_file === undefined ? undefined : caFile(resolve(base, entry.ca_file), context),
    timeout: milliseconds(entry.timeout ?? "30s"),
    migrateTimeout: milliseconds(entry.migrate_timeout ?? "120s"),
    retries: entry.retries ?? 3,
    state:
      entry.state === undefined
        ? undefined
        : [entry.state].flat().map((path) => relative(cwd, resolve(base, path)) || "."),
    ...(chosen === undefined ? {} : { statePlaces: chosen.statePlaces }),
    base: url === entry.url ? base : cwd,
    roots,
    lock: entry.lock ?? "file",
    lockTtl: milliseconds(entry.lock_ttl ?? "15m"),
    lint: believedLint(chosen?.whole.lint ?? {}, context),
    secretCommands: chosen?.whole.secret_commands ?? {},
    sensitiveNames: believedNames(chosen?.whole.sensitive_names ?? [], context),
    baseline:
      context.untrusted === undefined
        ? withinRoots("baseline", resolve(base, chosen?.whole.baseline ?? "iopctl.baseline.yaml"), roots)
        : undefined,
    compare: chosen?.whole.compare ?? {},
    schedule: chosen?.schedule ?? { windows: undefined, freezes: [] },
  };
}

/** A default target that is not where its config says is another server: it must not pass for the one of that name. */
function nameOf(
  chosen: { readonly name: string; readonly entry: TargetEntry } | undefined,
  url: string,
  { target }: ConfigFlags,
): string {
  if (url === "") return chosen?.name ?? "";
  const own = chosen !== undefined && splitCredentials(chosen.entry.url ?? "").url === url;
  return chosen !== undefined && (own || target !== undefined) ? chosen.name : addressName(url);
}

export function readCa(target: Target): string | undefined {
  if (target.caFile === undefined) return undefined;
  const read = readPlain(realOf(target.caFile), LARGEST_VALUE);
  if ("problem" in read) throw problem(`ca_file cannot be read: ${read.problem}`);
  return read.bytes.toString("utf8");
}

/** A stranger's config names no authorities either: NODE_EXTRA_CA_CERTS of the machine does. */
function caFile(path: string, { untrusted, warn }: ConfigContext): string | undefined {
  if (untrusted === undefined) return path;
  warn("ca_file is ignored, since the files are not trusted; NODE_EXTRA_CA_CERTS still counts");
  return undefined;
}

/** A stranger's config hides more, and never shows what is hidden by its name. */
function believedNames(names: readonly string[], { untrusted, warn }: ConfigContext): readonly string[] {
  const shown = untrusted === undefined ? [] : names.filter((name) => name.startsWith("!"));
  if (shown.length > 0) warn(`sensitive_names: ${shown.join(", ")} is ignored, since the files are not trusted`);
  return names.filter((name) => !shown.includes(name));
}

/** Nor does it switch off what a reviewer should see. */
function believedLint(lint: Target["lint"], { untrusted, warn }: ConfigContext): Target["lint"] {
  const off = untrusted === undefined ? [] : Object.keys(lint).filter((code) => lint[code] === "off");
  if (off.length > 0) warn(`lint: ${off.join(", ")} is not switched off, since the files are not trusted`);
  return Object.fromEntries(Object.entries(lint).filter(([code]) => !off.includes(code)));
}

/** What the config names to be written to lies where its own files do, whatever links are on the way. */
function withinRoots(key: string, path: string, roots: readonly string[]): string {
  const real = realOf(path);
  if (roots.some((root) => isInside(realOf(root), real))) return path;
  throw problem(
    `${key}: ${path} is outside of ${roots.join(", ")}`,
    "Paths in the config must lie in its git work tree or in IOPCTL_FILE_ROOTS.",
  );
}

/** A target of the config, its variables resolved. */
interface Chosen {
  readonly name: string;
  readonly entry: TargetEntry;
  readonly whole: ConfigDocument;
  /** Where each of its state paths is written. */
  readonly statePlaces: readonly Place[];
  readonly schedule: Schedule | undefined;
}

async function chooseTarget(
  file: OpenConfig,
  flags: ConfigFlags,
  context: ConfigContext,
  offline: boolean,
  roots: readonly string[],
): Promise<Chosen | undefined> {
  const { tree, targets } = file;
  if (tree === undefined) {
    if (file.problems.length > 0) throw new InvalidFiles(file.problems);
    return undefined;
  }
  const wanted = flags.target ?? (child(tree, "default_target") as { text?: string } | undefined)?.text;
  const names = targets.size === 1 || wanted === undefined ? [...targets.keys()] : [];
  const name = wanted ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined) {
    if (names.length > 1 && flags.url === undefined && !context.env["IOP_URL"]) {
      throw problem(`which target? ${file.shown} has ${some(names)}`, "Use --target, or set default_target.");
    }
    return undefined;
  }
  const written = targets.get(name);
  if (written === undefined) {
    const all = [...targets.keys()];
    const message = `there is no target "${name}"; ${listed(name, all)}`;
    const at = flags.target === undefined ? child(tree, "default_target")?.place : undefined;
    if (at === undefined) throw problem(`${file.shown}: ${message}`);
    const near = nearestName(name, all);
    const hint = near === undefined ? {} : { hint: `did you mean "${near}"?` };
    throw new InvalidFiles([{ message: `default_target: ${message}`, place: at, ...hint }]);
  }
  const { place } = written.value;
  const commands = child(tree, "secret_commands");
  const secretCommands = commands?.kind === "map" ? (toPlain(commands) as SecretCommands) : {};
  const asksNobody = offline || flags.secrets === false;
  const url = flags.url ?? nonEmpty(context.env["IOP_URL"]) ?? urlOf(file, written.value, context, roots);
  const { untrusted } = context;
  const variables: VariableContext = {
    ...context,
    secretCommands,
    allowProgram: programGate({ ...context, roots, url }),
    roots,
    offline: asksNobody,
    placeholders: untrusted !== undefined,
  };
  // What is wrong with another target is not this run's matter.
  const found = file.problems.filter(({ place: at }) => at && at.start >= place.start && at.end <= place.end);
  const resolved = resolveTree(written.value, variables, (diagnostic) => found.push(diagnostic));
  const own = withoutUnknown(resolved);
  const only = onlyTarget(tree as MapTree, name, { key: written.key, value: own });
  const inside = found.filter(
    ({ place: at, message }) =>
      at === undefined || !mayBeUnset(file.text.slice(0, at.start), message, context, asksNobody),
  );
  const report = (diagnostic: Diagnostic) => inside.push(diagnostic);
  if (inside.length === 0) validateTree(only, CONFIG, report);
  const entry = (toPlain(own) ?? {}) as TargetEntry;
  const { readSchedule } =
    inside.length === 0 && (child(only, "windows") ?? child(only, "freeze")) !== undefined
      ? await import("./schedule.ts")
      : {};
  const schedule = readSchedule?.(only, { name, labels: entry.labels ?? {} }, report);
  if (inside.length > 0) throw new InvalidFiles(inside);
  const state = child(own, "state");
  const statePlaces = (state?.kind === "list" ? state.items : state === undefined ? [] : [state]).map(
    ({ place }) => place,
  );
  return { name, entry, whole: toPlain(only) as ConfigDocument, statePlaces, schedule };
}

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
function urlOf(
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

/** Without the credentials that were not asked for: the environment's own count. */
function withoutUnknown(target: Tree): Tree {
  if (target.kind !== "map") return target;
  const kept = [...target.entries].filter(
    ([key, { value }]) => !(["username", "password"].includes(key) && value.kind === "scalar" && value.unknown),
  );
  return { ...target, entries: new Map(kept) };
}

/** Credentials that the environment gives anyway, or that are not needed, may name variables that are not set. */
function mayBeUnset(before: string, message: string, { env }: ConfigContext, offline: boolean): boolean {
  if (!message.includes("not set")) return false;
  const key = /(username|password)\s*:\s*["']?$/.exec(before)?.[1];
  if (key === undefined) return false;
  return offline || env[`IOP_${key.toUpperCase()}`] !== undefined;
}

function onlyTarget(tree: MapTree, name: string, target: Entry): MapTree {
  const entries = new Map(tree.entries);
  const entry = entries.get("targets");
  if (entry)
    entries.set("targets", {
      key: entry.key,
      value: { ...entry.value, entries: new Map([[name, target]]) } as MapTree,
    });
  return { ...tree, entries };
}

/** Throws InvalidFiles for an address that is none of a server; `from` says who gave it. */
function assertUrl(url: string, from: string): void {
  if (/^sandbox:./.test(url)) return;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme === "http" || scheme === "https") {
    if (URL.canParse(url)) return;
    throw problem(`${from} is not a valid address: ${hidden(url)}`, "For example: http://localhost:52773");
  }
  if (scheme === undefined)
    throw problem(`${from} has no http:// or https://: ${hidden(url)}`, `Did you mean http://${hidden(url)}?`);
  throw problem(`${from} must begin with http:// or https://, not ${scheme}://`, "For example: http://localhost:52773");
}

/** A password in an address is not shown. */
function hidden(url: string): string {
  return url.replace(/[^/@]*@/, "");
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

/** A password in an address would be shown with it. */
function splitCredentials(url: string): { url: string; username?: string; password?: string } {
  if (!/^https?:\/\/[^/]*@/.test(url)) return { url: url.replace(/\/+$/, "") };
  const parsed = new URL(url);
  const [username, password] = [decodeURIComponent(parsed.username), decodeURIComponent(parsed.password)];
  parsed.username = "";
  parsed.password = "";
  return { url: parsed.href.replace(/\/+$/, ""), username, password };
}
