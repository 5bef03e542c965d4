import { useState } from "preact/hooks";
import type { LiveParts } from "../report/live.ts";
import { Nothing } from "./parts.tsx";
import { isLines } from "./state.ts";

const LOOKS: Readonly<Record<string, string>> = {
  Error: "bad",
  Alert: "bad",
  Assert: "bad",
  Warning: "warn",
  Trace: "quiet",
};

/** The log, newest first, by type, item and text. */
export function Log({ log }: { readonly log: LiveParts["log"] | undefined }) {
  const [text, setText] = useState("");
  const [type, setType] = useState("");
  const [item, setItem] = useState("");
  if (log === undefined) return <Nothing>Being read …</Nothing>;
  if (!isLines(log)) return <Nothing>Not known: {log.not_known}</Nothing>;
  const types = [...new Set(log.map((line) => line.type))].sort();
  const items = [...new Set(log.map((line) => line.item))].filter((name) => name !== "").sort();
  const wanted = text.trim().toLowerCase();
  const shown = log.filter(
    (line) =>
      (type === "" || line.type === type) &&
      (item === "" || line.item === item) &&
      (line.text.toLowerCase().includes(wanted) || line.session === wanted),
  );
  return (
    <>
      <div class="tools">
        <Choice name="Type" value={type} values={types} set={setType} />
        <Choice name="Item" value={item} values={items} set={setItem} />
        <label>
          <span>Text or session</span>
          <input type="search" value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
        </label>
        <span class="dim" role="status">
          {shown.length} of {log.length} lines
        </span>
      </div>
      {shown.length === 0 ? (
        <Nothing>{log.length === 0 ? "The log is empty." : "No line fits."}</Nothing>
      ) : (
        <ul class="log" aria-label="Log, newest first">
          {shown.map(({ id, time, type: kind, item: from, session, text: words }) => (
            <li key={id}>
              <span class="dim">{time.replace("T", " ").slice(0, 19)}</span>
              <span class={LOOKS[kind] ?? ""}>{kind}</span>
              <span class="from">{from}</span>
              <span class="words" title={session === "" ? undefined : `session ${session}`}>
                {words}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Choice({
  name,
  value,
  values,
  set,
}: {
  readonly name: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly set: (value: string) => void;
}) {
  return (
    <label>
      <span>{name}</span>
      <select value={value} onChange={({ currentTarget }) => set(currentTarget.value)}>
        <option value="">all</option>
        {values.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}
