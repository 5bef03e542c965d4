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
