// The licences of what a bundle holds, from esbuild's own list of what went into it: THIRD-PARTY-NOTICES.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The packages of which something is in the bundle: `node_modules/…` folders, relative to `root`. */
export function bundledPackages(metafile) {
  const folders = new Set();
  for (const output of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  return [...folders].sort();
}

/** Throws where a package has no licence text of its own: it may not be shipped without. */
export function notices(root, folders) {
  const parts = folders.map((folder) => {
    const path = join(root, folder);
    const { name, version, license } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    const file = readdirSync(path).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
    if (file === undefined || !existsSync(join(path, file))) throw new Error(`${name} ${version} has no licence text`);
    const text = readFileSync(join(path, file), "utf8").trim();
    return `${name} ${version} (${license ?? "see below"})\n\n${text}\n`;
  });
  const line = `\n${"-".repeat(80)}\n\n`;
  return `What this program holds of others, and under which licences.\n${line}${parts.join(line)}`;
}
