import { useState } from "preact/hooks";
import type { Glance } from "../report/live.ts";
import { Badge, Nothing } from "./parts.tsx";
import { hashOf, type Known, needsLook, waiting } from "./state.ts";
import { deployedWords, driftWord, queuesWord, runWord, stateWord, timeText } from "./words.ts";

/** All targets at a glance. */
export function Glances({ known: { targets, glances } }: { readonly known: Known }) {
  const [text, setText] = useState("");
  const [only, setOnly] = useState(false);
  if (targets === undefined) return <Nothing>Being read …</Nothing>;
  const all = targets.flatMap((name) => glances.get(name) ?? []);
  const look = all.filter(needsLook);
  const wanted = text.trim().toLowerCase();
  const shown = (only ? look : all).filter(({ target, namespace, production = "" }) =>
    [target, namespace, production].some((part) => part.toLowerCase().includes(wanted)),
  );
  return (
    <main>
      <p class="lead" aria-live="polite">
        {leadOf(all, look.length)}
      </p>
      {all.length > 6 && (
        <div class="tools">
          <label>
            <span>Find</span>
            <input type="search" value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
          </label>
          <label class="check">
            <input type="checkbox" checked={only} onChange={({ currentTarget }) => setOnly(currentTarget.checked)} />
            <span>Only what needs a look ({look.length})</span>
          </label>
        </div>
      )}
      <table class="glances">
        <thead>
          <tr>
            {["target", "state", "deployed", "drift", "queues", "last run"].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((glance) => (
            <Row key={glance.target} glance={glance} />
          ))}
        </tbody>
      </table>
      {shown.length === 0 && <Nothing>None of {all.length} targets fits.</Nothing>}
    </main>
  );
}

function leadOf(all: readonly Glance[], look: number): string {
  const asked = all.filter(({ phase }) => phase === "waiting").length;
  const many = all.length === 1 ? "1 target" : `${all.length} targets`;
  const runs = all.filter(({ phase, status }) => phase === "known" && status === "running").length;
  const left = all.reduce((sum, glance) => sum + (waiting(glance) ?? 0), 0);
  return [
    asked === all.length ? `${many}, being asked` : `${many}, ${runs} running`,
    look === 0 ? "" : `${look} ${look === 1 ? "needs" : "need"} a look`,
    left === 0 ? "" : left === 1 ? "1 message waiting" : `${left.toLocaleString("en")} messages waiting`,
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function Row({ glance }: { readonly glance: Glance }) {
  const { target, namespace, url, production, phase, why, seen, unfinished, locks = [], lastRun } = glance;
  return (
    <tr class={needsLook(glance) ? "look" : ""}>
      <th scope="row">
        <a href={hashOf(target)}>{target}</a>
        <span class="note">{[url, namespace].filter((part) => part !== "" && part !== target).join(" · ")}</span>
      </th>
      <td data-name="state">
        <Badge word={stateWord(glance)} />
        <span class="note">
          {phase === "away" ? `${why ?? ""}${seen === undefined ? "" : `; last seen ${timeText(seen)}`}` : production}
        </span>
        {unfinished && <span class="note warn">a run was interrupted or is under way</span>}
        {locks.map(({ holder }) => (
          <span key={holder} class="note">
            locked by {holder}
          </span>
        ))}
      </td>
      <td data-name="deployed">
        {deployedWords(glance).map(({ text, title }) => (
          <span key={text} class="deployed" title={title}>
            {text}
          </span>
        ))}
      </td>
      <td data-name="drift">
        <Badge word={driftWord(glance)} />
      </td>
      <td data-name="queues">
        <Badge word={queuesWord(glance)} />
      </td>
      <td data-name="last run">
        <Badge word={runWord(lastRun)} />
        <span class="note">{timeText(lastRun?.started)}</span>
      </td>
    </tr>
  );
}
