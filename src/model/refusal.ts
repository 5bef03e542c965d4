/** How a run ended. The command line makes an exit code of it (contract, section 3). */
export type Ending =
  | "done"
  | "error"
  | "changes"
  | "denied"
  | "failed"
  | "guard"
  | "stale"
  | "unreachable"
  | "not_converged"
  | "usage"
  | "interrupted"
  | "terminated";

/** Why something was not done, with the ending that it means: a guard's refusal, a stale plan. Nothing was changed. */
export class Refusal extends Error {
  readonly ending: Ending;
  constructor(ending: Ending, message: string) {
    super(message);
    this.name = "Refusal";
    this.ending = ending;
  }
}
