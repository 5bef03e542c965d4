import { useEffect, useState } from "preact/hooks";
import { call } from "./stream.ts";

interface Fault {
  readonly kind: string;
  readonly match?: string;
  readonly times?: number;
}

/** What each does to a request that it strikes, in the words of who meets it. */
const KINDS: Readonly<Record<string, string>> = {
  slow: "slow: answers after a second",
  fail: "fail: an error before anything is done",
  fail_after: "fail_after: an error, though it is done",
  drop_before: "drop_before: the connection breaks before",
  drop_after: "drop_after: it is done, and the connection breaks",
  unauthorized: "unauthorized: the password is not taken",
  html: "html: a web page instead of an answer",
  truncate: "truncate: half an answer",
  garbage: "garbage: no JSON",
  busy: "busy: a stop meets unfinished work",
};

/** Faults of the sandbox, on and off. */
export function Faults({ token }: { readonly token: string }) {
  const [armed, setArmed] = useState<readonly Fault[]>([]);
  const [fault, setFault] = useState({ kind: "slow", match: "* /status", times: "0" });
  const [problem, setProblem] = useState("");
  const make = (method: string, body?: object) =>
    call<readonly Fault[]>(token, method, "/faults", body).then(
      (list) => {
        setArmed(list);
        setProblem("");
      },
      (error: Error) => setProblem(error.message),
    );
  // Once, when it is shown.
  useEffect(() => void make("GET"), []);
  return (
    <section aria-label="Faults">
      <h3>Faults</h3>
      <FaultForm
        fault={fault}
        set={setFault}
        arm={() => make("POST", { kind: fault.kind, match: fault.match, times: Number(fault.times) })}
        clear={armed.length === 0 ? undefined : () => make("DELETE")}
      />
      <div role="status">
        {problem !== "" && <p class="bad">{problem}</p>}
        <ul>
          {armed.map(({ kind, match = "any request", times = 1 }, index) => (
            <li key={index}>
              <code>{kind}</code> on <code>{match}</code>
              {times === 0 ? "" : times === 1 ? ", once" : `, ${times} times`}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

interface Written {
  readonly kind: string;
  readonly match: string;
  readonly times: string;
}

/** `clear`: undefined: there is nothing to switch off. */
function FaultForm({
  fault,
  set,
  arm,
  clear,
}: {
  readonly fault: Written;
  readonly set: (fault: Written) => void;
  readonly arm: () => unknown;
  readonly clear: (() => unknown) | undefined;
}) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        arm();
      }}
    >
      <label>
        <span>What goes wrong</span>
        <select value={fault.kind} onChange={({ currentTarget }) => set({ ...fault, kind: currentTarget.value })}>
          {Object.entries(KINDS).map(([kind, text]) => (
            <option key={kind} value={kind}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Which requests, such as PUT /migrate or * /status</span>
        <input value={fault.match} onInput={({ currentTarget }) => set({ ...fault, match: currentTarget.value })} />
      </label>
      <label>
        <span>How often; 0: until it is switched off</span>
        <input
          type="number"
          min="0"
          value={fault.times}
          onInput={({ currentTarget }) => set({ ...fault, times: currentTarget.value })}
        />
      </label>
      <button type="submit">Switch on</button>{" "}
      <button type="button" disabled={clear === undefined} onClick={() => clear?.()}>
        Switch all off
      </button>
    </form>
  );
}
