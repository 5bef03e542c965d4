"""The classes that messages extend.

A message is a dataclass by its author's own `@dataclass`: the base class adds no field, no option and no `__init__`.
"""


class Message:
    """What components send to each other: `@dataclass class Order(Message): …`. It travels as JSON."""

    _iris_id = None

    def get_iris_id(self):
        """The id under which the server stored the message; None before it was sent."""
        return self._iris_id


class PickleMessage(Message):
    """A message of any Python objects: it travels pickled."""
