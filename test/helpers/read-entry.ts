import { isBelow } from "../../src/aspects/places.ts";
import { isRecord } from "../../src/model/names.ts";
import { digestOfName } from "../../src/model/provided.ts";
import type { MigrationQuestion, MigrationResult, MigrationStep } from "../../src/sandbox/python-says.ts";
import { readPython } from "./python-literal.ts";
import { readXml } from "./xml.ts";

interface Written {
  readonly production: string;
  readonly definition: never;
  readonly record?: string;
  readonly xml?: string;
}

/**
 * What Python says of an upload of iopctl's, read off the text of its entrypoint: its literals, and the few forms that test
 * packages use. `xmlWriter`: Python on the server has `register_production`. Throws an Error as the entrypoint would.
 */
export function readEntry({ files, entry }: MigrationQuestion, xmlWriter: boolean): MigrationResult {
  const text = files[entry] ?? "";
  const folder = entry.slice(0, entry.lastIndexOf("/"));
  const root = Object.keys(files)
    .filter((path) => path.endsWith("/iopctl_upload.json"))
    .map((path) => path.slice(0, path.lastIndexOf("/")))
    .find((top) => entry.startsWith(`${top}/`)) as string;
  const steps: MigrationStep[] = [];
  const bind = (name: string, module: string, classname: string, classpaths = folder) => {
    const source = files[`${classpaths}/${module.replaceAll(".", "/")}.py`] ?? "";
    const base = new RegExp(`class ${classname}\\((\\w+)\\)`).exec(source)?.[1];
    if (base === undefined) throw new Error(`${module} has no class ${classname}`);
    steps.push({ binding: { class: name, module, classname, classpaths, super: `IOP.${base}` } });
  };
  const triples = (name: string) => literal(text, name) as [string, string, string][];
  for (const [name, module, classname] of triples("_before")) bind(name, module, classname);
  for (const match of text.matchAll(/^ {4}"([^"]+)": _load\("([^"]+)", "([^"]+)"\),$/gm)) {
    bind(match[1] as string, match[2] as string, match[3] as string);
  }
  const user = /spec_from_file_location\("\w+", os\.path\.join\(_here, "([^"]+)"\)\)/.exec(text)?.[1];
  const settings = user === undefined ? "" : (files[`${folder}/${user}`] ?? "");
  for (const match of settings.matchAll(/^ {4}"([^"]+)": ([\w.]+)\.(\w+),$/gm)) {
    bind(match[1] as string, match[2] as string, match[3] as string);
  }
  // A name that no text holds.
  for (const match of settings.matchAll(/^ {4}"([^"]+)" \+ "([^"]+)": ([\w.]+)\.(\w+),$/gm)) {
    bind(`${match[1]}${match[2]}`, match[3] as string, match[4] as string);
  }
  // The dictionary form, of a folder beside the settings file.
  for (const match of settings.matchAll(
    /^ {4}"([^"]+)": \{"path": here \+ "([^"]+)", "module": "(\w+)", "class": "(\w+)"\},$/gm,
  )) {
    bind(match[1] as string, match[3] as string, match[4] as string, `${folder}${match[2]}`);
  }
  const record = /^_after\.insert\(0, _record\("([^"]+)", "([^"]+)"\)\)$/m.exec(text);
  if (record) {
    // As the entrypoint does: the record lists the classes that were registered.
    const registered = steps.flatMap((step) =>
      "binding" in step && !isRecord(step.binding.class) ? [step.binding] : [],
    );
    const marks = registered.map(({ class: name, classpaths }) =>
      isBelow(root, classpaths) ? `x${digestOfName(name)}` : `y${digestOfName(name)}`,
    );
    bind(record[1] as string, record[2] as string, "Release");
    const last = steps.at(-1) as { binding: { classname: string } };
    last.binding.classname = `Release__${[...new Set(marks)].sort().join("")}`;
  }
  // Read and taken off the disk before all else.
  const data = Object.keys(files).filter((path) => /\/iopctl_definitions\.json$/.test(path));
  const own = data.find((path) => entry.startsWith(path.slice(0, -"iopctl_definitions.json".length)));
  const written = (own === undefined ? [] : JSON.parse(files[own] as string).definitions) as Written[];
  const refused = /raise RuntimeError\("(iopctl: loss: this [^"]+)"\)/.exec(text)?.[1];
  if (refused !== undefined && !xmlWriter) throw new Error(refused);
  const byRecord = new Map(
    xmlWriter ? written.flatMap((one) => (one.xml && one.record ? [[one.record, one] as const] : [])) : [],
  );
  const atOnce = xmlWriter ? written.filter((one) => one.xml && !one.record) : [];
  for (const one of atOnce)
    steps.push({ production: one.production, definition: readXml(one.xml as string), whole: true });
  for (const [name, module, classname] of triples("_after")) {
    const whole = byRecord.get(module);
    if (whole) {
      if (!/_iopctl_xml/.test(files[`${folder}/${module}.py`] ?? "")) throw new Error(`${module} calls nothing`);
      steps.push({ production: whole.production, definition: readXml(whole.xml as string), whole: true });
    }
    bind(name, module, classname);
  }
  const theirs = settings.includes("PRODUCTIONS = ")
    ? (literal(settings, "PRODUCTIONS") as Record<string, never>[])
    : [];
  const fragile = text.includes("\n_fragile = set(") ? (literal(text, "_fragile", "set(") as string[]) : [];
  const hurt = theirs.flatMap((one) => Object.keys(one)).find((name) => fragile.includes(name));
  if (hurt !== undefined) throw new Error(`iopctl: loss: the settings file writes ${hurt}, and the server drops`);
  const rest = written.filter((one) => !byRecord.has(one.record ?? "") && !atOnce.includes(one));
  for (const production of [...theirs, ...rest.map((one) => ({ [one.production]: one.definition }))]) {
    for (const [name, definition] of Object.entries(production)) steps.push({ production: name, definition });
  }
  const left = Object.fromEntries(Object.entries(files).filter(([path]) => !data.includes(path)));
  return { steps, error: null, printed: "", files: left };
}

function literal(text: string, name: string, before = ""): unknown {
  const at = text.indexOf(`\n${name} = ${before}`);
  if (at === -1) throw new Error(`no ${name} in the entrypoint`);
  return readPython(text.slice(at + name.length + before.length + 4));
}
