"""Imports that the sandbox has not (iris, requests, drivers): inert stand-ins, named once in the log each."""
import importlib.abc
import importlib.machinery
import sys
import types

#: Names met since the last time they were taken.
warnings = []
_known = set()


class Inert:
    """Takes every use and does nothing."""

    def __init__(self, name):
        self.__dict__["_inert_name"] = name

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Inert("%s.%s" % (self._inert_name, name))

    def __setattr__(self, name, value):
        self.__dict__[name] = value

    def __call__(self, *args, **options):
        # As a decorator it leaves what it decorates as it is.
        if len(args) == 1 and not options and (isinstance(args[0], type) or isinstance(args[0], types.FunctionType)):
            return args[0]
        return Inert("%s()" % self._inert_name)

    def __mro_entries__(self, bases):
        return (object,)

    def __getitem__(self, key):
        return Inert("%s[...]" % self._inert_name)

    def __setitem__(self, key, value):
        return None

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __bool__(self):
        return False

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        return False

    def __or__(self, other):
        return other

    __ror__ = __or__

    def __str__(self):
        return ""

    def __repr__(self):
        return "<inert %s>" % self._inert_name


class InertModule(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Inert("%s.%s" % (self.__name__, name))


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname, path=None, target=None):
        top = fullname.split(".")[0]
        if "." in fullname and not isinstance(sys.modules.get(top), InertModule):
            return None
        if top.startswith("_") or top in ("js", "pyodide_js", "pyodide"):
            return None
        if top not in _known:
            _known.add(top)
            warnings.append(top)
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec):
        module = InertModule(spec.name)
        module.__path__ = []
        return module

    def exec_module(self, module):
        return None


def allow_missing():
    """Stands behind the finders of Python and before those that would explain that a module is missing."""
    if any(isinstance(finder, _Finder) for finder in sys.meta_path):
        return
    at = [getattr(finder, "__name__", "") for finder in sys.meta_path].index("PathFinder") + 1
    sys.meta_path.insert(at, _Finder())


def take_warnings():
    taken = list(warnings)
    warnings.clear()
    return taken
