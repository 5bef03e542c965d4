import { isObject } from "../model/json.ts";
import { didYouMean } from "../model/nearest.ts";
import { Refusal } from "../model/refusal.ts";
import { isTarget } from "./handles.ts";
import type { State } from "./library.ts";

/**
 * What callers of the library may give, as the program checks it: JavaScript knows no types, and a limit under a wrong name
 * would be no limit. A table has one row for each declared key, of its declared type: the compiler holds it to that.
 */

/** How a value is checked, whatever its type. */
export interface Check {
  /** Whether it may not be left out. */
  readonly needed: boolean;
  /** Why a value does not do, as a clause that mostly begins with its name; undefined: it does. */
  readonly wrong: (name: string, value: unknown) => string | undefined;
}

/** What a value may be. `Value`: the declared type; `Needed`: whether it may not be left out. */
export interface Kind<Value, Needed extends boolean = false> extends Check {
  readonly needed: Needed;
  /** Never there: it makes kinds of different types differ for the compiler, both ways. */
  readonly declared?: (value: Value) => Value;
}

/** A row for each key of `Options`: no key is forgotten, none too many, and each has the kind of its type. */
export type Shape<Options> = {
  readonly [Key in keyof Options]-?: Kind<
    Exclude<Options[Key], undefined>,
    Options extends Record<Key, Options[Key]> ? true : false
  >;
};

function kind<Value>(says: string, fits: (value: unknown) => boolean, known: readonly string[] = []): Kind<Value> {
  const wrong = (name: string, value: unknown) => {
    if (fits(value)) return undefined;
    // One of a few words: what it is not, it is as a text.
    const but = known.length > 0 && isText(value) ? didYouMean(value, known) : `, not ${described(value)}`;
    return `${name} must be ${says}${but}`;
  };
  return { needed: false, wrong };
}

/** What was given, without the words of a text: they may be secret. */
function described(value: unknown): string {
  if (value === null || typeof value === "number") return String(value);
  if (value === "") return "an empty text";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "string") return "a text";
  if (typeof value === "function") return "a function";
  return typeof value === "object" ? "an object" : String(value);
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** The same, and it may not be left out. */
export function need<Value>(optional: Kind<Value>): Kind<Value, true> {
  return { needed: true, wrong: optional.wrong };
}

/** What stands for something: a name, a path. */
export const text: Kind<string> = kind("a text that is not empty", isText);
/** Any text. */
export const words: Kind<string> = kind("a text", (value) => typeof value === "string");
/** What a flag of the command says by being there. */
export const flag: Kind<boolean> = kind("true or false", (value) => typeof value === "boolean");
/** Names of what is left alone, or allowed: none is as good as absent. */
export const list: Kind<readonly string[]> = kind(
  "a list of texts",
  (value) => isList(value) && value.every((one) => isText(one)),
);
/** Names of what is chosen. None would be all: a list that came out empty by mistake must not widen what is done. */
export const names: Kind<readonly string[]> = kind(
  "a list of texts, and not empty: leave it out where nothing is chosen",
  (value) => isList(value) && value.length > 0 && value.every((one) => isText(one)),
);
/** How many at once, how wide. */
export const count: Kind<number> = kind(
  "a whole number from 1",
  (value) => Number.isSafeInteger(value) && Number(value) > 0,
);
/** How often again, or the number of an entry. */
export const countOrNone: Kind<number> = kind(
  "a whole number from 0",
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
);
const LONGEST = 2 ** 31 - 1;
/** A time that is waited: a timer of Node takes no longer one, and would end at once. */
export const milliseconds: Kind<number> = kind(
  `a whole number of milliseconds, from 1 to ${LONGEST}`,
  (value) => Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= LONGEST,
);
/** What only the server understands, such as the fields of a message. */
export const anything: Kind<unknown> = kind("anything", () => true);
/** As of any realm: a test runner's signals are of another one. */
export const signal: Kind<AbortSignal> = kind(
  "an AbortSignal",
  (value) => typeof (value as AbortSignal | null)?.aborted === "boolean",
);
/** Texts by name. */
export const record: Kind<Readonly<Record<string, string>>> = kind(
  "an object of texts",
  (value) => isObject(value) && Object.values(value).every((one) => typeof one === "string"),
);
/** Texts by name, and what is undefined is not set. */
export const environment: Kind<Readonly<Record<string, string | undefined>>> = kind(
  "an object of texts, each by the name of its variable",
  (value) => isObject(value) && Object.values(value).every((one) => one === undefined || typeof one === "string"),
);
/** What is to be so: an empty list of paths would be the files of the config, as if none was given. */
export const state: Kind<State> = kind(
  "a path, a list of paths that is not empty, { yaml: text } or { data: object }",
  (value) => {
    if (isText(value)) return true;
    if (isList(value)) return value.length > 0 && value.every((one) => isText(one));
    if (!isObject(value) || Object.keys(value).length !== 1) return false;
    return typeof value["yaml"] === "string" || isObject(value["data"]);
  },
);

/** One of a few words. */
export function oneOf<const Word extends string>(...known: readonly Word[]): Kind<Word> {
  const quoted = known.map((word) => `"${word}"`);
  const says = `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
  return kind(says, (value) => (known as readonly unknown[]).includes(value), known);
}

/** What is called: a listener, a clock. */
export function called<Called extends (...args: never[]) => unknown>(): Kind<Called> {
  return kind("a function", (value) => typeof value === "function");
}

/** A document: an object that has something by which it is known. `says`: which one, and where it comes from. */
export function document<Document extends object>(says: string, key: string): Kind<Document> {
  return kind(says, (value) => isObject(value) && typeof value[key] === "object" && value[key] !== null);
}

/** One or the other. */
export function either<First, Second>(first: Kind<First>, second: Kind<Second>): Kind<First | Second> {
  const wrong = (name: string, value: unknown) =>
    first.wrong(name, value) === undefined ? undefined : second.wrong(name, value);
  return { needed: false, wrong };
}

/** An object with no other keys than those of a table, each with what it may be. */
export function keys<Options extends object>(shape: Shape<Options>): Kind<Options> {
  const known = Object.keys(shape);
  const wrong = (name: string, value: unknown) => {
    if (isTarget(value)) return `${name} must be an object of options, not a target`;
    if (!isObject(value)) return `${name} must be an object, not ${described(value)}`;
    for (const key of Object.keys(value))
      if (!known.includes(key)) return `there is no option ${key}${nearest(key, known)}`;
    for (const [key, row] of Object.entries<Check>(shape)) {
      const why = unfit(row, key, value[key]);
      if (why !== undefined) return why;
    }
    return undefined;
  };
  return { needed: false, wrong };
}

function nearest(key: string, known: readonly string[]): string {
  return didYouMean(key, known) || (known.length === 0 ? "" : `; there is: ${known.join(", ")}`);
}

function unfit({ needed, wrong }: Check, name: string, value: unknown): string | undefined {
  return value === undefined && !needed ? undefined : wrong(name, value);
}

/** Throws Refusal where an argument of a function is none of its kind; undefined: it was left out, which a kind may forbid. */
export function argument(place: string, name: string, check: Check, value: unknown): void {
  const why = unfit(check, name, value);
  if (why !== undefined) throw new Refusal("usage", `${place}: ${why}`);
}

/** Throws Refusal for options that are none, a key that does not exist, one that is missing, and a value that does not fit. */
export function taken<Options extends object>(place: string, shape: Shape<Options>, options: unknown): void {
  argument(place, "what it is asked for", need(keys(shape)), options);
}
