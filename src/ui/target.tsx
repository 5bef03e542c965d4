import { useEffect, useMemo, useState } from "preact/hooks";
import type { Glance } from "../report/live.ts";
import { Log } from "./log.tsx";
import { Badge, Report } from "./parts.tsx";
import { Runs } from "./runs.tsx";
import { hashOf, type Known } from "./state.ts";
import { Try } from "./try.tsx";
import { deployedWords, driftWord, queuesWord, stateWord, timeText } from "./words.ts";

/** So long an item stays lit after it did something: milliseconds. */
const LIT = 8_000;

/** One target: its picture, log, drift, plan and runs. */
export function Target({
  name,
  tab,
  known,
  token,
}: {
  readonly name: string;
  readonly tab: string;
  readonly known: Known;
  readonly token: string;
}) {
  const { parts, sandbox } = known;
  const glance = known.glances.get(name);
  const busy = useBusy(known.busy);
  if (glance === undefined)
    return (
      <main>
        <p class="lead">
          {known.targets === undefined ? "Being read …" : `There is no target ${name} here.`}{" "}
          <a href="#/">All targets</a>
        </p>
      </main>
    );
  const tabs = ["picture", "log", "drift", "plan", "runs", ...(sandbox ? ["try"] : [])];
  const shown = tabs.includes(tab) ? tab : "picture";
  return (
    <main>
      <Head glance={glance} />
      <nav aria-label={`Of ${name}`}>
        {tabs.map((one) => (
          <a key={one} href={hashOf(name, one)} aria-current={one === shown ? "page" : undefined}>
            {one === "try" ? "Try it" : `${one.charAt(0).toUpperCase()}${one.slice(1)}`}
          </a>
        ))}
      </nav>
      {shown === "picture" && <Report value={parts.picture} busy={busy} />}
      {shown === "log" && <Log log={parts.log} />}
      {shown === "drift" && <Report value={parts.drift} />}
      {shown === "plan" && <Report value={parts.plan} />}
      {shown === "runs" && <Runs runs={parts.runs} />}
      {shown === "try" && <Try target={name} token={token} picture={parts.picture} busy={busy} />}
    </main>
  );
}

function Head({ glance }: { readonly glance: Glance }) {
  const { target, url, namespace, production = "", phase, why, seen, unfinished, locks = [] } = glance;
  return (
    <header class="head">
      <h2>
        {target} <Badge word={stateWord(glance)} />
      </h2>
      <p class="where dim">
        {[url, namespace, production].filter((part) => part !== "" && part !== target).join(" · ")}
      </p>
      {phase === "away" && (
        <div class="alert" role="alert">
          <p>
            <strong>Not reached.</strong> {why}
          </p>
          <p>
            {seen === undefined ? "It was not seen yet." : `What is shown is of ${timeText(seen)}.`} It is tried again.
          </p>
        </div>
      )}
      {unfinished && (
        <div class="alert soft">
          <p>
            A run was interrupted or is under way
            {unfinished.length === 0 ? "." : `; still to do: ${unfinished.join(", ")}.`}
          </p>
        </div>
      )}
      <dl class="facts">
        <Fact name="queues">
          <Badge word={queuesWord(glance)} />
        </Fact>
        <Fact name="drift">
          <Badge word={driftWord(glance)} />
        </Fact>
        <Fact name="deployed">
          {deployedWords(glance).map(({ text, title }) => (
            <span key={text} class="deployed" title={title}>
              {text}
            </span>
          ))}
        </Fact>
        {locks.length > 0 && <Fact name="locked by">{locks.map(({ holder }) => holder).join(", ")}</Fact>}
      </dl>
    </header>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The items that did something a moment ago; renews itself when one of them is no longer so. */
function useBusy(since: ReadonlyMap<string, number>): ReadonlySet<string> {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setTimeout(() => setNow(Date.now()), LIT + 100);
    return () => clearTimeout(timer);
  }, [since]);
  return useMemo(
    () => new Set([...since].filter(([, since]) => now - since < LIT).map(([item]) => item)),
    [since, now],
  );
}
