import { afterEach, beforeEach, expect, it } from "vitest";
import { loadTarget } from "../../src/config/target.ts";
import { loadDesired } from "../../src/desired/load.ts";
import { addressName, whereText } from "../../src/model/where.ts";
import { workspace } from "../helpers/cli.ts";

let space: ReturnType<typeof workspace>;
beforeEach(() => {
  space = workspace({
    "iopctl.config.yaml": `default_target: dev
targets:
  dev: { url: "http://dev:52773/", state: state }
  prod: { url: "https://prod/iris" }
`,
  });
});
afterEach(() => space.remove());

const named = async (flags: { url?: string; target?: string; config?: false }, env: Record<string, string> = {}) =>
  (await loadTarget(flags, { cwd: space.dir, env, onSecret: () => undefined, warn: () => undefined })).name;

it("a target that an address makes has the address's name, not the default target's", async () => {
  expect(await named({})).toBe("dev");
  expect(await named({ url: "http://other:52773" })).toBe("other:52773");
  expect(await named({}, { IOP_URL: "https://other/iris/" })).toBe("other/iris");
  expect(await named({ url: "http://u:p@other:1" })).toBe("other:1");
  expect(await named({ url: "http://other:52773", config: false })).toBe("other:52773");
  expect(await named({ url: "sandbox:there" })).toBe("sandbox:there");
});

it("the address of a target is that target, and so is one that is named beside an address", async () => {
  expect(await named({ url: "http://dev:52773" })).toBe("dev");
  expect(await named({ url: "http://other:52773", target: "prod" })).toBe("prod");
});

it("people read a name that only repeats the address once", () => {
  const url = "http://other:52773";
  expect(whereText({ target: addressName(url), url, namespace: "USER" })).toBe(`${url} · USER`);
  expect(whereText({ target: "dev", url, namespace: "" })).toBe(`dev · ${url}`);
});

it("a default target and a state path that are not there are shown where they are written, with the nearest name", async () => {
  space.write({
    "iopctl.config.yaml": "default_target: dve\ntargets:\n  dev:\n    url: http://dev:1\n    state: [state, stat/x]\n",
    "state/a.iop.yaml": "version: 1\n",
  });
  await expect(named({})).rejects.toThrow(/iopctl\.config\.yaml:1:17: default_target: there is no target "dve"/);
  await expect(named({})).rejects.toThrow('did you mean "dev"?');
  const world = { cwd: space.dir, env: {}, onSecret: () => undefined, warn: () => undefined };
  const target = await loadTarget({ target: "dev" }, world, true);
  const { state = [], statePlaces = [] } = target;
  const load = loadDesired(state, { ...world, namespace: "USER", places: statePlaces });
  await expect(load).rejects.toThrow("iopctl.config.yaml:5:20: there is no file or directory stat/x");
});
