import { type Diagnostic, InvalidFiles } from "../desired/diagnostic.ts";
import { Reading } from "../desired/reading.ts";
import { Refusal } from "../model/refusal.ts";
import { some } from "../model/some.ts";
import { type PlanContext, type PlanOptions, planTarget } from "./plan.ts";
import type { World } from "./world.ts";

/** Why the files would not be valid with what is to be adopted. */
export interface InvalidAdoption {
  /** Whose edit alone does it; all of them where it takes several, or where they are too many to try. */
  readonly addresses: readonly string[];
  /** Whether something can be adopted without them. */
  readonly others: boolean;
  /** The errors of the files as they would be, each with its place there. */
  readonly message: string;
}

/** The texts that files have with the edits of these addresses, by absolute path. */
type Texts = (addresses: ReadonlySet<string>) => ReadonlyMap<string, string>;

/** So many edits are tried alone: each is a plan. */
const TRIED = 20;

/**
 * Plans with the files as they would be, before anything is written: undefined where they are as valid as they are now.
 * All of them is planned, also where only a part is adopted. Throws ApiError, and Refusal where the config says no.
 */
export async function invalidWith(
  addresses: readonly string[],
  texts: Texts,
  options: PlanOptions,
  world: World,
  opened: Pick<PlanContext, "target">,
): Promise<InvalidAdoption | undefined> {
  const { only, exclude, ...whole } = options;
  const errorsOf = (some: readonly string[]) => errorsWith(texts(new Set(some)), whole, world, opened);
  const errors = await errorsOf(addresses);
  if (errors.length === 0) return undefined;
  // Without a selection what is there now was planned already, and is valid.
  const selected = (only ?? []).length + (exclude ?? []).length > 0;
  const known = new Set((selected ? await errorsOf([]) : []).map(({ message }) => message));
  const added = errors.filter(({ message }) => !known.has(message));
  if (added.length === 0) return undefined;
  const distinct = [...new Set(addresses)];
  const guilty: string[] = [];
  if (distinct.length <= TRIED)
    for (const address of distinct)
      if ((await errorsOf([address])).some(({ message }) => !known.has(message))) guilty.push(address);
  const { message } = new InvalidFiles(added);
  const named = guilty.length > 0 ? guilty : distinct;
  return { addresses: named, others: named.length < distinct.length, message };
}

async function errorsWith(
  texts: ReadonlyMap<string, string>,
  options: PlanOptions,
  world: World,
  opened: Pick<PlanContext, "target">,
): Promise<readonly Diagnostic[]> {
  try {
    await planTarget([], options, world, { ...opened, lenient: true, reading: new Reading(texts) });
    return [];
  } catch (error) {
    if (!(error instanceof InvalidFiles)) throw error;
    return error.diagnostics;
  }
}

/** What a person is told before they are asked. */
export function invalidText({ addresses, message }: InvalidAdoption): string {
  return `the files would not be valid with ${some(addresses)}:\n${message}`;
}

/** Where nobody is asked, nothing is written that makes the files invalid. Throws Refusal. */
export function refuseInvalid(invalid: InvalidAdoption | undefined): void {
  if (invalid === undefined) return;
  const { addresses, others } = invalid;
  const without = addresses.map((address) => `--exclude '${address}'`).join(" ");
  const rest = others ? ` ${without} leaves that out and adopts the rest.` : "";
  throw new Refusal("error", `${invalidText(invalid)}\n  Nothing was written.${rest}`);
}
