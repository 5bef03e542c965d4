"""The server on which this Python runs. The sandbox puts itself here; tests put a small one of their own."""
import sys


class NoServer:
    """Outside of a server: what is logged goes to standard error, and nothing else can be reached."""

    def log(self, kind, source, method, text):
        """Writes an entry of the production's log."""
        sys.stderr.write("%s %s.%s %s\n" % (kind, source, method, text))

    def console(self, text):
        """Writes to the server's console, which is not the production's log."""
        sys.stderr.write("%s\n" % text)

    def business_service(self, name):
        """The Python instance of a running service."""
        raise RuntimeError("no production runs here: there is no item %s" % name)


_current = NoServer()


def current():
    return _current


def use(server):
    """Puts a server here; gives the one before."""
    global _current
    before, _current = _current, server
    return before
