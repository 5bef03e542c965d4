import { afterAll, describe, expect, it } from "vitest";
import { directoryOf } from "../../src/aspects/places.ts";
import type { PresentPackage } from "../../src/model/desired.ts";
import { MARKER_CLASS, releaseClass } from "../../src/model/names.ts";
import { type DefinitionWrite, NOTHING_OWED, type Upload } from "../../src/model/plan.ts";
import { classPlace, readProvided } from "../../src/model/provided.ts";
import { findMarker, findRelease } from "../../src/model/record.ts";
import { uploadFiles } from "../../src/planner/entrypoint.ts";
import { pythonLiteral } from "../../src/planner/python.ts";
import { migrateRequest, shownRequest } from "../../src/planner/request.ts";
import { definitionsUpload } from "../../src/planner/uploads.ts";
import type { MigrationResult } from "../../src/sandbox/python-says.ts";
import { Python } from "../../src/sandbox/runtime/python.ts";
import { CACHE } from "../helpers/sandbox.ts";
import { bindingOf, itemOf, productionOf, settingOf } from "../helpers/states.ts";
import { packageOf, releaseOf } from "../helpers/worlds.ts";

const python = new Python({ cache: CACHE });
afterAll(() => python.close());

const secretly = (value: string) =>
  productionOf("A.B", { items: [itemOf("In", "P.In", { settings: [settingOf("Host", "Password", value)] })] });
const write: DefinitionWrite = {
  production: secretly("hunter2"),
  shown: secretly("(sensitive)"),
  record: { written: "Whole2_abc_x1", shown: "Whole2_000_x1" },
};
const parts = "from iop import BusinessOperation\n\nclass In(BusinessOperation):\n    pass\n";
const settings = (text: string, files: Record<string, string> = {}) =>
  releaseOf("demo", { settingsFile: "settings.py" }, { "parts.py": parts, ...files, "settings.py": text });
const uploadOf = (pack: PresentPackage | undefined, more: Partial<Upload> = {}): Upload => ({
  ...definitionsUpload("USER", []),
  ...(pack === undefined
    ? {}
    : {
        directory: directoryOf(pack),
        package: pack,
        release: { className: releaseClass(pack.name), digest: pack.digest, code: pack.code, commit: undefined },
      }),
  writer: "plain",
  ...more,
});
const namesOf = (upload: Upload) => uploadFiles(upload, "sent").files.map(({ name }) => name);

describe("the files of an upload", () => {
  const full = uploadOf(settings("CLASSES = {}", { "empty/__init__.py": "" }), {
    definitions: [write],
    owed: { ...NOTHING_OWED, production: "A.B", update: true },
    withMarker: true,
  });
  const { settingsFile, files } = uploadFiles(full, "sent");

  it("the sign that it is iopctl's first, the definitions last: whatever is cut short, nothing is anybody's guess", () => {
    const kinds = files.map(({ name }) => name.replace(/_[0-9a-f_]{12,}\.py$/, "_….py"));
    expect(kinds).toEqual([
      "iopctl_upload.json",
      "parts.py",
      "empty/__init__.py",
      "settings.py",
      "iopctl_pending_….py",
      "iopctl_release_….py",
      "iopctl_applied_….py",
      "iopctl_settings.py",
      "iopctl_definitions.json",
    ]);
    expect(settingsFile).toBe("iopctl_settings.py");
    expect(JSON.parse(files[0]?.data ?? "")).toEqual({ written_by: "iopctl", namespace: "USER", package: "demo" });
  });

  it("an empty file is a line's end: a server may not create one of nothing (wire-notes, 6.3)", () => {
    expect(files.find(({ name }) => name === "empty/__init__.py")?.data).toBe("\n");
  });

  it("no value of a setting stands in any file but the data, which the entrypoint takes off the disk (contract, section 4)", () => {
    const holding = files.filter(({ data }) => data.includes("hunter2")).map(({ name }) => name);
    expect(holding).toEqual(["iopctl_definitions.json"]);
    expect(JSON.stringify(uploadFiles(full, "shown").files)).not.toContain("hunter2");
    expect(JSON.stringify(shownRequest({ kind: "migrate", upload: full }))).not.toContain("hunter2");
  });

  it("what is shown names the same files, each by its size and digest", () => {
    const { body } = shownRequest({ kind: "migrate", upload: full }) as {
      body: { body: { name: string; sha256: string }[] };
    };
    const stable = (names: readonly string[]) => names.map((name) => name.replace(/applied_[0-9a-f]+/, "applied"));
    expect(stable(body.body.map(({ name }) => name))).toEqual(stable(files.map(({ name }) => name)));
    for (const file of body.body) expect(Object.keys(file).sort()).toEqual(["bytes", "name", "sha256"]);
  });

  it("beside a settings file in a folder of its own, the records too", () => {
    const nested = releaseOf(
      "demo",
      { settingsFile: "conf/settings.py" },
      { "conf/settings.py": "CLASSES = {}", "parts.py": parts },
    );
    const found = namesOf(uploadOf(nested, { definitions: [write] }));
    expect(migrateRequest(uploadOf(nested)).settings_file).toBe("conf/iopctl_settings.py");
    expect(found.filter((name) => name.includes("iopctl_")).map((name) => name.split("/")[0])).toEqual([
      "iopctl_upload.json",
      "conf",
      "conf",
      "conf",
      "iopctl_definitions.json",
    ]);
  });

  it("what is not there is not written: no release, no record, no marker that is not to be left", () => {
    expect(namesOf(uploadOf(undefined))).toEqual(["iopctl_upload.json", "iopctl_settings.py"]);
    const unmarked = {
      owed: NOTHING_OWED,
      withMarker: false,
      definitions: [{ production: write.production, shown: write.shown }],
    };
    expect(namesOf(uploadOf(undefined, unmarked))).toEqual([
      "iopctl_upload.json",
      "iopctl_settings.py",
      "iopctl_definitions.json",
    ]);
  });

  it("options of a request: folder and strictness where they are said", () => {
    expect(Object.keys(migrateRequest(uploadOf(undefined)))).toEqual(["package", "settings_file", "body"]);
    expect(migrateRequest(uploadOf(undefined, { strict: true, remoteFolder: "/opt" }))).toMatchObject({
      ...{ remote_folder: "/opt", strict_production_validation: true },
    });
  });
});

/** What a real Python does with an upload, as a server would be told. */
async function run(upload: Upload): Promise<MigrationResult> {
  const { settingsFile, files } = uploadFiles(upload, "sent");
  const folder = `/opt/${upload.directory}`;
  return python.migrate({
    files: Object.fromEntries(files.map(({ name, data }) => [`${folder}/${name}`, data])),
    ...{ directories: [folder], roots: [folder], clear: [folder], entry: `${folder}/${settingsFile}` },
    ...{ namespace: "USER", proxies: {}, strict: false },
  });
}
const registered = ({ steps }: MigrationResult) =>
  steps.map((step) => ("binding" in step ? step.binding.class : "production" in step ? step.production : step.unbind));
const bindingsIn = ({ steps }: MigrationResult) =>
  steps.flatMap((step) =>
    "binding" in step
      ? [
          bindingOf(step.binding.class, step.binding.classpaths, {
            module: step.binding.module,
            pythonClass: step.binding.classname,
          }),
        ]
      : [],
  );

describe("what the entrypoint does, in a real Python", () => {
  it("the marker before all, then the user's classes, the record of the release, and the definitions", async () => {
    const pack = settings('import parts\nCLASSES = {"P.In": parts.In}\n');
    const owed = { ...NOTHING_OWED, production: "A.B", update: true, restart: ["In"] };
    const result = await run(uploadOf(pack, { definitions: [write], owed, withMarker: true }));
    expect(result.error).toBeNull();
    expect(registered(result).map((name) => name.replace(/^(IopCtl\.Release\.zp).*/, "$1"))).toEqual([
      MARKER_CLASS,
      "P.In",
      releaseClass("demo"),
      "IopCtl.Release.zp",
      "A.B",
    ]);
    const bindings = bindingsIn(result);
    expect(findMarker(bindings)?.owed).toEqual(owed);
    expect(findRelease(bindings, "demo")?.record).toMatchObject({ digest: pack.digest, code: pack.code });
    expect(result.steps.at(-1)).toMatchObject({
      definition: { "@Name": "A.B", Item: [{ "@Name": "In", "@PoolSize": "1" }] },
    });
    // It is gone from the disk by then.
    expect(Object.keys(result.files).filter((name) => name.endsWith("definitions.json"))).toEqual([]);
  });

  it("the record lists the classes that were registered, by where their code lies", async () => {
    const text = `import os, parts
CLASSES = {
    "P.In": parts.In,
    "P.Folder": {"path": os.path.join(os.path.dirname(os.path.abspath(__file__)), "src")},
    "P.Else": {"path": "/lib", "module": "other", "class": "C"},
}
`;
    const made = await run(uploadOf(settings(text.replace(/ {4}"P\.(Folder|Else)".*\n/g, ""))));
    const known = (result: MigrationResult) =>
      readProvided(bindingsIn(result).find(({ className }) => className === releaseClass("demo"))?.pythonClass ?? "");
    expect(known(made)?.complete).toBe(true);
    expect([classPlace(known(made), "p.IN"), classPlace(known(made), "P.Else")]).toEqual(["inside", undefined]);
    expect(known(made)?.directories).toBe(1);
  });

  it("components need no settings file; each is loaded from the upload", async () => {
    const result = await run(uploadOf(packageOf("demo", "new")));
    expect(result.error).toBeNull();
    expect(registered(result)).toEqual(["Python.Service", "Python.Process", "Python.Operation", releaseClass("demo")]);
  });

  it("new text of a module that is loaded already is read anew, and not taken from memory (wire-notes, 6.4)", async () => {
    const version = (name: string) =>
      settings(`import parts\nCLASSES = {"P.${name}": parts.${name}}\n`, {
        "parts.py": parts.replace("class In", `class ${name}`),
      });
    expect((await run(uploadOf(version("First")))).error).toBeNull();
    const second = await run(uploadOf(version("Second")));
    expect([second.error, registered(second)[0]]).toEqual([null, "P.Second"]);
  });

  it("what the settings file defines beside its classes is passed on, and definitions behind its own", async () => {
    const text = `CLASSES = {}\nPRODUCTIONS = [{"C.D": {"@Name": "C.D", "Item": []}}]\n`;
    expect(registered(await run(uploadOf(settings(text), { definitions: [write] }))).slice(-2)).toEqual(["C.D", "A.B"]);
  });

  it.each([
    ["it raises", "raise ValueError('no such host')", /no such host/],
    ["it is no Python", "CLASSES = {", /never closed/],
    ["CLASSES is no dictionary: the server says so in its own words", "CLASSES = [1]", /./],
  ])("a settings file that fails registers nothing, no record of a release above all: %s", async (_, text, words) => {
    const result = await run(uploadOf(settings(text), { owed: { ...NOTHING_OWED, update: true }, withMarker: true }));
    expect(result.error).toMatch(words);
    expect(registered(result)).toEqual([]);
    // The definitions are taken off the disk all the same.
    const failed = await run(uploadOf(settings(text), { definitions: [write] }));
    expect(JSON.stringify(failed.files)).not.toContain("hunter2");
  });

  it("a settings file that writes what the server would drop something of is refused before anything is registered", async () => {
    const text = `CLASSES = {}\nPRODUCTIONS = [{"A.B": {"@Name": "A.B", "Item": []}}]\n`;
    const result = await run(uploadOf(settings(text), { fragile: ["A.B"] }));
    expect([registered(result), result.error]).toEqual([
      [],
      expect.stringContaining("iopctl: loss: the settings file writes A.B"),
    ]);
    expect((await run(uploadOf(settings(text), { fragile: ["Other"] }))).error).toBeNull();
  });
});

const NASTY = [
  "plain",
  "quote ' and \" and ''' and \"\"\"",
  "back\\slash \\n \\u0041 \\",
  "line\nline\r\nline\ttab",
  "non-BMP 😀 𝕏 and ☃ é",
  "\u2028\u2029\u0085\u00a0\ufeff",
  "{}%s %(x)s {0} $HOME ${X}",
  "# not a comment",
  "\u007f\u0080\u009f",
  "",
];

/** The text as CPython reads it back: through a definition that the entry file holds as a literal. */
describe("generated Python", () => {
  it("is read back as the same text, whatever is in it", async () => {
    const entries = NASTY.map((text, at) => [`key ${at} ${text}`, text] as const);
    const definition = { entries: [["@Name", "A.B"], ["Item", []], ...entries] } as never;
    const source = `PRODUCTIONS = [${pythonLiteral({ entries: [["A.B", definition]] })}]\n`;
    expect(source).toMatch(/^[\x20-\x7e\n]*$/);
    const result = await python.migrate({
      files: { "/opt/p/settings.py": source },
      directories: ["/opt/p"],
      roots: [],
      clear: [],
      entry: "/opt/p/settings.py",
      namespace: "USER",
      proxies: {},
      strict: false,
    });
    expect(result.error).toBeNull();
    expect(result.steps).toEqual([
      { production: "A.B", definition: { "@Name": "A.B", Item: [], ...Object.fromEntries(entries) } },
    ]);
  });
});
