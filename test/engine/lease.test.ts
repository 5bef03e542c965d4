import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WriteClient } from "../../src/api/client.ts";
import { type Claim, claims, releaseLease, takeLease } from "../../src/engine/lease.ts";
import type { Binding } from "../../src/model/observed.ts";
import type { WireMigrateRequest } from "../../src/wire/types.ts";

/** A server's bindings, where every call happens at once but in any order with those of others. */
function server(schedule: <T>(act: () => T) => Promise<T>) {
  const bindings = new Map<string, Binding>();
  const client = {
    bindings: () => schedule(() => [...bindings.values()]),
    migrate: (request: WireMigrateRequest) =>
      schedule(() => {
        const [module, entry] = request.body;
        const className = /"(IopCtl\.Lock\.[^"]+)"/.exec(entry?.data ?? "")?.[1] as string;
        const pythonClass = /class (\w+)\(/.exec(module?.data ?? "")?.[1] as string;
        const rest = { super: "IOP.BusinessOperation", module: "m", classpaths: "/x", usedBy: [] };
        bindings.set(className, { className, pythonClass, ...rest });
        return "";
      }),
    unbind: (className: string) => schedule(() => void bindings.delete(className)),
  };
  return { client: client as unknown as WriteClient, bindings };
}

const claimOf = (at: number, since = 0, until = 1_000): Claim => ({
  id: at.toString(16).padStart(12, "0"),
  holder: `holder ${at}`,
  since,
  until,
});

describe("the lock among a server's bindings", () => {
  it("is never held by two, in any order of any number of calls", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 2, max: 4 }),
        fc.array(fc.boolean(), { maxLength: 4 }),
        async (scheduler, count, keeps) => {
          const { client, bindings } = server((act) => scheduler.schedule(Promise.resolve()).then(act));
          let holding = 0;
          let most = 0;
          const runs = Array.from({ length: count }, async (_, at) => {
            const claim = claimOf(at + 1);
            const rival = await takeLease({ client, claim, now: () => 10, remoteFolder: undefined });
            if (rival !== undefined) return;
            holding += 1;
            most = Math.max(most, holding);
            await scheduler.schedule(Promise.resolve());
            holding -= 1;
            if (!keeps[at]) await releaseLease(client, claim);
          });
          await scheduler.waitFor(Promise.all(runs));
          expect(most).toBeLessThanOrEqual(1);
          // Whoever gave way left nothing behind.
          expect(bindings.size).toBeLessThanOrEqual(keeps.filter((keep) => keep).length);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("of one alone is always taken; a claim whose time is up does not count and is cleared away", async () => {
    const { client, bindings } = server((act) => Promise.resolve().then(act));
    expect(await takeLease({ client, claim: claimOf(1), now: () => 10, remoteFolder: undefined })).toBeUndefined();
    const rival = await takeLease({ client, claim: claimOf(2, 20), now: () => 20, remoteFolder: undefined });
    expect(rival).toEqual(claimOf(1));
    expect(claims([...bindings.values()]).map(({ claim }) => claim.holder)).toEqual(["holder 1"]);
    const late = claimOf(3, 2_000, 3_000);
    expect(await takeLease({ client, claim: late, now: () => 2_000, remoteFolder: undefined })).toBeUndefined();
    expect(claims([...bindings.values()]).map(({ claim }) => claim.holder)).toEqual(["holder 3"]);
  });
});
