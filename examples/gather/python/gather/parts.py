"""Fan-out and gather: one enquiry goes to several suppliers at once, and the best of their offers comes back."""
from iop import BusinessOperation, BusinessProcess, setting

from messages import Enquiry, Offer, Offers


class Enquiries(BusinessProcess):
    """Sends without waiting; `on_response` takes each offer, `on_complete` answers when all are there."""

    # The items to ask, separated by commas.
    suppliers = ""
    # Text, and so it lasts between the calls of one process.
    PERSISTENT_PROPERTY_LIST = ["found"]

    def on_enquiry(self, request: Enquiry):
        self.found = ""
        for supplier in self.suppliers.split(","):
            self.send_request_async(supplier, request, completion_key=supplier)

    def on_response(self, request, response, call_request, call_response, completion_key):
        self.found += "%s=%r;" % (completion_key, call_response.price)
        return response

    def on_complete(self, request, response):
        pairs = [entry.split("=") for entry in self.found.split(";") if entry]
        offers = sorted((Offer(name, float(price)) for name, price in pairs), key=lambda offer: offer.price)
        self.log_info("%d offers for %d x %s" % (len(offers), request.count, request.article))
        return Offers(best=offers[0].supplier, offers=offers)


class Supplier(BusinessOperation):
    """Each item of it has its own price and discount."""

    price = setting(1.0, data_type=float, description="of one piece")
    discount_from = setting(1000, data_type=int, description="pieces from which on they cost a tenth less")

    def on_enquiry(self, request: Enquiry) -> Offer:
        total = self.price * request.count
        return Offer(price=round(total * (0.9 if request.count >= self.discount_from else 1), 2))
