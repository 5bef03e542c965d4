"""Components of private sessions: services and operations that talk with one process for a while."""
from ..messages import deserialize, serialize
from .business_host import BusinessHost
from .business_process import BusinessProcess
from .business_service import process_input


class _Duplex(BusinessHost):
    """Takes input as a service does, and messages as an operation does."""

    Adapter = adapter = None
    PERSISTENT_PROPERTY_LIST = None
    _wait_for_next_call_interval = False

    def on_message(self, request):
        return None

    def on_process_input(self, message_input):
        return None

    def on_keepalive(self):
        """At every interval of the adapter's `KeepaliveInterval`."""

    def on_private_session_started(self, source_config_name, self_generated):
        return None

    def on_private_session_stopped(self, source_config_name, self_generated, message):
        return None

    def send_document_to_process(self, document):
        """Sends a document to the process of the session, which `DuplexTargetConfigName` names."""
        return deserialize(self.iris_handle.dispatchSendDocumentToProcess(serialize(document)))

    def _set_iris_handles(self, handle_current, handle_partner):
        self.iris_handle = handle_current
        self.Adapter = self.adapter = handle_partner

    def _dispatch_on_process_input(self, request):
        return process_input(self, request)


class DuplexService(_Duplex):
    """A service of private sessions."""


class DuplexOperation(_Duplex):
    """An operation of private sessions."""


class DuplexProcess(BusinessProcess):
    """A process of private sessions: documents come to `on_document`."""

    def on_document(self, source_config_name, request):
        return None

    def on_private_session_started(self, source_config_name, self_generated):
        return None

    def on_private_session_stopped(self, source_config_name, self_generated, message):
        return None

    def _dispatch_on_document(self, host_object, source_config_name, request):
        return serialize(self._lasting(host_object, self.on_document, source_config_name, deserialize(request)))

    def _dispatch_on_private_session_started(self, host_object, source_config_name, self_generated):
        return serialize(
            self._lasting(host_object, self.on_private_session_started, source_config_name, self_generated)
        )
