import { hasToken } from "../api/error.ts";
import type { Progress } from "./progress.ts";
import type { ApplyContext } from "./states.ts";

/** Services that are still held start again, whatever has ended the run. What cannot be started is said. */
export async function bringBack(now: Progress, { client, emit }: ApplyContext): Promise<Progress> {
  // A definition that was uploaded since they were held says that they are enabled: a start would find nothing to do.
  const saved = (now.plan.drain?.leaving.length ?? 0) > 0 && now.written.has(now.running) && now.owed?.update === true;
  for (const item of now.held) {
    try {
      await (saved ? client.restartComponent(item) : client.startComponent(item));
      emit({ type: "warning", message: `${item}, which was paused while queues drained, is started again` });
    } catch (error) {
      if (hasToken(error, /already enabled/i)) continue;
      // The definition without it is saved, and not taken up yet.
      const isGone = hasToken(error, /ErrConfigItemNotFound/i);
      if (isGone) {
        emit({ type: "warning", message: `${item} stays paused: the saved definition no longer has it` });
        continue;
      }
      const message = `${item} is still paused: ${(error as Error).message}. The next run starts it again`;
      emit({ type: "warning", message });
    }
  }
  return { ...now, held: new Set() };
}
