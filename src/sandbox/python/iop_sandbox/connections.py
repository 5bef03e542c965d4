"""Where the items of a production send, as their Python classes tell: what `GET /connections` adds to the settings."""
import contextlib
import importlib
import os
import sys

from iop.components.connections import connections_of

from . import files


def connections(request):
    """`items`: name, module, classname, classpaths and Host settings of each; gives targets and warnings by name.

    One that cannot tell says why in its warnings, and takes nothing from the others.
    """
    files.sync(request["files"], request["directories"])
    with _own_modules():
        return {"items": {item["item"]: _told(item) for item in request["items"]}}


def _told(item):
    try:
        targets = _ask(item)
    except Exception as problem:  # noqa: BLE001 - whatever the author's code does
        return {"targets": [], "warnings": ["<PYTHON EXCEPTION> 246 %s: %s" % (type(problem), problem)]}
    return {"targets": targets, "warnings": []}


def _ask(item):
    """The instance is made as a server makes it, without `__init__`; it has the item's settings, and was not started."""
    cls = getattr(_module(item["module"], item["classpaths"]), item["classname"])
    instance = cls.__new__(cls)
    for name, value in item["settings"].items():
        if not name.startswith("%"):
            with contextlib.suppress(Exception):
                setattr(instance, name, value)
    ask = getattr(instance, "on_get_connections", None)
    found = connections_of(instance) if ask is None else ask()
    if found is None:
        return []
    if isinstance(found, str):
        raise TypeError("on_get_connections must give a list of item names, not a text")
    return [str(name) for name in found if name]


def _module(name, classpaths):
    paths = [path for path in classpaths.replace("|", os.pathsep).split(os.pathsep) if path]
    sys.path[:0] = paths
    try:
        importlib.invalidate_caches()
        return importlib.import_module(name)
    finally:
        for path in paths:
            sys.path.remove(path)


@contextlib.contextmanager
def _own_modules():
    """Modules of the server's files are read anew, and what runs goes on with those that it has."""
    before = dict(sys.modules)
    path = list(sys.path)
    for name, module in before.items():
        if getattr(module, "__file__", None) in files.written:
            del sys.modules[name]
    try:
        yield
    finally:
        sys.path[:] = path
        for name, module in list(sys.modules.items()):
            if name not in before and getattr(module, "__file__", None) in files.written:
                del sys.modules[name]
        sys.modules.update(before)
