from dataclasses import dataclass

from iop import Message


@dataclass
class Order(Message):
    """`how` says in which way the component is to fail."""

    how: str = "not at all"


@dataclass
class Done(Message):
    text: str = ""


class Bare(Message):
    """Its author forgot `@dataclass`: it cannot be sent."""
