"""Event loops that run to their end at once: the one of the WebAssembly build can only go on in JavaScript's."""
import asyncio
import contextlib
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


def run(main, *, debug=None, loop_factory=None):
    """`asyncio.run`, also where JavaScript's loop is said to run."""
    outer = asyncio._get_running_loop()
    if isinstance(outer, Loop):
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with outside(), asyncio.Runner(debug=debug, loop_factory=loop_factory or Loop) as runner:
        return runner.run(main)


@contextlib.contextmanager
def outside():
    """Code of authors runs outside of JavaScript's loop, in which all of this is called."""
    outer = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(outer)


def install():
    """From now on `asyncio.run`, `Runner`, `new_event_loop` and `get_event_loop` work without JavaScript."""
    asyncio.run = run
    setter = getattr(asyncio.events, "_set_event_loop_policy", None) or asyncio.set_event_loop_policy
    setter(_Policy())
