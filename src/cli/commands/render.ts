import { namedTarget, statesOf, targetNames } from "../../app/targets.ts";
import { formatPlace } from "../../desired/diagnostic.ts";
import type { Tree } from "../../desired/yaml-tree.ts";
import type { Ending } from "../../model/refusal.ts";
import { type Rendered, renderEntries, renderYaml } from "../../report/render.ts";
import type { CommonFlags, Context } from "../context.ts";

interface RenderFlags extends CommonFlags {
  readonly json?: boolean;
  readonly origins?: boolean;
}

/** The merged desired state of a target, with the place that each value comes from. No server is asked. */
export async function renderCommand([paths]: [string[]], flags: RenderFlags, context: Context): Promise<Ending> {
  const texts: string[] = [];
  const documents: object[] = [];
  for (const name of await targetNames(flags, context)) {
    const target = await namedTarget(name, flags, context, true);
    const { states } = await statesOf(paths, target, context, false, flags.secrets === false);
    for (const { desired, tree } of states) {
      const state = renderedOf(tree);
      documents.push({ target: target.name, namespace: desired.namespace, values: renderEntries(state) });
      const head = [target.name, desired.namespace].filter((part) => part !== "").join(" · ");
      texts.push(`# ${head}\n${renderYaml(state, flags.origins === true)}`);
    }
  }
  context.terminal.out(flags.json ? JSON.stringify(documents, null, 2) : texts.join("---\n"));
  return "done";
}

function renderedOf(tree: Tree): Rendered {
  const place = formatPlace(tree.place).replace(/:\d+$/, "");
  if (tree.kind === "map") {
    return {
      kind: "map",
      at: place,
      entries: new Map([...tree.entries].map(([key, { value }]) => [key, renderedOf(value)])),
    };
  }
  if (tree.kind === "list") return { kind: "list", at: place, items: tree.items.map(renderedOf) };
  const { value, text, source, sensitive } = tree;
  return { kind: "scalar", value, text, at: place, ...(sensitive ? { source: source ?? "(sensitive)" } : {}) };
}
