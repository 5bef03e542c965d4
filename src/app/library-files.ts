import type { RenderedState } from "../model/rendered.ts";
import { insideOf, refuseUntrusted } from "./handles.ts";
import type { State, Target } from "./library.ts";
import { argument, flag, list, names, oneOf, type Shape, state as stateKind, taken } from "./library-kinds.ts";
import { stateSources } from "./library-options.ts";

/** What the library makes of files and into files. Each use case is loaded when it is called. */

/** What is taken back into the files. */
export interface AdoptRequest {
  /** Addresses or patterns; absent: all that was changed on the server and nobody changed in the files. */
  readonly addresses?: readonly string[];
  /** Addresses or patterns: only what they name or what stands below is looked at. */
  readonly only?: readonly string[];
  /** Addresses or patterns that are left alone. */
  readonly exclude?: readonly string[];
  /** true: the edits are only shown. */
  readonly dryRun?: boolean;
}

const ADOPT: Shape<AdoptRequest> = { addresses: names, only: names, exclude: list, dryRun: flag };

/** What was taken back into the files, or would be: the document of `adopt --json`, and what its text says. */
export interface AdoptedFiles {
  readonly adopted: readonly { readonly address: string; readonly file: string }[];
  /** What stays as it is in the files, and why. */
  readonly skipped: readonly { readonly address: string; readonly why: string }[];
  /** Whether files were written. */
  readonly written: boolean;
  /** The edits as a unified diff for each file, secrets as `(sensitive)`. */
  readonly patches: readonly string[];
  /** Other targets of the config whose state these files are too. */
  readonly alsoOf: readonly string[];
  /** What still differs after the edits, or why the files would not be valid with them; empty where all is well. */
  readonly left: readonly string[];
}

/**
 * Takes what was changed on the server back into the state files of the target's config, each value where it stands.
 * Comments stay. Throws Refusal where a file was changed meanwhile, an address fits nothing or the files would not be valid;
 * InvalidFiles, ApiError.
 */
export async function adopt(target: Target, request: AdoptRequest = {}): Promise<AdoptedFiles> {
  taken("adopt", ADOPT, request);
  const { stillDiffering: leftOf, planAdoption, writeAdoption } = await import("./adopt.ts");
  const { invalidText, refuseInvalid } = await import("./adopt-check.ts");
  const { patchText } = await import("../report/patch.ts");
  const { createStyle } = await import("../report/style.ts");
  const { addresses = [], dryRun = false, ...selection } = request;
  const { config, world, flags } = insideOf(target);
  refuseUntrusted(world, "adopt");
  const options = { ...flags, ...selection };
  const adoption = await planAdoption(addresses, options, world, { target: config });
  const { adopted, skipped, files, alsoOf, invalid, sensitiveNames } = adoption;
  const written = !dryRun && files.length > 0;
  if (written) refuseInvalid(invalid);
  if (written) writeAdoption(adoption);
  const left = written
    ? await leftOf(adoption, options, world, { target: config })
    : invalid
      ? [invalidText(invalid)]
      : [];
  const plain = createStyle(false);
  return {
    adopted,
    skipped,
    written,
    patches: files.map(({ patch }) => patchText(patch, sensitiveNames, plain)),
    alsoOf,
    left: left instanceof Error ? [left.message] : left,
  };
}

/** What of a namespace is exported, and how. */
export interface ExportRequest {
  /** These alone; absent: all of the namespace. */
  readonly productions?: readonly string[];
  /** Whether the files set `enabled` of each item; default: keep. */
  readonly enabled?: "keep" | "omit";
}

const EXPORT: Shape<ExportRequest> = { productions: names, enabled: oneOf("keep", "omit") };

/**
 * The live namespace as the YAML of a state file whose plan is empty; secrets are left out. Throws ApiError, and Refusal for
 * a production that cannot be exported.
 */
export async function exportState(target: Target, request: ExportRequest = {}): Promise<string> {
  const { exportYaml, SCHEMA } = await import("../documents/export-yaml.ts");
  const { live, options } = await exported("exportState", target, request);
  return exportYaml(live, SCHEMA, options);
}

/** The same as files, one for each item: texts by relative path, as `export --split` writes them. Writes nothing. */
export async function exportFiles(
  target: Target,
  request: ExportRequest = {},
): Promise<Readonly<Record<string, string>>> {
  const { exportFiles: filesOf, SCHEMA } = await import("../documents/export-yaml.ts");
  const { live, options } = await exported("exportFiles", target, request);
  return Object.fromEntries(filesOf(live, SCHEMA, options));
}

async function exported(place: string, target: Target, request: ExportRequest) {
  taken(place, EXPORT, request);
  const { productions = [], enabled = "keep" } = request;
  const { config, world } = insideOf(target);
  const { exportNamespace } = await import("./export.ts");
  const { live, secret } = await exportNamespace(productions, config, {}, world);
  return { live, options: { enabled, secret } };
}

/**
 * The merged desired state of a target, each value with the place that it comes from: the document of `render --json`. A
 * secret stands as `(sensitive)`. No server is asked. Throws InvalidFiles, Refusal.
 */
export async function render(target: Target, state?: State): Promise<readonly RenderedState[]> {
  argument("render", "state", stateKind, state);
  const { config, world, flags } = insideOf(target);
  const { renderStates } = await import("./render.ts");
  const found = await renderStates(stateSources(state, world.cwd), config, flags, world);
  return found.map(({ document }) => document);
}

/** What a project that begins with a live namespace consists of. */
export interface Project {
  /** Texts by path, relative to the project's folder. */
  readonly files: Readonly<Record<string, string>>;
  /** Packages whose files the server holds and nobody can read back. */
  readonly packages: readonly string[];
  /** What could not be taken over, in sentences. */
  readonly remarks: readonly string[];
}

/** A config and state files whose plan for the namespace is empty, as `init --from-server` writes them. Writes nothing. */
export async function projectFromServer(target: Target): Promise<Project> {
  const { serverProject } = await import("./init.ts");
  const { config, world, flags } = insideOf(target);
  const { files, ...project } = await serverProject(flags, world, config);
  return { ...project, files: Object.fromEntries(files) };
}
