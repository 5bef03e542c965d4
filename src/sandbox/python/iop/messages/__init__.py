"""Messages: what components send to each other."""
from .base import (
    Field,
    Message,
    Model,
    PersistentMessage,
    PickleMessage,
    PydanticMessage,
    PydanticPickleMessage,
    from_plain,
    to_plain,
)

__all__ = [
    "Field",
    "Message",
    "Model",
    "PersistentMessage",
    "PickleMessage",
    "PydanticMessage",
    "PydanticPickleMessage",
    "from_plain",
    "to_plain",
]
