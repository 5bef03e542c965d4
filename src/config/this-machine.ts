/**
 * What the operating system says of this process: whose it is and which. Of all of `process` the library asks no more;
 * arguments, streams, environment and exit code are the command line's.
 */
export const processId = process.pid;

/** The user that this process runs as; undefined where users have no numbers (Windows). */
export function userId(): number | undefined {
  return process.getuid?.();
}

/** Whether a process of this machine lives; one of another user's counts too. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
