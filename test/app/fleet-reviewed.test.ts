import { expect, it } from "vitest";
import { reviewedPlans } from "../../src/app/fleet-reviewed.ts";
import { Reading } from "../../src/desired/reading.ts";
import type { Session } from "../../src/store/fleet-session.ts";
import { workspace } from "../helpers/cli.ts";
import { worldIn } from "../helpers/world.ts";

it("--auto-approve of a rollout is answered as what it is: of apply alone, with the ways that there are", async () => {
  const space = workspace();
  const { world } = worldIn(space.dir);
  const session = {} as Session;
  const submit = (flags: { readonly autoApprove?: boolean }) =>
    reviewedPlans("rollout", undefined, flags, session, world, new Reading());
  await expect(submit({ autoApprove: true })).rejects.toThrow(
    /^--auto-approve is for apply.*fleet submit rollout FILE/s,
  );
  await expect(submit({})).rejects.toThrow("nobody has reviewed");
  space.remove();
});
