"""Messages that are pydantic models: keyword arguments, validated. They travel as JSON, or pickled."""
from pydantic import BaseModel, PrivateAttr


class PydanticMessage(BaseModel):
    """`class Order(PydanticMessage): number: str`: no `@dataclass`, the two exclude each other."""

    _iris_id = PrivateAttr(default=None)

    def get_iris_id(self):
        """The id under which the server stored the message; None before it was sent."""
        return self._iris_id


class PydanticPickleMessage(PydanticMessage):
    """A pydantic message that travels pickled."""
