import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import type { WireLogEntry } from "../../wire/types.ts";
import { newState, type SandboxState } from "../rules/state.ts";
import { lock } from "./lock.ts";
import { openStateFile, readState, replace } from "./state-file.ts";

const PRIVATE = 0o600;

/** What is kept of one namespace's log: entries, and the characters of their texts. */
const LOG_ENTRIES = 20_000;
const LOG_TEXT = 8 * 1024 * 1024;
/** Bytes of the log's file, from which on it is written anew. */
const LOG_FILE = 64 * 1024 * 1024;

/** What is on the disk: the state (`state-file.ts`), and the log, one entry a line. */
export interface Store {
  readonly state: SandboxState;
  /** By namespace, oldest first. */
  readonly log: Map<string, WireLogEntry[]>;
  /** Writes what changed in a namespace, or all; returns when it would survive a `kill -9`. */
  save(namespace?: string): void;
  append(namespace: string, entry: WireLogEntry): void;
  close(): void;
}

/** Throws an Error where another sandbox works on the directory. */
export function openStore(dir: string, namespaces: readonly string[]): Store {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const unlock = lock(resolve(dir, "lock"));
  const state = readState(dir) ?? newState(namespaces);
  const stateFile = openStateFile(dir, state);
  const logFile = join(dir, "log.ndjson");
  const log = readLog(logFile);
  for (const entries of log.values()) trim(entries);
  let logHandle = openSync(logFile, "a", PRIVATE);
  let logBytes = statSync(logFile).size;
  // Definitions hold passwords, and logs what goes through: this user's alone, older files too.
  for (const each of [join(dir, "state.json"), logFile]) if (existsSync(each)) chmodSync(each, PRIVATE);
  return {
    state,
    log,
    save: (namespace) => stateFile.save(namespace),
    append(namespace, entry) {
      const entries = log.get(namespace) ?? [];
      entries.push(entry);
      log.set(namespace, entries);
      // Now and then: to look at all of them at each would take longer than to keep them.
      if (entries.length % 64 === 0) trim(entries);
      logBytes += writeSync(logHandle, lineOf(namespace, entry));
      if (logBytes <= LOG_FILE) return;
      // What is kept, in a new file: the old one holds what was dropped long ago.
      const lines = [...log].flatMap(([name, kept]) => kept.map((each) => lineOf(name, each))).join("");
      closeSync(logHandle);
      replace(logFile, lines);
      logHandle = openSync(logFile, "a", PRIVATE);
      logBytes = Buffer.byteLength(lines);
    },
    close() {
      stateFile.close();
      closeSync(logHandle);
      unlock();
    },
  };
}

function lineOf(namespace: string, entry: WireLogEntry): string {
  return `${JSON.stringify({ namespace, ...entry })}\n`;
}

/** As a purge does: the oldest entries go, and the others keep their ids. A quarter at once, so that it is rare. */
export function trim(entries: WireLogEntry[], most = LOG_ENTRIES, room = LOG_TEXT): void {
  const size = () => entries.reduce((sum, { text }) => sum + String(text).length, 0);
  while (entries.length > most || size() > room) entries.splice(0, Math.ceil(entries.length / 4));
}

/** The id of the entry that comes next: ids only grow. */
export function nextId(entries: readonly WireLogEntry[] | undefined): number {
  return Number(entries?.at(-1)?.id ?? 0) + 1;
}

/** A last line that a killed process left half-written is dropped. */
function readLog(file: string): Map<string, WireLogEntry[]> {
  const log = new Map<string, WireLogEntry[]>();
  if (!existsSync(file)) return log;
  const lines = readFileSync(file, "utf8").split("\n");
  const whole: string[] = [];
  for (const line of lines) {
    if (line === "") continue;
    try {
      const { namespace, ...entry } = JSON.parse(line) as WireLogEntry & { namespace: string };
      whole.push(line);
      const entries = log.get(namespace);
      if (entries) entries.push(entry);
      else log.set(namespace, [entry]);
    } catch {
      break;
    }
  }
  if (whole.length < lines.filter((line) => line !== "").length)
    replace(file, whole.map((line) => `${line}\n`).join(""));
  return log;
}
