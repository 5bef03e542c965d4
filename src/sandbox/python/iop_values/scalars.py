"""Single values: text to number, date, decimal … Each reader raises `Mismatch` for what it can't read."""
import datetime
import decimal
import ipaddress
import math
import pathlib
import re
import uuid


class Mismatch(ValueError):
    """A value that is not of the type: `errors` is a list of `{type, loc, msg, input}` as pydantic lists them."""

    def __init__(self, kind, message, value, loc=()):
        super().__init__(message)
        self.errors = [{"type": kind, "loc": tuple(loc), "msg": message, "input": value}]

    @classmethod
    def of(cls, errors):
        """One of several errors, found in one value."""
        made = cls(errors[0]["type"], errors[0]["msg"], errors[0]["input"])
        made.errors = list(errors)
        return made

    def below(self, key):
        """The errors, seen from what holds the value under `key`."""
        return [{**error, "loc": (key, *error["loc"])} for error in self.errors]


TRUE = ("1", "on", "t", "true", "y", "yes")
FALSE = ("0", "off", "f", "false", "n", "no")


def nothing(value):
    if value is None:
        return None
    raise Mismatch("none_required", "Input should be None", value)


def member(kind, value):
    """An enumeration's member by its value, also where JSON made text of a number or of a tuple's items."""
    for candidate in kind:
        if candidate.value == value or candidate is value:
            return candidate
    for candidate in kind:
        if isinstance(value, str) and not isinstance(candidate.value, str) and str(candidate.value) == value:
            return candidate
    names = " or ".join(repr(candidate.value) for candidate in kind)
    raise Mismatch("enum", "Input should be %s" % names, value)


def truth(value):
    if isinstance(value, (int, float)) and value in (0, 1):
        return bool(value)
    word = value.strip().lower() if isinstance(value, str) else None
    if word in TRUE or word in FALSE:
        return word in TRUE
    raise Mismatch("bool_parsing", "Input should be a valid boolean, unable to interpret input", value)


def integer(value):
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (float, decimal.Decimal)):
        if math.isfinite(value) and value == int(value):
            return int(value)
        raise Mismatch("int_from_float", "Input should be a valid integer, got a number with a fractional part", value)
    if isinstance(value, (str, bytes)):
        text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
        found = re.fullmatch(r"\s*([+-]?\d+(?:_\d+)*)(?:\.0*)?\s*", text)
        if found and len(found[1]) <= 4300:
            return int(found[1])
        words = "Input should be a valid integer, unable to parse string as an integer"
        raise Mismatch("int_parsing", words, value)
    raise Mismatch("int_type", "Input should be a valid integer", value)


def number(value):
    if isinstance(value, (int, decimal.Decimal)):
        return float(value)
    if isinstance(value, (str, bytes)):
        try:
            return float(value)
        except ValueError:
            words = "Input should be a valid number, unable to parse string as a number"
            raise Mismatch("float_parsing", words, value) from None
    raise Mismatch("float_type", "Input should be a valid number", value)


def text(value):
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8")
    raise Mismatch("string_type", "Input should be a valid string", value)


def octets(value):
    if isinstance(value, (str, bytearray)):
        return value.encode("utf-8") if isinstance(value, str) else bytes(value)
    raise Mismatch("bytes_type", "Input should be a valid bytes", value)


def exact(value):
    if isinstance(value, (int, float, str)) and not isinstance(value, bool):
        try:
            made = decimal.Decimal(str(value).strip())
        except decimal.InvalidOperation:
            made = None
        if made is not None and made.is_finite():
            return made
        if made is not None:
            raise Mismatch("finite_number", "Input should be a finite number", value)
    raise Mismatch("decimal_parsing", "Input should be a valid decimal", value)


def moment(value):
    if isinstance(value, str):
        try:
            return datetime.datetime.fromisoformat(value.strip())
        except ValueError:
            value = float(value) if re.fullmatch(r"\s*-?\d+(\.\d+)?\s*", value) else value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        seconds = value / 1000 if abs(value) > 2e10 else value
        return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    if isinstance(value, datetime.date):
        return datetime.datetime(value.year, value.month, value.day)
    raise Mismatch("datetime_parsing", "Input should be a valid datetime", value)


def day(value):
    try:
        whole = moment(value)
    except Mismatch:
        raise Mismatch("date_parsing", "Input should be a valid date in the format YYYY-MM-DD", value) from None
    if isinstance(value, datetime.datetime) and value.time() == datetime.time() or not isinstance(value, datetime.datetime):
        if whole.time() == datetime.time():
            return whole.date()
    raise Mismatch("date_from_datetime_inexact", "Datetimes provided to dates should have zero time", value)


def clock(value):
    if isinstance(value, str):
        try:
            return datetime.time.fromisoformat(value.strip())
        except ValueError:
            pass
    if isinstance(value, (int, float)) and 0 <= value < 86400:
        return (datetime.datetime.min + datetime.timedelta(seconds=value)).time()
    raise Mismatch("time_parsing", "Input should be in a valid time format", value)


_ISO = re.compile(
    r"([+-]?)P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?"
    r"(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_CLOCK = re.compile(r"([+-]?)(?:(\d+) ?(?:d|days?),? ?)?(\d+):(\d+)(?::(\d+(?:\.\d+)?))?")


def span(value):
    """Seconds, ISO 8601 (`PT1H`), or a clock's time (`1 day, 02:00:00`)."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return datetime.timedelta(seconds=value)
    if isinstance(value, str):
        iso, plain = _ISO.fullmatch(value.strip()), _CLOCK.fullmatch(value.strip())
        if iso and any(iso.groups()[1:]):
            weeks, days, hours, minutes, seconds = (float(part or 0) for part in iso.groups()[1:])
        elif plain:
            weeks = 0
            days, hours, minutes, seconds = (float(part or 0) for part in plain.groups()[1:])
        else:
            raise Mismatch("time_delta_parsing", "Input should be a valid timedelta", value)
        found = datetime.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
        return -found if (iso or plain)[1] == "-" else found
    raise Mismatch("time_delta_type", "Input should be a valid timedelta", value)


def made_by(kind, word):
    """A reader that calls the type with text."""

    def read(value):
        try:
            if isinstance(value, str):
                return kind(value)
        except (ValueError, re.error):
            pass
        raise Mismatch("%s_parsing" % word, "Input should be a valid %s" % word, value)

    return read


def whole(value):
    if isinstance(value, (int, float, str)):
        try:
            return complex(value)
        except ValueError:
            pass
    raise Mismatch("complex_type", "Input should be a valid complex number", value)


READERS = {
    bool: truth,
    int: integer,
    float: number,
    complex: whole,
    str: text,
    bytes: octets,
    decimal.Decimal: exact,
    datetime.datetime: moment,
    datetime.date: day,
    datetime.time: clock,
    datetime.timedelta: span,
    uuid.UUID: made_by(uuid.UUID, "UUID"),
    pathlib.Path: made_by(pathlib.Path, "path"),
    pathlib.PurePath: made_by(pathlib.PurePath, "path"),
    ipaddress.IPv4Address: made_by(ipaddress.IPv4Address, "IPv4 address"),
    ipaddress.IPv6Address: made_by(ipaddress.IPv6Address, "IPv6 address"),
    re.Pattern: made_by(re.compile, "regular expression"),
}
