"""Base classes of components, and how a message finds its method."""
import inspect
import logging


def handler(message_class=None):
    """Marks the method that handles a message class; the class may also be the annotation of its parameter."""

    def mark(function):
        function._iop_handles = message_class
        return function

    if inspect.isfunction(message_class):
        function, message_class = message_class, None
        return mark(function)
    return mark


class _Common:
    """What every component has. `_host` and `_item` are set by the sandbox when the component is started."""

    _host = None
    _item = ""
    DISPATCH = []

    def on_init(self):
        return None

    def on_tear_down(self):
        return self.on_teardown()

    def on_teardown(self):
        return None

    def on_connected(self):
        return None

    @property
    def logger(self):
        return logging.getLogger("iop.%s" % (self._item or type(self).__name__))

    def _log(self, kind, message):
        if self._host is not None:
            self._host.log(kind, self._item, type(self), str(message))

    def trace(self, message, to_console=None):
        self._log("Trace", message)

    def log_info(self, message, to_console=None):
        self._log("Info", message)

    def log_warning(self, message, to_console=None):
        self._log("Warning", message)

    def log_error(self, message, to_console=None):
        self._log("Error", message)

    def log_alert(self, message, to_console=None):
        self._log("Alert", message)

    def log_assert(self, message, to_console=None):
        self._log("Assert", message)

    LOGINFO = log_info
    LOGWARNING = log_warning
    LOGERROR = log_error
    LOGALERT = log_alert
    LOGASSERT = log_assert


class _Host(_Common):
    def send_request_sync(self, target, request, timeout=-1, description=None):
        return self._host.send_sync(self, target, request)

    def send_request_async(self, target, request, description=None):
        return self._host.send_async(self, target, request)

    def send_multi_request_sync(self, target_request, timeout=-1, description=None):
        """Each pair of target and request answered: target, request, answer, and 1 for done."""
        return [(target, request, self.send_request_sync(target, request), 1) for target, request in target_request]

    async def send_request_async_ng(self, target, request, timeout=-1, description=None):
        return self.send_request_sync(target, request, timeout, description)

    def send_generator_request(self, target, request, timeout=-1, description=None):
        answer = self.send_request_sync(target, request, timeout, description)
        return iter(answer) if hasattr(answer, "__iter__") else iter([answer])

    SendRequestSync = send_request_sync
    SendRequestAsync = send_request_async

    def _dispatch(self, request):
        """The method that takes the message: by name of its class, by annotation, else `on_message`."""
        kind = type(request)
        full = "%s.%s" % (kind.__module__, kind.__qualname__)
        for name, method in self.DISPATCH:
            if name in (full, kind.__name__):
                return getattr(self, method)(request)
        for name, function in inspect.getmembers(type(self), inspect.isfunction):
            if name.startswith("_") or function.__qualname__.startswith("_"):
                continue
            if _handled(function) is kind or getattr(_handled(function), "__name__", None) == kind.__name__:
                return getattr(self, name)(request)
        return self.on_message(request)

    def on_message(self, request):
        raise NotImplementedError("%s handles no %s" % (type(self).__name__, type(request).__name__))


def _handled(function):
    marked = getattr(function, "_iop_handles", None)
    if marked is not None:
        return marked
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError, NameError):
        return None
    if len(parameters) != 2:
        return None
    annotation = parameters[1].annotation
    if isinstance(annotation, type):
        return annotation
    if isinstance(annotation, str):
        return getattr(inspect.getmodule(function), annotation, None) or type(annotation, (), {})
    return None


class BusinessService(_Host):
    """Brings messages in."""

    def on_process_input(self, message_input=None):
        return None

    def on_message(self, request):
        return self.on_process_input(request)


class PollingBusinessService(BusinessService):
    """A service whose `on_poll` (or `on_process_input`) runs at every interval."""

    def on_poll(self):
        return self.on_process_input(None)


class BusinessProcess(_Host):
    """Decides what happens with a message."""

    def on_message(self, request):
        return self.on_request(request)

    def on_request(self, request):
        return None

    def on_response(self, request, response, call_request, call_response, completion_key):
        return response

    def on_complete(self, request, response):
        return response

    def reply(self, response):
        self._reply = response

    def set_timer(self, timeout, completion_key=None):
        return None


class BusinessOperation(_Host):
    """Takes messages out."""

    def on_message(self, request):
        return None


class DuplexService(BusinessService):
    pass


class DuplexProcess(BusinessProcess):
    pass


class DuplexOperation(BusinessOperation):
    pass


class InboundAdapter(_Common):
    def on_task(self):
        return None


class OutboundAdapter(_Common):
    def on_keepalive(self):
        return None


#: Python class name of a base to the IRIS class that a proxy extends (wire-notes, 3.16).
SUPERS = {
    "BusinessService": "IOP.BusinessService",
    "PollingBusinessService": "IOP.BusinessService",
    "BusinessProcess": "IOP.BusinessProcess",
    "BusinessOperation": "IOP.BusinessOperation",
    "DuplexService": "IOP.DuplexService",
    "DuplexProcess": "IOP.DuplexProcess",
    "DuplexOperation": "IOP.DuplexOperation",
    "InboundAdapter": "IOP.InboundAdapter",
    "OutboundAdapter": "IOP.OutboundAdapter",
}


def is_component(value):
    return isinstance(value, type) and issubclass(value, _Common) and not value.__module__.startswith("iop.")


def super_of(cls):
    """The IRIS class that the proxy of a component extends."""
    for base in cls.__mro__:
        if base.__module__ == __name__ and base.__name__ in SUPERS:
            return SUPERS[base.__name__]
    raise TypeError("%s is not a component" % cls.__name__)
