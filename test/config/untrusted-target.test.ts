import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connect } from "../../src/app/connect.ts";
import type { World } from "../../src/app/world.ts";
import type { ConfigContext } from "../../src/config/config-context.ts";
import { loadTarget } from "../../src/config/target.ts";
import { untrustedRemarks } from "../../src/config/trust.ts";
import type { Guards } from "../../src/model/desired.ts";
import { Net } from "../../src/model/net.ts";
import { loosened } from "../../src/planner/guards.ts";
import { workspace } from "../helpers/cli.ts";

let space: ReturnType<typeof workspace>;
beforeEach(() => {
  space = workspace();
});
afterEach(() => space.remove());

const config = (url: string) =>
  `targets: { t: { url: "${url}", username: "\${DB_TOKEN}", password: "\${secret:OTHER}", verify_ssl: false, ca_file: ca.pem } }\n`;
const load = (
  env: Record<string, string>,
  untrusted: string | undefined,
  url = "https://iris.example.org",
  more = "",
) => {
  space.write({ "iopctl.config.yaml": config(url) + more });
  const warnings: string[] = [];
  const context: ConfigContext = {
    cwd: space.dir,
    env,
    onSecret: () => undefined,
    warn: (text) => void warnings.push(text),
    untrusted,
  };
  return loadTarget({ secrets: untrusted === undefined }, context).then((target) => ({ target, warnings }));
};
const env = { OTHER: "other-s3cret", DB_TOKEN: "token", IOP_USERNAME: "me", IOP_PASSWORD: "mine" };

it("a stranger's config believes nothing that would show the password, and names no credential", async () => {
  const own = await load({ OTHER: "other-s3cret", DB_TOKEN: "token" }, undefined);
  expect(own.target).toMatchObject({ verifySsl: false, password: "other-s3cret", username: "token" });
  expect(own.target.caFile).toContain("ca.pem");
  const { target, warnings } = await load(env, "a fork");
  expect(target).toMatchObject({ verifySsl: true, caFile: undefined, username: "me", password: "mine" });
  expect(warnings.join()).toContain("NODE_EXTRA_CA_CERTS");
  const { OTHER, DB_TOKEN } = env;
  expect((await load({ OTHER, DB_TOKEN }, "a fork")).target).toMatchObject({ username: "", password: "" });
});

it("nor sends it in the clear, unless the machine's own IOP_URL is that", async () => {
  const plain = "http://iris.example.org";
  const reach = async (more: Record<string, string>) => {
    const { target } = await load({ ...env, ...more }, "a fork", plain);
    const context = {
      secrets: new Net(),
      warn: () => undefined,
      cwd: space.dir,
      env: { ...env, ...more },
      untrusted: "a fork",
    };
    return connect(target, {}, context as unknown as World);
  };
  await expect(reach({})).rejects.toThrow("no password is sent");
  expect((await reach({ IOP_URL: plain })).url).toBe(plain);
});

describe("what would loosen a net for its reader", () => {
  const more = `sensitive_names: ["*Pin", "!Password", "!*"]
lint: { clear-password: off, port-conflict: error, white-space: warning }
baseline: base.yaml
`;

  it("is believed of one's own files, and of a stranger's only where it tightens", async () => {
    const own = (await load(env, undefined, undefined, more)).target;
    expect(own.sensitiveNames).toEqual(["*Pin", "!Password", "!*"]);
    expect(own.lint).toEqual({ "clear-password": "off", "port-conflict": "error", "white-space": "warning" });
    expect(own.baseline).toBe(join(space.dir, "base.yaml"));
    const { target, warnings } = await load(env, "a fork", undefined, more);
    expect(target.sensitiveNames).toEqual(["*Pin"]);
    expect(target.lint).toEqual({ "port-conflict": "error", "white-space": "warning" });
    expect(target.baseline).toBeUndefined();
    expect(warnings.join("\n")).toContain("sensitive_names: !Password, !* is ignored");
    expect(warnings.join("\n")).toContain("lint: clear-password is not switched off");
  });

  it("a guard that they loosen is named in the plan", () => {
    const state = (guards: Guards) => ({ namespace: "USER", packages: [], productions: [], guards });
    expect(loosened(state({}))).toEqual([]);
    expect(loosened(state({ loss: "refuse", pruneLimit: { text: "10%", share: 0.1 } }))).toEqual([]);
    expect(loosened(state({ loss: "allow", pruneLimit: { text: "100%", share: 1 } }))).toEqual([
      "guards.loss: allow",
      "guards.prune_limit: 100%",
    ]);
    expect(loosened(state({ pruneLimit: { text: "9", count: 9 } }))).toEqual(["guards.prune_limit: 9"]);
    const remarks = untrustedRemarks("a fork", ["guards.loss: allow"]);
    expect(remarks).toHaveLength(2);
    expect(remarks[1]).toBe("the files loosen guards.loss: allow: once merged, an apply goes by that");
    expect(untrustedRemarks("a fork", [])).toHaveLength(1);
  });
});

/**
 * Each key of the config and of a state file, with what is made of a stranger's: who adds a key decides. `docs/security.md`
 * says the same in words.
 */
it("has decided for every key", () => {
  const decided = {
    config: {
      believed:
        "default_target targets compare labels namespace timeout migrate_timeout retries state lock lock_ttl rollout windows freeze",
      limited: "url username password verify_ssl ca_file lint sensitive_names secret_commands baseline",
    },
    "desired-state": {
      believed: "version namespace default state packages productions bindings checks on_failure",
      limited: "guards",
    },
  };
  const docs = readFileSync(new URL("../../docs/security.md", import.meta.url), "utf8");
  for (const [name, { believed, limited }] of Object.entries(decided)) {
    const path = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
    const schema = JSON.parse(readFileSync(path, "utf8")) as {
      properties: object;
      $defs: { target?: { properties: object } };
    };
    const keys = [...Object.keys(schema.properties), ...Object.keys(schema.$defs.target?.properties ?? {})];
    expect(
      [...new Set(keys)].sort(),
      "a new key: decide, here and in docs/security.md, what --untrusted makes of it",
    ).toEqual(`${believed} ${limited}`.split(" ").sort());
    for (const key of keys) expect(docs, key).toContain(`\`${key}\``);
  }
});
