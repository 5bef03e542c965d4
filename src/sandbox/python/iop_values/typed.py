"""Plain values as the types that fields declare, as pydantic reads them where it is lenient."""
import collections
import collections.abc
import dataclasses
import datetime
import decimal
import enum
import inspect
import types
import typing

from . import scalars
from .annotations import Unresolved, annotations_of, by_name
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
        return validated_dataclass(kind, value)
    if hasattr(kind, "_fields") and issubclass(kind, tuple) and isinstance(value, (list, tuple, dict)):
        return _named_tuple(kind, value)
    if typing.is_typeddict(kind) and isinstance(value, dict):
        hints = annotations_of(kind)
        return {name: convert(hints.get(name, typing.Any), inner) for name, inner in value.items()}
    word = "dataclass_type" if dataclasses.is_dataclass(kind) else "is_type" if kind is type else "is_instance_of"
    raise Mismatch(word, "Input should be an instance of %s" % kind.__name__, value)


def _named_tuple(kind, value):
    given = value if isinstance(value, dict) else dict(zip(kind._fields, value))
    missing = [name for name in kind._fields if name not in given and name not in kind._field_defaults]
    if missing or len(value) > len(kind._fields) or set(given) - set(kind._fields):
        raise Mismatch("named_tuple_type", "Input should be a valid named tuple", value)
    hints = annotations_of(kind)
    return kind(**_validated({name: hints.get(name, typing.Any) for name in kind._fields}, given))


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
        found = _mapping(arguments or (typing.Any, typing.Any), value)
        return _with_default(arguments, found) if origin is collections.defaultdict and arguments else found
    if origin in (typing.ClassVar, typing.Final):
        return convert(arguments[0], value) if arguments else value
    if origin in (type, collections.abc.Callable):
        return value
    return _plain_class(origin, value)


def _with_default(arguments, found):
    kind = typing.get_origin(arguments[1]) or arguments[1]
    return collections.defaultdict(kind if isinstance(kind, type) else None, found)


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
    for kind in sorted(arguments, key=lambda kind: -_known_fields(kind, value)):
        try:
            return convert(kind, value)
        except Mismatch as found:
            problem = problem or found
    raise problem


def _known_fields(kind, value):
    """How many of a dictionary's keys a dataclass knows: of several that could take it, the one that takes most of it."""
    if not isinstance(value, dict) or not isinstance(kind, type) or not dataclasses.is_dataclass(kind):
        return 0
    return sum(field.name in value for field in dataclasses.fields(kind))


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


def dataclass_from(cls, data):
    """The dataclass of a message: declared fields typed, defaults where one is missing, unknown ones kept as they are.

    Fields that are dataclasses themselves are read in the same way. What lies deeper, in a list, a dictionary or an
    Optional, is pydantic's to read (`validated_dataclass`), and stays as it came where pydantic refuses it.
    """
    hints = annotations_of(cls)
    given, kept = {}, dict(data)
    for name, parameter in inspect.signature(cls).parameters.items():
        if name in data:
            kind = parameter.annotation
            resolved = by_name(kind) if isinstance(kind, str) else hints.get(name, kind)
            given[name] = _field(resolved, kept.pop(name))
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
    if isinstance(kind, Unresolved):
        raise kind.refusal()
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return dataclass_from(kind, value)
    try:
        return convert(kind, value)
    except Mismatch as problem:
        if any(error["type"] == "is_instance_of" for error in problem.errors) and not hasattr(kind, "__standin__"):
            raise TypeError("Unable to generate pydantic-core schema for %r: it is no type of a message's field" % kind) from None
        return value


def validated_dataclass(cls, data):
    """A dataclass as pydantic reads one: every field of its type, none missing, unknown ones left out."""
    hints = annotations_of(cls)
    fields = [field for field in dataclasses.fields(cls) if field.init]
    missing = [
        field.name
        for field in fields
        if field.name not in data and field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]
    if missing:
        problems = [Mismatch("missing", "Field required", data).below(name)[0] for name in missing]
        raise Mismatch.of(problems)
    values = _validated({field.name: hints.get(field.name, field.type) for field in fields}, data)
    try:
        return cls(**values)
    except (ValueError, AssertionError) as problem:
        if isinstance(problem, Mismatch):
            raise
        raise Mismatch("value_error", "Value error, %s" % problem, data) from None


def _validated(kinds, data):
    """The values of `data` as their types; all that is wrong with them at once."""
    values, problems = {}, []
    for name, kind in kinds.items():
        if name in data:
            try:
                values[name] = convert(kind, data[name])
            except Mismatch as problem:
                problems += problem.below(name)
    if problems:
        raise Mismatch.of(problems)
    return values
