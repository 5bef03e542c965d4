import { createReadClient } from "../api/client.ts";
import type { Target } from "../config/target.ts";
import { exportFiles, SCHEMA } from "../documents/export-yaml.ts";
import { isRecord } from "../model/names.ts";
import type { Binding } from "../model/observed.ts";
import { findReleases } from "../model/record.ts";
import { connect } from "./connect.ts";
import { exportNamespace } from "./export.ts";
import { bindingsIfAny } from "./namespace.ts";
import { type PlanOptions, planTarget } from "./plan.ts";
import { type TargetOptions, targetOf } from "./targets.ts";
import type { World } from "./world.ts";

/** What a project that begins with a live namespace consists of. */
export interface ServerProject {
  /** Text by path, relative to the project's folder. */
  readonly files: ReadonlyMap<string, string>;
  /** Packages whose files the server holds and nobody can read back, in the order of their names. */
  readonly packages: readonly string[];
  /** What could not be taken over, in sentences. */
  readonly remarks: readonly string[];
}

/** The name that the config gives the server. */
const SERVER = "server";

/** Reads a namespace and gives the project whose plan for it is empty. `known`: the target, else the flags say it. Only reads. Throws Refusal and ApiError. */
export async function serverProject(flags: TargetOptions, world: World, known?: Target): Promise<ServerProject> {
  const target = known ?? (await targetOf(flags, world));
  const { live, secret } = await exportNamespace([], target, flags, world);
  const client = createReadClient({ ...(await connect(target, flags, world)), namespace: target.namespace });
  const bindings = (await bindingsIfAny(client)) ?? [];
  const packages = packagesOf(bindings);
  const files = new Map<string, string>([["iopctl.config.yaml", configText(target.url, target.namespace)]]);
  for (const [name, text] of exportFiles(live, SCHEMA, { secret })) files.set(`state/${name}`, text);
  if (packages.length > 0) files.set("state/packages.iop.yaml", packagesText(target.namespace, packages));
  return { files, packages: packages.map(({ name }) => name), remarks: live.remarks };
}

/** How many differences the plan of a project shows right after it was written. */
export async function differencesOf(folder: string, options: PlanOptions, world: World): Promise<number> {
  const project = { ...options, target: [SERVER], config: `${folder}/iopctl.config.yaml` };
  const { plans } = await planTarget([], project, { ...world, cwd: folder }, { lenient: true });
  return plans.reduce((sum, { plan }) => sum + plan.changes.length, 0);
}

function configText(url: string, namespace: string): string {
  const isEmbedded = url.startsWith("sandbox:");
  const login = `    # The password comes from the environment and is never shown.
    username: \${IOP_USERNAME:-}
    password: \${secret:IOP_PASSWORD}
`;
  return `# yaml-language-server: $schema=./node_modules/iopctl/schemas/config.schema.json
default_target: ${SERVER}
targets:
  ${SERVER}:
    url: ${JSON.stringify(url)}
${isEmbedded ? "" : login}    namespace: ${JSON.stringify(namespace)}
    state: state
`;
}

interface FoundPackage {
  readonly name: string;
  /** Where its files lie on the server. */
  readonly folder: string;
  readonly commit: string | undefined;
  /** Python class by IRIS class: `module.Class`. */
  readonly components: ReadonlyMap<string, string>;
}

/** The folders that classes come from; what iopctl deployed by the name of its package. */
function packagesOf(bindings: readonly Binding[]): FoundPackage[] {
  const releases = findReleases(bindings);
  const found = new Map<string, FoundPackage & { readonly components: Map<string, string> }>();
  for (const { className, classpaths, module, pythonClass } of bindings) {
    if (isRecord(className) || classpaths === "") continue;
    const release = releases.find((entry) => entry.classpaths === classpaths);
    const name = release?.name ?? nameOf(classpaths);
    const pack = found.get(classpaths) ?? {
      ...{ name, folder: classpaths, commit: release?.record.commit },
      components: new Map(),
    };
    pack.components.set(className, `${module}.${pythonClass}`);
    found.set(classpaths, pack);
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The last folder of a path that is a name as packages have one. */
function nameOf(classpaths: string): string {
  const last =
    classpaths
      .split(/[\\/|;]/)
      .filter((part) => part !== "")
      .at(-1) ?? "";
  return /^[A-Za-z_][\w-]*$/.test(last) ? last : "package";
}

/** Comments only: what the files say of no package, iopctl leaves alone. */
function packagesText(namespace: string, packages: readonly FoundPackage[]): string {
  const lines = packages.flatMap(({ name, folder, commit, components }) => [
    `#   ${name}:${commit === undefined ? "" : `   # commit ${commit}`}`,
    `#     # on the server: ${folder.replace(/[^\x20-\x7e]/g, "?")}`,
    `#     path: ../python/${name}`,
    "#     components:",
    ...[...components].map(([className, python]) => `#       ${className}: ${python}`),
  ]);
  return `# yaml-language-server: $schema=${SCHEMA}
version: 1
namespace: ${JSON.stringify(namespace)}

# The Python that runs there. The API gives no file of it back, so it is not in this project yet: put the files of each
# package into git and take the comment signs away. Until then iopctl leaves the code on the server alone.
# packages:
${lines.join("\n")}
`;
}
