import { readFileSync, writeFileSync } from "node:fs";
import { createTwoFilesPatch } from "diff";
import { type NamespacePlan, type PlanOptions, patternsOf, planTarget, refuseUnmatched } from "../../app/plan.ts";
import { InvalidFiles, type Place } from "../../desired/diagnostic.ts";
import { editYaml, type PlacedEdit, type YamlEdit } from "../../desired/edit-yaml.ts";
import type { Tree } from "../../desired/tree.ts";
import { type Address, formatAddress, matchAny } from "../../model/address.ts";
import { type Change, SENSITIVE } from "../../model/change.ts";
import { isObject } from "../../model/json.ts";
import { ITEM_ATTRIBUTES, PRODUCTION_ATTRIBUTES } from "../../model/production.ts";
import { type Ending, Refusal } from "../../model/refusal.ts";
import { sensitiveNames } from "../../model/sensitive.ts";
import { originsOf } from "../../planner/origins.ts";
import { plural, printable } from "../../report/style.ts";
import { asked } from "../ask.ts";
import type { Context } from "../context.ts";

interface AdoptFlags extends PlanOptions {
  readonly autoApprove?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface Adopted {
  readonly address: string;
  readonly file: string;
}
interface Skipped {
  readonly address: string;
  readonly why: string;
}
/** What a file will be. */
interface Edited {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly patch: string;
}
const UNKNOWN = "it is not certain who changed it: name its address to adopt it";

/**
 * Takes what was changed on the server back into the state files: each value where it stands, in the layer that it came
 * from. What is new in the files and not applied yet, and what is of unknown origin, is left alone, unless it is named.
 * Shows the edits and asks before it writes.
 */
export async function adoptCommand([addresses]: [string[]], flags: AdoptFlags, context: Context): Promise<Ending> {
  const { terminal } = context;
  const patterns = patternsOf("adopt", addresses);
  const named = matchAny(patterns);
  const made = await planTarget([], flags, context, { lenient: true });
  refuseUnmatched("adopt", addresses, patterns, made.plans);
  const edits = new Map<string, { source: Place["source"]; edits: PlacedEdit[] }>();
  const adopted: Adopted[] = [];
  const skipped: Skipped[] = [];
  for (const planned of made.plans) {
    const origins = originsOf(planned.plan.changes, planned.loaded.desired, planned.observed);
    for (const change of planned.plan.changes) {
      const address = formatAddress(change.address);
      const origin = origins.get(change) ?? "unknown";
      if (patterns.length > 0 ? !named(change.address) : origin === "files") continue;
      if (patterns.length === 0 && origin === "unknown") {
        skipped.push({ address, why: UNKNOWN });
        continue;
      }
      const result = editOf(change, planned);
      if ("why" in result) {
        skipped.push({ address, why: result.why });
        continue;
      }
      for (const { place, edit } of result.edits) {
        const entry = edits.get(place.source.file) ?? { source: place.source, edits: [] };
        entry.edits.push({ offset: place.start, edit });
        edits.set(place.source.file, entry);
        adopted.push({ address, file: place.source.path });
      }
    }
  }
  const files = [...edits].map(([file, { source, edits: list }]) => edited(file, source.path, list));
  if (!flags.json) for (const { patch } of files) terminal.out(colored(patch, made.target.sensitiveNames, context));
  for (const { address, why } of skipped) terminal.error(`warning: ${address} is not adopted: ${why}`);
  if (!flags.dryRun && files.length > 0) {
    if (!(await approved(flags, files.length, context))) return context.signal.aborted ? "interrupted" : "error";
    for (const { file, before } of files) {
      if (readFileSync(file, "utf8") !== before)
        throw new Refusal("stale", `${file} was changed while you were asked. Nothing was written: run it again`);
    }
    for (const { file, after } of files) writeFileSync(file, after);
    await verify(flags, context, adopted);
  }
  if (flags.json) terminal.out(JSON.stringify({ adopted, skipped, written: flags.dryRun !== true }, null, 2));
  else terminal.out(verdict(adopted, skipped, files.length, flags));
  return skipped.length > 0 && adopted.length === 0 && patterns.length > 0 ? "error" : "done";
}

function edited(file: string, path: string, edits: readonly PlacedEdit[]): Edited {
  const before = readFileSync(file, "utf8");
  let after: string;
  try {
    after = editYaml(before, edits);
  } catch (error) {
    throw new Refusal("error", `${path}: ${(error as Error).message}. Nothing was written.`);
  }
  const patch = createTwoFilesPatch(path, path, before, after, "", "", { context: 2 });
  return { file, before, after, patch: patch.replace(/^(Index: .*|=+)\n/gm, "") };
}

/** Asks as apply does. Throws Refusal where nobody can answer. */
async function approved({ autoApprove, json }: AdoptFlags, count: number, context: Context): Promise<boolean> {
  if (autoApprove === true) return true;
  if (json) throw new Refusal("error", "adopt --json cannot ask: add --auto-approve, or --dry-run to look only");
  return asked(`Write this to ${plural(count, "file")}?`, "write", context, "Not adopted");
}

function verdict(
  adopted: readonly Adopted[],
  skipped: readonly Skipped[],
  files: number,
  { dryRun }: AdoptFlags,
): string {
  if (adopted.length + skipped.length === 0) return "Nothing to adopt: nothing was changed on the server.";
  if (adopted.length === 0) return `Nothing was adopted: ${plural(skipped.length, "difference")} left as they are.`;
  const what = dryRun ? "would be adopted" : "adopted";
  const rest = skipped.length > 0 ? `, ${skipped.length} not` : "";
  const next = dryRun || adopted.length === 0 ? "" : " `iopctl plan` shows what is left.";
  return `${plural(adopted.length, "change")} ${what} in ${plural(files, "file")}${rest}.${next}`;
}

/** What was adopted must not be planned any more: else the edit did not mean what it was to. */
async function verify(flags: AdoptFlags, context: Context, adopted: readonly Adopted[]): Promise<void> {
  try {
    const again = await planTarget([], flags, context, { lenient: true });
    const left = new Set(again.plans.flatMap(({ plan }) => plan.changes.map(({ address }) => formatAddress(address))));
    const still = adopted.filter(({ address }) => left.has(address));
    if (still.length === 0) return;
    context.terminal.error(
      `warning: still different: ${still.map(({ address }) => address).join(", ")}; look at the files`,
    );
  } catch (error) {
    if (!(error instanceof InvalidFiles)) throw error;
    context.terminal.error(`warning: the files are not valid now:\n${error.message}`);
  }
}

type Result =
  | { readonly edits: readonly { readonly place: Place; readonly edit: YamlEdit }[] }
  | { readonly why: string };

/** The change to a file that makes it say what the server has. */
function editOf(change: Change, { loaded, observed }: NamespacePlan): Result {
  const { address, action, before, sensitive } = change;
  const [kind, name = ""] = address;
  const place = loaded.locate(address);
  if (place === undefined) return { why: "it has no place in the files" };
  const one = (path: Address, edit: Omit<YamlEdit & { op: "set" }, "path"> | { op: "remove" }): Result => ({
    edits: [{ place, edit: { ...edit, path } as YamlEdit }],
  });
  if (kind === "packages") return { why: "the API cannot read a package's files back; apply uploads it again" };
  if (sensitive && kind === "productions" && address.length === 4 && action === "delete")
    return { why: "it holds a secret: write it into the files by hand, with ${secret:NAME} for that" };
  if (sensitive) return { why: "a secret comes from its own source: change it there" };
  if (kind === "default") return valueAt(address) ?? one(address, { op: "set", value: observed.default ?? "" });
  if (kind === "state") {
    const status = observed.status?.status;
    if (status !== "running" && status !== "stopped") return { why: `the files cannot say ${status}` };
    if (status === "running" && observed.status?.production !== (loaded.desired.default ?? observed.default)) {
      return { why: `${observed.status?.production} runs, which is not the default production` };
    }
    return one(address, { op: "set", value: status });
  }
  if (kind === "bindings") return bindingEdit(name, action);
  const [, , part] = address;
  if (address.length === 2) return { why: "apply creates it again: remove it from the files if it is not wanted" };
  const wanted = loaded.desired.productions.find((production) => production.name === name);
  if (part === "items" && address.length === 4) {
    if (action === "create") return one(address, { op: "remove" });
    const value = itemOf(before);
    return wanted === undefined ? { why: "its production is not in the files" } : one(address, { op: "set", value });
  }
  if (action === "create") return one(address, { op: "remove" });
  return valueAt(address) ?? one(address, { op: "set", value: typed(address, String(before ?? "")) });

  /** A value that a variable gives is the environment's, not the file's. */
  function valueAt(path: Address): Result | undefined {
    let tree: Tree | undefined = loaded.tree;
    for (const key of path) tree = tree?.kind === "map" ? tree.entries.get(key)?.value : undefined;
    if (tree?.kind !== "scalar") return undefined;
    const { source, start, end } = tree.place;
    const own = source.text.slice(start, end);
    return /(?<!\$)\$\{/.test(own) ? { why: `its value is ${own.trim()}: change that, or the variable` } : undefined;
  }

  function bindingEdit(className: string, what: Change["action"]): Result {
    const at = place as Place;
    if (what === "create")
      return {
        edits: [{ place: at, edit: { op: "remove-from-list", path: ["bindings", "present"], value: className } }],
      };
    const listed = loaded.desired.bindings?.absent.includes(className);
    if (listed)
      return {
        edits: [{ place: at, edit: { op: "remove-from-list", path: ["bindings", "absent"], value: className } }],
      };
    return { edits: [{ place: at, edit: { op: "add-to-list", path: ["bindings", "keep"], value: className } }] };
  }
}

/** What the plan shows of an item, as an entry of the file. */
function itemOf(before: unknown): unknown {
  if (!isObject(before)) return {};
  return Object.fromEntries(
    Object.entries(before).map(([key, value]) => {
      if (key !== "settings" || !isObject(value))
        return [key, typed(["productions", "", "items", "", key], String(value))];
      const targets = Object.entries(value).map(([target, settings]) => [
        target,
        Object.fromEntries(
          Object.entries(settings as object).map(([name, text]) => [name, settingValue(String(text))]),
        ),
      ]);
      return [key, Object.fromEntries(targets) as object];
    }),
  );
}

/** The server's text as the type that the key has in a file. */
function typed(address: Address, text: string): unknown {
  if (address.includes("settings")) return settingValue(text);
  const key = address.at(-1) as string;
  const spec = address[2] === "items" ? ITEM_ATTRIBUTES[key as never] : PRODUCTION_ATTRIBUTES[key as never];
  const { kind } = (spec ?? { kind: "text" }) as { kind: string };
  if (kind === "boolean") return /^(1|true|yes|on)$/i.test(text);
  if (kind === "integer" && /^\d+$/.test(text)) return Number(text);
  return text.replaceAll("${", () => "$${");
}

function settingValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  if (/^-?(0|[1-9]\d{0,14})$/.test(text) && text !== "-0") return Number(text);
  return text.replaceAll("${", () => "$${");
}

/** The patch for people. A line of the files beside it may hold what its name says is secret. */
function colored(patch: string, names: readonly string[], { terminal }: Context): string {
  const style = terminal.style;
  const named = sensitiveNames(names);
  return patch
    .split("\n")
    .map((line) => {
      const text = printable(withoutSecrets(line, named));
      if (/^(---|\+\+\+)/.test(line)) return style.bold(text);
      return line.startsWith("+") ? style.green(text) : line.startsWith("-") ? style.red(text) : text;
    })
    .join("\n");
}

/** `Password: x` as `Password: (sensitive)`, in blocks and within braces; a variable stays, since it holds nothing. */
export function withoutSecrets(line: string, named: (name: string) => boolean): string {
  const pair = /(["']?)([\w.%-]{1,100})\1(: {0,20})("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'{[#][^\n,}]*)/g;
  return line.replace(pair, (whole, quote: string, name: string, colon: string, value: string) =>
    named(name) && !value.includes("${") ? `${quote}${name}${quote}${colon}${SENSITIVE}` : whole,
  );
}
