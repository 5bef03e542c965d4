import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planRollout } from "../../src/app/rollout.ts";
import { validateFiles, validation } from "../../src/app/validate.ts";
import { loadWaves } from "../../src/config/load-waves.ts";
import { openConfig } from "../../src/config/open-config.ts";
import { selectTargets } from "../../src/config/select-targets.ts";
import { loadTarget } from "../../src/config/target.ts";
import { type Diagnostic, formatPlace, InvalidFiles } from "../../src/desired/diagnostic.ts";
import { Reading } from "../../src/desired/reading.ts";
import { workspace } from "../helpers/cli.ts";
import { worldIn } from "../helpers/world.ts";

/** What a misspelt key leads to is not said before the key, or instead of it. */
let space: ReturnType<typeof workspace>;
beforeEach(() => {
  space = workspace({ "a.iop.yaml": "version: 1\n" });
});
afterEach(() => space.remove());

const TWO = 'targets:\n  sandbox: { url: "http://one:1" }\n  prod: { url: "http://two:1" }\n';
const write = (text: string) => space.write({ "iopctl.config.yaml": text });
const said = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ message, place, hint = "" }) => `${place && formatPlace(place)} ${message} ${hint}`);
/** What is wrong, of whatever throws it. */
async function wrong(act: () => unknown): Promise<string[]> {
  try {
    await act();
  } catch (error) {
    if (error instanceof InvalidFiles) return said(error.diagnostics);
    throw error;
  }
  return [];
}
const load = (flags: { target?: string; url?: string } = {}, env: Record<string, string> = {}) =>
  wrong(() => loadTarget(flags, { cwd: space.dir, env, onSecret: () => undefined, warn: () => undefined }));
const check = (target?: string) =>
  wrong(() => validateFiles([], target === undefined ? {} : { target: [target] }, worldIn(space.dir).world));

const DEFAULT = [
  'iopctl.config.yaml:1:1 unknown key "defaulttarget" in a document did you mean "default_target"?',
] as const;
const TARGETS = 'iopctl.config.yaml:2:1 unknown key "target" in a document did you mean "targets"?';
const PASSWORD = 'iopctl.config.yaml:3:10 unknown key "passwrd" in a target did you mean "password"?';

describe("an unknown key of the config itself", () => {
  it("is named where no target is meant because of it", async () => {
    write(`defaulttarget: sandbox\n${TWO}`);
    expect(await load()).toEqual(DEFAULT);
    expect(await check()).toEqual(DEFAULT);
    expect(await load({ target: "prod" })).toEqual(DEFAULT);
  });

  it("is named where no target is found because of it: the default, one by name, one by label, one of a wave", async () => {
    write(
      `default_target: sandbox\n${TWO.replace("targets", "target")}rollout: { waves: [{ name: first, targets: [prod] }] }\n`,
    );
    expect(await load()).toEqual([TARGETS]);
    expect(await load({ target: "prod" })).toEqual([TARGETS]);
    const config = await openConfig(undefined, space.dir, new Reading());
    expect(await wrong(() => selectTargets({ target: ["prod"] }, config))).toEqual([TARGETS]);
    expect(await wrong(() => selectTargets({ label: ["ring=one"] }, config))).toEqual([TARGETS]);
    expect((await wrong(() => config && loadWaves(config)))[0]).toBe(TARGETS);
  });

  it("is named where there are no waves because of it", async () => {
    write(`rolout: { waves: [{ name: first, targets: [prod] }] }\n${TWO}`);
    const found = await wrong(() => planRollout({}, worldIn(space.dir).world));
    expect(found).toEqual([expect.stringMatching(/:1:1 unknown key "rolout" .*"rollout"/)]);
  });

  it("is named where the environment says the server: the config is meant all the same", async () => {
    write(`version: 1\n${TWO.replace("targets", "target")}`);
    expect(await load({}, { IOP_URL: "http://other:1" })).toContain(TARGETS);
  });
});

describe("an unknown key of a target", () => {
  const config = (more = "") =>
    write(`default_target: dev\ntargets:\n  dev: { passwrd: "\${secret:NOT_SET}"${more} }\n`);

  it("is named before a secret is asked for, with all else that is wrong", async () => {
    config(', url: "http://one:1"');
    expect(await load()).toEqual([PASSWORD]);
    config(', url: "http://one:1", retries: many');
    expect(await load()).toEqual([PASSWORD, expect.stringContaining('"retries" must be a whole number')]);
  });

  it("stands before a variable that is not set", async () => {
    config(', url: "${NOT_SET}"');
    expect(await load()).toEqual([PASSWORD, expect.stringContaining("NOT_SET is not set")]);
  });

  it("is named where no target has a label because of it", async () => {
    write('targets:\n  dev: { url: "http://one:1", lables: { ring: one } }\n');
    const file = await openConfig(undefined, space.dir, new Reading());
    expect(await wrong(() => selectTargets({ label: ["ring"] }, file))).toEqual([
      expect.stringMatching(/unknown key "lables" in a target did you mean "labels"\?/),
    ]);
  });

  it("is a run's matter where the target is its own, and always one of validate", async () => {
    write(`${TWO}  test: { url: "\${NOT_SET}", passwrd: x }\n`);
    const found = [expect.stringMatching(/^iopctl\.config\.yaml:4:30 unknown key "passwrd"/)];
    expect(await load({ target: "prod" })).toEqual([]);
    expect(await check("prod")).toEqual(found);
    expect(await validation([], { target: ["prod"] }, worldIn(space.dir).world)).toMatchObject({
      valid: false,
      errors: [{ at: "iopctl.config.yaml:4:30", hint: 'did you mean "password"?' }],
    });
    // Its variable is no matter of another target's check.
    write(`${TWO}  test: { url: "\${NOT_SET}", password: x }\n`);
    expect(await check("prod")).toEqual([]);
  });
});
