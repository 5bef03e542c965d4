import { bindingsOf, codePlace, directoryOf, presentPackages, releaseDirectories } from "../aspects/release.ts";
import { secretAddresses, sensitiveIn } from "../aspects/sensitive.ts";
import type { DesiredState, PresentPackage } from "../model/desired.ts";
import { droppedOf, needsXml } from "../model/loss.ts";
import { releaseClass } from "../model/names.ts";
import type { ObservedState } from "../model/observed.ts";
import type { DefinitionWrite, Foresight, PendingMark, Upload } from "../model/plan.ts";
import type { Production } from "../model/production.ts";
import { findRelease } from "../model/record.ts";
import { masked, sensitiveMarks } from "../model/sensitive.ts";
import { type AppliedRecord, appliedRecord, type RecordOptions, sourceOf } from "./applied.ts";
import type { Needs, UploadNeed } from "./join.ts";
import type { RuntimeNeeds } from "./runtime.ts";

/** The directory of uploads that hold definitions only. */
const DEFINITIONS_DIRECTORY = "iopctl-definitions";

/** What must follow the uploads, for what runs. */
export interface LeftOver {
  /** The production that runs on. */
  readonly running: string;
  readonly runtime: RuntimeNeeds;
  readonly mark: PendingMark | undefined;
  /** Whether an earlier call of this run has saved another definition than the one that runs. */
  readonly savedDiffers: boolean;
  /** Services that will be held. */
  readonly held: readonly string[];
}

export interface PlannedUpload {
  readonly upload: Upload;
  readonly because: readonly string[];
  readonly reason: string;
}

/** One upload a package, definitions on the last of them where that is safe, else one more. */
export function uploadsOf(
  needs: Needs,
  results: ReadonlyMap<string, Production>,
  known: readonly string[],
  desired: DesiredState,
  observed: ObservedState,
  left: LeftOver | undefined,
  recorded: RecordOptions,
  goesOn: Pick<LeftOver, "running" | "runtime"> | undefined,
): PlannedUpload[] {
  const sensitive = sensitiveIn(desired, observed);
  const definitions = [...results].map(
    ([name, result]): DefinitionWrite => ({
      production: result,
      shown: masked(result, sensitive),
      record: marked(
        appliedRecord(desired, observed, name, recorded),
        sensitiveMarks(secretAddresses(desired, observed, result)),
      ),
    }),
  );
  const allowed = desired.guards?.loss === "allow";
  const loses = ({ production }: { readonly production: Production }) => droppedOf(production).length > 0;
  const writer = !definitions.some(({ production }) => needsXml(production))
    ? "plain"
    : allowed || !definitions.some(loses)
      ? "xml"
      : "xml or nothing";
  const fragile = allowed ? [] : fragileProductions(observed);
  const common = { writer, fragile } as const;
  const count = `${definitions.length} ${definitions.length === 1 ? "definition" : "definitions"}`;
  const because = [...needs.definitions.values()].flat();
  const last = needs.uploads.at(-1);
  // A strict upload would hold our definitions to its rules; one that may write them itself would be overwritten.
  const rides =
    last !== undefined && !last.package.strict && !definitions.some((d) => known.includes(d.production.name));
  const out: PlannedUpload[] = [];
  for (const [at, need] of needs.uploads.entries()) {
    const carries = rides && need === last && definitions.length > 0;
    const upload = packageUpload(need, carries ? definitions : [], desired, observed, leftAfter(at, carries));
    const { removes = 0 } = upload;
    const gone =
      removes === 0 ? "" : `; ${removes} older release ${removes === 1 ? "directory goes" : "directories go"}`;
    out.push({
      upload: { ...common, ...upload, foresight: foresightOf(need) },
      because: carries ? [...need.because, ...because] : need.because,
      reason: `${need.package.name}${carries ? `, ${count}` : ""}${gone}`,
    });
  }
  if (definitions.length > 0 && !rides) {
    const upload: Upload = {
      ...definitionsUpload(desired.namespace, definitions),
      ...common,
      remoteFolder: presentPackages(desired).find(({ remoteFolder }) => remoteFolder !== undefined)?.remoteFolder,
      followUp: leftAfter(needs.uploads.length - 1, true),
    };
    out.push({ upload, because, reason: count });
  }
  return out;

  /** Also where nothing is thought to follow: a settings file may register what nobody thought of. */
  function foresightOf({ package: { name } }: UploadNeed): Foresight | undefined {
    if (goesOn === undefined) return undefined;
    const { running: production, runtime } = goesOn;
    const { enabled: items, itemsOf, mayLoad, pooled } = runtime;
    return { production, items, loads: itemsOf.get(name) ?? [], mayLoad: mayLoad.get(name) ?? [], pooled };
  }

  /** What is left to do once this upload is made: of it and of those before it. */
  function leftAfter(at: number, withDefinitions: boolean): PendingMark | undefined {
    if (left === undefined) return undefined;
    const { running, runtime, mark, savedDiffers, held } = left;
    const done = needs.uploads.slice(0, at + 1);
    const items = new Set(done.flatMap(({ package: { name } }) => runtime.mayLoad.get(name) ?? []));
    for (const item of mark?.restart ?? []) items.add(item);
    const covered = [...items].filter((item) => withDefinitions && runtime.covers(item));
    const restart = [...items].filter((item) => !covered.includes(item));
    const pooled = done.some(({ package: { name } }) =>
      (runtime.itemsOf.get(name) ?? []).some((item) => runtime.recycle.includes(item)),
    );
    const update =
      (withDefinitions ? runtime.update : savedDiffers) ||
      mark?.update === true ||
      (known.includes(running) && done.length > 0);
    const own = done.flatMap((need) => need.because);
    return {
      production: running,
      update,
      disrupts:
        (withDefinitions && runtime.updateDisrupts) ||
        mark?.disrupts === true ||
        (update && (savedDiffers || known.includes(running))),
      recycle: pooled || mark?.recycle === true,
      restart,
      covered: [...new Set([...(mark?.covered ?? []), ...covered])],
      pools: [
        ...new Set([
          ...(mark?.pools ?? []),
          ...done.map(({ package: { name } }) => name).filter((name) => runtime.pools.includes(name)),
        ]),
      ],
      held: [...new Set([...(mark?.held ?? []), ...held])],
      because: [...new Set([...(mark?.because ?? []), ...own, ...(withDefinitions ? because : [])])],
    };
  }
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
    followUp: undefined,
    marked: false,
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
  desired: DesiredState,
  observed: ObservedState,
  followUp: PendingMark | undefined,
): Omit<Upload, "writer" | "fragile"> {
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
    followUp,
    marked: false,
    inUse: [...inUse].sort(),
    removes: removedBy(pack, inUse, deployed?.provided?.directories, deployed?.record.digest === pack.digest),
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
  directories: number | undefined,
  again: boolean,
): number | undefined {
  if (directories === undefined || pack.layout !== "versioned") return undefined;
  const kept = new Set([...inUse, directoryOf(pack)]).size;
  return Math.max(0, directories + (again ? 0 : 1) - Math.max(pack.keepReleases, kept));
}

/** Both forms of a record with what was a secret: that alone tells nothing of its value. */
function marked({ written, shown }: AppliedRecord, marks: string): AppliedRecord {
  return { written: written + marks, shown: shown + marks };
}
