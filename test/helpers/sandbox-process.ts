import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROGRAM } from "./cli.ts";

export interface SandboxProcess {
  readonly url: string;
  /** Of its control interface. */
  readonly token: string;
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
}

/** `iopctl sandbox` as a process of its own, user `u`, password `p`. */
export async function sandboxProcess(dir: string, ...more: string[]): Promise<SandboxProcess> {
  const args = ["sandbox", "--port", "0", "--dir", dir, "--username", "u", "--quiet", ...more];
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", IOP_PASSWORD: "p" },
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (data) => {
      text += String(data);
      const found = /on (http:\S+?),/.exec(text)?.[1];
      if (found) resolve(found);
    });
    child.once("close", () => reject(new Error(text)));
  });
  const token = readFileSync(join(dir, "control-token"), "utf8").trim();
  return { url, token, child, ended };
}
