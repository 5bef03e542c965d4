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
import uuid


def dumps(value):
    """The JSON text of a value. TypeError for what JSON has no form for."""
    return json.dumps(plain(value), separators=(",", ":"), ensure_ascii=False)


def plain(value):
    """A value as JSON's own types."""
    for kinds, form in FORMS:
        if isinstance(value, kinds):
            return form(value)
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


def _moment(value):
    return value.isoformat().replace("+00:00", "Z")


def _key(key):
    if isinstance(key, bool):
        return "true" if key else "false"
    return str(plain(key))


def _fraction(value):
    return value if math.isfinite(value) else None


def _listed(values):
    return [plain(value) for value in values]


#: Enumerations first (they may be strings or numbers), then what is a kind of another thing before that thing.
FORMS = [
    (enum.Enum, lambda value: plain(value.value)),
    ((str, bool, int, type(None)), lambda value: value if type(value) in (str, bool, int, type(None)) else _base(value)),
    (float, _fraction),
    (datetime.datetime, _moment),
    ((datetime.date, datetime.time), lambda value: _moment(value)),
    (datetime.timedelta, duration),
    (decimal.Decimal, str),
    ((bytes, bytearray), lambda value: bytes(value).decode("utf-8")),
    ((uuid.UUID, pathlib.PurePath, ipaddress.IPv4Address, ipaddress.IPv6Address), str),
    (complex, lambda value: str(value).strip("()")),
    (collections.abc.Mapping, lambda value: {_key(key): plain(inner) for key, inner in value.items()}),
    ((list, tuple, set, frozenset, collections.deque), _listed),
]


def _base(value):
    """A subclass of text or number as that."""
    return str(value) if isinstance(value, str) else int(value)
