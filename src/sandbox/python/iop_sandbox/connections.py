"""Where the items of a production send, as their Python classes tell: what `GET /connections` adds to the settings."""
import importlib
import os
import sys

from . import files, modules, settings
from .status import words_of


def connections(request):
    """`items`: name, module, classname, classpaths and Host settings of each; gives targets and warnings by name.

    One that cannot tell says why in its warnings, and takes nothing from the others.
    """
    files.sync(request["files"], request["directories"], request.get("gone"))
    return {"items": {item["item"]: _told(item) for item in request["items"]}}


def _told(item):
    paths = [path for path in item["classpaths"].replace("|", os.pathsep).split(os.pathsep) if path]
    for path in paths:
        modules.root(path)
    try:
        # A process of its own: the source is read anew, and what runs goes on with the modules that it has.
        with modules.process({}, paths[0] if paths else ""):
            sys.path[1:1] = paths[1:]
            importlib.invalidate_caches()
            return {"targets": _ask(item), "warnings": []}
    except BaseException as problem:  # noqa: B036 - whatever the author's code does
        return {"targets": [], "warnings": ["<PYTHON EXCEPTION> 246 %s: %s" % (type(problem), words_of(problem))]}


def _ask(item):
    """The instance is made as a server makes it, without `__init__`; it has the item's settings, and was not started."""
    cls = getattr(importlib.import_module(item["module"]), item["classname"])
    instance = cls.__new__(cls)
    settings.apply(instance, item["settings"], item["settings"].get("%settings", ""))
    found = instance.on_get_connections()
    if found is None:
        return []
    if isinstance(found, str):
        raise TypeError("on_get_connections must give a list of item names, not a text")
    return [str(name) for name in found if name]
