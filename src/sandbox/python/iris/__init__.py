"""IRIS's own Python module, as far as there can be one without IRIS: messages of its classes are objects that hold what
is set on them, globals live in memory. ObjectScript, SQL and what else needs the server raises and says so."""
from iop_sandbox.imports import stand_in

from .globals import gref
from .objects import IrisMeta, IrisObject, adapter, cls

__all__ = ["IrisMeta", "IrisObject", "adapter", "cls", "gref", "ref"]

REASON = "the sandbox has no IRIS: it cannot do %(name)s"


class ref:
    """A value that a method of IRIS would write to."""

    def __init__(self, value=None):
        self.value = value


def __getattr__(name):
    """`iris.Ens.StringRequest` is a class; `iris.sql`, `iris.connect` and the like are what only IRIS has."""
    if name.startswith("__"):
        raise AttributeError(name)
    if name[:1].isupper() or name.startswith("_"):
        return cls(name.replace("_", "%", 1) if name.startswith("_") else name)
    return stand_in("iris.%s" % name, REASON)
