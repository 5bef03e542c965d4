"""What every component has: its life, its log, its settings."""
import inspect
import logging
import warnings

from .log import LogHandler
from .properties import component_info, component_properties


class Common:
    """Made with `__new__`: `__init__` does not run, `on_init` is the hook (IoP's `Common.cls`)."""

    iris_handle = None
    _log_to_console = False
    _logger = None

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if init_warning(cls):
            warnings.warn(init_warning(cls), RuntimeWarning, stacklevel=2)

    @staticmethod
    def get_adapter_type():
        """The name of the adapter's IRIS class; None: no adapter."""
        return None

    # What registration asks of the class, for its proxy.

    @classmethod
    def _get_info(cls):
        return component_info(cls)

    @classmethod
    def _get_properties(cls):
        return component_properties(cls)

    # Hooks that authors write.

    def on_init(self):
        """When the component starts. What it raises ends the start."""

    def on_tear_down(self):
        """When the component ends."""

    def on_connected(self):
        """Before `on_init`. What it raises is only a warning in the log."""

    # What the server calls.

    def _dispatch_on_connected(self, host_object):
        self.on_connected()

    def _dispatch_on_init(self, host_object):
        self._warn_if_custom_init()
        self.on_init()

    def _dispatch_on_tear_down(self, host_object):
        self.on_tear_down()

    def _set_iris_handles(self, handle_current, handle_partner):
        self.iris_handle = handle_current

    def _warn_if_custom_init(self):
        if init_warning(type(self)):
            self.log_warning(init_warning(type(self)))

    # The log. The method that stands in it is the caller of these.

    @property
    def logger(self):
        """Python's own logger, whose records go into the production's log."""
        if self._logger is None:
            self._logger = make_logger(type(self).__name__, self._log_to_console)
        return self._logger

    @logger.setter
    def logger(self, value):
        self._logger = value

    @property
    def log_to_console(self):
        """True: what the component logs goes to the console, and nothing to the production's log."""
        return self._log_to_console

    @log_to_console.setter
    def log_to_console(self, value):
        self._log_to_console = value
        self._logger = make_logger(type(self).__name__, value)

    def trace(self, message, to_console=None):
        self._logging(message, logging.DEBUG, to_console)

    def log_info(self, message, to_console=None):
        self._logging(message, logging.INFO, to_console)

    def log_warning(self, message, to_console=None):
        self._logging(message, logging.WARNING, to_console)

    def log_error(self, message, to_console=None):
        self._logging(message, logging.ERROR, to_console)

    def log_alert(self, message, to_console=None):
        self._logging(message, logging.CRITICAL, to_console)

    def log_assert(self, message):
        self._logging(message, LogHandler.ASSERT, False)

    def _logging(self, message, level, to_console=None):
        extra = {
            "to_console": self._log_to_console if to_console is None else to_console,
            "class_name": type(self).__name__,
            "method_name": inspect.currentframe().f_back.f_back.f_code.co_name,
        }
        self.logger.log(level, message, extra=extra)


def make_logger(name, to_console):
    """A logger of one component: no parent, so that nothing is said twice."""
    logger = logging.Logger(name)
    logger.addHandler(LogHandler(to_console))
    logger.setLevel(logging.DEBUG)
    return logger


def init_warning(cls):
    """What is wrong with a class that has an `__init__` of its own; None: it has not."""
    owner = next((base for base in cls.__mro__ if "__init__" in vars(base) and base is not object), None)
    if owner is None or owner.__module__.split(".")[0] in ("iop", "builtins"):
        return None
    return (
        "%s.%s defines or inherits __init__(), but components are made with __new__(): __init__() is not called. "
        "Move what it does to on_init(), and defaults to class attributes." % (cls.__module__, cls.__qualname__)
    )
