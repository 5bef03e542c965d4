import type { RunFacts } from "../documents/run-facts.ts";
import type { FinalOutcome } from "../model/event.ts";
import { plural } from "../model/plural.ts";

const OUTCOMES: Readonly<Record<FinalOutcome, string>> = {
  unchanged: "No changes",
  converged: "Applied",
  not_converged: "Not converged",
  failed: "Failed",
  interrupted: "Interrupted",
  check_failed: "Check failed",
  rolled_back: "Rolled back",
};

/** How a run ended, in one sentence. */
export function endedText({ outcome, callCount, message }: NonNullable<RunFacts["ended"]>): string {
  return `${OUTCOMES[outcome]}: ${plural(callCount, "call")}; ${message}.`.replace(/\.\.$/, ".");
}
