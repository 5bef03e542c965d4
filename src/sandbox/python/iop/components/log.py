"""From Python's logging to the production's log."""
import logging

from ..runtime import server


class LogHandler(logging.Handler):
    """Writes records as `Ens.Util.Log` has them: a type, the class, the method and the text."""

    #: Above every level of Python's: `log_assert`.
    ASSERT = 100
    TYPES = {
        logging.DEBUG: "Trace",
        logging.INFO: "Info",
        logging.WARNING: "Warning",
        logging.ERROR: "Error",
        logging.CRITICAL: "Alert",
        ASSERT: "Assert",
    }

    def __init__(self, to_console=False):
        super().__init__()
        self.to_console = to_console

    def emit(self, record):
        text = record.getMessage()
        if record.exc_info:
            text = "%s\n%s" % (text, logging.Formatter().formatException(record.exc_info))
        source = getattr(record, "class_name", record.name)
        method = getattr(record, "method_name", record.funcName)
        if self.to_console or getattr(record, "to_console", False):
            server.current().console(text)
        else:
            server.current().log(self.TYPES.get(record.levelno, "Info"), source, method, text)
