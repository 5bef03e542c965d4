import { dirname, relative, resolve } from "node:path";
import type { Place } from "../desired/diagnostic.ts";
import { isInside, LARGEST_VALUE, readPlain, rootsOf } from "../desired/reach.ts";
import { Reading } from "../desired/reading.ts";
import type { SecretCommands } from "../desired/variable-context.ts";
import type { CompareRules, TargetEntry } from "../generated/config.ts";
import { milliseconds } from "../model/duration.ts";
import { addressName } from "../model/where.ts";
import { realOf } from "../this-machine.ts";
import { believedLint, believedNames, caFile, type LintRules } from "./believed.ts";
import { chooseTarget } from "./choose-target.ts";
import type { ConfigContext, ConfigFlags } from "./config-context.ts";
import { openConfig } from "./open-config.ts";
import { INIT, noConfig, problem } from "./select-targets.ts";
import { assertUrl, nonEmpty, splitCredentials } from "./server-url.ts";
import type { Schedule } from "./windows.ts";

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
  readonly lint: LintRules;
  readonly secretCommands: SecretCommands;
  /** Names of settings whose values are secret, beside those that say it themselves. */
  readonly sensitiveNames: readonly string[];
  /** The file of accepted drift, absolute; undefined: a stranger's, whose word is not taken for it. */
  readonly baseline: string | undefined;
  readonly compare: CompareRules;
  /** When it may be changed. */
  readonly schedule: Schedule;
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
  const url = serverOf(chosen, flags, context, offline);
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

/** The address that a run speaks to: a flag's, the environment's, the config's. undefined: none is named, nor needed. */
function serverOf(
  chosen: { readonly name: string; readonly entry: TargetEntry } | undefined,
  flags: ConfigFlags,
  { env, warn, urlFrom = "IOP_URL" }: ConfigContext,
  offline: boolean,
): string | undefined {
  const configured = chosen?.entry.url;
  const url = flags.url ?? nonEmpty(env["IOP_URL"]) ?? configured;
  if (url === undefined && !offline) {
    throw problem("no server is named", `Use --url, set IOP_URL, or write a config: ${INIT}.`);
  }
  if (url !== undefined) assertUrl(url, flags.url !== undefined ? "--url" : env["IOP_URL"] ? urlFrom : "url");
  if (url !== configured && configured !== undefined && flags.url === undefined) {
    const which = flags.target === undefined ? `the default target ${chosen?.name ?? ""}` : `target ${flags.target}`;
    warn(`${urlFrom} overrides the url of ${which}: this speaks to ${splitCredentials(url ?? "").url}`);
  }
  return url;
}

/** A default target that is not where its config says is another server: it must not pass for the one of that name. */
function nameOf(
  chosen: { readonly name: string; readonly entry: TargetEntry } | undefined,
  url: string,
  { target }: ConfigFlags,
): string {
  if (url === "") return chosen?.name ?? "";
  const isThere = chosen !== undefined && splitCredentials(chosen.entry.url ?? "").url === url;
  return chosen !== undefined && (isThere || target !== undefined) ? chosen.name : addressName(url);
}

/** The authorities that the target's server is checked against, as PEM text; undefined: those of Node. Throws InvalidFiles. */
export function readCa(target: Target): string | undefined {
  if (target.caFile === undefined) return undefined;
  const read = readPlain(realOf(target.caFile), LARGEST_VALUE);
  if ("problem" in read) throw problem(`ca_file cannot be read: ${read.problem}`);
  return read.bytes.toString("utf8");
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
