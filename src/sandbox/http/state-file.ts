import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { entryOf, type NamespaceState, put, type SandboxState } from "../rules/state.ts";

const PRIVATE = 0o600;
/** Bytes of changes that are never too many to be read again. */
const SMALL = 4 * 1024 * 1024;

/** What one call changed: its namespace whole, and files and directories that came, became others (null: went). */
interface Change {
  readonly namespaces: Readonly<Record<string, NamespaceState>>;
  readonly files: Readonly<Record<string, string | null>>;
  readonly directories: Readonly<Record<string, true | null>>;
}

/**
 * The state in a directory: `state.json`, and `changes.ndjson` with what changed since that was written, a line a call. So a
 * call costs what its own namespace does, however many there are.
 */
export interface StateFile {
  /** What may have changed: this namespace and the files; absent: anything. It survives a `kill -9` from here on. */
  readonly save: (namespace?: string) => void;
  readonly close: () => void;
}

/** undefined: there is no state in the directory. */
export function readState(dir: string): SandboxState | undefined {
  const file = join(dir, "state.json");
  if (!existsSync(file)) return undefined;
  const state = JSON.parse(readFileSync(file, "utf8")) as SandboxState;
  for (const change of readChanges(join(dir, "changes.ndjson"))) {
    follow(state.namespaces, change.namespaces);
    follow(state.files, change.files);
    follow(state.directories, change.directories);
  }
  return state;
}

/** The file of a state that goes on changing. Throws Error where the directory cannot be written to. */
export function openStateFile(dir: string, state: SandboxState): StateFile {
  const file = join(dir, "state.json");
  const changes = join(dir, "changes.ndjson");
  const files = new Map(Object.entries(state.files));
  const directories = new Map(Object.entries(state.directories));
  let handle: number | undefined;
  /** Bytes of the document, 0: there is none, and of the changes after it. */
  let size = existsSync(file) ? statSync(file).size : 0;
  let bytes = 0;
  const whole = () => {
    replace(file, JSON.stringify(state));
    size = statSync(file).size;
    // Should it end here: what the lines say the document says too, and saying it again changes nothing.
    if (handle !== undefined) closeSync(handle);
    rmSync(changes, { force: true });
    handle = undefined;
    bytes = 0;
    differences(files, state.files);
    differences(directories, state.directories);
  };
  // Behind a line that another process left half written nothing could be read.
  if (existsSync(changes)) whole();
  return {
    save(namespace) {
      if (namespace === undefined || size === 0 || bytes > Math.max(SMALL, size)) return whole();
      const ns = entryOf(state.namespaces, namespace);
      const change: Change = {
        namespaces: ns === undefined ? {} : Object.fromEntries([[namespace, ns]]),
        files: differences(files, state.files),
        directories: differences(directories, state.directories),
      };
      handle ??= openSync(changes, "a", PRIVATE);
      const line = Buffer.from(`${JSON.stringify(change)}\n`);
      writeFileSync(handle, line);
      bytes += line.byteLength;
    },
    close() {
      // Who opens it next writes the document anew.
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
    },
  };
}

/** What is another than was known, and takes note of it. A text that is the very same is not looked through. */
function differences<T>(known: Map<string, T>, now: Readonly<Record<string, T>>): Record<string, T | null> {
  const changed: [string, T | null][] = [];
  for (const [key, value] of Object.entries(now)) {
    if (known.get(key) === value) continue;
    changed.push([key, value]);
    known.set(key, value);
  }
  if (known.size > Object.keys(now).length)
    for (const key of known.keys()) {
      if (Object.hasOwn(now, key)) continue;
      changed.push([key, null]);
      known.delete(key);
    }
  return Object.fromEntries(changed);
}

function follow<T>(record: Record<string, T>, changes: Readonly<Record<string, T | null>>): void {
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete record[key];
    else put(record, key, value as NoInfer<T>);
  }
}

/** A last line that a killed process left half written is dropped. */
function readChanges(file: string): Change[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Change);
}

/** A new file beside the old one, flushed, then renamed over it: there is always one whole document. */
export function replace(file: string, text: string): void {
  rmSync(`${file}.new`, { force: true });
  const handle = openSync(`${file}.new`, "wx", PRIVATE);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
}
