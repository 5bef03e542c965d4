"""Services: where messages come in."""
import inspect
import warnings

from ..messages import deserialize, serialize
from .business_host import BusinessHost


class BusinessService(BusinessHost):
    """Called by its adapter, or through the Director: `on_process_input`, which hands on to `on_message`."""

    Adapter = adapter = None
    _wait_for_next_call_interval = False

    def on_message(self, request=None):
        """What came in."""
        no_hook(self, "on_message() or on_process_input()", "service message")

    def on_process_input(self, message_input=None):
        return self.on_message(message_input)

    def _set_iris_handles(self, handle_current, handle_partner):
        self.iris_handle = handle_current
        self.Adapter = self.adapter = handle_partner

    def _dispatch_on_process_input(self, request):
        return process_input(self, request)


class PollingBusinessService(BusinessService):
    """A service that IRIS's own adapter calls at every interval: `on_poll`."""

    @staticmethod
    def get_adapter_type():
        return "Ens.InboundAdapter"

    def on_poll(self):
        no_hook(self, "on_poll() or on_process_input()", "scheduled poll")

    def on_process_input(self, message_input=None):
        return self.on_poll()


def process_input(host, request):
    """`on_process_input`, also of an author who gave it no argument."""
    taken = len(inspect.signature(host.on_process_input).parameters)
    arguments = [deserialize(request)] if taken > 0 else []
    return serialize(host.on_process_input(*arguments))


def no_hook(host, hooks, what):
    """Warns that what came in was ignored, since the author wrote no method for it."""
    words = "%s did not override %s; the %s was ignored." % (type(host).__name__, hooks, what)
    warnings.warn(words, RuntimeWarning, stacklevel=3)
