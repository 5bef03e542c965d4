"""Modules that the sandbox has not (requests, drivers): stand-ins that can be imported, caught, subclassed and written
as decorators and annotations, so that a package loads. What is really called raises and names the module."""
import abc
import ast
import importlib.abc
import importlib.machinery
import linecache
import os
import sys
import types

#: Modules met since the last time they were taken.
warnings = []
_known = set()

OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
#: Python's own library.
LIBRARY = os.path.dirname(os.path.abspath(os.__file__)) + os.sep
ENGINE = os.path.dirname(os.path.abspath(__file__)) + os.sep


class MissingModule(ModuleNotFoundError):
    """Something of a module that the sandbox has not was called."""


class StandInMeta(abc.ABCMeta):
    """Every name below a missing module is a class: it can stand in `except`, among bases, and in annotations."""

    def __getattr__(cls, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return stand_in("%s.%s" % (cls.__standin__, name), cls.__reason__)

    def __call__(cls, *arguments, **options):
        if not cls.__dict__.get("__itself__"):
            return _instance_of_subclass(cls, arguments, options)
        if not importing():
            raise refusal(cls)
        if len(arguments) == 1 and not options and isinstance(arguments[0], (type, types.FunctionType)):
            return arguments[0]
        return stand_in("%s()" % cls.__standin__, cls.__reason__)

    def __getitem__(cls, key):
        return cls

    def __iter__(cls):
        return _at_import(cls, iter(()))

    def __len__(cls):
        return _at_import(cls, 0)

    def __enter__(cls):
        return _at_import(cls, cls)

    def __exit__(cls, *problem):
        return False

    def __setitem__(cls, key, value):
        _at_import(cls, None)

    def __contains__(cls, key):
        return _at_import(cls, False)

    def __instancecheck__(cls, instance):
        return type.__instancecheck__(cls, instance)

    def __subclasscheck__(cls, subclass):
        return type.__subclasscheck__(cls, subclass)

    def __bool__(cls):
        """What a call gave is nothing yet: `if nosuch.is_available():` at the top of a module goes the other way."""
        return not (cls.__dict__.get("__itself__") and cls.__standin__.endswith("()"))

    def __int__(cls):
        return _at_import(cls, 0)

    def __float__(cls):
        return _at_import(cls, 0.0)

    def __repr__(cls):
        return "<stand-in of %s>" % cls.__standin__ if cls.__dict__.get("__itself__") else type.__repr__(cls)


def _operators():
    """Sums and comparisons, as a module's top has them: `TIMEOUT = nosuch.DEFAULT * 2`, `if nosuch.VERSION >= (2,):`."""
    for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "and", "matmul"):
        for side in ("__%s__", "__r%s__"):
            setattr(StandInMeta, side % name, lambda cls, other: _at_import(cls, cls))
    for name in ("__lt__", "__le__", "__gt__", "__ge__"):
        setattr(StandInMeta, name, lambda cls, other: _at_import(cls, False))


_operators()


def _at_import(cls, value):
    if not importing():
        raise refusal(cls)
    return value


def _instance_of_subclass(cls, arguments, options):
    """An author's class below a stand-in: an exception of theirs works, of anything else the base is missing."""
    base = next(entry for entry in cls.__mro__ if entry.__dict__.get("__itself__"))
    if not importing() and not base.__standin__.split(".")[-1].endswith(EXCEPTIONS) and ".exc" not in base.__standin__:
        raise refusal(base)
    return type.__call__(cls, *arguments, **options)


EXCEPTIONS = ("Error", "Exception", "Warning", "Timeout", "Fault", "Interrupt")


def refusal(cls):
    """What is raised where a stand-in is really used."""
    return MissingModule(cls.__reason__ % {"name": cls.__standin__}, name=cls.__standin__.split(".")[0])


REASON = "%(name)s is not there: the sandbox has no such module; on a server it must be installed"


def stand_in(name, reason=REASON):
    """The stand-in of a dotted name."""
    own = name.split(".")[-1].rstrip("()") or "StandIn"
    space = {"__standin__": name, "__reason__": reason, "__itself__": True, "__module__": name.rpartition(".")[0] or name}
    return StandInMeta(own, (Exception,), space)


def importing():
    """Whether a module is being loaded: what an author's module does at its top must not fail for the sandbox's sake."""
    frame = sys._getframe(1)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith("<frozen importlib"):
            return True
        if file.startswith(ENGINE) and not file.endswith("imports.py"):
            return False
        frame = frame.f_back
    return False


class StandInModule(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        made = stand_in("%s.%s" % (self.__name__, name))
        setattr(self, name, made)
        return made


def missing_module(value):
    """The name of the module that is not there, where a value is a stand-in of it, or a class whose bases are."""
    if isinstance(value, StandInModule):
        return value.__name__.split(".")[0]
    if isinstance(value, StandInMeta):
        return next(base.__standin__.split(".")[0] for base in value.__mro__ if base.__dict__.get("__itself__"))
    return None


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname, path=None, target=None):
        top = fullname.split(".")[0]
        if "." in fullname and not isinstance(sys.modules.get(top), StandInModule):
            return None
        if top.startswith("_") or top in ("js", "pyodide_js", "pyodide", "iop", "iris", "pydantic"):
            return None
        if _wants_the_truth():
            return None
        if top not in _known:
            _known.add(top)
            warnings.append(top)
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec):
        module = StandInModule(spec.name)
        module.__path__ = []
        return module

    def exec_module(self, module):
        return None


def _wants_the_truth():
    """Whether the import is Python's own, or an author's who is prepared for its failure."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.f_back
    if frame is None:
        return False
    file = frame.f_code.co_filename
    if file.startswith(LIBRARY) or file.startswith(OURS) and not file.startswith(OURS + "run" + os.sep):
        return True
    return prepared(file, frame.f_lineno)


def prepared(file, line):
    """Whether a line stands in a `try` that has an answer to an ImportError."""
    try:
        tree = ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError):
        return False
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and node.body[0].lineno <= line <= node.body[-1].end_lineno:
            if any(_answers(handler.type) for handler in node.handlers):
                return True
    return False


def _answers(caught):
    names = {node.id for node in ast.walk(caught) if isinstance(node, ast.Name)} if caught is not None else {"Exception"}
    return bool(names & {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})


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
