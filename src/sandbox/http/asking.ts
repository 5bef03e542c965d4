import { createHash } from "node:crypto";
import type { ConnectionsResult, ItemsQuestion } from "../python-says.ts";
import type { AsksItems, Outcome } from "../rules/rule.ts";
import type { Python } from "../runtime/python.ts";

/** Puts what the rules ask of items to Python. The same question of the same code has the same answer: it is asked once. */
export class Asking {
  private known: { readonly key: string; readonly result: ConnectionsResult } | undefined;

  constructor(private readonly python: Python) {}

  /** Rejects where Python does not answer, and the rule has nothing to say then. */
  async items(outcome: AsksItems): Promise<Outcome> {
    if (outcome.asks === "messages") return outcome.take(await this.python.messages(outcome.question));
    let result: ConnectionsResult;
    try {
      result = await this.connections(outcome.question);
    } catch (error) {
      return outcome.failed(error instanceof Error ? error : new Error(String(error)));
    }
    return outcome.take(result);
  }

  private async connections(question: ItemsQuestion): Promise<ConnectionsResult> {
    const key = createHash("sha256").update(JSON.stringify(question)).digest("hex");
    if (this.known?.key === key) return this.known.result;
    const result = await this.python.connections(question);
    this.known = { key, result };
    return result;
  }
}
