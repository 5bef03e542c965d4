"""Types with limits, and the validation of values that are no models."""
import re
from typing import Annotated

from iop_values.json_text import dumps
from iop_values.scalars import Mismatch
from iop_values.typed import convert

from .errors import ValidationError
from .fields import FieldInfo


class _Strict:
    """Only values of just this type."""

    def __init__(self, kind):
        self.kind = kind

    def before(self, value):
        if type(value) is not self.kind:
            word = {str: "string", int: "integer", float: "number", bool: "boolean"}[self.kind]
            raise Mismatch("%s_type" % self.kind.__name__, "Input should be a valid %s" % word, value)


class _Email:
    def check(self, value):
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
            raise Mismatch("value_error", "value is not a valid email address", value)
        return value


StrictStr = Annotated[str, _Strict(str)]
StrictInt = Annotated[int, _Strict(int)]
StrictFloat = Annotated[float, _Strict(float)]
StrictBool = Annotated[bool, _Strict(bool)]
PositiveInt = Annotated[int, FieldInfo(gt=0)]
NonNegativeInt = Annotated[int, FieldInfo(ge=0)]
NegativeInt = Annotated[int, FieldInfo(lt=0)]
PositiveFloat = Annotated[float, FieldInfo(gt=0)]
NonNegativeFloat = Annotated[float, FieldInfo(ge=0)]
EmailStr = Annotated[str, _Email()]


def constr(**limits):
    return Annotated[str, FieldInfo(**limits)]


def conint(**limits):
    return Annotated[int, FieldInfo(**limits)]


class TypeAdapter:
    """Validates values as a type that is no model."""

    def __init__(self, kind):
        self.kind = kind

    def validate_python(self, value):
        try:
            return convert(self.kind, value)
        except Mismatch as problem:
            raise ValidationError(getattr(self.kind, "__name__", str(self.kind)), problem.errors) from None

    def validate_json(self, text):
        import json

        return self.validate_python(json.loads(text))

    def dump_json(self, value):
        return dumps(value).encode("utf-8")
