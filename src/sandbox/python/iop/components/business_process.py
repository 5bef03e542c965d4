"""Processes: what decides where messages go, and waits for what it sent.

Each message has a process instance of its own. What is certain to last between its calls are the attributes named in
`PERSISTENT_PROPERTY_LIST`, where they are text, numbers, truth values or bytes.
"""
from ..messages import deserialize, serialize
from .business_host import BusinessHost, item_name
from .dispatch import dispatch, dispatch_table

LASTING = (str, int, float, bool, bytes)


class BusinessProcess(BusinessHost):
    """`on_request` (or a typed method), then `on_response` for each answer, then `on_complete`."""

    PERSISTENT_PROPERTY_LIST = None

    def on_message(self, request):
        return self.on_request(request)

    def on_request(self, request):
        """The message that begins it. What it returns is the answer so far."""
        return None

    def on_response(self, request, response, call_request, call_response, completion_key):
        """An answer to what was sent; `request` is the message that began it, `response` the answer so far."""
        return response

    def on_complete(self, request, response):
        """When all that was sent is answered. What it returns is what the caller gets."""
        return response

    def reply(self, response):
        """Answers the caller now, before the process is done."""
        self.iris_handle.dispatchReply(serialize(response))

    def send_request_async(self, target, request, description=None, completion_key=None, response_required=True):
        """Sends and goes on; with `response_required` the answer comes to `on_response` with the completion key."""
        self.iris_handle.dispatchSendRequestAsync(
            item_name(target), serialize(request), int(bool(response_required)), completion_key, description
        )

    def set_timer(self, timeout, completion_key=None):
        """An answer that comes when the time (seconds, or "PT5S") is over."""
        self.iris_handle.dispatchSetTimer(timeout, completion_key)

    # What the server calls.

    def _set_iris_handles(self, handle_current, handle_partner):
        self.iris_handle = handle_current

    def _dispatch_on_connected(self, host_object):
        self.on_connected()
        self._save(host_object)

    def _dispatch_on_init(self, host_object):
        self._warn_if_custom_init()
        self._restore(host_object)
        self.DISPATCH = dispatch_table(self)
        self.on_init()
        self._save(host_object)

    def _dispatch_on_tear_down(self, host_object):
        self._lasting(host_object, self.on_tear_down)

    def _dispatch_on_request(self, host_object, request):
        return serialize(self._lasting(host_object, dispatch, self, deserialize(request)))

    def _dispatch_on_response(self, host_object, request, response, call_request, call_response, completion_key):
        messages = [deserialize(message) for message in (request, response, call_request, call_response)]
        return serialize(self._lasting(host_object, self.on_response, *messages, completion_key))

    def _dispatch_on_complete(self, host_object, request, response):
        return serialize(self._lasting(host_object, self.on_complete, deserialize(request), deserialize(response)))

    def _lasting(self, host_object, work, *arguments):
        """Around every call what lasts is restored and saved."""
        self._restore(host_object)
        answer = work(*arguments)
        self._save(host_object)
        return answer

    def _save(self, host_object):
        for name in self.PERSISTENT_PROPERTY_LIST or []:
            value = getattr(self, name, None)
            if type(value) in LASTING:
                host_object.setPersistentProperty(name, value)

    def _restore(self, host_object):
        for name in self.PERSISTENT_PROPERTY_LIST or []:
            value = host_object.getPersistentProperty(name)
            if value is not None:
                setattr(self, name, value)
