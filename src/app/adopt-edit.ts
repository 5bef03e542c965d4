import type { Place } from "../desired/diagnostic.ts";
import type { YamlEdit } from "../desired/edit-yaml.ts";
import type { Tree } from "../desired/yaml-tree.ts";
import type { Address } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import { isObject } from "../model/json.ts";
import { ITEM_ATTRIBUTES, PRODUCTION_ATTRIBUTES } from "../model/production.ts";
import type { NamespacePlan } from "./plan.ts";

/** Edits, or why there are none. */
type Result =
  | { readonly edits: readonly { readonly place: Place; readonly edit: YamlEdit }[] }
  | { readonly why: string };

/** The change to a file that makes it say what the server has. */
export function editOf(change: Change, { loaded, observed }: NamespacePlan): Result {
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
    const written = source.text.slice(start, end);
    return /(?<!\$)\$\{/.test(written)
      ? { why: `its value is ${written.trim()}: change that, or the variable` }
      : undefined;
  }

  function bindingEdit(className: string, what: Change["action"]): Result {
    const bindings = place as Place;
    if (what === "create")
      return {
        edits: [{ place: bindings, edit: { op: "remove-from-list", path: ["bindings", "present"], value: className } }],
      };
    const listed = loaded.desired.bindings?.absent.includes(className);
    if (listed)
      return {
        edits: [{ place: bindings, edit: { op: "remove-from-list", path: ["bindings", "absent"], value: className } }],
      };
    return { edits: [{ place: bindings, edit: { op: "add-to-list", path: ["bindings", "keep"], value: className } }] };
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
