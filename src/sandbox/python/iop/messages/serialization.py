"""Messages on their way: every send serialises, and the receiver builds its copy from its own import of the class."""
import base64
import copy
import dataclasses
import enum
import importlib
import json
import pickle

from pydantic import BaseModel

from iop_values import json_text
from iop_values.typed import convert, dataclass_from

from ..runtime import server
from .base import Message
from .kinds import PICKLED, class_name, is_iris_object, require_dataclass
from .persistent import PersistentMessage, fields_of, iris_class_of


class SerializationError(Exception):
    """A message that cannot be written as JSON, or built from it."""


class MessageClassImportError(SerializationError, ImportError):
    """The class of a message cannot be imported where it arrives."""


@dataclasses.dataclass(frozen=True)
class Envelope:
    """A message as a server stores it: the IRIS class of the body, the Python class, and its content as text."""

    kind: str
    classname: str
    text: str

    def _IsA(self, name):
        return name in (self.kind, "Ens.MessageBody", "%Persistent")


def serialize(message):
    """What travels of what a component sends or returns; None and "" are no message. TypeError for anything else."""
    if message is None or isinstance(message, str) and message == "":
        return None
    if isinstance(message, Envelope):
        return message
    if isinstance(message, PICKLED):
        return Envelope("IOP.PickleMessage", class_name(type(message)), _pickled(message))
    if isinstance(message, PersistentMessage):
        kind = iris_class_of(type(message))
        return Envelope(kind, class_name(type(message)), json_text.dumps(json_text.attributes(message)))
    if isinstance(message, (Message, BaseModel)):
        return Envelope("IOP.Message", class_name(type(message)), _json(message))
    if is_iris_object(message):
        return copy.deepcopy(message)
    if hasattr(message, "__next__"):
        raise TypeError(
            "A generator is no message: the caller must ask for it with send_generator_request, got %r" % type(message)
        )
    raise TypeError(
        "A message must be an instance of a subclass of Message, or of a persistent class of IRIS, not %s"
        % type(message).__name__
    )


def deserialize(serial):
    """The message that a component gets: a new object of the class that its own import of the module gives."""
    if is_iris_object(serial):
        return copy.deepcopy(serial)
    if not isinstance(serial, Envelope):
        return serial
    if serial.kind == "IOP.PickleMessage":
        return pickle.loads(base64.b64decode(serial.text))
    cls = _class_of(serial.classname)
    try:
        return _built(cls, serial.text)
    except SerializationError:
        raise
    except Exception as problem:
        raise SerializationError("Failed to deserialize JSON: %s" % problem) from problem


def _pickled(message):
    bare = copy.copy(message)
    vars(bare).pop("_iris_id", None)
    return base64.b64encode(pickle.dumps(bare)).decode("ascii")


def _json(message):
    if isinstance(message, BaseModel):
        if dataclasses.is_dataclass(message):
            raise SerializationError(_both(type(message)))
        return message.model_dump_json()
    require_dataclass(message)
    _tell_of_enumerations(message)
    try:
        return json_text.message(message)
    except (TypeError, UnicodeError, RecursionError) as problem:
        words = "%s cannot be written as JSON: %s" % (type(message).__name__, problem)
        raise SerializationError(words) from problem


#: The fields of which the console was told.
_told = set()


def _tell_of_enumerations(message):
    """IoP's own source of today goes round in circles in an enumeration that is a field itself."""
    for name, value in vars(message).items():
        field = "%s.%s" % (class_name(type(message)), name)
        if isinstance(value, enum.Enum) and field not in _told:
            _told.add(field)
            server.current().console(
                "%s is an enumeration: it travels here, and IoP 4.1 may refuse it; %s.value travels everywhere" % (field, name)
            )


def _class_of(name):
    module, _, own = name.rpartition(".")
    if not module:
        raise MessageClassImportError("Failed to load class %s: Classname must include a module: %s" % (name, name))
    try:
        return getattr(importlib.import_module(module), own)
    except (ModuleNotFoundError, AttributeError) as problem:
        raise MessageClassImportError("Failed to load class %s: %s" % (name, problem)) from problem


def _built(cls, text):
    if isinstance(cls, type) and issubclass(cls, BaseModel):
        if dataclasses.is_dataclass(cls):
            raise SerializationError(_both(cls))
        return cls.model_validate_json(text)
    if dataclasses.is_dataclass(cls):
        return dataclass_from(cls, json.loads(text))
    if isinstance(cls, type) and issubclass(cls, PersistentMessage):
        fields = fields_of(cls)
        values = {name: value for name, value in json.loads(text).items() if name in fields}
        return cls(**{name: convert(fields[name][0], value) for name, value in values.items() if value is not None})
    raise SerializationError("Class %s must be a Pydantic model or dataclass" % cls)


def _both(cls):
    return (
        "Class '%s' is a PydanticMessage and a @dataclass, which exclude each other: "
        "take @dataclass away, or extend Message" % cls.__name__
    )
