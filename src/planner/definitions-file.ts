import { createHash } from "node:crypto";
import { definitionClass } from "../model/names.ts";
import type { DefinitionWrite, Upload } from "../model/plan.ts";
import type { Production } from "../model/production.ts";
import { type DictValue, definitionEntries, type Entries, isEntries } from "../wire/definition.ts";
import type { WireFile, WireMigrateRequest } from "../wire/types.ts";
import { definitionXml } from "../wire/xml.ts";
import { pythonString } from "./python.ts";
import { writesXml } from "./xml-writer.ts";

/**
 * Definitions hold passwords. They travel in a data file of their own at the top of the uploaded directory, which the
 * entrypoint reads and removes before anything else: no source text and no byte code ever holds a value.
 */
const DEFINITIONS_FILE = "iopctl_definitions.json";

/** Says in a directory that it is iopctl's, of one namespace and package: only such a directory may ever be tidied. */
const OWNER_FILE = "iopctl_upload.json";

/** Seconds after which a data file of another namespace is certainly left over: no upload takes that long. */
const DEAD_AFTER = 900;

/** Written before all else: whatever is cut short afterwards, the directory is known to be iopctl's. */
export function ownerFile(upload: Upload): WireFile {
  const owner = { written_by: "iopctl", namespace: upload.namespace, package: upload.package?.name ?? "" };
  return { name: OWNER_FILE, data: `${asciiJson({ entries: Object.entries(owner) })}\n` };
}

/** What a request is made for: to be sent, or to be shown with "(sensitive)" in the place of each sensitive value. */
export type Form = "sent" | "shown";

/**
 * The data file: `{"definitions": [{"production": NAME, "definition": {…}}, …]}`, with `"record": MODULE, "xml": TEXT` where
 * the server's own writer would drop something. None where there is no definition.
 */
export function definitionsFile(upload: Upload, form: Form): WireFile[] {
  if (upload.definitions.length === 0) return [];
  const definitions = upload.definitions.map(
    (write): DictValue => ({
      entries: [
        ["production", write.production.name],
        ["definition", { entries: definitionEntries(productionIn(write, form)) }],
        ...(writesXml(upload, write) ? xmlEntries(write, form) : []),
      ],
    }),
  );
  return [{ name: DEFINITIONS_FILE, data: `${asciiJson({ entries: [["definitions", definitions]] })}\n` }];
}

function productionIn({ shown, production }: DefinitionWrite, form: Form): Production {
  return form === "shown" ? shown : production;
}

function xmlEntries(write: DefinitionWrite, form: Form): Entries {
  return [
    ["record", definitionRecord(write, form)?.module ?? ""],
    ["xml", definitionXml(productionIn(write, form))],
  ];
}

/** The record of a definition: its IRIS class, its Python class, and the module that holds it; undefined: it has none. */
export function definitionRecord(
  { production, record }: DefinitionWrite,
  form: Form,
): { readonly className: string; readonly module: string; readonly pythonClass: string } | undefined {
  if (record === undefined) return undefined;
  const className = definitionClass(production.name);
  const pythonClass = form === "shown" ? record.shown : record.written;
  const digest = createHash("sha256").update(`${className} ${pythonClass}`).digest("hex").slice(0, 12);
  return { className, module: `iopctl_applied_${digest}`, pythonClass };
}

/**
 * The same request without a value in it, and nothing to run: a server deletes the directory before it writes it anew
 * (wire-notes, 6.2), so this takes a data file away that no entrypoint has come to read.
 */
export function withoutDefinitions(request: WireMigrateRequest): WireMigrateRequest {
  const body = request.body
    .filter(({ name }) => name !== DEFINITIONS_FILE)
    .map((file) =>
      file.name === request.settings_file
        ? {
            name: file.name,
            data: '"""Written by iopctl. The upload before this one failed; this one runs nothing."""\n',
          }
        : file,
    );
  return { ...request, body };
}

/** JSON in ASCII, keys in the order given: `JSON.stringify` of an object would move keys that are numbers. */
function asciiJson(value: DictValue): string {
  if (Array.isArray(value)) return `[${(value as readonly DictValue[]).map(asciiJson).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = (isEntries(value) ? value.entries : Object.entries(value)) as Entries;
    return `{${entries.map(([key, inner]) => `${asciiJson(key)}: ${asciiJson(inner)}`).join(", ")}}`;
  }
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Python: takes a data file off the disk, whatever becomes of it. */
const TAKE = `def _take(path):
    """The text of a file, which is gone from the disk then, whatever is in it."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    finally:
        try:
            os.remove(path)
        except OSError:
            with open(path, "w"):
                pass


def _definitions(path):
    upload = (path, os.stat(os.path.abspath(__file__)).st_mtime_ns)
    if os.path.isfile(path):
        sys._iopctl_taken = {upload: _take(path)}
    taken = getattr(sys, "_iopctl_taken", {})
    if upload not in taken:
        raise RuntimeError("iopctl: the definitions of this upload are gone, another run has tidied them up")
    return json.loads(taken[upload])["definitions"]
`;

/** Python: takes away what uploads that died have left, of this namespace and what is long dead of others. */
const tidy = (namespace: string) => `def _marker(folder):
    """What a directory of iopctl's says of itself; None for another's."""
    try:
        with open(os.path.join(folder, ${pythonString(OWNER_FILE)}), encoding="utf-8") as file:
            marker = json.load(file)
        return marker if marker["written_by"] == "iopctl" else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _tidy_first_version(folder):
    """The first version of iopctl wrote definitions into its entrypoint, which nothing needs once it has run."""
    path = os.path.join(folder, "iopctl_settings.py")
    if folder == _here or not os.path.isfile(path):
        return
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if text.startswith('"""Written by iopctl.') and "\\n_definitions = [\\n" in text:
        _take(path)
        for name in os.listdir(os.path.join(folder, "__pycache__")):
            if name.startswith("iopctl_settings."):
                _take(os.path.join(folder, "__pycache__", name))


def _tidy(parent):
    """Data files that uploads have left which died before they were read."""
    for entry in os.listdir(parent):
        folder = os.path.join(parent, entry)
        try:
            if not os.path.islink(folder):
                _tidy_first_version(folder)
        except (OSError, ValueError):
            pass
        path = os.path.join(folder, ${pythonString(DEFINITIONS_FILE)})
        try:
            if os.path.islink(folder) or not os.path.isfile(path):
                continue
            marker = _marker(folder)
            if marker is None:
                continue
            # Another namespace's may belong to an upload that is under way now.
            if marker.get("namespace") == ${pythonString(namespace)} or time.time() - os.path.getmtime(path) > ${DEAD_AFTER}:
                _take(path)
        except (OSError, ValueError):
            continue
`;

/**
 * The first statements of an entrypoint: takes this upload's definitions off the disk into `_written`, and whatever
 * uploads that died have left beside it. Modules of Python's own library only; nothing of the user's is imported before.
 *
 * A server may run an entrypoint twice in one migration (wire-notes, 6.4): the second finds the text in memory.
 */
export function takeDefinitions(upload: Upload, depth: number): string {
  return `import json
import os
import sys
import time

_here = os.path.dirname(os.path.abspath(__file__))
_root = os.path.normpath(_here${' + "/.."'.repeat(depth)})


${TAKE}

${tidy(upload.namespace)}

_written = ${upload.definitions.length === 0 ? "[]" : `_definitions(os.path.join(_root, ${pythonString(DEFINITIONS_FILE)}))`}
try:
    _tidy(os.path.dirname(_root))
except OSError:
    pass
`;
}
