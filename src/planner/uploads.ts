import { codePlace, directoryOf, releaseDirectories } from "../aspects/places.ts";
import { secretAddresses, sensitiveIn } from "../aspects/sensitive.ts";
import type { DesiredState, PresentPackage } from "../model/desired.ts";
import { presentPackages } from "../model/desired.ts";
import { droppedOf, needsXml } from "../model/loss.ts";
import { releaseClass } from "../model/names.ts";
import type { ObservedState } from "../model/observed.ts";
import { bindingsOf } from "../model/observed.ts";
import type { DefinitionWrite, Foresight, Upload } from "../model/plan.ts";
import { plural } from "../model/plural.ts";
import type { Production } from "../model/production.ts";
import { findRelease, type Release } from "../model/record.ts";
import { masked, secretHashes } from "../model/sensitive.ts";
import { type AppliedRecord, type AppliedRecordOptions, appliedRecord, sourceOf } from "./applied.ts";
import type { Needs, UploadNeed } from "./join.ts";
import { type Done, owedAfter, type RunsOn } from "./owed.ts";

/** The directory of uploads that hold definitions only. */
const DEFINITIONS_DIRECTORY = "iopctl-definitions";

/** By what uploads are decided. */
export interface UploadInput {
  readonly desired: DesiredState;
  readonly observed: ObservedState;
  readonly needs: Needs;
  /** The definitions that are written, as they will be. */
  readonly results: ReadonlyMap<string, Production>;
  /** Definitions that a settings file may write too. */
  readonly known: readonly string[];
  readonly recorded: Required<AppliedRecordOptions>;
  /** undefined: nothing runs on. */
  readonly runsOn: RunsOn | undefined;
}

/** An upload, the addresses that ask for it, and why it is needed. */
export interface PlannedUpload {
  readonly upload: Upload;
  readonly because: readonly string[];
  readonly reason: string;
}

/** One upload a package, definitions on the last of them where that is safe, else one more. Pure. */
export function uploadsOf(input: UploadInput): PlannedUpload[] {
  const { needs, known } = input;
  const writes = writesOf(input);
  if (needs.uploads.length === 0 && writes.length === 0) return [];
  const common = { ...writerOf(writes, input), withMarker: input.recorded.withMarker };
  const last = needs.uploads.at(-1);
  // A strict upload would hold our definitions to its rules; one that may write them itself would be overwritten.
  const rides = !last?.package.strict && !writes.some(({ production }) => known.includes(production.name));
  const carrier = writes.length > 0 && rides ? last : undefined;
  const because = [...needs.definitions.values()].flatMap((definition) => definition.because);
  const planned = needs.uploads.map((need, index): PlannedUpload => {
    const carried = need === carrier ? writes : [];
    const done = { uploads: needs.uploads.slice(0, index + 1), definitions: need === carrier ? because : undefined };
    const upload = {
      ...packageUpload(need, carried, input),
      ...common,
      owed: owedAfter(done, input),
      foresight: foresightOf(need, input),
    };
    return {
      upload,
      because: need === carrier ? [...need.because, ...because] : need.because,
      reason: `${need.package.name}${carried.length > 0 ? `, ${countOf(carried)}` : ""}${removesText(upload)}`,
    };
  });
  if (writes.length === 0 || carrier !== undefined) return planned;
  const done = { uploads: needs.uploads, definitions: because };
  return [...planned, { upload: ownUpload(writes, done, input, common), because, reason: countOf(writes) }];
}

function countOf(writes: readonly DefinitionWrite[]): string {
  return plural(writes.length, "definition");
}

function removesText({ removes = 0 }: Upload): string {
  return removes === 0 ? "" : `; ${removes} older release ${removes === 1 ? "directory goes" : "directories go"}`;
}

/** The definitions that are written, each with its record. */
function writesOf({ desired, observed, results, recorded }: UploadInput): DefinitionWrite[] {
  const sensitive = sensitiveIn(desired, observed);
  return [...results].map(([name, result]) => ({
    production: result,
    shown: masked(result, sensitive),
    record: withSecretHashes(
      appliedRecord(desired, observed, name, recorded),
      secretHashes(secretAddresses(desired, observed, result)),
    ),
  }));
}

/** What the definitions of all uploads need of the server. */
function writerOf(
  writes: readonly DefinitionWrite[],
  { desired, observed }: UploadInput,
): Pick<Upload, "writer" | "fragile"> {
  const allowed = desired.guards?.loss === "allow";
  const loses = writes.some(({ production }) => droppedOf(production).length > 0);
  const writer = !writes.some(({ production }) => needsXml(production))
    ? "plain"
    : allowed || !loses
      ? "xml"
      : "xml or nothing";
  return { writer, fragile: allowed ? [] : fragileProductions(observed) };
}

/** Definitions that no package's upload can carry. */
function ownUpload(
  writes: readonly DefinitionWrite[],
  done: Done,
  input: UploadInput,
  common: Pick<Upload, "writer" | "fragile" | "withMarker">,
): Upload {
  const { desired } = input;
  return {
    ...definitionsUpload(desired.namespace, writes),
    ...common,
    remoteFolder: presentPackages(desired).find(({ remoteFolder }) => remoteFolder !== undefined)?.remoteFolder,
    owed: owedAfter(done, input),
  };
}

/** The in-progress marker alone: that services are held is known to the next run before they are. */
export function markerUploadOf(input: UploadInput): Upload {
  const { withMarker } = input.recorded;
  const upload = ownUpload([], { uploads: [], definitions: undefined }, input, {
    writer: "plain",
    fragile: [],
    withMarker,
  });
  const because = [...input.needs.definitions.values()].flatMap((definition) => definition.because);
  const { owed } = upload;
  return owed === undefined
    ? upload
    : { ...upload, owed: { ...owed, because: [...new Set([...owed.because, ...because])] } };
}

/** Also where nothing is thought to follow: a settings file may register what nobody thought of. */
function foresightOf({ package: { name } }: UploadNeed, { runsOn }: UploadInput): Foresight | undefined {
  if (runsOn === undefined) return undefined;
  const { production, runtime } = runsOn;
  const { enabled: items, itemsOf, mayLoad, pooled } = runtime;
  return { production, items, loads: itemsOf.get(name) ?? [], mayLoad: mayLoad.get(name) ?? [], pooled };
}

/** An upload of nothing but definitions. */
export function definitionsUpload(namespace: string, definitions: readonly DefinitionWrite[]): Upload {
  return {
    namespace,
    directory: DEFINITIONS_DIRECTORY,
    remoteFolder: undefined,
    strict: false,
    package: undefined,
    definitions,
    release: undefined,
    owed: undefined,
    withMarker: false,
    inUse: [],
    writer: "xml or nothing",
    fragile: [],
  };
}

/** Productions of which the server's own writer would drop something: no settings file may write them. */
function fragileProductions({ productions }: ObservedState): string[] {
  return [...productions].flatMap(([name, found]) => (found !== "absent" && droppedOf(found).length > 0 ? [name] : []));
}

function packageUpload(
  { package: pack }: UploadNeed,
  definitions: readonly DefinitionWrite[],
  { desired, observed }: UploadInput,
): Omit<Upload, "writer" | "fragile" | "withMarker" | "owed"> {
  const bindings = bindingsOf(observed);
  const deployed = findRelease(bindings, pack.name);
  const inUse = new Set(
    [...bindings.map(({ classpaths }) => classpaths), ...overrides(observed)].flatMap((path) =>
      // The other layout's directory is never removed.
      releaseDirectories(pack.name, path).filter((directory) => directory !== pack.name),
    ),
  );
  return {
    namespace: desired.namespace,
    directory: directoryOf(pack),
    remoteFolder: pack.remoteFolder,
    strict: pack.strict,
    package: pack,
    definitions,
    release: {
      className: releaseClass(pack.name),
      digest: pack.digest,
      code: pack.code,
      commit: observed.git.get(pack.name)?.commit,
      ...(desired.source === undefined ? {} : { source: sourceOf(desired) }),
    },
    inUse: [...inUse].sort(),
    removes: removedBy(pack, inUse, deployed),
  };
}

/** The paths that items' own settings name. */
function overrides(observed: ObservedState): string[] {
  const bindings = new Map(bindingsOf(observed).map((binding) => [binding.className, binding]));
  return [...observed.productions.values()].flatMap((production) =>
    production === "absent" ? [] : production.items.flatMap((item) => codePlace(item, bindings)?.classpaths ?? []),
  );
}

/** As the entrypoint decides it, of so many directories that the last upload left. */
function removedBy(
  pack: PresentPackage,
  inUse: ReadonlySet<string>,
  deployed: Release | undefined,
): number | undefined {
  const directories = deployed?.provided?.directories;
  const again = deployed?.record.digest === pack.digest;
  if (directories === undefined || pack.layout !== "versioned") return undefined;
  const kept = new Set([...inUse, directoryOf(pack)]).size;
  return Math.max(0, directories + (again ? 0 : 1) - Math.max(pack.keepReleases, kept));
}

/** Both forms of a record with what was a secret: that alone tells nothing of its value. */
function withSecretHashes({ written, shown }: AppliedRecord, hashes: string): AppliedRecord {
  return { written: written + hashes, shown: shown + hashes };
}
