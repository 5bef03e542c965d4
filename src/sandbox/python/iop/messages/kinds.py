"""What is a message, and of which kind."""
import dataclasses

from pydantic import BaseModel

from .base import Message, PickleMessage
from .persistent import PersistentMessage
from .pydantic_message import PydanticPickleMessage

PICKLED = (PickleMessage, PydanticPickleMessage)


def is_message_class(cls):
    """Whether objects of a class may be sent; pydantic's own models count."""
    return isinstance(cls, type) and issubclass(cls, (Message, BaseModel, PersistentMessage))


def is_iris_object(value):
    """An object of one of IRIS's own classes."""
    return not isinstance(value, type) and type(value).__module__.startswith("iris") and hasattr(value, "_IsA")


def class_name(cls):
    """`module.Class`: how a class of messages is named on the server."""
    return "%s.%s" % (cls.__module__, cls.__name__)


def require_dataclass(message):
    """TypeError for a `Message` whose author left `@dataclass` out: it has no fields that could travel."""
    if not dataclasses.is_dataclass(message):
        cls = type(message)
        raise TypeError("%s.%s must be a dataclass: write @dataclass above it" % (cls.__module__, cls.__qualname__))
