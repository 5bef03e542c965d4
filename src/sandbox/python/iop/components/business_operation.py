"""Operations: where messages go out."""
from .business_host import BusinessHost
from .business_service import no_hook
from .dispatch import dispatch_table


class BusinessOperation(BusinessHost):
    """Takes messages by `@handler`, by the type of a method's argument, or in `on_message`."""

    Adapter = adapter = None

    def on_message(self, request):
        no_hook(self, "on_message()", "operation message")

    def on_keepalive(self):
        """At every interval of the adapter's `KeepaliveInterval`."""

    def _set_iris_handles(self, handle_current, handle_partner):
        self.iris_handle = handle_current
        self.Adapter = self.adapter = handle_partner

    def _dispatch_on_init(self, host_object):
        self._warn_if_custom_init()
        self.DISPATCH = dispatch_table(self)
        self.on_init()
