"""How the settings of a definition reach an instance: as text, where its class does not say otherwise."""
import typing

from iop.components.properties import setting_names
from iop_values.typed import Mismatch, annotations_of, convert

TYPES = {"Integer": int, "Numeric": float, "Boolean": bool, "String": str}

def apply(instance, values, lines=""):
    """Sets own properties from `values` (an empty one means the default), then what the lines of `%settings` say."""
    cls = type(instance)
    hints, own = annotations_of(cls), setting_names(cls)
    for name, text in values.items():
        if text != "" and name in own:
            setattr(instance, name, typed(cls, name, text, hints))
    for line in lines.replace("\r", "").split("\n"):
        name, _, text = line.partition("=")
        if name != "":
            setattr(instance, name, text)


def typed(cls, name, text, hints):
    """The text; where the class declares a typed `setting`, as that type."""
    declared = next((vars(base)[name] for base in cls.__mro__ if name in vars(base)), None)
    if not hasattr(declared, "has_default") and not hasattr(declared, "iris_type"):
        declared = next((entry for entry in typing.get_args(hints.get(name)) if hasattr(entry, "iris_type")), None)
    if declared is None:
        return text
    try:
        return convert(kind_of(declared, hints.get(name)), text)
    except Mismatch:
        return text


def kind_of(declared, hint):
    """The type that a setting declares; `str` where it declares none."""
    named = getattr(declared, "iris_type", None)
    if named:
        return TYPES.get(str(named).replace("%", "").replace("Library.", ""), str)
    kind = getattr(declared, "data_type", None) or hint
    if typing.get_origin(kind) is typing.Annotated:
        kind = typing.get_args(kind)[0]
    if isinstance(kind, str):
        return {"int": int, "float": float, "bool": bool}.get(kind, TYPES.get(kind.capitalize(), str))
    if kind is None and getattr(declared, "has_default", False):
        kind = type(declared.default)
    return kind if kind in (int, float, bool) else str
