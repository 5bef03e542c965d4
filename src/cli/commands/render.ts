import { renderStates } from "../../app/render.ts";
import { namedTarget, targetNames } from "../../app/targets.ts";
import { documentText } from "../../model/json.ts";
import type { Ending } from "../../model/refusal.ts";
import { renderYaml } from "../../report/render.ts";
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
    for (const { document, tree } of await renderStates(paths, target, flags, context)) {
      documents.push(document);
      const head = [document.target, document.namespace].filter((part) => part !== "").join(" · ");
      texts.push(`# ${head}\n${renderYaml(tree, flags.origins === true)}`);
    }
  }
  context.terminal.out(flags.json ? documentText(documents) : texts.join("---\n"));
  return "done";
}
