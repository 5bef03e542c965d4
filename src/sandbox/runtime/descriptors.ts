import { readdirSync, readFileSync } from "node:fs";

/** `O_CLOEXEC`, as `/proc/self/fdinfo` shows it. */
const CLOSES = 0o2_000_000;
const MOST = 65_536;

/**
 * What a program is started with: three pipes, and in the place of each descriptor of ours that it would inherit the empty
 * device. A caller may have opened some (`exec 9<file; iopctl …`), and Node leaves those open for every child.
 * Throws an Error for one whose number is too high to be covered.
 */
export function emptyHanded(emptyDevice: number): ("pipe" | "ignore" | number)[] {
  const stdio: ("pipe" | "ignore" | number)[] = ["pipe", "pipe", "pipe"];
  for (const descriptor of inherited()) {
    if (descriptor >= MOST) throw new Error(`descriptor ${descriptor} is open: close it before the sandbox is started`);
    while (stdio.length < descriptor) stdio.push("ignore");
    stdio[descriptor] = emptyDevice;
  }
  return stdio;
}

/** In their order. None where the system does not tell: macOS closes them itself. */
function inherited(): number[] {
  try {
    return readdirSync("/proc/self/fd")
      .map(Number)
      .filter((descriptor) => descriptor > 2 && staysOpen(descriptor))
      .sort((a, b) => a - b);
  } catch {
    return [];
  }
}

function staysOpen(descriptor: number): boolean {
  try {
    const flags = /^flags:\s+([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, "utf8"))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & CLOSES) === 0;
  } catch {
    // That of the listing itself, which is closed by now.
    return false;
  }
}
