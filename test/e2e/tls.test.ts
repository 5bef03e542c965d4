import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, workspace } from "../helpers/cli.ts";

/**
 * The built program against servers with real certificates, since a bundle can break what the sources can do: an own
 * authority, expired, for another host, self-signed.
 */
const { dir, write, remove } = workspace();
const servers: Server[] = [];
const urls: Record<string, string> = {};

const answer: RequestListener = (request, response) => {
  response.setHeader("Content-Type", "application/json");
  response.end(request.url?.includes("/version") ? '{"version":"1.0.0","description":"IoP"}' : '{"status":"stopped"}');
};

function openssl(...args: string[]): void {
  execFileSync("openssl", args, { cwd: dir, stdio: "ignore" });
}

/** A certificate `name.pem` that the authority signs. */
function signed(name: string, altName: string, ...validity: string[]): void {
  write({ [`${name}.ext`]: `subjectAltName=${altName}\n` });
  openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-keyout", `${name}.key`, "-out", `${name}.csr`);
  const authority = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", `${name}.ext`];
  openssl("x509", "-req", "-in", `${name}.csr`, ...authority, ...validity, "-out", `${name}.pem`);
}

async function listen(name: string, server: Server, scheme = "https"): Promise<void> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  urls[name] = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  const authority = ["-days", "2", "-subj", "/CN=Test CA", "-keyout", "ca.key", "-out", "ca.pem"];
  openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", ...authority);
  signed("own", "IP:127.0.0.1", "-days", "2");
  signed("expired", "IP:127.0.0.1", "-days", "0");
  signed("elsewhere", "DNS:iris.example.org", "-days", "2");
  openssl(
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=x"],
    ...["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "self.key", "-out", "self.pem"],
  );
  const pem = (name: string) => readFileSync(join(dir, name), "utf8");
  for (const name of ["own", "expired", "elsewhere", "self"])
    await listen(name, createServer({ key: pem(`${name}.key`), cert: pem(`${name}.pem`) }, answer));
  await listen("plain", createHttpServer(answer));
}, 60_000);

afterAll(() => {
  for (const server of servers) server.close();
  remove();
});

/** `iopctl version` against one of the servers, with more keys of the target. */
async function version(url: string, more: string) {
  write({
    "iopctl.config.yaml": `targets:\n  t: { url: "${url}", username: u, password: p, retries: 0, ${more} }\n`,
  });
  return run(["version", "--target", "t"], { cwd: dir });
}

describe("the built program over TLS", () => {
  it.each([
    ["own", "ca_file: ca.pem", 0, "IoP 1.0.0"],
    ["own", "verify_ssl: true", 7, "Name the PEM file of the authority"],
    ["own", "verify_ssl: false", 0, "IoP 1.0.0"],
    ["expired", "ca_file: ca.pem", 7, "certificate has expired"],
    ["expired", "verify_ssl: false", 0, "IoP 1.0.0"],
    ["elsewhere", "ca_file: ca.pem", 7, "Name the server in url as its certificate names it"],
    ["elsewhere", "verify_ssl: false", 0, "IoP 1.0.0"],
    ["self", "verify_ssl: true", 7, "self-signed certificate"],
    ["self", "ca_file: self.pem", 0, "IoP 1.0.0"],
    ["self", "verify_ssl: false", 0, "IoP 1.0.0"],
  ])("certificate %s, %s: exit %i", async (name, more, code, words) => {
    const result = await version(urls[name] as string, more);
    expect([result.code, result.stdout + result.stderr]).toEqual([code, expect.stringContaining(words)]);
  });

  it("IOP_VERIFY_SSL turns verification off without a config", async () => {
    const env = { IOP_URL: urls["self"] as string, IOP_USERNAME: "u", IOP_PASSWORD: "p" };
    const bare = workspace();
    expect((await run(["version"], { cwd: bare.dir, env })).code).toBe(7);
    expect((await run(["version"], { cwd: bare.dir, env: { ...env, IOP_VERIFY_SSL: "false" } })).code).toBe(0);
    bare.remove();
  });

  it("https on a port of http says so", async () => {
    const result = await version((urls["plain"] as string).replace("http:", "https:"), "");
    expect(result.code).toBe(7);
    expect(result.stderr).toContain("does not speak https on this port");
  });
});
