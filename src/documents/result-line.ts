import type { NamespaceResult, ResultLine } from "../generated/result.ts";
import type { Ending } from "../model/refusal.ts";

/** What became of one target, or of one namespace of it. */
export interface TargetEnding {
  readonly target: string;
  readonly namespace: string;
  readonly ending: Ending | "not_reached";
  readonly message: string;
  /** Whether the server differed from the files; absent: not known. */
  readonly differs?: boolean;
}

/** A line of --json-lines. */
export function resultLine(
  command: ResultLine["command"],
  { target, ending, message, differs }: Omit<TargetEnding, "namespace">,
  time: Date,
  more: { readonly plans?: readonly object[]; readonly namespaces?: readonly NamespaceResult[] } = {},
): ResultLine {
  const { plans, namespaces } = more;
  return {
    format_version: "1",
    time: time.toISOString(),
    command,
    target,
    ending,
    message,
    ...(differs === undefined ? {} : { differs }),
    ...(plans === undefined ? {} : { plans: [...plans] }),
    ...(namespaces === undefined ? {} : { namespaces: [...namespaces] }),
  };
}
