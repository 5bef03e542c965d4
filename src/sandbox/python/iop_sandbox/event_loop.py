"""An event loop that runs to its end at once: the one of the WebAssembly build can only go on in JavaScript's."""
import asyncio
import time
from asyncio import events


class _Selector:
    """Nothing is ever ready: there are no sockets. Only timers pass."""

    def select(self, timeout=None):
        if timeout:
            time.sleep(timeout)
        return []

    def close(self):
        return None


class _Loop(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = _Selector()

    def _process_events(self, event_list):
        return None

    def _write_to_self(self):
        return None


def run(main, *, debug=None, loop_factory=None):
    """`asyncio.run`, without threads and sockets."""
    outer = events._get_running_loop()
    events._set_running_loop(None)
    loop = _Loop()
    try:
        return loop.run_until_complete(main)
    finally:
        loop.close()
        events._set_running_loop(outer)


def install():
    asyncio.run = run
