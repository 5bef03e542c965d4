"""A component that fails in every way there is, and one that calls it."""
from iop import BusinessOperation, BusinessProcess

from messages import Bare, Done, Order


class Fragile(BusinessOperation):
    def on_order(self, request: Order):
        ways = {
            "exception": self.exception,
            "returns text": lambda: "done",
            "no dataclass": Bare,
            "unknown target": lambda: self.send_request_sync("Nobody", request),
            "missing module": self.missing_module,
            "exit": self.exit,
            "logs only": self.logs_only,
        }
        return ways.get(request.how, lambda: Done("not at all"))()

    def exception(self):
        return Done({}["key"])

    def missing_module(self):
        import a_driver_that_is_not_installed as driver

        return Done(driver.connect("dsn").execute("select 1"))

    def exit(self):
        raise SystemExit("out of here")

    def logs_only(self):
        self.log_error("nothing was done")


class Caller(BusinessProcess):
    """Sees a status exception, never the other component's own KeyError."""

    def on_order(self, request: Order):
        try:
            return self.send_request_sync("Fragile", request)
        except KeyError:
            return Done("its own error: this never happens")
        except RuntimeError as problem:
            self.log_warning("went another way")
            return Done("caught: %s" % problem)


class NeverStarts(BusinessOperation):
    def on_init(self):
        self.connection = open("/no/such/file")

    def on_order(self, request: Order):
        return Done("this never happens")
