import { closeSync, openSync, readSync, writeSync } from "node:fs";
import type { Environment } from "../model/environment.ts";

/** Asks on the terminal itself, whatever standard input is; undefined: there is none, or a pipeline runs this. */
export function terminalQuestion(env: Environment, interactive: boolean): ((question: string) => boolean) | undefined {
  if (!interactive || env["CI"] || env["GITHUB_ACTIONS"] || env["GITLAB_CI"]) return undefined;
  return (question) => {
    let tty: number | undefined;
    try {
      tty = openSync("/dev/tty", "r+");
      writeSync(tty, question);
      return readLine(tty).trim() === "yes";
    } catch {
      return false;
    } finally {
      if (tty !== undefined) closeSync(tty);
    }
  };
}

function readLine(handle: number): string {
  const byte = Buffer.alloc(1);
  let line = "";
  while (line.length < 100 && readSync(handle, byte, 0, 1, null) === 1 && byte[0] !== 10)
    line += byte.toString("latin1");
  return line;
}
