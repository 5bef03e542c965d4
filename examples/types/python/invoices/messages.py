from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum

from iop import Message


class Tariff(Enum):
    NORMAL = "normal"
    REDUCED = "reduced"


@dataclass
class Line(Message):
    text: str = ""
    price: Decimal = Decimal("0.00")
    tariff: Tariff = Tariff.NORMAL


@dataclass
class Invoice(Message):
    issued: date = None
    due_in: timedelta = timedelta(days=14)
    lines: list[Line] = field(default_factory=list)


@dataclass
class Booked(Message):
    total: Decimal = None
    due: date = None
    at: datetime = None
