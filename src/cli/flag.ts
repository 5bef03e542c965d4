import { InvalidArgumentError } from "commander";
import { didYouMean } from "../model/nearest.ts";

/** What completion can put where a value or an argument stands; where nothing is said: files. */
export type Completes = "productions" | "items" | "targets" | "addresses" | "runs" | "shells" | "keys" | "codes";

/** One flag as it is declared: `-t, --target <name>`. Its key and the type of its value follow from that. */
export interface Flag<Key extends string = string, Value = unknown, Always extends boolean = boolean> {
  readonly spec: string;
  readonly description: string;
  readonly choices?: readonly string[];
  readonly default?: unknown;
  readonly parse?: (text: string, before: unknown) => unknown;
  readonly completes?: Completes;
  /** Only for the types. */
  readonly type?: { readonly key: Key; readonly value: Value; readonly always: Always };
}

type Long<Spec extends string> = Spec extends `${string}--${infer Rest}`
  ? Rest extends `${infer Name} ${string}`
    ? Name
    : Rest
  : never;
type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;
type KeyOf<Spec extends string> = Long<Spec> extends `no-${infer Name}` ? Camel<Name> : Camel<Long<Spec>>;
type ValueOf<Spec extends string> = Spec extends `${string}<${string}>` ? string : boolean;

interface More<Value> {
  readonly choices?: readonly Value[];
  readonly default?: Value;
  readonly parse?: (text: string, before: never) => Value;
  readonly completes?: Completes;
}

/** Declares a flag once: its types, its help and its completion are made of this. */
export function flag<const Spec extends string>(
  spec: Spec,
  description: string,
): Flag<KeyOf<Spec>, ValueOf<Spec>, false>;
export function flag<const Spec extends string, const Value = string>(
  spec: Spec,
  description: string,
  more: More<Value> & { readonly default: Value },
): Flag<KeyOf<Spec>, Value, true>;
export function flag<const Spec extends string, const Value = string>(
  spec: Spec,
  description: string,
  more: More<Value>,
): Flag<KeyOf<Spec>, Value, false>;
export function flag(spec: string, description: string, more: object = {}): Flag {
  return { spec, description, ...more };
}

/** What a command is given: the keys and types of the flags that its row declares. */
export type FlagsOf<All extends readonly Flag[]> = {
  readonly [F in All[number] as F extends Flag<infer Key, unknown, false> ? Key : never]?: F extends Flag<
    string,
    infer Value
  >
    ? Value
    : never;
} & {
  readonly [F in All[number] as F extends Flag<infer Key, unknown, true> ? Key : never]: F extends Flag<
    string,
    infer Value
  >
    ? Value
    : never;
};

/** A flag that can stand several times. */
export const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

/** Reads a whole number from 1. Throws what commander shows. */
export function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("must be a whole number from 1.");
  return number;
}

/** Reads a whole number from 0. Throws what commander shows. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isInteger(number) || number < 0)
    throw new InvalidArgumentError("must be a whole number.");
  return number;
}

/** What IRIS writes into its log (Ens.DataType.LogType). */
const LOG_TYPES = ["Assert", "Error", "Warning", "Info", "Trace", "Alert"];

/** Reads a type of log entries, one more each time. Throws what commander shows, with the nearest. */
export function logType(text: string, before: readonly string[] | undefined): readonly string[] {
  if (LOG_TYPES.some((type) => type.toLowerCase() === text.toLowerCase())) return collect(text, before);
  throw new InvalidArgumentError(`must be one of ${LOG_TYPES.join(", ")}${didYouMean(text, LOG_TYPES)}`);
}
