import { type WriteClient, writeClientOver } from "../../src/api/client.ts";
import { ApiError } from "../../src/api/error.ts";
import type { HttpRequest } from "../../src/api/http.ts";
import { isBelow } from "../../src/aspects/places.ts";
import { isRecord } from "../../src/model/names.ts";
import { digestOfName } from "../../src/model/provided.ts";
import { ROUTES } from "../../src/sandbox/http/routes.ts";
import { newState, own, type SandboxState } from "../../src/sandbox/rules/state.ts";
import type { MigrationResult, MigrationStep, Python } from "../../src/sandbox/runtime/python.ts";
import { readPython } from "./python-literal.ts";
import { readXml } from "./xml.ts";

export interface ModelServer {
  readonly state: SandboxState;
  readonly client: WriteClient;
  /** `METHOD /path` of each writing call, in order. */
  readonly writes: string[];
  /** Called before each writing call; may throw. */
  beforeWrite: (request: HttpRequest) => void;
  /** Called after each writing call has had its effect; may throw. */
  afterWrite: (request: HttpRequest) => void;
  /** false: Python on the server has no `register_production`. */
  xmlWriter: boolean;
}

/** The sandbox's model in memory: its routes over its state, with neither HTTP nor Python. */
export function modelServer(state: SandboxState = newState(["USER"]), namespace = "USER"): ModelServer {
  const server: ModelServer = {
    state,
    writes: [],
    beforeWrite: () => undefined,
    afterWrite: () => undefined,
    xmlWriter: true,
    client: writeClientOver(async (request) => {
      if (request.method !== "GET") {
        server.beforeWrite(request);
        server.writes.push(`${request.method} ${request.path}`);
      }
      const answer = await respond(server, namespace, request);
      if (request.method !== "GET") server.afterWrite(request);
      return answer;
    }),
  };
  return server;
}

async function respond(server: ModelServer, namespace: string, request: HttpRequest): Promise<string> {
  const { state } = server;
  const { method, path } = request;
  const route = ROUTES[path]?.[method];
  const ns = own(state.namespaces, namespace);
  if (route === undefined || ns === undefined) throw new Error(`no route ${method} ${path}`);
  try {
    const result = await route.run({
      state,
      namespace,
      ns,
      query: new URLSearchParams(request.query),
      body: (request.body ?? {}) as Record<string, unknown>,
      profile: "4.1",
      python: { migrate: async (given: object) => runEntry(given as never, server.xmlWriter) } as unknown as Python,
      work: { busy: false, queued: false },
      save: () => undefined,
      log: () => undefined,
      logEntries: [],
      settle: async () => undefined,
      queued: async () => undefined,
      newSession: () => "1",
    });
    return path === "/migrate" ? String(result) : JSON.stringify(result);
  } catch (error) {
    throw new ApiError({ kind: "server", method, path, status: 500, words: (error as Error).message });
  }
}

interface EntryRequest {
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
}

interface Written {
  readonly production: string;
  readonly definition: never;
  readonly record?: string;
  readonly xml?: string;
}

/** Reads what iopctl's entrypoint would do from its text: its literals, and the few forms that test packages use. */
function runEntry({ files, entry }: EntryRequest, xmlWriter: boolean): MigrationResult {
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
    const own = steps.flatMap((step) => ("binding" in step && !isRecord(step.binding.class) ? [step.binding] : []));
    const marks = own.map(({ class: name, classpaths }) =>
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
