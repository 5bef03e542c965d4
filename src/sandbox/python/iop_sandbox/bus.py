"""The traffic of messages in one namespace: who sends to whom, what waits, in which order it is handled."""
import contextlib
import time

from iop.runtime import server

from .process import Run, alarm
from .status import StatusException, general, not_registered


class Message:
    """One message on its way. `cause` is the one in whose course it was sent; `run` waits for its answer, or who sends
    waits itself (`awaited`)."""

    def __init__(self, target, serial, cause=None, run=None, key="", awaited=False):
        self.target, self.serial, self.run, self.key = target, serial, run, key
        self.awaited = awaited or run is not None
        self.cause = cause
        if cause is not None:
            cause.cause = _open(cause.cause)
        self.done, self.answer, self.error = False, None, None

    def finish(self, answer, error=None):
        """The first answer counts: `reply` comes before the end of a process."""
        if not self.done:
            self.done, self.answer, self.error = True, answer, error
            if self.run is not None:
                self.run.answered(self, answer, error)

    def follows(self, other):
        """Whether it was sent in the course of the other."""
        at = self
        while at is not None and at is not other:
            at.cause = at = _open(at.cause)
        return at is other


def _open(message):
    """The first of its causes that is not done: nobody asks for those between, and a long chain of them is let go."""
    while message is not None and message.done:
        message = message.cause
    return message


#: Messages and seconds of one slice: what waits is handled between the other calls, not before them.
SLICE = 500
SLICE_SECONDS = 1.0
#: Seconds that a sender waits for its answer, whatever else is on the way.
PATIENCE = 45.0
#: Characters of a log entry's text and of its method, as IRIS keeps them; of one call its entries and all their texts.
TEXT, METHOD = 32_000, 40
ENTRIES, ROOM = 5_000, 4_000_000
#: Lines of one call for the terminal, and the characters of one.
LINES, LINE = 500, 2_000
#: Messages of one process that may be at work in each other's course.
DEPTH = 20


class Bus:
    def __init__(self):
        self.items = {}
        self.waiting = []
        self.timers = []
        self.entries = []
        self.lines = []
        self._room, self._dropped = ROOM, 0
        self.sessions = {}
        self._items = []
        self._messages = []

    # The server that components log to, and ask for services.

    def log(self, kind, source, method, text):
        item = self._items[-1].name if self._items else ""
        text = str(text)[:TEXT]
        self._room -= len(text)
        if len(self.entries) >= ENTRIES or self._room < 0:
            self._dropped += 1
            return
        method = str(method or "")[:METHOD]
        self.entries.append({"type": kind, "item": item, "class": source, "method": method, "text": text})

    def console(self, text):
        if len(self.lines) < LINES:
            self.lines.append("%s: %s" % (self._items[-1].name if self._items else "sandbox", str(text)[:LINE]))

    def business_service(self, name):
        item = self.items.get(name)
        if item is None or item.instance is None:
            raise not_registered(name)
        return item.instance

    @contextlib.contextmanager
    def of(self, item):
        """While code of an item runs: what it logs is the item's."""
        before = server.use(self)
        self._items.append(item)
        try:
            yield
        finally:
            self._items.pop()
            server.use(before)

    @contextlib.contextmanager
    def handling(self, message):
        """What is sent meanwhile is sent in the course of the message."""
        self._messages.append(message)
        try:
            yield
        finally:
            self._messages.pop()

    # Sending.

    def send_sync(self, source, target, serial):
        self._refuse_deadlock(target)
        message = Message(target, serial, self._cause(), awaited=True)
        self.perform(message)
        self.pump(message)
        if message.error is not None:
            raise message.error
        return message.answer

    def _refuse_deadlock(self, target):
        """An item whose jobs all wait for their own answer takes no message: a server waits until the time is over."""
        item = self.target(target)
        jobs = DEPTH if item.is_process else item.jobs
        if self._items.count(item) >= jobs:
            raise general(
                "%s does not answer in time: it is at work on the message in whose course this one was sent, and each of its "
                "%d jobs waits" % (target, jobs)
            )

    def send_async(self, source, target, serial, run=None, key=""):
        self.target(target)
        self.waiting.append(Message(target, serial, self._cause(), run, key))

    def send_document(self, source, target, document):
        """A document of a private session: its process is one instance for as long as the source runs."""
        item = self.target(target)
        if not item.is_process or not hasattr(item.cls, "on_document"):
            return self.send_sync(source, target, document)
        session = self.sessions.get((source.name, target))
        if session is None or session.item is not item:
            session = self.sessions[source.name, target] = Run(self, item, Message(target, document, self._cause()))
            session.instance = item.call(item.make, session.handle)
            item.call(session.instance._dispatch_on_private_session_started, session.handle, source.name, False)
        item.call(session.instance._dispatch_on_document, session.handle, source.name, document)
        return None

    def timer(self, run, seconds, key):
        request, response = alarm(key)
        self.timers.append((seconds, len(self.timers), Message("", request, self._cause(), run, key), response))

    def start_generator(self, source, target, serial):
        item = self.target(target)
        self._own(item)
        item.call(item.instance._dispatch_generator_started, serial)

    def poll_generator(self, source, target):
        item = self.target(target)
        self._own(item)
        end = object()

        def step():
            try:
                return item.instance._dispatch_generator_poll()
            except StopIteration:
                return end

        answer = item.call(step)
        if answer is end:
            raise StopIteration
        return answer

    def target(self, name):
        """The item of that name; a status exception where none runs."""
        item = self.items.get(name)
        if item is None:
            raise not_registered(name)
        return item

    def _own(self, item):
        if item.instance is None:
            raise general("Item %s gives no generators" % item.name)

    def _cause(self):
        return self._messages[-1] if self._messages else None

    # Handling.

    def perform(self, message):
        """Gives the message to its target. A process that waits for answers is finished later."""
        item = self.target(message.target)
        if item.is_process and item.failure is None:
            Run(self, item, message).begin()
            return
        try:
            with self.handling(message):
                message.finish(self._answer(item, message))
        except StatusException as error:
            message.finish(None, error)

    def _answer(self, item, message):
        serial = message.serial
        if not hasattr(item, "cls"):
            if item.failure is not None or message.awaited:
                # An answer that was invented would be taken for the real one's.
                raise item.refusal()
            self.console("%s of IRIS's class %s took a message and did nothing" % (item.name, item.class_name))
            return None
        method = getattr(item.instance, "_dispatch_on_message", None)
        if hasattr(item.instance, "_dispatch_on_process_input") and not hasattr(item.instance, "send_document_to_process"):
            method = item.instance._dispatch_on_process_input
        return item.call(method, serial)

    def pump(self, awaited=None):
        """Handles what waits, in its order, until the message is answered; without one, a slice of it.

        True: there is more that could be handled.
        """
        began, count, passed = time.monotonic(), 0, 0.0
        while awaited is None or not awaited.done:
            passed = time.monotonic() - began
            if awaited is None and (count >= SLICE or passed >= SLICE_SECONDS):
                return True
            message = next((entry for entry in self.waiting if self._may(entry, awaited)), None)
            if passed >= PATIENCE or message is None and not self._ring(awaited):
                break
            count += 1
            if message is not None:
                self.waiting.remove(message)
                self.perform(message)
        if awaited is not None and not awaited.done:
            why = "it waits for what nobody sends" if passed < PATIENCE else "%d s are over" % PATIENCE
            awaited.finish(None, general("%s never answers: %s" % (awaited.target, why)))
        return False

    def _may(self, message, awaited):
        """What waits for an item that did not start waits on."""
        item = self.items.get(message.target)
        return item is not None and item.failure is None and (awaited is None or message.follows(awaited))

    def _ring(self, awaited):
        """Time passes where nothing else is to be done: the next timer is over. False: there is none."""
        due = sorted(entry for entry in self.timers if awaited is None or entry[2].follows(awaited))
        if not due:
            return False
        self.timers.remove(due[0])
        due[0][2].finish(due[0][3])
        return True

    def queued(self):
        """How many messages wait for each item."""
        counts = {}
        for message in self.waiting:
            counts[message.target] = counts.get(message.target, 0) + 1
        return counts

    def take(self):
        """What was logged, and what goes to the terminal, since the last time."""
        entries, lines = self.entries, self.lines
        if self._dropped:
            lines.append("%d log entries of one call more than the sandbox keeps" % self._dropped)
        self.entries, self.lines = [], []
        self._room, self._dropped = ROOM, 0
        return {"log": entries, "said": lines}
