"""Adapters written in Python: what a service or an operation uses to reach the outside."""
from .common import Common


class _Adapter(Common):
    """`BusinessHost` is the IRIS object of the component, `business_host_python` its Python instance."""

    BusinessHost = business_host = business_host_python = None

    def _set_iris_handles(self, handle_current, handle_partner):
        self.iris_handle = handle_current
        self.BusinessHost = self.business_host = handle_partner
        get_class = getattr(handle_partner, "GetClass", None)
        self.business_host_python = get_class() if get_class is not None else None


class InboundAdapter(_Adapter):
    """Called at every interval of its service: `on_task`."""

    def on_task(self):
        return None


class OutboundAdapter(_Adapter):
    """Called by its operation."""

    def on_keepalive(self):
        """At every interval of `KeepaliveInterval`."""
