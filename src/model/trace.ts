/** What is told of a run as it goes, for who watches over many of them (OpenTelemetry). Nothing in it may be a secret. */

export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** A piece of work that has a beginning and an end. */
export interface Span {
  readonly name: string;
  /** `client`: a request to a server. */
  readonly kind?: "internal" | "client";
  readonly attributes: SpanAttributes;
}

/** What came of it. `error`: a word for what went wrong, never a message: that may hold others' words. */
export interface SpanEnd {
  readonly attributes?: SpanAttributes;
  readonly error?: string | undefined;
}

/** Is told what is done, as spans. */
export interface Tracer {
  /**
   * Does the work as a span below the one under way; `target`: below the span of that target, which lasts from its first to its
   * last. `ended` says of the result what is told; what is thrown is told as an error.
   */
  readonly span: <T>(
    span: Span,
    work: () => Promise<T>,
    options?: { readonly target?: Span; readonly ended?: (result: T) => SpanEnd },
  ) => Promise<T>;
  /** Something that took so many milliseconds and is over. */
  readonly record: (span: Span, milliseconds: number, end?: SpanEnd) => void;
}
