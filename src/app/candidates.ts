import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { formatAddress } from "../model/address.ts";
import { isObject } from "../model/json.ts";
import { listRuns } from "../store/runs.ts";
import { namedTarget, targetOf } from "./targets.ts";
import type { World } from "./world.ts";

/** What stands in the files of a project under a name that somebody may be typing. */
export type Named = "productions" | "items" | "addresses" | "targets" | "runs";

/** The names of one kind, also of files that are not valid. Nothing is asked of a server. May throw what reading a file throws. */
export async function candidates(kind: Named, world: World): Promise<readonly string[]> {
  if (kind === "targets") return targetsIn(world);
  if (kind === "runs") return listRuns(await targetOf({}, world, true)).map(({ record }) => record.id);
  const names = await namesInStates(world);
  return [...names[kind]];
}

function targetsIn({ cwd }: World): string[] {
  for (const name of ["iopctl.config.yaml", "iopctl.config.yml", "iopctl.config.json"]) {
    try {
      const [document] = parseAllDocuments(readFileSync(`${cwd}/${name}`, "utf8"));
      const parsed: unknown = document && "toJS" in document ? document.toJS() : undefined;
      const targets = isObject(parsed) ? parsed["targets"] : undefined;
      return isObject(targets) ? Object.keys(targets) : [];
    } catch {
      // The next place.
    }
  }
  return [];
}

/** The names that stand in the state files, whether they are valid or not. */
async function namesInStates(world: World) {
  const { stateFiles } = await import("../desired/load.ts");
  const target = await namedTarget(undefined, {}, world, true).catch(() => undefined);
  const files = (target?.state ?? ["."]).flatMap((path) => stateFiles(path, world.cwd));
  const productions = new Set<string>();
  const items = new Set<string>();
  const addresses = new Set<string>(["default", "state"]);
  for (const document of files.flatMap((file) => [...parseAllDocuments(readFileSync(file, "utf8"))])) {
    const parsed: unknown = "toJS" in document ? document.toJS() : undefined;
    if (!isObject(parsed)) continue;
    for (const name of keysOf(parsed["packages"])) addresses.add(formatAddress(["packages", name]));
    for (const [name, production] of entriesOf(parsed["productions"])) {
      productions.add(name);
      addresses.add(formatAddress(["productions", name]));
      for (const item of keysOf(isObject(production) ? production["items"] : undefined)) {
        items.add(item);
        addresses.add(formatAddress(["productions", name, "items", item]));
      }
    }
  }
  return { productions, items, addresses };
}

function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

function keysOf(value: unknown): string[] {
  return entriesOf(value).map(([key]) => key);
}
