import os

from iop import PollingBusinessService

from messages import Order


class OrderFileService(PollingBusinessService):
    """Reads one order from each line `number;amount` of the files in a folder."""

    path = "/data/in"
    target = "OrderStore"
    call_interval = 5

    def on_poll(self):
        if not os.path.isdir(self.path):
            return
        for name in sorted(os.listdir(self.path)):
            with open(os.path.join(self.path, name)) as file:
                for line in file:
                    number, amount = line.strip().split(";")
                    self.send_request_sync(self.target, Order(number=number, amount=float(amount)))
            os.remove(os.path.join(self.path, name))
