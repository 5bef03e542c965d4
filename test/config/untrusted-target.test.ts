import { afterEach, beforeEach, expect, it } from "vitest";
import { connect } from "../../src/app/connect.ts";
import type { World } from "../../src/app/world.ts";
import { type ConfigContext, loadTarget } from "../../src/config/target.ts";
import { Net } from "../../src/model/net.ts";
import { workspace } from "../helpers/cli.ts";

let space: ReturnType<typeof workspace>;
beforeEach(() => {
  space = workspace();
});
afterEach(() => space.remove());

const config = (url: string) =>
  `targets: { t: { url: "${url}", username: "\${DB_TOKEN}", password: "\${secret:OTHER}", verify_ssl: false, ca_file: ca.pem } }\n`;
const load = (env: Record<string, string>, untrusted: string | undefined, url = "https://iris.example.org") => {
  space.write({ "iopctl.config.yaml": config(url) });
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
