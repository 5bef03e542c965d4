// The types of the library: what its entry's declarations reach, and no more. They must need no other package.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

/** Writes the declarations of `entry` (relative to `root`, below `src/`) into a folder. */
export async function declarations(root, entry, into) {
  const all = await mkdtemp(join(tmpdir(), "iopctl-types-"));
  try {
    const config = join(all, "tsconfig.json");
    const compilerOptions = {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: `${root}src`,
      outDir: all,
    };
    const types = { typeRoots: [`${root}node_modules/@types`] };
    const project = { extends: `${root}tsconfig.json`, compilerOptions: { ...compilerOptions, ...types } };
    await writeFile(config, JSON.stringify({ ...project, include: [], files: [root + entry] }));
    execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", config], { stdio: "inherit" });
    const done = new Set();
    const todo = [join(all, entry.replace(/^src\//, "").replace(/\.ts$/, ".d.ts"))];
    for (const file of todo) {
      if (done.has(file)) continue;
      done.add(file);
      const text = await readFile(file, "utf8");
      for (const [, name] of text.matchAll(/^\s*(?:import|export)\b[^"]*?from "([^"]+)"/gm)) {
        if (name.startsWith("node:")) continue;
        if (!name.startsWith("."))
          throw new Error(`${relative(all, file)} needs the types of ${name}, which is not installed`);
        const next = join(dirname(file), name.replace(/\.[tj]s$/, ".d.ts"));
        todo.push(existsSync(next) ? next : join(root, "src", relative(all, next)));
      }
      const target = join(into, relative(all, file));
      await mkdir(dirname(target), { recursive: true });
      await copyFile(file, target);
    }
  } finally {
    await rm(all, { recursive: true, force: true });
  }
}
