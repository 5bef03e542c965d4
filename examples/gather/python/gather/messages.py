from dataclasses import dataclass, field

from iop import Message


@dataclass
class Enquiry(Message):
    """What is wanted, and how many."""

    article: str = ""
    count: int = 1


@dataclass
class Offer(Message):
    supplier: str = ""
    price: float = 0.0


@dataclass
class Offers(Message):
    best: str = ""
    offers: list[Offer] = field(default_factory=list)
