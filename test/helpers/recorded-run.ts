import type { RunRecord } from "../../src/documents/run-record.ts";
import type { workspace } from "./cli.ts";

/** The id of the recorded run. */
export const ID = "2026-01-01T00-00-00-abcdef";
const HASH = "a".repeat(64);
const COMMIT = "c".repeat(40);

/** A package of a run. */
export const pack = (more: object = {}) => ({
  name: "demo",
  path: "/srv/demo",
  entry: { settings_file: "settings.py" },
  digest: HASH,
  before: { digest: "b".repeat(64), code: "d".repeat(16), commit: COMMIT },
  ...more,
});
/** A run's record. */
export const record = (more: object = {}): RunRecord => ({
  format_version: "1",
  id: ID,
  started: "2026-01-01T00:00:00.000Z",
  command: "apply",
  by: "me",
  target: "t",
  url: "http://localhost",
  namespace: "USER",
  digest: `sha256:${HASH}`,
  summary: { create: 0, update: 1, delete: 0, calls: 1 },
  packages: [],
  bindings: [],
  removed: [],
  cannot: [],
  ...(more as Partial<RunRecord>),
});

/** Writes down a run in a workspace, under an id or another name. */
export function putRun(space: ReturnType<typeof workspace>, more: object = {}, name = ID): void {
  space.write({
    [`.iopctl/runs/${name}/run.json`]: JSON.stringify(record(more)),
    [`.iopctl/runs/${name}/before.iop.yaml`]: "version: 1\nnamespace: USER\n",
  });
}
