import type { LiveParts } from "../report/live.ts";
import { Badge, Nothing } from "./parts.tsx";
import { isLines } from "./state.ts";
import { runWord, timeText } from "./words.ts";

/** The runs that are recorded on this machine, each with its events. */
export function Runs({ runs }: { readonly runs: LiveParts["runs"] | undefined }) {
  if (runs === undefined) return <Nothing>Being read …</Nothing>;
  if (!isLines(runs)) return <Nothing>Not known: {runs.not_known}</Nothing>;
  if (runs.length === 0) return <Nothing>No run of this target is recorded on this machine.</Nothing>;
  return (
    <ol class="runs">
      {runs.map((run) => (
        <li key={run.id}>
          <p>
            <strong>{run.command}</strong> <Badge word={runWord(run)} />{" "}
            <span class="dim">
              {timeText(run.started)}
              {run.by === "" ? "" : ` by ${run.by}`}
            </span>
          </p>
          <p>
            {run.what}
            {run.calls === undefined ? "" : `, ${run.calls} ${run.calls === 1 ? "call" : "calls"}`}
          </p>
          <details>
            <summary>
              {run.events.length} {run.events.length === 1 ? "event" : "events"} <span class="dim">{run.id}</span>
            </summary>
            <pre>{run.events.join("\n")}</pre>
          </details>
        </li>
      ))}
    </ol>
  );
}
