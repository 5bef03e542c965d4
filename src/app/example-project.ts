import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ServerProject } from "./init.ts";

/** A project with what every one has beside its config and state: a job for the pipeline. */
export function withPipeline(project: ServerProject, template: string): ServerProject {
  const common = [...exampleProject(template).files].filter(([file]) => file.startsWith(".git"));
  return { ...project, files: new Map([...project.files, ...common]) };
}

/** The example project in the folder that the build has put beside the program, its schema lines those of the iopctl that the project installs, wherever a file stands in it. */
export function exampleProject(template: string): ServerProject {
  const files = listFiles(template).map((file): [string, string] => {
    const text = readFileSync(join(template, file), "utf8");
    const modules = `${"../".repeat(file.split("/").length - 1) || "./"}node_modules/iopctl/schemas/`;
    const content = file.endsWith(".yaml")
      ? text.replace(/\$schema=[./]+\/schemas\//, () => `$schema=${modules}`)
      : text;
    return [target(file), content];
  });
  return { files: new Map(files), packages: [], remarks: [] };
}

/** A package leaves out files with these names, so they travel under others. */
function target(file: string): string {
  return file.replace(/^gitignore$/, ".gitignore").replace(/^github\//, ".github/");
}

function listFiles(folder: string, below = ""): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = below === "" ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? listFiles(folder, name) : [name];
  });
}
