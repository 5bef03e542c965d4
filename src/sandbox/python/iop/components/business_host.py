"""What components that take part in the traffic of messages have: the ways to send."""
import asyncio

from ..messages import deserialize, serialize
from .common import Common
from .connections import connections_of
from .dispatch import dispatch
from .generator import GeneratorRequest


class BusinessHost(Common):
    """A service, process or operation."""

    DISPATCH = []
    #: Characters from which on a server keeps a message's JSON as a stream.
    buffer = 64000

    def send_request_sync(self, target, request, timeout=-1, description=None):
        """Sends and waits for the answer: a message, or None."""
        request = serialize(request)
        return deserialize(self.iris_handle.dispatchSendRequestSync(item_name(target), request, timeout, description))

    def send_request_async(self, target, request, description=None):
        """Sends and goes on."""
        self.iris_handle.dispatchSendRequestAsync(item_name(target), serialize(request), description)

    async def send_request_async_ng(self, target, request, timeout=-1, description=None):
        """Sends; the coroutine's result is the answer."""
        request = serialize(request)
        await asyncio.sleep(0)
        try:
            answer = self.iris_handle.dispatchSendRequestSync(item_name(target), request, timeout, description)
        except Exception as problem:
            raise RuntimeError(str(problem)) from problem
        return deserialize(answer)

    def send_multi_request_sync(self, target_request, timeout=-1, description=None):
        """Sends several at once: of each the target, the request, the answer and 1 for done."""
        if not isinstance(target_request, list):
            raise TypeError("target_request must be a list")
        if not target_request:
            raise ValueError("target_request must not be empty")
        if not all(isinstance(pair, tuple) and len(pair) == 2 for pair in target_request):
            raise TypeError("target_request must contain tuples of (target, request)")
        calls = [(item_name(target), request, serialize(request)) for target, request in target_request]
        answers = self.iris_handle.dispatchSendRequestSyncMultiple([(name, sent) for name, _, sent in calls], timeout)
        return [
            (name, request, deserialize(answer), code) for (name, request, _), (answer, code) in zip(calls, answers)
        ]

    def send_generator_request(self, target, request, timeout=-1, description=None):
        """Asks a target for a generator, and gives its messages one by one."""
        return GeneratorRequest(self, item_name(target), request, timeout, description)

    @staticmethod
    def OnGetConnections():
        """The older hook, of the class; IoP does not ask it any more."""
        return None

    def on_get_connections(self):
        """The items to which it sends, for the picture of the production: as its source tells."""
        return connections_of(self)

    # What the server calls.

    def _dispatch_on_message(self, request):
        return serialize(dispatch(self, deserialize(request)))

    def _dispatch_generator_started(self, request):
        generator = dispatch(self, deserialize(request))
        if not hasattr(generator, "__iter__"):
            raise TypeError("Expected a generator or iterable object, got: %s" % type(generator).__name__)
        self._gen = iter(generator)

    def _dispatch_generator_poll(self):
        """The next message; StopIteration at the end."""
        return serialize(next(self._gen))


def item_name(target):
    """The name of an item: of a target setting that names several, as it stands."""
    resolve = getattr(target, "resolve", None)
    return resolve() if callable(resolve) and not isinstance(target, str) else target
