"""Globals, in memory: they last as long as the interpreter does."""

_stored = {}


class gref:
    """`iris.gref("^Count")["a", 1] = 5`; `None` where nothing is stored."""

    def __init__(self, name):
        self._nodes = _stored.setdefault(name, {})

    def __getitem__(self, keys):
        return self._nodes.get(_path(keys))

    def __setitem__(self, keys, value):
        self._nodes[_path(keys)] = value

    def get(self, keys, default=None):
        return self._nodes.get(_path(keys), default)

    def set(self, keys, value):
        self._nodes[_path(keys)] = value

    def kill(self, keys=()):
        """Removes a node and those below it."""
        path = _path(keys)
        for known in [entry for entry in self._nodes if entry[: len(path)] == path]:
            del self._nodes[known]

    def data(self, keys=()):
        """1: a value, 10: nodes below, 11: both, 0: nothing."""
        path = _path(keys)
        below = any(entry[: len(path)] == path and entry != path for entry in self._nodes)
        return int(path in self._nodes) + 10 * below

    def keys(self, keys=()):
        return [entry for entry in sorted(self._nodes, key=str) if entry[: len(_path(keys))] == _path(keys)]


def _path(keys):
    if keys is None:
        return ()
    return tuple(map(str, keys if isinstance(keys, (list, tuple)) else [keys]))
