import { ApiError } from "./error.ts";

/**
 * The error for what stands between a client and an answer, in order of what is known best. `timeout`: milliseconds.
 */
export function connectionError(
  error: unknown,
  method: string,
  path: string,
  { url, calledAs }: { readonly url: string; readonly calledAs?: string },
  timeout: number,
): ApiError {
  const address = new URL(url).host;
  const host = calledAs ?? address;
  const { codes, words: raw, timedOut, notSent } = causesOf(error);
  const words = raw.replaceAll(address, () => host);
  const request = { method, path };
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|wrong version number|packet length too long/.test(codes + words)) {
    return new ApiError({
      ...request,
      kind: "unreachable",
      words: `${host} does not speak https on this port`,
      hint: `Its url probably begins with http://, or the https port is another one.`,
    });
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS|ERR_SSL|EPROTO/.test(codes)) {
    return new ApiError({
      ...request,
      kind: "certificate",
      words: `the TLS certificate of ${host} was not accepted: ${words}`,
      hint: certificateHint(codes),
    });
  }
  if (notSent) {
    return new ApiError({
      ...request,
      kind: "unreachable",
      words: `could not connect to ${host}: ${timedOut ? `no connection within ${timeout / 1000} s` : words || codes}`,
      hint: "Is the server up, and is the target's url right?",
    });
  }
  if (timedOut) {
    return new ApiError({
      ...request,
      kind: "timeout",
      words: `no answer from ${host} within ${timeout / 1000} s`,
      hint: "The server may still be working on it.",
    });
  }
  return new ApiError({ ...request, kind: "dropped", words: `the connection to ${host} broke: ${words || codes}` });
}

/** An error and all that caused it: the codes, the words of the innermost, and what they say together. */
function causesOf(error: unknown): { codes: string; words: string; timedOut: boolean; notSent: boolean } {
  const codes = new Set<string>();
  let words = error instanceof Error ? error.message : String(error);
  let timedOut = false;
  let notSent = false;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    for (const one of [cause, ...(cause instanceof AggregateError ? cause.errors : [])]) {
      const { code } = one as { code?: unknown };
      if (typeof code === "string") codes.add(code);
    }
    if (cause.message !== "") words = cause.message;
    timedOut ||= cause.name === "TimeoutError";
    notSent ||= (cause as { notSent?: boolean }).notSent === true;
  }
  return { codes: [...codes].join(" "), words, timedOut, notSent };
}

function certificateHint(codes: string): string {
  if (codes.includes("CERT_HAS_EXPIRED")) return "Renew the server's certificate. Is the clock of this machine right?";
  if (codes.includes("ALTNAME")) return "Name the server in url as its certificate names it.";
  return "Name the PEM file of the authority that signed it with ca_file of the target.";
}
