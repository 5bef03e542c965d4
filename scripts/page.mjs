// The live page: Preact, built by Vite into one file that asks nobody for anything.
import { writeFile } from "node:fs/promises";
import { build } from "vite";

/** Builds `src/ui` into `file`; gives the packages that are in it. */
export async function buildPage(root, file) {
  const { output } = await build({
    configFile: false,
    root: `${root}src/ui`,
    logLevel: "warn",
    publicDir: false,
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      write: false,
      cssCodeSplit: false,
      modulePreload: false,
      target: "es2022",
      // Those that know light-dark(), which the reports use too.
      cssTarget: ["chrome123", "firefox120", "safari17.5"],
      rolldownOptions: { input: `${root}src/ui/main.tsx` },
    },
  });
  const code = output.find(({ type }) => type === "chunk").code;
  const style = output.find(({ fileName }) => fileName.endsWith(".css")).source;
  // What would end the element earlier: in text of a script it means the same.
  const script = code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  await writeFile(
    file,
    `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>iopctl</title><link rel="icon" href="data:,"><style>${style}</style></head><body><script type="module">${script}</script></body></html>
`,
  );
  return ["node_modules/preact"];
}
