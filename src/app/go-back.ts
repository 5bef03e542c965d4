import { formatAddress } from "../model/address.ts";
import { plural } from "../model/plural.ts";
import type { PassedLimit } from "../planner/guards.ts";
import { leftByCalls } from "../planner/left.ts";
import type { Run } from "../store/runs.ts";
import { type Applying, makeCalls } from "./applying.ts";
import { planBack } from "./rollback.ts";

/** Applies what stood there before the run. Gives whether all of it is back; says the rest as events, throws nothing. */
export async function goBack(applying: Applying, run: Run): Promise<boolean> {
  const { planned, targetPlan, flags, world, emit } = applying;
  const finish = (reached: "all" | "part" | "none", message: string) => {
    const partly = reached === "part" ? { partly: true as const } : {};
    emit({ type: "rollback_finished", done: reached === "all", ...partly, message });
    return reached === "all";
  };
  const again = run.temporary ? "" : `; \`iopctl rollback ${run.id}\` tries again`;
  let done = () => Promise.resolve();
  try {
    const found = { folder: run.folder, record: run.saved };
    const { back, stays, remove } = await planBack(found, targetPlan.target, flags, world, planned.loaded.desired);
    done = remove;
    const { notUndone } = back;
    const [plan] = back.plans;
    if (plan === undefined) return finish("none", "there is nothing to go back to");
    // What was begun within its window ends, back or forth, whatever the hour is.
    const passed = plan.refused.filter(({ opens }) => opens === undefined);
    if (passed.length > 0) return finish("none", `refused by a guard: ${passed.map(refusedText).join("; ")}${again}`);
    run.goesBack(leftByCalls(plan.plan).map(({ at }) => formatAddress(at)));
    const { outcome, callCount, observed } = await makeCalls({ ...applying, planned: plan, targetPlan: back });
    if (observed !== undefined) run.recorded(observed);
    const text = stays.length === 0 ? "" : `; ${stays.join("; ")}`;
    if (outcome !== "converged" && outcome !== "unchanged")
      return finish("none", `the rollback ended ${outcome} after ${plural(callCount, "call")}${again}`);
    if (notUndone.length > 0)
      return finish(
        "part",
        `${plural(callCount, "call")}, and the namespace is not as it was before: ${notUndone.join("; ")}${text}`,
      );
    return finish("all", `${plural(callCount, "call")}, the namespace is as it was before${text}`);
  } catch (error) {
    return finish("none", `${(error as Error).message}`);
  } finally {
    // A controller goes on for long.
    await done();
  }
}

function refusedText({ rule, message, lift }: PassedLimit): string {
  return `${rule}: ${message} (${lift} lifts it)`;
}
