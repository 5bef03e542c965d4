import type { ByHand, LogFlags, MigrateFlags, OutsideWindow, TestMessage } from "./hand.ts";
import {
  anything,
  argument,
  type Check,
  count,
  countOrNone,
  flag,
  type Kind,
  keys,
  names,
  need,
  type Shape,
  text,
  words,
} from "./library-kinds.ts";

/** What the calls by hand may be given. */

/** Names and kinds of a function's arguments, in their order. */
type Signature<Arguments extends readonly unknown[]> = {
  readonly [Index in keyof Arguments]-?: readonly [
    name: string,
    kind: Kind<Exclude<Arguments[Index], undefined>, undefined extends Arguments[Index] ? false : true>,
  ];
};

const LOG: Shape<LogFlags> = { top: count, since: countOrNone, type: names, item: names };
const WINDOW: Shape<OutsideWindow> = { outsideWindow: text };
const MIGRATE: Shape<MigrateFlags & OutsideWindow> = {
  ...WINDOW,
  package: text,
  settingsFile: text,
  remoteFolder: text,
  strict: flag,
};
const TEST: Shape<TestMessage> = { target: need(text), classname: text, body: anything, restart: flag };
const UNUSED: Shape<{ readonly unused?: boolean }> = { unused: flag };

const PRODUCTION = ["production", text] as const;
const ITEM = ["item", need(text)] as const;
const SIGNATURES: { readonly [Name in keyof ByHand]: Signature<Parameters<ByHand[Name]>> } = {
  version: [],
  list: [],
  getDefault: [],
  setDefault: [
    // An empty one unsets it.
    ["production", need(words)],
    ["options", keys(WINDOW)],
  ],
  start: [PRODUCTION],
  stop: [],
  kill: [],
  restart: [],
  update: [],
  startComponent: [ITEM],
  stopComponent: [ITEM],
  restartComponent: [ITEM],
  log: [["options", keys(LOG)]],
  followLog: [["options", keys(LOG)]],
  connections: [PRODUCTION],
  queues: [PRODUCTION],
  test: [["message", need(keys(TEST))]],
  bindings: [["options", keys(UNUSED)]],
  unbind: [
    ["className", need(text)],
    ["options", keys(WINDOW)],
  ],
  migrate: [
    ["folder", need(text)],
    ["options", keys(MIGRATE)],
  ],
};

/** Throws Refusal where a function by hand was given what it does not take. */
export function refuseUnfit<Name extends keyof ByHand>(name: Name, given: Parameters<ByHand[Name]>): void {
  const signature: readonly (readonly [string, Check])[] = SIGNATURES[name];
  for (const [index, [called, row]] of signature.entries()) argument(`byHand().${name}`, called, row, given[index]);
}
