import { distance } from "fastest-levenshtein";
import { InvalidFiles } from "../desired/diagnostic.ts";
import { toPlain } from "../desired/tree.ts";
import { nameMatcher } from "../model/address.ts";
import { didYouMean } from "../model/nearest.ts";
import { FEW_NAMES, some } from "../model/some.ts";
import { child, type OpenConfig } from "./open-config.ts";
import { unknownKeys } from "./unknown-keys.ts";

/** Which targets a run means: by patterns of names, in which * stands for any text, and by labels. */
export interface TargetChoice {
  readonly target?: readonly string[];
  readonly label?: readonly string[];
  /** Patterns of names that are left out of those. */
  readonly excludeTarget?: readonly string[];
}

/** The names of the chosen targets in the config's order; undefined: none was asked for by name. Throws InvalidFiles. */
export function selectTargets(choice: TargetChoice, config: OpenConfig | undefined): string[] | undefined {
  const { target = [], label = [], excludeTarget = [] } = choice;
  if (target.length === 0 && label.length === 0) {
    const [pattern] = excludeTarget;
    if (pattern === undefined) return undefined;
    throw problem(`--exclude-target ${pattern} leaves nothing out`, "Say of which: --target '*', or --label.");
  }
  const names = config === undefined ? [] : [...config.targets.keys()];
  const fitting = (pattern: string) => {
    const found = names.filter(nameMatcher(pattern));
    if (found.length > 0) return found;
    // A variable of a script that is not set; what it is near to is chance.
    if (pattern === "") throw problem(`an empty text names no target; there is: ${some(names) || "none"}`);
    if (config === undefined) throw noConfig(pattern);
    const stray = unknownKeys(config.tree, []);
    if (stray.length > 0) throw new InvalidFiles(stray);
    throw problem(`there is no target "${pattern}" in ${config.shown}; ${listed(pattern, names)}`);
  };
  // `a,b` is two names, as far as it is not one.
  const each = (text: string) => (names.includes(text) ? [text] : text.split(",").map((part) => part.trim()));
  const chosen = new Set(target.flatMap(each).flatMap(fitting));
  const labelled = label.length === 0 ? new Set(names) : new Set(withLabels(label, config));
  const stray = labelled.size === 0 ? unknownKeys(config?.tree) : [];
  if (stray.length > 0) throw new InvalidFiles(stray);
  if (labelled.size === 0)
    throw problem(`no target has the labels ${label.join(", ")}; ${listed(label.join(", "), names)}`);
  const out = names.filter((name) => (target.length === 0 || chosen.has(name)) && labelled.has(name));
  if (out.length === 0) throw problem(`no target named ${target.join(", ")} has the labels ${label.join(", ")}`);
  const without = new Set(excludeTarget.flatMap(each).flatMap(fitting));
  const left = out.filter((name) => !without.has(name));
  if (left.length === 0) throw problem(`--exclude-target ${excludeTarget.join(", ")} leaves none of ${some(out)}`);
  return left;
}

function withLabels(label: readonly string[], config: OpenConfig | undefined): string[] {
  const wanted = label.map((text) => {
    const index = text.indexOf("=");
    return index === -1 ? { key: text, value: undefined } : { key: text.slice(0, index), value: text.slice(index + 1) };
  });
  return [...(config?.targets ?? [])].flatMap(([name, { value }]) => {
    const tree = child(value, "labels");
    const labels = tree?.kind === "map" ? (toPlain(tree) as Readonly<Record<string, unknown>>) : {};
    const fits = wanted.every(
      ({ key, value: text }) => Object.hasOwn(labels, key) && (text === undefined || String(labels[key]) === text),
    );
    return fits ? [name] : [];
  });
}

/** What there is: all of it where that is little, else what is most like the text. */
export function listed(text: string, names: readonly string[]): string {
  if (names.length <= FEW_NAMES) return `there is: ${names.join(", ") || "none"}${didYouMean(text, names)}`;
  // What stands for any text says nothing of likeness.
  const wanted = text.replaceAll("*", "").toLowerCase();
  const near = names
    .map((name) => ({ name, far: distance(wanted, name.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, 5)
    .map(({ name }) => name);
  return `the nearest of ${names.length}: ${near.join(", ")}`;
}

/** What to do where there is no config: the end of a message. */
export const INIT = "`iopctl init` writes iopctl.config.yaml and an example that works";

/** A target is named, and there is no config that could have it. */
export function noConfig(name: string): InvalidFiles {
  return problem(`there is no config file, so there is no target "${name}"`, `Use --url, or write a config: ${INIT}.`);
}

/** An error of the config that stands at no place of it. */
export function problem(message: string, hint?: string): InvalidFiles {
  return new InvalidFiles([{ message, place: undefined, ...(hint === undefined ? {} : { hint }) }]);
}
