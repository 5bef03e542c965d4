import { planText } from "../../report/plan-text.ts";
import type { CommonFlags, Context } from "../context.ts";
import type { Ending } from "../exit.ts";
import { readPlanFile } from "../plan-file.ts";

interface ShowFlags extends CommonFlags {
  readonly json?: boolean;
}

export async function showCommand([file]: [string], flags: ShowFlags, { terminal }: Context): Promise<Ending> {
  const document = readPlanFile(file);
  if (flags.json) terminal.out(`${JSON.stringify(document, null, 2)}\n`);
  else terminal.out(document.plans.map((plan) => planText(plan, terminal.style)).join("\n"));
  return "done";
}
