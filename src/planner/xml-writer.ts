import { needsXml } from "../model/loss.ts";
import type { DefinitionWrite, Upload } from "../model/plan.ts";
import { pythonLiteral } from "./python.ts";

/**
 * Where the server's writer of `PRODUCTIONS` would drop something, the entrypoint has the definition's XML stored as it
 * stands. Not while it runs, since the server has validated nothing by then, but when the definition's record is registered,
 * behind all other classes: a server executes the module of a component when it registers it (wire-notes, 6.4), and that of
 * the record calls what the entrypoint has left for it.
 */
export const LOSS = "iopctl: loss: ";

/** Whether a definition of an upload is written as XML. */
export function writesXml(upload: Upload, { production }: DefinitionWrite): boolean {
  return upload.writer !== "plain" && needsXml(production);
}

/** The end of the module of a definition's record. */
export const RECORD_HOOK = `

getattr(__import__("sys"), "_iopctl_xml", {}).pop(__name__, str)()
`;

/** Finds the server's way to write XML, before anything is registered or any code of the user's runs. */
export function findWriter({ writer }: Upload): string {
  if (writer === "plain") return "";
  const missing = `${LOSS}this server has no register_production, which keeps what its other writer drops`;
  const refuse = writer === "xml" ? "" : `if _writer is None:\n    raise RuntimeError(${pythonLiteral(missing)})\n`;
  return `import functools


def _find_writer():
    """What stores the XML of a definition: of IoP 4, else of IoP 3, else None."""
    try:
        from iop.migration._production_io import register_production
        return register_production
    except (ImportError, AttributeError):
        pass
    try:
        from iop._utils import _Utils
        return _Utils.register_production
    except (ImportError, AttributeError):
        return None


_writer = _find_writer()
sys._iopctl_xml = {}
${refuse}`;
}

/** Leaves the writing to the records, and the other definitions in `_written`. One without a record is written at once. */
export function handToRecords({ writer }: Upload): string {
  if (writer === "plain") return "";
  return `if _writer is not None:
    for _one in _written:
        if "xml" not in _one:
            continue
        _write = functools.partial(_writer, _one["production"], _one["xml"])
        if _one["record"]:
            sys._iopctl_xml[_one["record"]] = _write
        else:
            _write()
    _written = [_one for _one in _written if "xml" not in _one]
`;
}

/** A settings file that writes a production of which the server drops something is refused: nothing is registered yet. */
export function refuseFragile({ fragile, package: pack }: Upload): string {
  if (fragile.length === 0 || pack === undefined || !("settingsFile" in pack.entry)) return "";
  return `_fragile = set(${pythonLiteral([...fragile])})
for _one in _productions if isinstance(_productions, (list, tuple)) else []:
    _name = next(iter(_one), None) if isinstance(_one, dict) else getattr(_one, "name", None)
    if isinstance(_name, str) and _name in _fragile:
        raise RuntimeError(${pythonLiteral(LOSS)} + "the settings file writes %s, and the server drops something of it" % _name)
`;
}
