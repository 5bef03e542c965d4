"""Where a component sends, read from its source: calls of `send_request_…` with a target that can be known."""
import ast
import os
from dataclasses import dataclass
from pathlib import Path

from ..components.calls import interaction_of, read_calls
from .objectscript import find_class, read_sends

_IGNORED = {
    ".git",
    ".hg",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".tox",
    ".venv",
    "__pycache__",
    "build",
    "dist",
    "node_modules",
    "venv",
}
_LAST = {"docs", "test", "tests"}


@dataclass(frozen=True)
class SourceConnection:
    """`interaction`: sync, async, or request where it is not known."""

    target: str
    source: str
    detail: str = ""
    interaction: str = "request"


def infer_source_connections(class_name, host_settings, *, iop=False, root=None):
    """Targets of a component; its source is looked for below its class paths, then below the working folder.

    `iop`: the server says that it is Python's, whatever its class is called.
    """
    name = str(class_name or "").strip()
    if not name:
        return []
    roots = _roots(root or Path.cwd(), host_settings)
    source = find_class(name, roots, _IGNORED)
    if source is None or source.is_iop:
        wanted = _python_name(name, {**(source.defaults if source else {}), **host_settings})
        return _from_python(wanted, roots) if wanted else []
    found = read_sends(source, host_settings)
    return list(
        dict.fromkeys(
            SourceConnection(target, "ObjectScript source", "%s %s" % (method, how), interaction_of(method))
            for method, target, how in found
        )
    )


def _from_python(wanted, roots):
    for folder in roots:
        for path in _files(folder, wanted[0]):
            node = _class_in(path, wanted[1])
            if node is not None:
                return _unique(read_calls(node))
    return []


def _python_name(class_name, settings):
    """Module and name of the Python class; None of an IRIS class."""
    module, name = (str(settings.get(key) or "").strip() for key in ("%module", "%classname"))
    if module and name:
        return module, name
    if not class_name.startswith("Python."):
        return None
    return class_name[len("Python.") :].rpartition(".")[::2]


def _roots(root, settings):
    paths = str(settings.get("%classpaths") or "").replace("|", os.pathsep).split(os.pathsep)
    roots = [Path(path.strip()) for path in paths if path.strip()] + [Path(root)]
    # The whole disk is nobody's project.
    return [path for path in dict.fromkeys(roots) if path.is_dir() and path != Path(path.anchor)]


def _files(root, module):
    """Files that may hold the module (a proxy's name has lost its underscores), sources before tests."""
    parts = [part.replace("_", "") for part in module.split(".") if part]
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _IGNORED)
        for name in sorted(names):
            if name.endswith(".py"):
                path = Path(folder, name)
                own = [part.replace("_", "") for part in path.relative_to(root).with_suffix("").parts]
                own = own[:-1] if own[-1] == "init" else own
                if not parts or own[-len(parts) :] == parts or parts[-len(own) :] == own:
                    found.append(path)
    return sorted(found, key=lambda path: (bool(_LAST & set(path.relative_to(root).parts)), str(path)))


def _class_in(path, name):
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError):
        return None
    found = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    return next((node for node in found if node.name in (name, name.replace("_", ""))), None)


def _unique(calls):
    return list(
        dict.fromkeys(
            SourceConnection(call.target, "Python source", "%s %s" % (call.method, call.how), call.interaction)
            for call in calls
        )
    )
