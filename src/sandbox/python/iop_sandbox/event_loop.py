"""Event loops that run to their end at once: the one of the WebAssembly build can only go on in JavaScript's."""
import asyncio
import time


class _Selector:
    """Nothing is ever ready: there are no sockets. Only timers pass."""

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError("the event loop waits for what cannot come: WebAssembly has no sockets and no threads")
        if timeout > 0:
            time.sleep(timeout)
        return []

    def close(self):
        return None


class Loop(asyncio.BaseEventLoop):
    """A loop without sockets, processes and signals."""

    def __init__(self):
        super().__init__()
        self._selector = _Selector()

    def _process_events(self, event_list):
        return None

    def _write_to_self(self):
        return None


#: Its name of Python 3.14, and that of before.
_PolicyBase = getattr(asyncio.events, "_AbstractEventLoopPolicy", None) or asyncio.AbstractEventLoopPolicy


class _Policy(_PolicyBase):
    """`asyncio.get_event_loop()` gives a loop, and makes one where there is none."""

    def __init__(self):
        self._loop = None

    def get_event_loop(self):
        if self._loop is None or self._loop.is_closed():
            self._loop = Loop()
        return self._loop

    def set_event_loop(self, loop):
        self._loop = loop

    def new_event_loop(self):
        return Loop()


def install():
    """From now on `asyncio.run`, `Runner`, `new_event_loop` and `get_event_loop` work without JavaScript."""
    setter = getattr(asyncio.events, "_set_event_loop_policy", None) or asyncio.set_event_loop_policy
    setter(_Policy())
