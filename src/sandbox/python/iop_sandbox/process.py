"""The life of a process: one run for each message, from `on_request` over every answer to `on_complete`."""
import re

import iris
from iop_values.scalars import Mismatch, span

from .handle import Handle
from .status import StatusException, general


class Run:
    """One process instance. `message` is what began it; it is finished with the reply, or with an error."""

    def __init__(self, bus, item, message):
        self.bus, self.item, self.message = bus, item, message
        self.handle = Handle(bus, item, self)
        self.instance = None
        self.response = None
        self.open = 0
        self.over = False

    def begin(self):
        self.instance = self.step(lambda: self.item.make(self.handle))
        if not self.over:
            self.response = self.step(lambda: self.instance._dispatch_on_request(self.handle, self.message.serial))
        self.complete_if_done()

    def send(self, target, request, required, key):
        """Puts a call on its way; counts it where an answer is wanted."""
        self.bus.send_async(self.item, target, request, self if required else None, key)
        self.open += 1 if required else 0

    def set_timer(self, timeout, key):
        """The timer's end is an answer too."""
        self.bus.timer(self, _seconds(timeout), key)
        self.open += 1

    def reply(self, response):
        self.message.finish(response)

    def answered(self, call, answer, error):
        """An answer came, or an error in its place: that ends the process."""
        if self.over:
            return
        self.open -= 1
        if error is not None:
            with self.bus.of(self.item):
                self.bus.log("Error", self.item.cls.__name__, "", str(error))
            return self.fail(error)
        self.response = self.step(
            lambda: self.instance._dispatch_on_response(
                self.handle, self.message.serial, self.response, call.serial, answer, call.key
            )
        )
        self.complete_if_done()

    def complete_if_done(self):
        if self.over or self.open > 0:
            return
        answer = self.step(
            lambda: self.instance._dispatch_on_complete(self.handle, self.message.serial, self.response)
        )
        if not self.over:
            self.over = True
            self.step(lambda: self.instance._dispatch_on_tear_down(self.handle))
            self.message.finish(answer)

    def step(self, work):
        """One call of the instance, in the course of the message that began it."""
        try:
            with self.bus.handling(self.message):
                return self.item.call(work)
        except StatusException as error:
            self.fail(error)
            return None

    def fail(self, error):
        self.over = True
        self.message.finish(None, error)


def alarm(key):
    """What comes in the place of an answer when a timer is over."""
    return iris.cls("Ens.AlarmRequest")._New(), iris.cls("Ens.AlarmResponse")._New()


def _seconds(timeout):
    """A timer's time: seconds, or ISO 8601."""
    try:
        if isinstance(timeout, str) and re.fullmatch(r"\d+(\.\d+)?", timeout):
            return float(timeout)
        return span(timeout).total_seconds()
    except Mismatch:
        raise general("'%s' is no time for a timer: seconds, or as in PT5S" % timeout) from None
