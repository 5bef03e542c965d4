"""Validators and serialisers that a model's author writes."""


class Hook:
    """A method of a model with what it is for."""

    def __init__(self, kind, function, fields=(), mode="after"):
        self.kind, self.fields, self.mode = kind, fields, mode
        self.function = getattr(function, "__func__", function)
        self.plain = isinstance(function, staticmethod)


class Computed(property):
    """A property that is dumped too."""


def field_validator(*fields, mode="after", **_options):
    if mode not in ("after", "before", "plain"):
        raise TypeError("the sandbox's small pydantic has no %s validators" % mode)
    return lambda function: Hook("field", function, fields, mode)


def model_validator(*, mode):
    if mode not in ("after", "before"):
        raise TypeError("the sandbox's small pydantic has no %s model validators" % mode)
    return lambda function: Hook("model", function, (), mode)


def field_serializer(*fields, **_options):
    return lambda function: Hook("serializer", function, fields)


def computed_field(function=None, **_options):
    def mark(inner):
        return Computed(inner.fget if isinstance(inner, property) else inner)

    return mark(function) if function is not None else mark


def validator(*fields, pre=False, always=False, **_options):
    """The older name of `field_validator`."""
    return field_validator(*fields, mode="before" if pre else "after")


def root_validator(*_arguments, **_options):
    raise TypeError("the sandbox's small pydantic has no root_validator: use model_validator")
