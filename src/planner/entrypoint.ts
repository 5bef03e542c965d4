import { createHash } from "node:crypto";
import { entryFolder } from "../aspects/places.ts";
import type { PresentPackage } from "../model/desired.ts";
import { MARKER_CLASS } from "../model/names.ts";
import type { Upload } from "../model/plan.ts";
import { markerPythonClass, releaseModule } from "../model/record.ts";
import type { WireFile } from "../wire/types.ts";
import { definitionRecord, definitionsFile, type Form, ownerFile, takeDefinitions } from "./definitions-file.ts";
import { pythonLiteral, pythonString } from "./python.ts";
import { findWriter, handToRecords, RECORD_HOOK, refuseFragile, writesXml } from "./xml-writer.ts";

/** The file that the server runs, beside the user's settings file. */
const ENTRY = "iopctl_settings.py";

/** The files of an upload, and which of them the server runs. */
export interface UploadFiles {
  readonly settingsFile: string;
  readonly files: readonly WireFile[];
}

/**
 * All files of one `PUT /migrate`: the marker that the directory is iopctl's, the package's own, one small module for
 * each record, iopctl's entrypoint, and last the definitions as data.
 * The Python is plain enough for 3.8 and for every later version.
 */
export function uploadFiles(upload: Upload, form: Form): UploadFiles {
  const folder = entryFolder(upload.package);
  const modules: WireFile[] = [];
  const before: [string, string, string][] = [];
  const after: [string, string, string][] = [];
  let release: [string, string] | undefined;
  if (upload.withMarker && upload.owed) {
    const name = markerPythonClass(upload.owed);
    const module = `iopctl_pending_${createHash("sha256").update(name).digest("hex").slice(0, 12)}`;
    modules.push({ name: `${folder}${module}.py`, data: recordModule(name, "A run of iopctl is not finished.") });
    before.push([MARKER_CLASS, module, name]);
  }
  if (upload.release) {
    const module = releaseModule(upload.release);
    modules.push({ name: `${folder}${module}.py`, data: recordModule("Release", DEPLOYED) });
    release = [upload.release.className, module];
  }
  for (const definition of upload.definitions) {
    const record = definitionRecord(definition, form);
    if (record === undefined) continue;
    const { className, module, pythonClass } = record;
    const hook = writesXml(upload, definition) ? RECORD_HOOK : "";
    modules.push({ name: `${folder}${module}.py`, data: recordModule(pythonClass, "What iopctl has applied.") + hook });
    after.push([className, module, pythonClass]);
  }
  const entry = entrypoint(upload, folder, before, after, release);
  const sources = upload.package?.files ?? [];
  return {
    settingsFile: `${folder}${ENTRY}`,
    files: [
      ownerFile(upload),
      // A server may not create a file for an empty text at all (wire-notes, 6.3).
      ...sources.map(({ name, text }) => ({ name, data: text === "" ? "\n" : text })),
      ...modules,
      { name: `${folder}${ENTRY}`, data: entry },
      ...definitionsFile(upload, form),
    ],
  };
}

function recordModule(pythonClass: string, doc: string): string {
  return `"""Written by iopctl. ${doc}"""
from iop import BusinessOperation


class ${pythonClass}(BusinessOperation):
    pass
`;
}

function entrypoint(
  upload: Upload,
  folder: string,
  before: readonly (readonly [string, string, string])[],
  after: readonly (readonly [string, string, string])[],
  release: readonly [string, string] | undefined,
): string {
  const pack = upload.package;
  const depth = folder.split("/").length - 1;
  return [
    `"""Written by iopctl. Runs the settings file of this package and registers what iopctl records."""`,
    takeDefinitions(upload, depth),
    HEADER,
    findWriter(upload),
    pack ? forgetModules(pack, folder, upload) : "",
    userSettings(pack),
    `_before = ${pythonLiteral(before.map((entry) => [...entry]))}`,
    `_after = ${pythonLiteral(after.map((entry) => [...entry]))}`,
    '_productions = getattr(_user, "PRODUCTIONS", None)\n',
    refuseFragile(upload),
    pack?.layout === "versioned" ? removeReleases(pack, upload) : '_directories = ""',
    release === undefined ? "" : `${PROVIDED}_after.insert(0, _record(${release.map(pythonString).join(", ")}))`,
    CLASSES,
    // Behind the classes: these import the records' modules, which must not write yet.
    handToRecords(upload),
    PRODUCTIONS,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

const HEADER = `import hashlib
import importlib
import importlib.util
import inspect
import re
import shutil

if _here not in sys.path:
    sys.path.insert(0, _here)
importlib.invalidate_caches()


def _load(module, name):
    return getattr(importlib.import_module(module), name)

`;

/** Modules of an earlier upload would be taken from the server process's cache (wire-notes, 6.4). */
function forgetModules(pack: PresentPackage, folder: string, upload: Upload): string {
  const tops = new Set<string>();
  for (const { name } of pack.files) {
    for (const path of [name, name.startsWith(folder) ? name.slice(folder.length) : name]) {
      const top = path.split("/")[0] as string;
      if (path.endsWith(".py")) tops.add(top.endsWith(".py") ? top.slice(0, -3) : top);
    }
  }
  return `_tops = set(${pythonLiteral([...tops].sort())})
_kept = set(getattr(sys, "stdlib_module_names", sys.builtin_module_names)) | {"iop", "iris", "grongier"}
_family = re.compile(${pythonString(`^${pack.name}(-[0-9a-f]{12})?$`)})
for _name in list(sys.modules):
    _top = _name.split(".")[0]
    if _top in _tops and _top not in _kept and _name != __name__:
        del sys.modules[_name]
for _path in list(sys.path):
    _parts = os.path.normpath(_path or ".")
    while os.path.dirname(_parts) not in (_parts, os.path.dirname(_root)):
        _parts = os.path.dirname(_parts)
    if os.path.dirname(_parts) == os.path.dirname(_root) and _family.match(os.path.basename(_parts)):
        if os.path.basename(_parts) != ${pythonString(upload.directory)}:
            sys.path.remove(_path)
`;
}

function userSettings(pack: PresentPackage | undefined): string {
  if (pack === undefined) return "_user = None\n_classes = {}\n";
  if ("components" in pack.entry) {
    const entries = pack.entry.components.map(
      ({ className, module, pythonClass }) =>
        `    ${pythonString(className)}: _load(${pythonString(module)}, ${pythonString(pythonClass)}),\n`,
    );
    return `_user = None\n_classes = {\n${entries.join("")}}\n`;
  }
  const file = pack.entry.settingsFile.split("/").at(-1) as string;
  const name = file.slice(0, -".py".length);
  return `_spec = importlib.util.spec_from_file_location(${pythonString(name)}, os.path.join(_here, ${pythonString(file)}))
_user = importlib.util.module_from_spec(_spec)
sys.modules[${pythonString(name)}] = _user
try:
    _spec.loader.exec_module(_user)
except BaseException:
    sys.modules.pop(${pythonString(name)}, None)
    raise
_classes = getattr(_user, "CLASSES", None)
if _classes is None:
    _classes = {}
`;
}

const DEPLOYED = "What iopctl has deployed.";

/** Which classes this upload registers, for the record of the release: model/provided.ts reads it. */
const PROVIDED = `

def _mark(inside, one, name):
    kind = ("x" if inside else "y") if one else ("p" if inside else "q")
    return kind + hashlib.sha256(name.lower().encode("utf-8")).hexdigest()[:6]


def _provided(name, value):
    if isinstance(value, dict):
        path = os.path.normpath(os.path.abspath(value["path"]))
        inside = path == _root or path.startswith(os.path.join(_root, ""))
        return _mark(inside, "module" in value and "class" in value, name)
    return _mark(True, not inspect.ismodule(value), name)


def _provided_by(production):
    if isinstance(production, dict):
        for definition in production.values():
            for item in definition.get("Item") or []:
                if not isinstance(item.get("@ClassName"), str):
                    yield _provided(item["@Name"], item["@ClassName"])
        return
    for part in production.component_registrations():
        if inspect.isclass(part.component_class):
            yield _mark(True, True, part.class_name)
    for part in getattr(production, "adapter_registrations", tuple)():
        if inspect.isclass(part.adapter_class):
            yield _mark(True, True, part.adapter_class_name)


def _record(name, module):
    entries = []
    whole = ""
    try:
        for key, value in _classes.items():
            entries.append(_provided(key, value))
        for production in getattr(_user, "PRODUCTIONS", None) or []:
            entries.extend(_provided_by(production))
    except Exception:
        whole = "i"
    if len(entries) > 1100:
        entries, whole = [], "i"
    python = "Release_%s_%s%s" % (_directories, "".join(sorted(set(entries))), whole)
    path = os.path.join(_here, module + ".py")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    changed = re.sub(r"class Release\\w*\\(", "class " + python + "(", text)
    if changed != text:
        with open(path, "w", encoding="utf-8") as file:
            file.write(changed)
    sys.modules.pop(module, None)
    importlib.invalidate_caches()
    return [name, module, python]


`;

/** What is not of the right type is passed on as it is: the server says so in its own words. */
const CLASSES = `
if isinstance(_classes, dict):
    CLASSES = {}
    for _class, _module, _name in _before:
        CLASSES[_class] = _load(_module, _name)
    CLASSES.update(_classes)
    for _class, _module, _name in _after:
        CLASSES[_class] = _load(_module, _name)
else:
    CLASSES = _classes
`;

const PRODUCTIONS = `_written = [{_one["production"]: _one["definition"]} for _one in _written]
if isinstance(_productions, list):
    PRODUCTIONS = _productions + _written
elif _productions is not None:
    PRODUCTIONS = _productions
elif _written:
    PRODUCTIONS = _written

if getattr(_user, "SCHEMAS", None) is not None:
    SCHEMAS = _user.SCHEMAS
`;

/**
 * Only directories that hold iopctl's file of this very namespace and package, and never one that a binding names.
 * Their number is recorded, so that the next plan can say how many go.
 */
function removeReleases(pack: PresentPackage, upload: Upload): string {
  const kept = [upload.directory, ...upload.inUse];
  return `
_keep = set(${pythonLiteral([...new Set(kept)])})
_parent = os.path.dirname(_root)
_own = _marker(_root)
_old = []
_directories = 0
for _entry in os.listdir(_parent):
    _path = os.path.join(_parent, _entry)
    if os.path.islink(_path) or not re.match(${pythonString(`^${pack.name}-[0-9a-f]{12}$`)}, _entry):
        continue
    if _own is not None and _marker(_path) == _own:
        _directories += 1
        if _entry not in _keep:
            _old.append((os.path.getmtime(_path), _path))
_old.sort(reverse=True)
for _time, _path in _old[max(0, ${pack.keepReleases} - len(_keep)):]:
    shutil.rmtree(_path, ignore_errors=True)
    _directories -= 0 if os.path.isdir(_path) else 1
`;
}
