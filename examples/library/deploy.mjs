// iopctl as a library: plan, look at what it would disrupt, apply, and prove that nothing is left to do. It needs a server,
// or the sandbox as one (iopctl sandbox):
//   IOP_URL=http://localhost:52773 IOP_USERNAME=… IOP_PASSWORD=… node deploy.mjs
import { ApiError, apply, drift, exportState, InvalidFiles, observe, openTarget, plan, Refusal } from "iopctl";

const { IOP_URL: url = "http://localhost:52773", IOP_USERNAME: username, IOP_PASSWORD: password } = process.env;

/** @param {import("iopctl").Target} target */
async function deploy(target) {
  /** @type {import("iopctl").State} */
  const state = {
    data: {
      version: 1,
      productions: {
        "Library.Production": {
          description: `Orders, $\{GREETING}`,
          items: { Out: { classname: "Ens.Alerting.AlertManager", pool_size: 2 } },
        },
      },
      default: "Library.Production",
    },
  };

  const proposed = await plan(target, { state, maxDisruption: "component" });
  for (const { summary, calls } of proposed.document.plans) {
    console.log(`${summary.create} to create, ${summary.calls} calls, disruption ${summary.disruption}`);
    for (const { method, path } of calls) console.log(`  ${method} ${path}`);
  }

  const result = await apply(target, proposed, {
    backup: false,
    onEvent: ({ type }) => console.log(`  · ${type}`),
  });
  console.log(`${result.outcome} after ${result.calls} calls: ${result.message}`);
  if (!["converged", "unchanged"].includes(result.outcome)) process.exitCode = 1;

  const [now] = await observe(target, state);
  console.log(`default is ${now?.default}`);
  console.log((await drift(target, { state })).drifts ? "it drifts" : "no drift");
  console.log(await exportState(target, { productions: ["Library.Production"] }));
}

try {
  const target = await openTarget({
    url,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    namespace: "IRISAPP",
    // The library sees of the environment what it is given, and no more.
    env: { GREETING: "ready" },
  });
  try {
    await deploy(target);
  } finally {
    await target.close();
  }
} catch (error) {
  process.exitCode = 1;
  // A refusal says why, and means that nothing was changed: its `ending` is guard, stale, usage or error.
  if (error instanceof Refusal) console.error(`refused (${error.ending}): ${error.message}`);
  else if (error instanceof ApiError || error instanceof InvalidFiles) console.error(error.message);
  else throw error;
}
