import { constants, readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { isObject } from "../model/json.ts";
import type { RolloutStep } from "../model/rollout.ts";
import { notOwn } from "./run-records.ts";

/** What became of a rollout, a line a step, on the disk before anybody goes on: as much is written as happens. */
export interface Journal {
  /** Is done once the line is on the disk. Steps that come together are written together. */
  readonly append: (step: RolloutStep) => Promise<void>;
  /** Steps so far: the number of the last one. */
  readonly count: number;
  /** Since it was last emptied. */
  readonly bytes: number;
  /** All of it stands somewhere else now. */
  readonly emptied: () => void;
}

/** A step with its number. */
export interface JournalLine extends RolloutStep {
  readonly n: number;
}

/** `count`: steps that were made before, which stand somewhere else. */
export function openJournal(path: string, count: number): Journal {
  let last = count;
  let bytes = 0;
  let waiting: string[] = [];
  let writing: Promise<void> | undefined;
  const flush = async () => {
    // What comes up to now goes along.
    await Promise.resolve();
    const text = waiting.join("");
    waiting = [];
    await appendDurably(path, text);
  };
  return {
    get count() {
      return last;
    },
    get bytes() {
      return bytes;
    },
    emptied: () => {
      bytes = 0;
    },
    append: (step) => {
      last += 1;
      const line = `${JSON.stringify({ n: last, ...step })}\n`;
      bytes += Buffer.byteLength(line);
      waiting.push(line);
      // The first to come writes for all that come meanwhile; after one that failed none is written any more.
      if (waiting.length === 1) writing = (writing ?? Promise.resolve()).then(flush);
      return writing as Promise<void>;
    },
  };
}

async function appendDurably(path: string, text: string): Promise<void> {
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0 } = constants;
  const file = await open(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600);
  try {
    await file.appendFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** What stands in a file of steps. */
export interface JournalText {
  /** Those that can be read, in their order. */
  readonly lines: readonly JournalLine[];
  /** Which line is none, or why the file does not count, in words that follow on its name; undefined: all is well. */
  readonly problem: string | undefined;
}

/**
 * The steps of a file; none where there is no file. A last line that is not whole was being written when its process ended,
 * and counts as not written. Anything else that is no step, or a step that is missing between two, is damage.
 */
export function readJournal(path: string): JournalText {
  const foreign = notOwn(path, "file");
  if (foreign !== undefined) return { lines: [], problem: foreign };
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { lines: [], problem: code === "ENOENT" ? undefined : `cannot be read: ${message}` };
  }
  const whole = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  whole.pop();
  const lines: JournalLine[] = [];
  let problem: string | undefined;
  for (const [index, line] of whole.entries()) {
    const step = stepIn(line);
    if (step === undefined) {
      problem ??= `line ${index + 1} is no step`;
      continue;
    }
    const before = lines.at(-1)?.n;
    if (before !== undefined && step.n !== before + 1)
      problem ??= `line ${index + 1} is step ${step.n}, and the one before is step ${before}`;
    lines.push(step);
  }
  return { lines, problem };
}

function stepIn(line: string): JournalLine | undefined {
  try {
    const step = JSON.parse(line) as Partial<JournalLine> | null;
    return Number.isSafeInteger(step?.n) && isObject(step?.targets) ? (step as JournalLine) : undefined;
  } catch {
    return undefined;
  }
}
