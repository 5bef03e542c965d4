from iop import BusinessOperation

from messages import Order, Receipt


class OrderStore(BusinessOperation):
    """Stores an order and answers with a receipt."""

    archive = "/data/archive"
    currency = "EUR"

    def on_order(self, request: Order) -> Receipt:
        self.log_info("order %s over %.2f %s" % (request.number, request.amount, self.currency))
        return Receipt(
            number=request.number,
            text="%.2f %s" % (request.amount, self.currency),
            stored_in="%s/%s" % (self.archive, request.number),
        )
