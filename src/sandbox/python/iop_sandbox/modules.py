"""Modules by process: on a server each item is a process of its own, with its own imports."""
import contextlib
import sys

from .event_loop import outside
from .imports import StandInModule

#: The directories of authors' code: what was loaded from below one of them belongs to one process.
ROOTS = set()


@contextlib.contextmanager
def process(modules, path):
    """While code of an item runs, `sys.modules` and `sys.path` are those of its process."""
    outer = _take()
    sys.modules.update(modules)
    search = sys.path[:]
    sys.path[:] = [path] + [entry for entry in search if not _below(entry)]
    try:
        with outside():
            yield
    finally:
        modules.clear()
        modules.update(_take())
        sys.modules.update(outer)
        sys.path[:] = search


#: Modules that are known to be no author's, so that each is looked at once.
_others = {}


def _take():
    """Takes the authors' modules out of `sys.modules`."""
    found = {}
    for name, module in list(sys.modules.items()):
        if _others.get(name) is module:
            continue
        if _is_authors(module):
            found[name] = sys.modules.pop(name)
        else:
            _others[name] = module
    return found


def _is_authors(module):
    if isinstance(module, StandInModule):
        return True
    file = getattr(module, "__file__", None)
    if isinstance(file, str):
        return _below(file)
    paths = list(getattr(module, "__path__", None) or [])
    return bool(paths) and _below(str(paths[0]))


def _below(path):
    path = path.rstrip("/") + "/"
    return any(path.startswith(root) for root in ROOTS)


def root(path):
    """Takes note of a directory of authors' code."""
    if path.rstrip("/") + "/" not in ROOTS:
        ROOTS.add(path.rstrip("/") + "/")
        _others.clear()
