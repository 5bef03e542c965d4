"""Which messages the items of a production take, and their fields, as their Python classes tell: for a form of them."""
import dataclasses
import importlib
import inspect
import json
import os
import sys
import typing

from iop import Message, PydanticMessage

from . import files, modules

LIMIT = 200


def messages(request):
    """`items`: name, module, classname and classpaths of each; gives the classes and their fields by name.

    One that cannot tell gives none, and takes nothing from the others.
    """
    files.sync(request["files"], request["directories"], request.get("gone"))
    return {"items": {item["item"]: _told(item) for item in request["items"]}}


def _told(item):
    paths = [path for path in item["classpaths"].replace("|", os.pathsep).split(os.pathsep) if path]
    for path in paths:
        modules.root(path)
    try:
        # As for connections: what runs goes on with the modules that it has.
        with modules.process({}, paths[0] if paths else ""):
            sys.path[1:1] = paths[1:]
            importlib.invalidate_caches()
            cls = getattr(importlib.import_module(item["module"]), item["classname"])
            return [_described(found) for found in _taken(cls)]
    except BaseException:  # noqa: B036 - whatever the author's code does
        return []


def _taken(cls):
    """The messages that a handler's annotation names: those that the base class dispatches by their type."""
    found = []
    for _, method in inspect.getmembers(cls, inspect.isfunction):
        if method.__module__ != cls.__module__:
            continue
        try:
            hints = typing.get_type_hints(method)
            names = list(inspect.signature(method).parameters)[1:]
        except (NameError, TypeError, ValueError):
            continue
        if len(names) != 1:
            continue
        for kind in typing.get_args(hints.get(names[0])) or (hints.get(names[0]),):
            if isinstance(kind, type) and issubclass(kind, (Message, PydanticMessage)) and kind not in found:
                found.append(kind)
    return found[:LIMIT]


def _described(cls):
    if dataclasses.is_dataclass(cls):
        fields = [_field(field.name, field.type, field.default, field.default_factory) for field in dataclasses.fields(cls)]
    else:
        hints = typing.get_type_hints(cls)
        fields = [_field(name, hint, getattr(cls, name, dataclasses.MISSING), dataclasses.MISSING) for name, hint in hints.items()]
    return {"classname": "%s.%s" % (cls.__module__, cls.__qualname__), "fields": fields[:LIMIT]}


def _field(name, hint, default, factory):
    kind = hint if isinstance(hint, str) else getattr(hint, "__name__", str(hint))
    if default is dataclasses.MISSING and factory is not dataclasses.MISSING:
        default = factory()
    if default is dataclasses.MISSING or default is None:
        return {"name": name, "type": kind, "default": ""}
    try:
        text = default if isinstance(default, str) else json.dumps(default)
    except (TypeError, ValueError):
        text = ""
    return {"name": name, "type": kind, "default": text}
