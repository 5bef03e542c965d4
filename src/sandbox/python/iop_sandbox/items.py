"""One item of the running production: its process, its code, its instance, its adapter."""
import contextlib
import importlib
import math

from iop.components import BusinessProcess, PollingBusinessService

from . import modules, settings
from .adapters import adapter_of
from .handle import Handle
from .status import StatusException, general, method_of, of_exception, traceback_of, words_of


class Item:
    """Started from a spec: `path` (the code as it was then), `root` (where that stands on the server), `module`,
    `classname`, and the settings `host`, `adapter`, `lines`. `failure` says why it did not start."""

    def __init__(self, bus, name, spec):
        self.bus, self.name, self.spec = bus, name, spec
        self.modules = {}
        self.cls = self.instance = self.adapter = None
        self.failure = None

    @property
    def jobs(self):
        """How many messages it handles at a time."""
        return max(1, self.spec.get("pool", 1))

    @property
    def is_process(self):
        return isinstance(self.cls, type) and issubclass(self.cls, BusinessProcess)

    def start(self):
        """Imports the class; what is no process gets its one instance. What goes wrong is logged and kept."""
        modules.root(self.spec["path"])
        try:
            with self.running():
                self.cls = getattr(importlib.import_module(self.spec["module"]), self.spec["classname"])
                if not self.is_process:
                    self.instance = self.make(Handle(self.bus, self))
        except BaseException as problem:  # noqa: B036 - whatever an author raises is his item's failure alone
            self.failure = self.failed(problem)

    def make(self, handle):
        """A new instance, as `Common.cls` makes one: no `__init__`; handles, settings, `on_connected`, `on_init`."""
        instance = self.cls.__new__(self.cls)
        handle.instance = instance
        handle.adapter = self.adapter = adapter_of(self, handle)
        instance._set_iris_handles(handle, self.adapter)
        try:
            settings.apply(instance, self.spec["host"], self.spec["lines"])
        except AttributeError as problem:
            self.bus.log("Warning", self.cls.__name__, "", str(problem))
        try:
            instance._dispatch_on_connected(handle)
        except Exception as problem:
            self.bus.log("Warning", self.cls.__name__, "on_connected", "%s: %s" % (type(problem).__name__, words_of(problem)))
        instance._dispatch_on_init(handle)
        return instance

    def call(self, work, *arguments):
        """Runs code of the item. An exception of it is logged with its traceback, and raised as a status."""
        if self.failure is not None:
            raise general("Item %s did not start: %s" % (self.name, self.failure))
        with self.running():
            try:
                return work(*arguments)
            except BaseException as problem:  # noqa: B036
                self.failed(problem)
                raise of_exception(self.cls, problem) from None

    def failed(self, problem):
        """Logs the traceback; gives the one line that says it."""
        name = self.cls.__name__ if self.cls is not None else self.spec["classname"]
        with self.bus.of(self):
            self.bus.log("Error", name, method_of(problem), traceback_of(problem, self.shown))
        if isinstance(problem, StatusException):
            return str(problem)
        return "Exception in Python class: %s - %s - %s" % (name, type(problem).__name__, words_of(problem))

    def shown(self, path):
        """A file's path as the server knows it."""
        return path.replace(self.spec["path"], self.spec["root"], 1)

    @contextlib.contextmanager
    def running(self):
        with self.bus.of(self), modules.process(self.modules, self.spec["path"]):
            yield

    def end(self):
        """`on_tear_down`; what it raises is logged, and the item ends all the same."""
        for part in [self.instance, self.adapter]:
            if part is not None and hasattr(part, "_dispatch_on_tear_down") and self.failure is None:
                with contextlib.suppress(StatusException):
                    self.call(part._dispatch_on_tear_down, part.iris_handle)

    def interval(self):
        """Seconds between the polls of a service that IRIS's plain adapter or one in Python calls; None: not polled."""
        if self.failure is not None or self.is_process or self.instance is None:
            return None
        named = self.cls.get_adapter_type()
        polled = isinstance(self.instance, PollingBusinessService) or named == "Ens.InboundAdapter"
        if not polled and not hasattr(self.adapter, "on_task"):
            return None
        for value in (self.spec["adapter"].get("CallInterval"), getattr(self.instance, "CallInterval", None)):
            with contextlib.suppress(TypeError, ValueError):
                if math.isfinite(float(value)):
                    return float(value)
        return 5.0

    def poll(self):
        """One interval."""
        if hasattr(self.adapter, "on_task"):
            self.call(self.adapter.on_task)
        else:
            self.call(self.instance._dispatch_on_process_input, None)


class Foreign:
    """An item whose class is no Python of a migration: IRIS's own is known by name and does nothing."""

    is_process = False
    jobs = 1
    instance = None

    def __init__(self, bus, name, class_name):
        self.bus, self.name, self.class_name = bus, name, class_name
        known = class_name.split(".")[0] in ("Ens", "EnsLib", "EnsPortal", "HS", "IOP") or class_name.startswith("%")
        self.failure = None if known else "there is no class %s in this namespace" % class_name

    def refusal(self):
        """Why a test message to it gets no answer."""
        if self.failure is not None:
            return general("Item %s did not start: %s" % (self.name, self.failure))
        return general("Item %s is of IRIS's own class %s, which the sandbox cannot run" % (self.name, self.class_name))

    def end(self):
        return None

    def interval(self):
        return None
