"""Messages: what components send to each other."""
import dataclasses
import json


class Message:
    """Base of messages that are dataclasses: their fields travel as JSON."""

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        # A class with annotations that nobody made a dataclass still takes its fields as arguments.
        if "__init__" not in cls.__dict__ and "__dataclass_fields__" not in cls.__dict__:
            if cls.__dict__.get("__annotations__") or "__annotate_func__" in cls.__dict__:
                dataclasses.dataclass(cls)


class PickleMessage(Message):
    """A message of any Python objects."""


class PersistentMessage(Message):
    """A message that IRIS stores as a class of its own."""


class PydanticMessage(Message):
    """A message with the fields of its annotations, checked by nobody here: pydantic is not in the sandbox."""

    def __init__(self, **fields):
        for name in _annotations(type(self)):
            if name in fields:
                setattr(self, name, fields.pop(name))
        for name, value in fields.items():
            setattr(self, name, value)

    def model_dump(self):
        return to_plain(self)

    def model_dump_json(self):
        return json.dumps(self.model_dump())

    @classmethod
    def model_validate(cls, data):
        return from_plain(cls, data)


class PydanticPickleMessage(PydanticMessage):
    """A pydantic message that travels pickled."""


class Model:
    """Base of what persistent messages hold."""


def Field(default=None, **options):
    """A field of a persistent message: its default."""
    factory = options.get("default_factory")
    return factory() if factory is not None else default


def _annotations(cls):
    names = []
    for base in reversed(cls.__mro__):
        names.extend(getattr(base, "__annotations__", {}) or {})
    return names


def to_plain(value):
    """A message as plain JSON data."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name, None)) for f in dataclasses.fields(value)}
    if isinstance(value, Message):
        fields = {n: getattr(value, n) for n in _annotations(type(value)) if hasattr(value, n)}
        fields.update(vars(value))
        return {name: to_plain(inner) for name, inner in fields.items()}
    if isinstance(value, dict):
        return {str(key): to_plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [to_plain(inner) for inner in value]
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return str(value)


def from_plain(cls, data):
    """A message of a class from plain JSON data; nested dataclasses are built too."""
    if dataclasses.is_dataclass(cls):
        known = {f.name: f for f in dataclasses.fields(cls)}
        values = {}
        for name, value in data.items():
            if name not in known:
                raise TypeError("%s has no field %r" % (cls.__name__, name))
            kind = known[name].type
            inner = isinstance(value, dict) and isinstance(kind, type) and dataclasses.is_dataclass(kind)
            values[name] = from_plain(kind, value) if inner else value
        return cls(**values)
    if issubclass(cls, PydanticMessage):
        return cls(**data)
    made = cls()
    for name, value in data.items():
        setattr(made, name, value)
    return made
