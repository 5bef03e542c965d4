"""Components that run: instances made from the code that was current when each item started, and messages between them."""
import contextlib
import importlib
import json
import logging
import os
import sys

from iop.components import PollingBusinessService
from iop.messages import Message, from_plain, to_plain

from . import files

LIMIT = 1_000_000


class Live:
    """One started item: its instance, and the modules that it has loaded."""

    def __init__(self, item, instance, modules, path):
        self.item = item
        self.instance = instance
        self.modules = modules
        self.path = path


class Host:
    """What a component reaches of the production: other items, the log."""

    def __init__(self):
        #: Items that run but are no Python of ours: known by name, inert.
        self.inert = set()
        self.live = {}
        self.entries = []
        self.waiting = []

    def take_log(self):
        taken = self.entries
        self.entries = []
        return taken

    def log(self, kind, item, cls, text):
        self.entries.append({"type": kind, "item": item, "class": cls.__name__, "text": text})

    def started(self, name):
        """The live item; None for one that is inert."""
        if name in self.live:
            return self.live[name]
        if name in self.inert:
            return None
        raise LookupError("no item %s runs" % name)

    def send_sync(self, sender, target, request):
        self.log("Info", sender._item, type(sender), "sends %s to %s" % (type(request).__name__, target))
        live = self.started(target)
        if live is None:
            self.log("Info", target, object, "received %s; a class of IRIS is inert here" % type(request).__name__)
            return None
        return self.deliver(live, request)

    def queued(self):
        """How many messages wait for each item."""
        counts = {}
        for _sender, target, _request in self.waiting:
            counts[target] = counts.get(target, 0) + 1
        return counts

    def send_async(self, sender, target, request):
        self.log("Info", sender._item, type(sender), "queues %s for %s" % (type(request).__name__, target))
        self.waiting.append((sender, target, request))

    def deliver(self, live, request):
        with context(live):
            instance = live.instance
            instance._reply = None
            answer = instance._dispatch(request)
            return answer if answer is not None else instance._reply

    def drain(self):
        while self.waiting:
            sender, target, request = self.waiting.pop(0)
            live = self.started(target)
            answer = self.deliver(live, request) if live else None
            if hasattr(sender, "on_response") and answer is not None:
                sender.on_response(None, answer, request, answer, "")


@contextlib.contextmanager
def context(live):
    """The modules of an item's process stand in `sys.modules` while its code runs."""
    before = {name: sys.modules.get(name) for name in live.modules}
    sys.modules.update(live.modules)
    sys.path.insert(0, live.path)
    try:
        yield
        mine = _modules_below(live.path)
        live.modules.update(mine)
    finally:
        sys.path.remove(live.path)
        for name in live.modules:
            sys.modules.pop(name, None)
        sys.modules.update({name: module for name, module in before.items() if module is not None})


def _modules_below(path):
    root = path.rstrip("/") + "/"
    return {
        name: module
        for name, module in list(sys.modules.items())
        if str(getattr(module, "__file__", "") or "").startswith(root)
    }


def start(host, name, spec):
    path = spec["path"]
    for known in _modules_below(path):
        del sys.modules[known]
    top = spec["module"].split(".")[0]
    kept = {known: sys.modules.pop(known) for known in list(sys.modules) if known.split(".")[0] == top}
    sys.path.insert(0, path)
    importlib.invalidate_caches()
    try:
        module = importlib.import_module(spec["module"])
        cls = getattr(module, spec["classname"])
        modules = _modules_below(path)
    finally:
        sys.path.remove(path)
        for known in _modules_below(path):
            del sys.modules[known]
        sys.modules.update(kept)
    instance = cls()
    live = Live(name, instance, modules, path)
    instance._host = host
    instance._item = name
    for key, value in spec["settings"].items():
        with contextlib.suppress(AttributeError):
            setattr(instance, key, _typed(getattr(instance, key, None), value))
    handler = LogHandler(host, name, cls)
    logger = logging.getLogger("iop.%s" % name)
    logger.handlers[:] = [handler]
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    with context(live):
        instance.on_init()
    return live


class LogHandler(logging.Handler):
    def __init__(self, host, item, cls):
        super().__init__()
        self.host, self.item, self.cls = host, item, cls

    def emit(self, record):
        kinds = [(logging.ERROR, "Error"), (logging.WARNING, "Warning"), (logging.INFO, "Info")]
        kind = next((word for level, word in kinds if record.levelno >= level), "Trace")
        self.host.log(kind, self.item, self.cls, record.getMessage())


def _typed(default, text):
    """A setting's text as the type of the attribute's default."""
    if isinstance(default, bool):
        return str(text).lower() in ("1", "true", "yes", "on")
    for kind in (int, float):
        if isinstance(default, kind):
            with contextlib.suppress(ValueError):
                return kind(text)
    return text


#: The production that runs in each namespace.
HOSTS = {}


def sync(request):
    """Ends and starts items, so that what lives here is what runs there. Code comes as it was when the item started."""
    files.write(request["files"])
    host = HOSTS.setdefault(request["namespace"], Host())
    for name in request["stop"]:
        host.inert.discard(name)
        live = host.live.pop(name, None)
        if live is not None:
            attempt(host, name, lambda: live.instance.on_tear_down(), live)
    for name, spec in request["start"].items():
        if spec.get("module") is None:
            host.inert.add(name)
            continue
        try:
            host.live[name] = start(host, name, spec)
        except Exception as problem:
            host.inert.add(name)
            host.log("Error", name, object, "could not start: %s: %s" % (type(problem).__name__, problem))
    polls = {name: _interval(live.instance) for name, live in host.live.items() if _polls(live.instance)}
    return {"log": host.take_log(), "polls": polls}


def _polls(instance):
    """A polling service, or one that asks for the adapter of IRIS that does nothing but poll."""
    if isinstance(instance, PollingBusinessService):
        return True
    adapter = getattr(type(instance), "get_adapter_type", None)
    try:
        return adapter is not None and adapter() == "Ens.InboundAdapter"
    except Exception:
        return False


def _interval(instance):
    """Seconds."""
    for name in ("CallInterval", "call_interval"):
        with contextlib.suppress(TypeError, ValueError):
            return float(getattr(instance, name, None))
    return 5.0


def attempt(host, name, work, live):
    try:
        with context(live):
            return work()
    except Exception as problem:
        host.log("Error", name, type(live.instance), "%s: %s" % (type(problem).__name__, problem))
        return None


def poll(request):
    """One interval of a polling service."""
    host = HOSTS.get(request["namespace"])
    live = host.live.get(request["item"]) if host else None
    if live is None:
        return {"log": []}
    service = live.instance
    work = service.on_poll if hasattr(service, "on_poll") else lambda: service.on_process_input(None)
    attempt(host, request["item"], work, live)
    attempt(host, request["item"], host.drain, live)
    return {"log": host.take_log()}


def test(request):
    """Sends one message to an item and gives its answer as `POST /test` does (wire-notes, 3.14)."""
    host = HOSTS.setdefault(request["namespace"], Host())
    result = {"answer": None, "error": None}
    try:
        live = host.started(request["target"])
        if live is not None:
            with context(live):
                message = _message(request)
            host.log("Info", request["target"], type(live.instance), "test message %s" % type(message).__name__)
            result["answer"] = _answer(host.deliver(live, message))
    except Exception as problem:
        result["error"] = "%s: %s" % (type(problem).__name__, problem)
        host.log("Error", request["target"], object, result["error"])
    result["log"] = host.take_log()
    result["queued"] = host.queued()
    return result


def drain(request):
    """Handles what was sent without waiting for an answer."""
    host = HOSTS.setdefault(request["namespace"], Host())
    try:
        host.drain()
    except Exception as problem:
        host.log("Error", "", object, "%s: %s" % (type(problem).__name__, problem))
    return {"log": host.take_log(), "queued": host.queued()}


class EnsRequest(Message):
    """The empty `Ens.Request` that a test without a class sends."""


EnsRequest.__module__, EnsRequest.__qualname__, EnsRequest.__name__ = "Ens", "Request", "Request"


def _message(request):
    classname = request.get("classname")
    if not classname:
        return EnsRequest()
    module, _, name = classname.rpartition(".")
    cls = getattr(importlib.import_module(module), name)
    return from_plain(cls, json.loads(request.get("body") or "{}"))


def _answer(value):
    if value is None:
        return None
    kind = type(value)
    if not isinstance(value, Message) and not hasattr(value, "__dataclass_fields__"):
        return {"classname": "Ens.StringResponse", "body": "<StringValue>%s</StringValue>" % value}
    text = json.dumps(to_plain(value))
    return {
        "body": text[:LIMIT],
        "classname": "%s.%s" % (kind.__module__, kind.__qualname__),
        "truncated": 1 if len(text) > LIMIT else 0,
    }
