import type { Tree } from "../desired/yaml-tree.ts";
import { type Address, formatAddress, type Matcher, matchAny, parsePattern } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import type { ObservedState } from "../model/observed.ts";
import { Refusal } from "../model/refusal.ts";
import { knownAddresses, named, names, nearest, type Selection } from "../planner/only.ts";

/** A namespace that was looked at. */
interface Seen {
  readonly loaded: { readonly desired: DesiredState };
  readonly observed: ObservedState;
}

/** What of the desired state a run is about: `--only` and `--exclude`. Throws Refusal. */
export function selectionOf(
  {
    only = [],
    exclude = [],
  }: {
    readonly only?: readonly string[];
    readonly exclude?: readonly string[];
  },
  states: readonly { readonly tree: Tree }[],
): Selection {
  const known = () => states.flatMap(({ tree }) => writtenAddresses(tree));
  return { only: patternsOf("--only", only, known), exclude: patternsOf("--exclude", exclude, known) };
}

/** Whether an address is meant; undefined: every one is. */
export function matcherOf({ only, exclude }: Selection): Matcher | undefined {
  if (only.length === 0 && exclude.length === 0) return undefined;
  const [wanted, unwanted] = [only.length === 0 ? () => true : matchAny(only), matchAny(exclude)];
  return (address) => address.length > 0 && wanted(address) && !unwanted(address);
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
  for (const [index, pattern] of patterns.entries()) {
    if (names(pattern, known)) continue;
    const text = texts[index] ?? formatAddress(pattern);
    const near = nearest(text, known);
    const hint = near === undefined ? "" : `\n  Did you mean ${near}?`;
    throw new Refusal("error", `${flag} ${text} matches nothing that the files manage.${hint}`);
  }
}

/** Throws Refusal where what the flags leave out is needed by what they leave in. */
export function refuseHidden(needs: readonly string[], { only, exclude }: Selection): void {
  if (needs.length === 0) return;
  const flag = [...(only.length > 0 ? ["--only"] : []), ...(exclude.length > 0 ? ["--exclude"] : [])].join(" and ");
  throw new Refusal(
    "error",
    `${flag} hides what is needed; nothing was changed.\n${needs.map((text) => `  ${text}`).join("\n")}`,
  );
}

/** The addresses of all that files write. */
function writtenAddresses(tree: Tree, above: Address = []): Address[] {
  if (tree.kind !== "map") return [];
  return [...tree.entries].flatMap(([name, { value }]) => [
    [...above, name],
    ...writtenAddresses(value, [...above, name]),
  ]);
}

/** What the files manage here and what differs beside, of every kind. */
export function addressesOf(plans: readonly (Seen & { readonly loaded: { readonly tree: Tree } })[]): Address[] {
  const kinds = new Set<string>(KINDS);
  return plans.flatMap(({ loaded, observed }) => [
    ...knownAddresses(loaded.desired, observed, kinds),
    ...writtenAddresses(loaded.tree),
  ]);
}

const KINDS = ["default", "state", "packages", "productions", "bindings"];

/** What who writes a list means. */
function severalHint(flag: string, text: string): string {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.length === 1 || parts.some((part) => !KINDS.includes(part.split(".")[0] ?? ""))) return "";
  const written = parts.map((part) => (flag.startsWith("-") ? `${flag} ${part}` : part));
  return `.\n  Several: ${written.join(" ")}`;
}

/** Addresses that a flag names, with `*`; `known` is asked for the whole address of a short name. Throws Refusal. */
export function patternsOf(flag: string, texts: readonly string[], known: () => readonly Address[]): Address[] {
  return texts.map((text) => {
    let pattern: Address;
    try {
      pattern = parsePattern(text);
    } catch (error) {
      throw new Refusal("error", `${flag}: ${(error as Error).message}`);
    }
    if (!KINDS.includes(pattern[0] as string)) {
      const whole = named(text, known());
      const meant =
        whole.length === 0
          ? `an address begins with ${KINDS.join(", ")}${severalHint(flag, text)}`
          : `an address is written whole. Did you mean this?\n${whole.map((address) => `  ${address}`).join("\n")}`;
      throw new Refusal("error", `${flag} ${text}: ${meant}`);
    }
    return pattern;
  });
}
