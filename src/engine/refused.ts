/** Why a run is refused before its first writing call: nothing was changed. */
export class Refused extends Error {
  /** guard: a limit is passed (exit 5). stale: what the plan relies on has moved (exit 6). */
  readonly kind: "guard" | "stale";
  constructor(kind: "guard" | "stale", message: string) {
    super(message);
    this.name = "Refused";
    this.kind = kind;
  }
}
