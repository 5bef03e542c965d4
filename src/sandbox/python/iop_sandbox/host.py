"""The calls that the sandbox makes: by name, with plain data, answered with plain data."""
import json
import signal
import sys

from . import bus, connections, event_loop, files, imports, live, messages, migrate, threads, zones
from .status import TookTooLong


def call(method, text):
    """Does one call.

    Its answer holds `missing`, the modules that were replaced since the last time, and `touched`, whether authors' code
    changed files of the server.
    """
    answer = METHODS[method](json.loads(text))
    answer["missing"] = imports.take_warnings()
    answer["touched"] = files.take_touched()
    return json.dumps(answer)


def _configure(request):
    if "timeLimit" in request:
        # A sender gives up before the sandbox does: what else lives here goes on.
        bus.PATIENCE = request["timeLimit"] / 1_000 * 0.75
    event_loop.install()
    if sys.platform == "emscripten":
        signal.signal(signal.SIGINT, TookTooLong.interrupt)
    threads.install()
    zones.install()
    if not request["strictImports"]:
        imports.allow_missing()
    return {}


METHODS = {
    "configure": _configure,
    "connections": connections.connections,
    "files": files.read,
    "drain": live.drain,
    "messages": messages.messages,
    "migrate": migrate.migrate,
    "poll": live.poll,
    "sync": live.sync,
    "test": live.test,
}
