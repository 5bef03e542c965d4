import type { LiveMessage } from "../report/live.ts";

/** lost: iopctl does not answer, it is tried again. refused: the token is not its. */
export type Line = "connecting" | "live" | "lost" | "refused";

/** Milliseconds. */
const SOONEST = 1_000;
const LATEST = 10_000;
/** The server says something every ten seconds. */
const SILENT = 30_000;
/** A page that nobody sees asks for nothing after a while, and then nothing is asked of the servers. */
const UNSEEN = 60_000;

/** The stream of what is known, read again and again until what it gives is called. */
export function listen(
  token: string,
  target: string | undefined,
  on: { readonly message: (message: LiveMessage) => void; readonly line: (line: Line) => void },
): () => void {
  let ended = false;
  let asleep = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let abort = new AbortController();
  let pause = SOONEST;

  const run = async () => {
    abort = new AbortController();
    try {
      const live = () => {
        on.line("live");
        pause = SOONEST;
      };
      if ((await stream(token, target, abort, live, on.message)) === "refused") {
        ended = true;
        on.line("refused");
      }
    } catch {
      if (ended || asleep) return;
      on.line("lost");
      timer = setTimeout(run, pause);
      pause = Math.min(LATEST, pause * 2);
    }
  };

  const seen = () => {
    clearTimeout(timer);
    if (ended) return;
    if (document.hidden) {
      timer = setTimeout(() => {
        asleep = true;
        abort.abort();
      }, UNSEEN);
    } else if (asleep) {
      asleep = false;
      void run();
    }
  };
  document.addEventListener("visibilitychange", seen);
  void run();
  return () => {
    ended = true;
    clearTimeout(timer);
    abort.abort();
    document.removeEventListener("visibilitychange", seen);
  };
}

/** Reads the stream once. Throws when it ends, or says nothing for long; `live`: is called when it has begun. */
async function stream(
  token: string,
  target: string | undefined,
  abort: AbortController,
  live: () => void,
  tell: (message: LiveMessage) => void,
): Promise<"refused"> {
  let silent: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(silent);
    silent = setTimeout(() => abort.abort(), SILENT);
  };
  try {
    const query = target === undefined ? "" : `?target=${encodeURIComponent(target)}`;
    alive();
    const response = await fetch(`/live${query}`, { headers: { "x-iopctl-token": token }, signal: abort.signal });
    if (response.status === 403) return "refused";
    if (!response.ok || response.body === null) throw new Error(String(response.status));
    live();
    await read(response.body, alive, tell);
    throw new Error("it has ended");
  } finally {
    clearTimeout(silent);
  }
}

async function read(
  body: ReadableStream<Uint8Array>,
  alive: () => void,
  tell: (message: LiveMessage) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    const events = (rest + decoder.decode(value, { stream: true })).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) if (event.startsWith("data: ")) tell(JSON.parse(event.slice(6)) as LiveMessage);
  }
}

/** One call with the token; throws an Error with the server's words. */
export async function call<T>(token: string, method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: { "x-iopctl-token": token, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T & { readonly error?: string };
  if (!response.ok) throw new Error(answer.error ?? `it answered ${response.status}`);
  return answer;
}
