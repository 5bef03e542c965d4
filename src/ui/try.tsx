import { useEffect, useState } from "preact/hooks";
import type { LiveHtml, LiveMessageClass } from "../report/live.ts";
import { Faults } from "./faults.tsx";
import { Nothing, Report } from "./parts.tsx";
import { call } from "./stream.ts";

interface Answer {
  readonly classname?: string;
  readonly body?: string;
}
type Values = Readonly<Record<string, string | boolean>>;

/** With a sandbox: a test message, with a form of its fields; and faults. */
export function Try({
  target,
  token,
  picture,
  busy,
}: {
  readonly target: string;
  readonly token: string;
  readonly picture: LiveHtml | undefined;
  readonly busy: ReadonlySet<string>;
}) {
  const [classes, setClasses] = useState<readonly LiveMessageClass[] | string>();
  useEffect(() => {
    setClasses(undefined);
    call<readonly LiveMessageClass[]>(token, "GET", `/messages?target=${encodeURIComponent(target)}`).then(
      setClasses,
      (error: Error) => setClasses(error.message),
    );
  }, [target, token]);
  return (
    <>
      <div class="try">
        <section aria-label="Send a test message">
          <h3>Send a test message</h3>
          {classes === undefined ? (
            <Nothing>Being asked which messages the items take …</Nothing>
          ) : (
            <Send target={target} token={token} classes={typeof classes === "string" ? [] : classes} />
          )}
        </section>
        <Faults token={token} />
      </div>
      <Report value={picture} busy={busy} />
    </>
  );
}

const BY_HAND = "by hand";

function Send({
  target,
  token,
  classes,
}: {
  readonly target: string;
  readonly token: string;
  readonly classes: readonly LiveMessageClass[];
}) {
  const keys = classes.map(({ item, classname }) => `${item} ← ${classname}`);
  const [key, setKey] = useState(keys[0] ?? BY_HAND);
  const chosen = classes[keys.indexOf(key)];
  const [values, setValues] = useState<Values>({});
  const [hand, setHand] = useState({ item: "", classname: "", body: "{}" });
  const [sending, setSending] = useState(false);
  const [answer, setAnswer] = useState<Answer>();
  const [problem, setProblem] = useState("");

  const send = async (event: Event) => {
    event.preventDefault();
    setSending(true);
    setProblem("");
    setAnswer(undefined);
    try {
      const message =
        chosen === undefined
          ? { ...hand, body: JSON.parse(hand.body || "{}") as unknown }
          : { item: chosen.item, classname: chosen.classname, body: bodyOf(chosen, values) };
      setAnswer(await call<Answer>(token, "POST", "/test", { target, ...message }));
    } catch (error) {
      setProblem((error as Error).message);
    }
    setSending(false);
  };

  return (
    <form onSubmit={(event) => void send(event)}>
      <label>
        <span>Message</span>
        <select value={key} onChange={({ currentTarget }) => setKey(currentTarget.value)}>
          {[...keys, BY_HAND].map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
      {chosen === undefined ? (
        <ByHand hand={hand} set={setHand} />
      ) : (
        <Fields key={key} message={chosen} values={values} set={setValues} />
      )}
      <button type="submit" disabled={sending}>
        {sending ? "Sending …" : "Send"}
      </button>
      <Outcome problem={problem} answer={answer} />
    </form>
  );
}

function Fields({
  message,
  values,
  set,
}: {
  readonly message: LiveMessageClass;
  readonly values: Values;
  readonly set: (values: Values) => void;
}) {
  return (
    <>
      {message.fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          value={values[field.name]}
          set={(value) => set({ ...values, [field.name]: value })}
        />
      ))}
    </>
  );
}

/** What came of the last message: nothing yet, a problem, or its answer. */
function Outcome({ problem, answer }: { readonly problem: string; readonly answer: Answer | undefined }) {
  return (
    <div role="status">
      {problem !== "" && (
        <div class="alert">
          <p>{problem}</p>
        </div>
      )}
      {answer !== undefined && <Answered answer={answer} />}
    </div>
  );
}

interface Hand {
  readonly item: string;
  readonly classname: string;
  readonly body: string;
}

/** A message of a class that nobody knows. */
function ByHand({ hand, set }: { readonly hand: Hand; readonly set: (hand: Hand) => void }) {
  return (
    <>
      <label>
        <span>Item</span>
        <input
          required
          value={hand.item}
          onInput={({ currentTarget }) => set({ ...hand, item: currentTarget.value })}
        />
      </label>
      <label>
        <span>Class, such as messages.Order</span>
        <input
          value={hand.classname}
          onInput={({ currentTarget }) => set({ ...hand, classname: currentTarget.value })}
        />
      </label>
      <label>
        <span>Fields as JSON</span>
        <textarea
          rows={4}
          value={hand.body}
          onInput={({ currentTarget }) => set({ ...hand, body: currentTarget.value })}
        />
      </label>
    </>
  );
}

function Field({
  field: { name, type, default: usual },
  value,
  set,
}: {
  readonly field: LiveMessageClass["fields"][number];
  readonly value: string | boolean | undefined;
  readonly set: (value: string | boolean) => void;
}) {
  if (type === "bool")
    return (
      <label class="check">
        <input
          type="checkbox"
          checked={value === undefined ? usual === "true" : value === true}
          onChange={({ currentTarget }) => set(currentTarget.checked)}
        />
        <span>{name}</span>
      </label>
    );
  const number = type === "int" || type === "float";
  return (
    <label>
      <span>
        {name} <span class="dim">{type}</span>
      </span>
      <input
        type={number ? "number" : "text"}
        step={type === "float" ? "any" : undefined}
        value={typeof value === "string" ? value : usual}
        onInput={({ currentTarget }) => set(currentTarget.value)}
      />
    </label>
  );
}

/** What is not touched is left to the class. Throws where a field that is neither text nor number is no JSON. */
function bodyOf({ fields }: LiveMessageClass, values: Values): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap(({ name, type, default: usual }) => {
      const value = values[name] ?? usual;
      if (typeof value === "boolean") return [[name, value]];
      if (values[name] === undefined && usual === "") return [];
      if (type === "str") return [[name, value]];
      if (type === "bool") return [[name, value === "true"]];
      if (type === "int" || type === "float") return value === "" ? [] : [[name, Number(value)]];
      try {
        return [[name, JSON.parse(value) as unknown]];
      } catch {
        throw new Error(`${name}: its value is JSON, such as [1, 2] or {"a": "b"}`);
      }
    }),
  );
}

function Answered({ answer: { classname, body = "" } }: { readonly answer: Answer }) {
  if (classname === undefined) return <p class="ok">It was taken; there is no answer.</p>;
  let fields: readonly (readonly [string, unknown])[] = [];
  try {
    fields = Object.entries(JSON.parse(body) as object);
  } catch {
    // No JSON: it is shown as it is.
  }
  return (
    <div class="alert good">
      <p>
        <strong>Answer</strong> <code>{classname}</code>
      </p>
      {fields.length === 0 ? (
        <pre>{body}</pre>
      ) : (
        <dl class="facts">
          {fields.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{typeof value === "string" ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
