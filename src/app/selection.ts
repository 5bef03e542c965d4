import { type Address, formatAddress, type Matcher, matchAny, parsePattern } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import type { ObservedState } from "../model/observed.ts";
import { Refusal } from "../model/refusal.ts";
import { knownAddresses, names, nearest, type Selection } from "../planner/only.ts";

/** A namespace that was looked at. */
interface Seen {
  readonly loaded: { readonly desired: DesiredState };
  readonly observed: ObservedState;
}

/** What of the desired state a run is about: `--only` and `--exclude`. Throws Refusal. */
export function selectionOf({
  only = [],
  exclude = [],
}: {
  readonly only?: readonly string[];
  readonly exclude?: readonly string[];
}): Selection {
  return { only: patternsOf("--only", only), exclude: patternsOf("--exclude", exclude) };
}

/** Whether an address is meant; undefined: every one is. */
export function matcherOf({ only, exclude }: Selection): Matcher | undefined {
  if (only.length === 0 && exclude.length === 0) return undefined;
  const [wanted, unwanted] = [only.length === 0 ? () => true : matchAny(only), matchAny(exclude)];
  return (address) => wanted(address) && !unwanted(address);
}

/** Whether anything of a kind of address is meant. */
export function looksAt({ only, exclude }: Selection, kind: string): boolean {
  if (exclude.some((pattern) => pattern.length === 1 && pattern[0] === kind)) return false;
  return only.length === 0 || only.some(([first]) => first === kind);
}

/** A pattern that names nothing is a mistake, never "no changes". With several namespaces one of them must have it. */
export function refuseUnmatched(
  flag: string,
  texts: readonly string[],
  patterns: readonly Address[],
  plans: readonly Seen[],
): void {
  if (patterns.length === 0) return;
  const kinds = new Set(patterns.map(([kind]) => kind ?? ""));
  const known = plans.flatMap(({ loaded, observed }) => knownAddresses(loaded.desired, observed, kinds));
  for (const [at, pattern] of patterns.entries()) {
    if (names(pattern, known)) continue;
    const text = texts[at] ?? formatAddress(pattern);
    const near = nearest(text, known);
    const hint = near === undefined ? "" : `\n  Did you mean ${near}?`;
    throw new Refusal("error", `${flag} ${text} matches nothing that the files manage.${hint}`);
  }
}

export function refuseHidden(needs: readonly string[], { only, exclude }: Selection): void {
  if (needs.length === 0) return;
  const flag = [...(only.length > 0 ? ["--only"] : []), ...(exclude.length > 0 ? ["--exclude"] : [])].join(" and ");
  throw new Refusal(
    "error",
    `${flag} hides what is needed; nothing was changed.\n${needs.map((text) => `  ${text}`).join("\n")}`,
  );
}

/** Addresses that a flag names, with `*`. Throws Refusal. */
export function patternsOf(flag: string, texts: readonly string[]): Address[] {
  const kinds = ["default", "state", "packages", "productions", "bindings"];
  return texts.map((text) => {
    let pattern: Address;
    try {
      pattern = parsePattern(text);
    } catch (error) {
      throw new Refusal("error", `${flag}: ${(error as Error).message}`);
    }
    if (!kinds.includes(pattern[0] as string)) {
      throw new Refusal("error", `${flag} ${text}: an address begins with ${kinds.join(", ")}`);
    }
    return pattern;
  });
}
