import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { EXIT_CODES, exitCode } from "../../src/cli/exit.ts";
import { COMMANDS } from "../../src/cli/program.ts";
import { createTree } from "../../src/cli/tree.ts";
import { fitsConfig, fitsDesired } from "../../src/generated/checks.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "src/sandbox/README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const read = (page: string) => readFileSync(join(root, page), "utf8");

/** The blocks of a page in one of some languages. */
function blocks(page: string, ...languages: string[]): string[] {
  const all = [...read(page).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  return all.flatMap(([, language = "", text = ""]) => (languages.includes(language) ? [text] : []));
}

/** The commands of a page: after a prompt in a session, each line of a script. */
function commandsOf(page: string): string[] {
  const sessions = blocks(page, "console").flatMap((text) =>
    [...text.matchAll(/^\$ (.*)$/gm)].map(([, line = ""]) => line),
  );
  const scripts = blocks(page, "sh").flatMap((text) => text.split("\n"));
  return [...sessions, ...scripts]
    .flatMap((line) => line.split(" && "))
    .flatMap((line) => {
      const [, rest] = /(?:^|\s)iopctl (.*)$/.exec(line) ?? [];
      return rest === undefined || /^(export|#)/.test(line.trim()) ? [] : [rest.replace(/ &$| #.*$/, "")];
    });
}

const words = (line: string) =>
  (line.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^["']|["']$/g, ""));

describe.each(pages)("%s", (page) => {
  it("names no command, argument or flag that there is not", async () => {
    for (const line of commandsOf(page)) {
      let ran = "";
      const ignore = () => undefined;
      const tree = createTree(COMMANDS, words(line), {
        version: "0",
        out: ignore,
        error: ignore,
        columns: () => ({ out: 80, error: 80 }),
        run: async ({ usage }) => {
          ran = usage;
        },
        complete: async () => undefined,
      });
      await tree.parseAsync(words(line), { from: "user" }).catch((error: Error) => {
        ran = error.message;
      });
      expect(
        COMMANDS.map(({ usage }) => usage),
        `iopctl ${line}: ${ran}`,
      ).toContain(ran);
    }
  });

  it("its links lead to files that there are, and to headings in them", () => {
    for (const [, link = ""] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(link)) continue;
      const [path = "", heading] = link.split("#");
      const file = path === "" ? page : join(dirname(page), path);
      expect(existsSync(join(root, file)), `${page}: ${link}`).toBe(true);
      if (heading === undefined) continue;
      const slugs = [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
        title
          .toLowerCase()
          .replace(/[^\p{L}\p{N} _-]/gu, "")
          .replaceAll(" ", "-"),
      );
      expect(slugs, `${page}: ${link}`).toContain(heading);
    }
  });

  it("its state files and configs are valid", () => {
    for (const text of blocks(page, "yaml")) {
      const [document] = parseAllDocuments(text, { merge: true });
      const data = document && "toJS" in document ? (document.toJS() as Record<string, unknown>) : undefined;
      expect(document?.errors, text).toEqual([]);
      if (data?.["version"] === 1) expect(fitsDesired(withoutNulls(data)), text).toBe(true);
      else if (data?.["targets"] !== undefined) expect(fitsConfig(data), text).toBe(true);
    }
  });
});

/** An overlay's null takes back what a layer below says. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)]));
}

it("every exit code is explained, once", () => {
  expect(EXIT_CODES.map(({ code }) => code)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 64, 130, 143]);
  expect(exitCode(["not_converged"])).toBe(8);
});
