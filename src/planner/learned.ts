import { codePlace, deployedRoot, isBelow } from "../aspects/places.ts";
import type { PresentPackage } from "../model/desired.ts";
import type { Binding } from "../model/observed.ts";
import { NOTHING_OWED, type Owed, type Upload } from "../model/plan.ts";
import type { Item } from "../model/production.ts";
import { findRelease } from "../model/record.ts";

/**
 * What a run knows of the uploads that it has made: before each one thought of which items load from it, after it the
 * bindings say. Plain data; `learn` gives the next.
 */
export interface Learned {
  /** Items that must load their code anew, and packages whose old code the shared actor jobs hold. */
  readonly items: ReadonlySet<string>;
  readonly pools: ReadonlySet<string>;
  /** Items that a marker named only because it was not certain. */
  readonly doubted: ReadonlySet<string>;
  /** Whether an earlier run has left the production to be stopped and started. */
  readonly recycle: boolean;
  /** Whether the plan that is being made thought otherwise. */
  readonly surprised: boolean;
}

/** What is known of a run at its start: what an earlier one has left to do. */
export function learnedFrom(owed: Owed | undefined): Learned {
  const items = new Set([...(owed?.restart ?? []), ...(owed?.covered ?? [])]);
  return { items, pools: new Set(owed?.pools), doubted: new Set(), recycle: owed?.recycle === true, surprised: false };
}

/** Whether what an upload registers is known only to Python. */
export function runsSettings({ package: pack }: Upload): boolean {
  return pack !== undefined && "settingsFile" in pack.entry;
}

/** Pure: what was known and what the bindings say after an upload, against those before it. */
export function learn(
  learned: Learned,
  upload: Upload,
  before: readonly Binding[],
  after: readonly Binding[],
): Learned {
  const { package: pack, foresight } = upload;
  if (pack === undefined || foresight === undefined) return learned;
  if (!runsSettings(upload)) {
    // Its components are declared: what was thought is so.
    const held = upload.owed?.pools.includes(pack.name) ? [pack.name] : [];
    const items = new Set([...learned.items, ...foresight.loads]);
    return { ...learned, items, pools: new Set([...learned.pools, ...held]) };
  }
  const reloaded = reloadedBy(pack, foresight.items, before, after);
  const thought = new Set(foresight.loads);
  const pooled = reloadedBy(pack, foresight.pooled, before, after).length > 0;
  return {
    ...learned,
    items: new Set([...learned.items, ...reloaded]),
    pools: pooled ? new Set([...learned.pools, pack.name]) : learned.pools,
    doubted: new Set([...learned.doubted, ...foresight.mayLoad]),
    surprised: learned.surprised || reloaded.length !== thought.size || !reloaded.every((item) => thought.has(item)),
  };
}

/** What is owed, as it is now known, in the place of what an upload's marker stood for. */
export function owedAsLearned(owed: Owed | undefined, learned: Learned, production: string): Owed | undefined {
  if (owed === undefined && learned.items.size === 0) return undefined;
  const base = owed ?? { ...NOTHING_OWED, production };
  const stands = (item: string) => learned.items.has(item) || !learned.doubted.has(item);
  const restart = base.restart.filter(stands);
  const covered = base.covered.filter(stands);
  const more = [...learned.items].filter((item) => !restart.includes(item) && !covered.includes(item));
  return { ...base, restart: [...restart, ...more], covered, pools: [...learned.pools], recycle: learned.recycle };
}

/** The enabled items whose code is another than before: by where it comes from, or since what lies there is new. */
function reloadedBy(
  pack: PresentPackage,
  items: readonly Item[],
  before: readonly Binding[],
  after: readonly Binding[],
): string[] {
  const [was, is] = [sideOf(pack, before), sideOf(pack, after)];
  const changed = items.filter((item) => {
    const now = codePlace(item, is.byClass);
    if (now === undefined) return false;
    const old = codePlace(item, was.byClass);
    if (old === undefined || old.module !== now.module || old.pythonClass !== now.pythonClass) return true;
    if (relative(old.classpaths, was.root) !== relative(now.classpaths, is.root)) return true;
    return is.root !== undefined && isBelow(is.root, now.classpaths) && was.code !== is.code;
  });
  return changed.map(({ name }) => name);
}

function sideOf(pack: PresentPackage, bindings: readonly Binding[]) {
  return {
    byClass: new Map(bindings.map((binding) => [binding.className, binding])),
    root: deployedRoot(pack, bindings),
    code: findRelease(bindings, pack.name)?.record.code,
  };
}

/** A place within the release, whichever directory that lies in; else the path as it is. */
function relative(path: string, root: string | undefined): string {
  return root !== undefined && isBelow(root, path) ? `.${path.slice(root.length)}` : path;
}
