import { type FileClaim, giveBack, isHeldHere, seize } from "../../lock-file.ts";
import { isAlive, processId } from "../../this-machine.ts";

/** Its text is the process id of the sandbox that works in the file's directory; this user's alone. */
const CLAIM: FileClaim = {
  text: String(processId),
  mode: 0o600,
  lives: (text, isOurs) => (Number(text) === processId ? isOurs : isProcess(Number(text))),
};

/** Keeps others away from the file's directory; gives what ends that. Throws an Error where another sandbox works there. */
export function lock(file: string): () => void {
  if (isHeldHere(file)) throw new Error("this process already runs a sandbox on this directory");
  const seized = seize(file, CLAIM);
  if (seized.kind === "stuck") throw new Error(`the lock ${file} cannot be taken: remove it`);
  if (seized.kind === "held") throw new Error(`another sandbox (process ${seized.text}) works on this directory`);
  return () => giveBack(file, CLAIM);
}

/** A text that is no number is nobody's. */
function isProcess(pid: number): boolean {
  return Number.isInteger(pid) && pid > 0 && isAlive(pid);
}
