"""Messages that IRIS stores as classes of their own. The sandbox has no IRIS classes: it keeps fields, types and names."""
import re

from iop_values.typed import Mismatch, annotations_of, convert

_MISSING = object()


class FieldInfo:
    """What `Field(…)` declares."""

    def __init__(self, default=_MISSING, *, default_factory=None, required=False, max_length=None, **options):
        self.default, self.default_factory = default, default_factory
        self.required, self.max_length, self.options = required, max_length, options

    def initial(self):
        """The value of a field that was not given."""
        if self.default_factory is not None:
            return self.default_factory()
        return None if self.default is _MISSING else self.default


def Field(default=_MISSING, **options):
    """A field with its default and limits: `OrderId: str = Field(required=True, max_length=64)`."""
    return FieldInfo(default, **options)


class Model:
    """Base of what persistent messages hold: `class Address(Model, serial=True): City: str`."""

    def __init_subclass__(cls, serial=False, **options):
        super().__init_subclass__()

    def __init__(self, **values):
        fields = fields_of(type(self))
        for name in values:
            if name not in fields:
                raise TypeError("%s has no field %r" % (type(self).__name__, name))
        for name, (kind, info) in fields.items():
            value = values[name] if name in values else info.initial()
            setattr(self, name, _checked(type(self), name, kind, info, value, name in values))

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    __hash__ = None

    def __repr__(self):
        inner = ", ".join("%s=%r" % (name, value) for name, value in self.__dict__.items() if name[0] != "_")
        return "%s(%s)" % (type(self).__name__, inner)


class PersistentMessage(Model):
    """A message with an IRIS class of its own, named by `Meta.classname`, by its key in `CLASSES`, or after its Python class."""

    _iris_id = None

    def get_iris_id(self):
        """The id under which the server stored the message; None before it was sent."""
        return self._iris_id


def fields_of(cls):
    """Name to annotation and `FieldInfo`, in the order of their declaration."""
    found = {}
    for name, kind in annotations_of(cls).items():
        if name.startswith("_"):
            continue
        default = getattr(cls, name, _MISSING)
        found[name] = (kind, default if isinstance(default, FieldInfo) else FieldInfo(default))
    return found


def iris_class_of(cls):
    """The name of the IRIS class: underscores, `z` and what else IRIS does not take are escaped."""
    meta = cls.__dict__.get("Meta")
    named = getattr(meta, "classname", None) or getattr(cls, "_iop_registered_classname", None)
    return named or ".".join(map(_escaped, ("%s.%s" % (cls.__module__, cls.__name__)).split(".")))


def _escaped(part):
    return re.sub(r"[^A-Za-z0-9]|z", lambda found: {"_": "zU", "z": "zz"}.get(found[0], "z%04X" % ord(found[0])), part)


def _checked(cls, name, kind, info, value, given):
    if value is None:
        if info.required and not given:
            raise ValueError("%s.%s is required" % (cls.__name__, name))
        return None
    try:
        value = convert(kind, value)
    except Mismatch as problem:
        raise ValueError("%s.%s: %s" % (cls.__name__, name, problem)) from None
    if info.max_length is not None and isinstance(value, str) and len(value) > info.max_length:
        raise ValueError("%s.%s is longer than %d characters" % (cls.__name__, name, info.max_length))
    return value
