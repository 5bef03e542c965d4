import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Clock } from "../../src/app/poller.ts";
import { type RunningUi, serveUi } from "../../src/app/ui-server.ts";
import { Watch, type WatchSource } from "../../src/app/watch.ts";
import { planBody } from "../../src/report/html.ts";
import { PROGRAM as IOPCTL } from "../helpers/cli.ts";
import { SAMPLE_DRIFT, SAMPLE_PLAN } from "../helpers/report-sample.ts";

const CHROMIUM = [process.env["CHROMIUM"] ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) =>
  existsSync(path),
);
if (CHROMIUM === undefined) console.warn("ui: no Chromium here (apt-get install chromium), these tests are skipped");
const PAGE = fileURLToPath(new URL("../../dist/ui.html", import.meta.url));
const ORDERS = fileURLToPath(new URL("../../examples/orders", import.meta.url));

/** As fast as it goes: what is under test is what is shown, and not how often it is asked. */
const CLOCK: Clock = {
  now: Date.now,
  after: (milliseconds, run) => {
    const timer = setTimeout(run, Math.min(milliseconds, 50));
    return () => clearTimeout(timer);
  },
  chance: () => 0.5,
};
const HOSTILE = '</style></svg></script><script>document.title="obeyed"</script><img src=x onerror=alert(1)>';

interface World {
  away: boolean;
  lines: string[];
}

function source(target: string, world: World): WatchSource {
  const at = "2026-01-01T08:30:00Z";
  return {
    target,
    url: "https://iris.example",
    namespace: "APP",
    glance: async () => {
      if (world.away) throw new Error(`GET /status: no answer ${HOSTILE}`);
      return {
        production: `Hospital${HOSTILE}`,
        status: "running",
        queues: [{ item: `Enrich${HOSTILE}`, count: 7 }],
        packages: [{ name: "orders", digest: "e24e6a981ace", commit: "0123456789abcdef", directory: HOSTILE }],
        unfinished: null,
        locks: [{ holder: HOSTILE, since: at }],
      };
    },
    plan: async () => ({
      counts: { server: 2, files: 0, unknown: 0, accepted: 0 },
      plan: { html: planBody(SAMPLE_PLAN) },
      drift: { html: planBody(SAMPLE_DRIFT, { verb: "drift" }) },
    }),
    picture: async () => ({ not_known: HOSTILE }),
    redraw: () => undefined,
    log: async () =>
      world.lines.map((text, id) => ({
        id: String(id),
        time: at,
        type: id % 2 === 0 ? "Error" : "Info",
        item: `Item${id}${HOSTILE}`,
        session: "9",
        text,
      })),
    runs: async () => [
      {
        id: "r1",
        command: "apply",
        started: at,
        finished: at,
        outcome: "rolled_back",
        calls: 2,
        what: HOSTILE,
        by: HOSTILE,
        events: [`08:30:00  PUT /migrate  failed: ${HOSTILE}`],
      },
    ],
  };
}

describe.skipIf(CHROMIUM === undefined)("the live page in a real browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
    browser = await chromium.launch({ executablePath: CHROMIUM as string, args, timeout: 120_000 });
  }, 150_000);
  afterAll(() => browser?.close());

  async function open(link: string, said: string[]): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1024, height: 800 }, colorScheme: "light" });
    page.setDefaultTimeout(60_000);
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(error.message));
    await page.goto(link);
    return page;
  }

  it("fifty targets, by keyboard; names and lines that are scripts; a server, then iopctl, that dies", async () => {
    const world: World = { away: false, lines: ["first", HOSTILE] };
    const sources = Array.from({ length: 49 }, (_, at) => source(`ward-${at + 1}`, { away: at === 7, lines: [] }));
    const watch = new Watch([source(`main/${HOSTILE}`, world), ...sources], CLOCK, {
      sandbox: false,
      hide: (text) => text,
    });
    const ui: RunningUi = await serveUi({ host: "127.0.0.1", port: 0, page: readFileSync(PAGE, "utf8"), watch });
    const said: string[] = [];
    const page = await open(ui.link, said);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    try {
      await page.getByText("50 targets, 49 running").waitFor();
      expect(await page.getByRole("row").count()).toBe(51);
      // The token has left the address, and a reload still has it.
      expect(page.url()).not.toContain(ui.token);
      await page.reload();
      await page.getByText("50 targets, 49 running").waitFor();
      expect(await serious(page)).toEqual([]);

      // By keyboard alone: to the search, to what fits, into it, from tab to tab.
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.type("ward-8");
      await page.getByRole("row", { name: "ward-8" }).getByText("not reached").waitFor();
      expect(await page.getByRole("row").count()).toBe(2);
      await page.keyboard.press("Control+A");
      await page.keyboard.type("main/");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "main/" }).waitFor();
      await page.getByRole("link", { name: "Log" }).focus();
      await page.keyboard.press("Enter");
      await page.getByText("2 of 2 lines").waitFor();
      await page.getByLabel("Type").selectOption("Error");
      await page.getByText("1 of 2 lines").waitFor();
      // What comes in while somebody filters does not take the filter away.
      world.lines = [...world.lines, "third"];
      await page.getByText("2 of 3 lines").waitFor();

      for (const [tab, text] of [
        ["Drift", "files"],
        ["Plan", "1 component starts, 3 components restart and 1 component stops"],
        ["Runs", "rolled back"],
      ] as const) {
        await page.getByRole("link", { name: tab, exact: true }).click();
        await page.getByText(text).first().waitFor();
        expect(await serious(page), tab).toEqual([]);
      }
      // What is opened stays open when something new comes.
      await page.locator("summary").first().click();
      await page.setViewportSize({ width: 420, height: 800 });
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await serious(page)).toEqual([]);
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(420);

      world.away = true;
      await page.getByRole("alert").getByText("Not reached.").waitFor();
      await page.getByText("rolled back").first().waitFor();
      world.away = false;
      await page.getByRole("alert").waitFor({ state: "detached" });
      expect(await page.locator("details[open]").count()).toBe(1);

      expect(await page.title()).not.toBe("obeyed");
      expect(await page.evaluate<number>("document.querySelectorAll('img, iframe').length")).toBe(0);
      expect(said).toEqual([]);
      expect(asked.filter((url) => !url.startsWith(`${ui.address}/`))).toEqual([]);
    } finally {
      await ui.close();
    }
    await page.getByRole("alert").getByText("iopctl does not answer").waitFor();
    // What was known is still there to read.
    await page.getByText("rolled back").first().waitFor();
    // Another one in its place, with another token: the page of before shows nothing of it.
    const again = new Watch([source("other", world)], CLOCK, { sandbox: false, hide: (text) => text });
    const port = Number(new URL(ui.address).port);
    const next = await serveUi({ host: "127.0.0.1", port, page: readFileSync(PAGE, "utf8"), watch: again });
    try {
      await page.getByText("This page opens with the link that iopctl printed.").waitFor();
      await page.getByLabel("Link or token").fill(next.link);
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: "other" }).waitFor();
    } finally {
      await next.close();
      await page.close();
    }
  }, 240_000);

  it("an order travels in the sandbox; a fault is switched on and off; no secret is in what is sent", async () => {
    const dir = mkdtempSync(join(tmpdir(), "iopctl-ui-"));
    cpSync(ORDERS, dir, { recursive: true, filter: (path) => !/\.iopctl|__pycache__/.test(path.slice(ORDERS.length)) });
    const file = join(dir, "state/orders.iop.yaml");
    const state = readFileSync(file, "utf8");
    writeFileSync(file, state.replace("currency: EUR", "currency: ${secret:CURRENCY}").replace(/^# yaml.*\n/, ""));
    const env = { IOP_PASSWORD: "p4ssw0rd", CURRENCY: "s3cretEuros" };
    const sandbox = start(["sandbox", "--port", "0", "--seed", "state", "--ui", "--quiet"], dir, env);
    try {
      const link = await sandbox.link;
      const said: string[] = [];
      const page = await open(link, said);
      const streamed = stream(link, "IRISAPP");
      await page.getByRole("link", { name: "IRISAPP" }).click();
      await page.locator(".pic .t").getByText("OrderStore").waitFor();
      await page.getByRole("link", { name: "Try it" }).click();
      await page.getByLabel("number").fill("4711");
      await page.getByLabel("amount").fill("12.5");
      await page.getByLabel("amount").press("Enter");
      await page.getByText("messages.Receipt").waitFor();
      await page.getByText("/data/archive/4711").waitFor();
      // The item lights up when its line is in the log.
      await page.locator(".pic g.busy .t").getByText("OrderStore").waitFor();
      expect(await serious(page)).toEqual([]);

      await page.getByLabel("What goes wrong").selectOption("unauthorized");
      await page.getByRole("button", { name: "Switch on" }).click();
      await page.getByRole("alert").getByText("Not reached.").waitFor();
      await page.getByRole("button", { name: "Switch all off" }).click();
      await page.getByRole("alert").waitFor({ state: "detached" });
      await page.getByRole("link", { name: "Drift" }).click();
      await page.getByText("matches the files").first().waitFor();
      await page.close();
      const all = await streamed.end();
      for (const kind of ["glance", "picture", "plan", "drift", "log", "runs"])
        expect(all).toContain(`"kind":"${kind}"`);
      for (const secret of Object.values(env)) expect(all).not.toContain(secret);
      expect(said.filter((text) => !text.includes("ERR_INCOMPLETE"))).toEqual([]);
    } finally {
      await sandbox.end();
      rmSync(dir, { recursive: true, force: true });
    }
  }, 300_000);
});

describe("iopctl ui", () => {
  it("shows every target of the config, also one that is described wrongly, and ends when it is told to", async () => {
    const dir = mkdtempSync(join(tmpdir(), "iopctl-ui-"));
    const target = (name: string, url: string) =>
      `  ${name}:\n    url: ${url}\n    username: u\n    password: x\n    namespace: A\n`;
    writeFileSync(
      join(dir, "iopctl.config.yaml"),
      `default_target: one\ntargets:\n${target("one", "http://u:p4ssw0rd@127.0.0.1:9")}${target("two", "http://127.0.0.1:9")}${target("odd", "${NOT_SET}")}`,
    );
    const ui = start(["ui", "--listen", "127.0.0.1:0"], dir, {});
    try {
      const streamed = stream(await ui.link, "two");
      const away = await streamed.until((text) => (text.match(/"phase":"away"/g) ?? []).length >= 3);
      expect(away).toContain('"targets":["one","two","odd"]');
      expect(away).not.toContain("p4ssw0rd");
      expect(away).toContain("NOT_SET");
      await streamed.end();
    } finally {
      expect(await ui.end()).toBe(130);
      rmSync(dir, { recursive: true, force: true });
    }
  }, 120_000);
});

/** The built program, and the link that it prints. */
function start(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  const child: ChildProcess = spawn(process.execPath, [IOPCTL, ...args], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const link = new Promise<string>((resolve, reject) => {
    let text = "";
    for (const output of [child.stdout, child.stderr])
      output?.on("data", (data) => {
        text += String(data);
        const found = /(http:\S+#[\w-]+)\s/.exec(text)?.[1];
        if (found) resolve(found);
      });
    void ended.then(() => reject(new Error(text)));
  });
  link.catch(() => undefined);
  return {
    link,
    end: () => {
      child.kill("SIGINT");
      return ended;
    },
  };
}

/** All that is sent to who looks at a target. */
function stream(link: string, target: string) {
  const { origin, hash } = new URL(link);
  const abort = new AbortController();
  let text = "";
  let look = () => {};
  const done = (async () => {
    const headers = { "x-iopctl-token": hash.slice(1) };
    const response = await fetch(`${origin}/live?target=${target}`, { headers, signal: abort.signal });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      look();
    }
  })().catch(() => undefined);
  return {
    until: (fits: (all: string) => boolean) =>
      new Promise<string>((resolve) => {
        look = () => fits(text) && resolve(text);
        look();
      }),
    end: async () => {
      abort.abort();
      await done;
      return text;
    },
  };
}

/** Axe's findings that are serious or worse, each with where it is. */
async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  )) as { id: string; impact: string; nodes: { html: string }[] }[];
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
