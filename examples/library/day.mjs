// A change by hand, taken into the files, brought to a second target and taken back, all on the embedded sandbox:
//   node day.mjs
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { adopt, apply, byHand, compare, drift, openTarget, plan, rollback, runs } from "iopctl";

const cwd = await mkdtemp(join(tmpdir(), "iopctl-day-"));
await writeFile(
  join(cwd, "iopctl.config.yaml"),
  `targets:
  test: { url: "sandbox:server", namespace: IRISAPP, state: orders.iop.yaml }
  prod: { url: "sandbox:server", namespace: USER, state: orders.iop.yaml }
`,
);
await writeFile(
  join(cwd, "orders.iop.yaml"),
  `version: 1
productions:
  Orders.Production:
    items:
      Out: { classname: Ens.Alerting.AlertManager, pool_size: 2 }
default: Orders.Production # what starts at night
`,
);

const { env } = process;
const test = await openTarget({ cwd, env, target: "test" });
const prod = await openTarget({ cwd, env, target: "prod" });
try {
  for (const target of [test, prod]) {
    const { outcome, calls } = await apply(target, await plan(target));
    console.log(`${target.name}: ${outcome} after ${calls} calls`);
  }

  // Somebody changes the server by hand.
  await byHand(test).setDefault("Orders.Night");
  console.log(`test drifts: ${(await drift(test)).drifts}`);

  // adopt: the files say what the server has; their comments stay.
  const { adopted, patches } = await adopt(test);
  console.log(`adopted ${adopted.map(({ address }) => address).join(", ")}`);
  console.log(patches.join("\n"));
  console.log((await readFile(join(cwd, "orders.iop.yaml"), "utf8")).split("\n").at(-2));
  console.log(`test differs: ${(await plan(test)).changed}`);

  // plan, apply, drift: the same for the other target.
  const proposed = await plan(prod, { maxDisruption: "component" });
  for (const { method, path } of proposed.document.plans[0]?.calls ?? []) console.log(`  ${method} ${path}`);
  const applied = await apply(prod, proposed);
  console.log(`prod: ${applied.outcome}, drifts: ${(await drift(prod)).drifts}`);
  console.log(`test and prod: ${(await compare(test, prod)).differences.length} differences`);

  // rollback: what that run changed is as it was before it.
  const [run] = applied.runs;
  const back = await rollback(prod, run === undefined ? {} : { run });
  console.log(`back: ${back.outcome}`);
  const { differences } = await compare(test, prod);
  for (const { address, left, right } of differences) console.log(`  ${address}: ${left} | ${right}`);
  console.log((await runs(prod)).map(({ command, outcome }) => `${command} ${outcome}`).join(", "));
} finally {
  await test.close();
  await prod.close();
  await rm(cwd, { recursive: true, force: true });
}
