"""Fields of a model: defaults, aliases, limits."""
import re

from iop_values.scalars import Mismatch

MISSING = object()


class FieldInfo:
    """What `Field(…)` declares. An option that is not known is refused: it would change what is valid."""

    NOTES = {"title", "description", "examples", "json_schema_extra", "repr", "deprecated", "discriminator", "frozen"}

    def __init__(self, default=MISSING, *, default_factory=None, alias=None, validation_alias=None,
                 serialization_alias=None, exclude=False, gt=None, ge=None, lt=None, le=None, multiple_of=None,
                 min_length=None, max_length=None, pattern=None, strict=None, init=True, **notes):  # fmt: skip
        unknown = sorted(set(notes) - self.NOTES)
        if unknown:
            raise TypeError("the sandbox's small pydantic has no Field option %s" % ", ".join(unknown))
        self.default = MISSING if default is Ellipsis else default
        self.default_factory = default_factory
        self.alias = alias or validation_alias
        self.serialization_alias = serialization_alias or alias
        self.exclude, self.notes = exclude, notes
        self.limits = {"gt": gt, "ge": ge, "lt": lt, "le": le, "multiple_of": multiple_of}
        self.lengths, self.pattern = (min_length, max_length), pattern
        self.annotation = None

    @property
    def description(self):
        return self.notes.get("description")

    def is_required(self):
        return self.default is MISSING and self.default_factory is None

    def initial(self, copied):
        """The default; `copied` makes a mutable one the model's own."""
        return self.default_factory() if self.default_factory is not None else copied(self.default)

    def check(self, value):
        """The value, where it keeps the limits."""
        if value is None:
            return value
        for name, limit in self.limits.items():
            if limit is not None and not LIMITS[name][0](value, limit):
                raise Mismatch(LIMITS[name][1], "Input should be %s %s" % (LIMITS[name][2], limit), value)
        low, high = self.lengths
        if low is not None and len(value) < low:
            raise Mismatch("too_short", "Value should have at least %d items or characters" % low, value)
        if high is not None and len(value) > high:
            raise Mismatch("too_long", "Value should have at most %d items or characters" % high, value)
        if self.pattern is not None and not re.search(self.pattern, value):
            raise Mismatch("string_pattern_mismatch", "String should match pattern '%s'" % self.pattern, value)
        return value


LIMITS = {
    "gt": (lambda a, b: a > b, "greater_than", "greater than"),
    "ge": (lambda a, b: a >= b, "greater_than_equal", "greater than or equal to"),
    "lt": (lambda a, b: a < b, "less_than", "less than"),
    "le": (lambda a, b: a <= b, "less_than_equal", "less than or equal to"),
    "multiple_of": (lambda a, b: a % b == 0, "multiple_of", "a multiple of"),
}


def Field(default=MISSING, **options):
    return FieldInfo(default, **options)


class PrivateAttribute:
    def __init__(self, default=None, default_factory=None):
        self.default, self.default_factory = default, default_factory


def PrivateAttr(default=None, *, default_factory=None):
    """An attribute of the object that is no field."""
    return PrivateAttribute(default, default_factory)


#: Options that are kept; those that would change what is valid and are not built are refused.
CONFIG = {
    "arbitrary_types_allowed", "extra", "frozen", "from_attributes", "json_encoders", "json_schema_extra",
    "populate_by_name", "protected_namespaces", "str_strip_whitespace", "title", "use_enum_values",
    "validate_assignment", "validate_by_alias", "validate_by_name",
}  # fmt: skip


def ConfigDict(**options):
    return checked_config(options)


def checked_config(options):
    unknown = sorted(set(options) - CONFIG)
    if unknown:
        raise TypeError("the sandbox's small pydantic has no config option %s" % ", ".join(unknown))
    return dict(options)
