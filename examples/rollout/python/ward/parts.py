from dataclasses import dataclass

from iop import BusinessOperation, Message


@dataclass
class Ping(Message):
    text: str = ""


class Intake(BusinessOperation):
    greeting: str = "hello"

    def on_message(self, request: Ping) -> Ping:
        return Ping(text=f"{self.greeting} {request.text}")
