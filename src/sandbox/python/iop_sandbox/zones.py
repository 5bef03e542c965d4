"""Time zones for `zoneinfo`: WebAssembly's Python brings none. They are laid out when `zoneinfo` is first imported."""
import importlib.abc
import os
import sys

FOLDER = "/usr/share/zoneinfo"


class _Layer(importlib.abc.MetaPathFinder):
    """Finds nothing itself: it only sees that `zoneinfo` is about to be imported."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname == "zoneinfo":
            sys.meta_path.remove(self)
            unpack(FOLDER)
            os.environ.setdefault("PYTHONTZPATH", FOLDER)
        return None


def unpack(folder):
    """Writes one file for each zone."""
    import base64
    import zlib

    from .zone_data import PACKED

    index, _, data = zlib.decompress(base64.b85decode(PACKED)).partition(b"\0")
    for line in index.decode("utf-8").split("\n"):
        name, at, length = line.split(" ")
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data[int(at) : int(at) + int(length)])


def install():
    if sys.platform == "emscripten" and "zoneinfo" not in sys.modules:
        sys.meta_path.insert(0, _Layer())
