import { SENSITIVE } from "./change.ts";

/** A merged state as plain data, in which every value knows where it comes from. */
export type Rendered =
  | {
      readonly kind: "scalar";
      readonly value: string | number | boolean | null;
      readonly text: string;
      readonly place: string;
      readonly source?: string;
    }
  | { readonly kind: "list"; readonly items: readonly Rendered[]; readonly place: string }
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, Rendered>; readonly place: string };

/** The merged desired state of one namespace: an entry of `render --json`. */
export interface RenderedState {
  readonly target: string;
  readonly namespace: string;
  readonly values: readonly RenderedValue[];
}

/** One value of a merged state. */
export interface RenderedValue {
  /** Its keys, from the top; an entry of a list by its index. */
  readonly path: readonly string[];
  /** A secret stands as `(sensitive)`; a number that JSON cannot say as its text. */
  readonly value: unknown;
  /** `file:line`. */
  readonly origin: string;
  readonly sensitive?: true;
}

/** Whether the value, written anew, is the same text: what goes to the server is the text. */
export function isExact({ value, text }: Rendered & { kind: "scalar" }): boolean {
  return typeof value !== "number" || String(value) === text;
}

/** Each value by its path of keys, as `render --json` prints it. */
export function renderEntries(state: Rendered, path: readonly string[] = []): RenderedValue[] {
  if (state.kind === "map") return [...state.entries].flatMap(([key, inner]) => renderEntries(inner, [...path, key]));
  if (state.kind === "list") return state.items.flatMap((item, index) => renderEntries(item, [...path, String(index)]));
  const sensitive = state.source !== undefined;
  return [
    {
      path: [...path],
      // JSON has no number for some of them: those are their text.
      value: sensitive ? SENSITIVE : isExact(state) ? state.value : state.text,
      origin: state.place,
      ...(sensitive ? { sensitive: true as const } : {}),
    },
  ];
}
