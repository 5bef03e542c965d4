"""Plain values as the types that fields declare, as pydantic reads them where it is lenient."""
import collections
import collections.abc
import dataclasses
import datetime
import decimal
import enum
import inspect
import sys
import types
import typing

from . import scalars
from .scalars import Mismatch

__all__ = ["Mismatch", "annotations_of", "convert", "dataclass_from"]

LISTS = (list, tuple, set, frozenset, collections.deque)
SEQUENCES = {
    list: list,
    set: set,
    frozenset: frozenset,
    collections.deque: collections.deque,
    collections.abc.Sequence: list,
    collections.abc.MutableSequence: list,
    collections.abc.Iterable: list,
    collections.abc.Collection: list,
    collections.abc.Set: set,
    collections.abc.MutableSet: set,
}
MAPPINGS = (dict, collections.abc.Mapping, collections.abc.MutableMapping, collections.OrderedDict, collections.defaultdict)


def convert(kind, value):
    """The value as `kind`; raises `Mismatch` where it can't be read as that."""
    if kind in (typing.Any, object, inspect.Parameter.empty) or isinstance(kind, (str, typing.TypeVar, typing.ForwardRef)):
        return value
    if kind is None or kind is type(None):
        return scalars.nothing(value)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is not None:
        return _generic(kind, origin, arguments, value)
    if hasattr(kind, "__supertype__"):
        return convert(kind.__supertype__, value)
    if hasattr(kind, "__value__") and not isinstance(kind, type):
        return convert(kind.__value__, value)
    if kind in SEQUENCES or kind in (tuple, *MAPPINGS):
        return _generic(kind, kind, (), value)
    return _plain_class(kind, value)


def _plain_class(kind, value):
    if not isinstance(kind, type):
        return value
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    if issubclass(kind, enum.Enum):
        return scalars.member(kind, value)
    reader = scalars.READERS.get(kind)
    if reader is not None:
        return reader(value)
    if hasattr(kind, "model_validate"):
        return _model(kind, value)
    if dataclasses.is_dataclass(kind) and isinstance(value, dict):
        return dataclass_from(kind, value)
    if hasattr(kind, "_fields") and issubclass(kind, tuple) and isinstance(value, (list, tuple, dict)):
        return kind(**value) if isinstance(value, dict) else kind(*value)
    if typing.is_typeddict(kind) and isinstance(value, dict):
        hints = annotations_of(kind)
        return {name: convert(hints.get(name, typing.Any), inner) for name, inner in value.items()}
    raise Mismatch("is_instance_of", "Input should be an instance of %s" % kind.__name__, value)


def _model(kind, value):
    try:
        return kind.model_validate(value)
    except ValueError as problem:
        if isinstance(problem, Mismatch) or not callable(getattr(problem, "errors", None)):
            raise
        raise Mismatch.of(problem.errors()) from None


def _generic(kind, origin, arguments, value):
    if origin is typing.Annotated:
        return _annotated(arguments, value)
    if origin in (typing.Union, types.UnionType):
        return _union(arguments, value)
    if origin is typing.Literal:
        if any(value == choice and type(value) is type(choice) for choice in arguments):
            return value
        raise Mismatch("literal_error", "Input should be %s" % " or ".join(map(repr, arguments)), value)
    if origin is tuple:
        return _tuple(arguments, value)
    if origin in SEQUENCES:
        inner = arguments[0] if arguments else typing.Any
        return SEQUENCES[origin](_each([inner] * len(_items(value, origin)), _items(value, origin)))
    if origin in MAPPINGS:
        return _mapping(arguments or (typing.Any, typing.Any), value)
    if origin in (typing.ClassVar, typing.Final):
        return convert(arguments[0], value) if arguments else value
    if origin in (type, collections.abc.Callable):
        return value
    return _plain_class(origin, value)


def _annotated(arguments, value):
    value = convert(arguments[0], value)
    for extra in arguments[1:]:
        check = getattr(extra, "check", None)
        if check is not None:
            value = check(value)
    return value


def _union(arguments, value):
    """What is already of one of the types stays; else the first that can read it, from left to right."""
    if value is None and type(None) in arguments:
        return None
    for kind in arguments:
        if isinstance(kind, type) and type(value) is kind:
            return value
    problem = None
    for kind in arguments:
        try:
            return convert(kind, value)
        except Mismatch as found:
            problem = problem or found
    raise problem


def _items(value, kind):
    if isinstance(value, LISTS) or isinstance(value, (collections.abc.Iterator, collections.abc.ValuesView, collections.abc.KeysView)):
        return value if isinstance(value, (list, tuple)) else list(value)
    name = getattr(kind, "__name__", "list").lower()
    raise Mismatch("%s_type" % name, "Input should be a valid %s" % name, value)


def _each(kinds, values):
    out, problems = [], []
    for at, (kind, value) in enumerate(zip(kinds, values)):
        try:
            out.append(convert(kind, value))
        except Mismatch as problem:
            problems += problem.below(at)
    if problems:
        raise Mismatch.of(problems)
    return out


def _tuple(arguments, value):
    values = _items(value, tuple)
    if not arguments or len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_each([arguments[0] if arguments else typing.Any] * len(values), values))
    arguments = () if arguments == ((),) else arguments
    if len(values) != len(arguments):
        raise Mismatch("tuple_length", "Input should have %d items, not %d" % (len(arguments), len(values)), value)
    return tuple(_each(arguments, values))


def _mapping(arguments, value):
    if not isinstance(value, collections.abc.Mapping):
        raise Mismatch("dict_type", "Input should be a valid dictionary", value)
    out, problems = {}, []
    for key, inner in value.items():
        try:
            out[convert(arguments[0], key)] = convert(arguments[1], inner)
        except Mismatch as problem:
            problems += problem.below(key)
    if problems:
        raise Mismatch.of(problems)
    return out


def annotations_of(cls):
    """The annotations of a class and its bases, as types where they can be resolved."""
    try:
        return typing.get_type_hints(cls, include_extras=True)
    except Exception:
        found = {}
        for base in reversed(cls.__mro__):
            found.update(_own_annotations(base))
        return found


def _own_annotations(cls):
    if sys.version_info >= (3, 14):
        import annotationlib

        return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)
    return cls.__dict__.get("__annotations__", {})


def dataclass_from(cls, data):
    """A dataclass of plain data: declared fields typed, defaults where one is missing, unknown ones kept as they are."""
    hints = annotations_of(cls)
    given, kept = {}, dict(data)
    for name, parameter in inspect.signature(cls).parameters.items():
        if name in data:
            given[name] = _field(hints.get(name, parameter.annotation), kept.pop(name))
        elif parameter.default is not parameter.empty:
            given[name] = parameter.default
    made = cls(**given)
    for name, value in kept.items():
        if name not in given:
            setattr(made, name, value)
    return made


def _field(kind, value):
    """A value that its type does not take stays as it came: the server does not refuse the message for it."""
    if value is None:
        return None
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return dataclass_from(kind, value)
    try:
        return convert(kind, value)
    except Mismatch:
        return value
