from dataclasses import dataclass

from iop import Message


@dataclass
class Order(Message):
    number: str = ""
    amount: float = 0.0
    vip: bool = False


@dataclass
class Receipt(Message):
    number: str = ""
    text: str = ""
    stored_in: str = ""
