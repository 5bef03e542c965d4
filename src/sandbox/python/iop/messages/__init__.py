"""Messages: what components send to each other, and how they travel."""
from .base import Message, PickleMessage
from .persistent import Field, Model, PersistentMessage
from .pydantic_message import PydanticMessage, PydanticPickleMessage
from .serialization import Envelope, MessageClassImportError, SerializationError, deserialize, serialize

__all__ = [
    "Envelope",
    "Field",
    "Message",
    "MessageClassImportError",
    "Model",
    "PersistentMessage",
    "PickleMessage",
    "PydanticMessage",
    "PydanticPickleMessage",
    "SerializationError",
    "deserialize",
    "serialize",
]
