import { explainKey } from "../../app/explain.ts";
import { documentText } from "../../model/json.ts";
import { LINT_CODES } from "../../model/lint-codes.ts";
import type { Ending } from "../../model/refusal.ts";
import { keyJson, keyText, placesText } from "../../report/key-text.ts";
import { table } from "../../report/style.ts";
import type { CommonFlags, Context } from "../context.ts";

interface ExplainFlags extends CommonFlags {
  readonly json?: boolean;
}

/** What a key of the desired state or of the config means, and what the lint's codes find. */
export async function explainCommand(
  [address = ""]: [string | undefined],
  { json }: ExplainFlags,
  { terminal }: Context,
): Promise<Ending> {
  if (address === "lint") {
    terminal.out(table([["CODE", "FINDS"], ...Object.entries(LINT_CODES)], "", terminal.width));
    return "done";
  }
  const keys = explainKey(address);
  const [only] = keys;
  if (keys.length === 1 && only !== undefined) {
    terminal.out(json ? documentText(keyJson(only)) : keyText(only, terminal.style.bold, terminal.width));
    return "done";
  }
  const addresses = keys.map(({ path }) => path.join("."));
  terminal.out(json ? documentText(addresses) : placesText(address, keys, terminal.width));
  return "done";
}
