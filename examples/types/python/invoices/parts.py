"""Typed messages: dates, times, decimals and enumerations arrive as what they are, not as text."""
from datetime import datetime
from decimal import Decimal

from iop import BusinessOperation, BusinessProcess

from messages import Booked, Invoice, Tariff

TAXES = {Tariff.NORMAL: Decimal("0.20"), Tariff.REDUCED: Decimal("0.10")}


class Desk(BusinessProcess):
    ledger = "Ledger"

    def on_invoice(self, request: Invoice):
        return self.send_request_sync(self.ledger, request)


class Ledger(BusinessOperation):
    def on_invoice(self, request: Invoice) -> Booked:
        total = sum((line.price * (1 + TAXES[line.tariff]) for line in request.lines), Decimal(0))
        due = request.issued + request.due_in
        self.log_info("%s due on %s" % (total.quantize(Decimal("0.01")), due.strftime("%d.%m.%Y")))
        at = datetime.combine(request.issued, datetime.min.time())
        return Booked(total=total.quantize(Decimal("0.01")), due=due, at=at)
