"""Values as the JSON that a server stores: compact, ISO dates, bytes and decimals as text."""
import collections.abc
import dataclasses
import datetime
import decimal
import enum
import ipaddress
import json
import math
import pathlib
import re
import uuid


def dumps(value):
    """The JSON text of a value. TypeError for what JSON has no form for, UnicodeEncodeError for half a character."""
    return _text(plain(value))


def message(value):
    """The JSON text of a dataclass message, as IoP writes one: what an object holds stands in its place where it is a
    field, in a field's list or in a field's dictionary; deeper down there are only values that JSON has a form for."""
    return _text(held(value))


def held(value):
    """What an object holds, as JSON's own types. Enumerations travel by their value."""
    return {name: _field(inner) for name, inner in attributes(value).items()}


def _field(value):
    if _is_dataclass(value):
        return held(value)
    if isinstance(value, list):
        return [held(entry) if _is_dataclass(entry) else strict(entry) for entry in value]
    if isinstance(value, dict):
        return {_key(key): held(entry) if _is_dataclass(entry) else strict(entry) for key, entry in value.items()}
    if hasattr(value, "__dict__") and not isinstance(value, (type, enum.Enum)):
        return held(value)
    return strict(value)


def strict(value):
    """A value as JSON's own types; TypeError for objects that are neither values nor dataclasses."""
    for kinds, form in FORMS:
        if isinstance(value, kinds) and not isinstance(value, _NOT_STRICT):
            return form(value, strict)
    if _is_dataclass(value):
        return {field.name: strict(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if hasattr(value, "model_dump") and not isinstance(value, type):
        return strict(value.model_dump())
    if hasattr(type(value), "__next__"):
        return _listed(value, strict)
    raise TypeError("Unable to serialize unknown type: %r" % type(value))


def _is_dataclass(value):
    return dataclasses.is_dataclass(value) and not isinstance(value, type)


def _text(value):
    """Compact, numbers as pydantic writes them: `0.00001`, `1e-7`."""
    if isinstance(value, dict):
        return "{%s}" % ",".join("%s:%s" % (_string(key), _text(inner)) for key, inner in value.items())
    if isinstance(value, list):
        return "[%s]" % ",".join(map(_text, value))
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, float):
        return _number(value)
    return json.dumps(value)


def _string(text):
    # A lone surrogate is no character: neither pydantic nor a server's text can hold it.
    text.encode("utf-8")
    return json.dumps(text, ensure_ascii=False)


def _number(value):
    text = repr(value)
    if 1e-5 <= abs(value) < 1e-4:
        digits, _, _ = text.lstrip("-").partition("e")
        return "%s0.0000%s" % ("-" if value < 0 else "", digits.replace(".", ""))
    return text.replace("e-0", "e-")


def plain(value):
    """A value as JSON's own types."""
    for kinds, form in FORMS:
        if isinstance(value, kinds):
            return form(value, plain)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: plain(inner) for name, inner in attributes(value).items()}
    if hasattr(value, "model_dump") and not isinstance(value, type):
        return plain(value.model_dump())
    if hasattr(value, "__dict__") and not isinstance(value, type) and not callable(value):
        return {name: plain(inner) for name, inner in attributes(value).items()}
    raise TypeError("Unable to serialize unknown type: %r" % type(value))


def attributes(value):
    """What an object holds, in the order in which it came; also what its class does not declare."""
    return {name: inner for name, inner in vars(value).items() if name != "_iris_id"}


def duration(delta):
    """ISO 8601: `P1DT2H1.5S`, negative with a leading minus."""
    sign, delta = ("-", -delta) if delta < datetime.timedelta(0) else ("", delta)
    minutes, seconds = divmod(delta.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    part = "%d.%06d" % (seconds, delta.microseconds) if delta.microseconds else str(seconds)
    time = ("%dH" % hours if hours else "") + ("%dM" % minutes if minutes else "")
    if seconds or delta.microseconds:
        time += (part.rstrip("0") if "." in part else part) + "S"
    days = "%dD" % delta.days if delta.days else ""
    return sign + "P" + days + ("T" + time if time else "" if days else "T0S")


def _moment(value, _inner):
    return value.isoformat().replace("+00:00", "Z")


def _key(key):
    """A key as text: of a tuple its items with commas. Other collections are no keys."""
    if isinstance(key, enum.Enum):
        return _key(key.value)
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, tuple):
        return ",".join(map(_key, key))
    made = strict(key)
    if isinstance(made, (list, dict)):
        raise TypeError("Unable to serialize a key of type: %r" % type(key))
    return str(made)


def _fraction(value, _inner):
    return value if math.isfinite(value) else None


def _listed(values, inner):
    return [inner(value) for value in values]


def _as_text(value, _inner):
    return str(value)


_NETWORKS = (ipaddress.IPv4Address, ipaddress.IPv6Address, ipaddress.IPv4Network, ipaddress.IPv6Network)
#: What a field's declared type can be written as, and a value of no declared type cannot.
_NOT_STRICT = (collections.deque,)


#: Enumerations first (they may be strings or numbers), then what is a kind of another thing before that thing.
FORMS = [
    (enum.Enum, lambda value, inner: inner(value.value)),
    ((str, bool, int, type(None)), lambda value, _: value if type(value) in (str, bool, int, type(None)) else _base(value)),
    (float, _fraction),
    (datetime.datetime, _moment),
    ((datetime.date, datetime.time), _moment),
    (datetime.timedelta, lambda value, _: duration(value)),
    (decimal.Decimal, _as_text),
    ((bytes, bytearray), lambda value, _: bytes(value).decode("utf-8")),
    ((uuid.UUID, pathlib.Path, *_NETWORKS), _as_text),
    (re.Pattern, lambda value, _: value.pattern),
    (complex, lambda value, _: str(value).strip("()")),
    (collections.abc.Mapping, lambda value, inner: {_key(key): inner(held) for key, held in value.items()}),
    ((list, tuple, set, frozenset, collections.deque), _listed),
]


def _base(value):
    """A subclass of text or number as that."""
    return str(value) if isinstance(value, str) else int(value)
