"""What runs: the calls that start and end items, poll services, and send test messages."""
import contextlib

import iris
from iop.messages import Envelope
from iop_values.json_text import attributes

from . import files
from .bus import Bus
from .items import Foreign, Item
from .status import StatusException

LIMIT = 1_000_000

#: The production that runs in each namespace.
BUSES = {}


def bus_of(request):
    return BUSES.setdefault(request["namespace"], Bus())


def sync(request):
    """Ends and starts items, so that what lives here is what runs there. Code comes as it was when the item started."""
    files.write(request["files"])
    bus = bus_of(request)
    for name in request["stop"]:
        item = bus.items.pop(name, None)
        if item is not None:
            item.end()
    if not request.get("keep", True):
        bus.waiting.clear()
        bus.timers.clear()
    for name, spec in request["start"].items():
        bus.items[name] = started(bus, name, spec)
    polls = {name: item.interval() for name, item in bus.items.items()}
    return {**bus.take(), "polls": {name: seconds for name, seconds in polls.items() if seconds is not None}}


def started(bus, name, spec):
    if spec.get("module") is None:
        item = Foreign(bus, name, spec["class"])
        if item.failure is not None:
            with bus.of(item):
                bus.log("Error", item.class_name, "", "ERROR <Ens>ErrGeneral: Item %s did not start: %s" % (name, item.failure))
        return item
    item = Item(bus, name, spec)
    item.start()
    return item


def poll(request):
    """One interval of a polling service, and what follows of it."""
    bus = bus_of(request)
    item = bus.items.get(request["item"])
    more = False
    if item is not None and item.interval() is not None:
        with contextlib.suppress(StatusException):
            item.poll()
        more = bus.pump()
    return {**bus.take(), "queued": bus.queued(), "more": more}


def drain(request):
    """Handles a slice of what was sent without waiting for an answer; `more`: not all of it."""
    bus = bus_of(request)
    more = bus.pump()
    return {**bus.take(), "queued": bus.queued(), "more": more}


def test(request):
    """Sends one message to an item and gives its answer as `POST /test` does (wire-notes, 3.14)."""
    bus = bus_of(request)
    result = {"answer": None, "error": None}
    try:
        item = bus.target(request["target"])
        if isinstance(item, Foreign):
            raise item.refusal()
        result["answer"] = answer_of(bus.send_sync(None, request["target"], test_message(request)))
    except StatusException as problem:
        result["error"] = str(problem)
    return {**result, **bus.take(), "queued": bus.queued()}


def test_message(request):
    """With a class a message of that Python class; else an empty `Ens.Request`."""
    if not request.get("classname"):
        return iris.cls("Ens.Request")._New()
    return Envelope("IOP.Message", request["classname"], request.get("body") or "{}")


def answer_of(serial):
    """The JSON of a test's answer; None: there was none."""
    if serial is None or serial == "":
        return None
    if isinstance(serial, Envelope) and serial.kind == "IOP.Message":
        cut = 1 if len(serial.text) > LIMIT else 0
        return {"body": serial.text[:LIMIT], "classname": serial.classname, "truncated": cut}
    if isinstance(serial, Envelope):
        return {"classname": serial.kind, "body": ""}
    values = "".join("<%s>%s</%s>" % (name, _xml(value), name) for name, value in attributes(serial).items())
    kind = serial._ClassName(1)
    return {"classname": kind, "body": "<%s>%s</%s>" % (kind.split(".")[-1], values, kind.split(".")[-1])}


def _xml(value):
    return str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
