"""A small part of pydantic 2, for the sandbox: pydantic itself cannot be had for WebAssembly from the package registry.

Models validate, coerce, nest, dump and refuse as pydantic's do; whatever is not here raises at its import, so that
nothing is silently less strict than on a server. What there is stands in `__all__`.
"""
from .errors import ValidationError
from .fields import ConfigDict, Field, FieldInfo, PrivateAttr
from .model import BaseModel, create_model
from .types import (
    EmailStr,
    NegativeInt,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    TypeAdapter,
    conint,
    constr,
)
from .validators import computed_field, field_serializer, field_validator, model_validator, root_validator, validator

VERSION = __version__ = "2.0.0+sandbox"

__all__ = [
    "BaseModel",
    "ConfigDict",
    "EmailStr",
    "Field",
    "NegativeInt",
    "NonNegativeFloat",
    "NonNegativeInt",
    "PositiveFloat",
    "PositiveInt",
    "PrivateAttr",
    "StrictBool",
    "StrictFloat",
    "StrictInt",
    "StrictStr",
    "TypeAdapter",
    "ValidationError",
    "computed_field",
    "conint",
    "constr",
    "create_model",
    "field_serializer",
    "field_validator",
    "model_validator",
    "root_validator",
    "validator",
]


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError("the sandbox's small pydantic has no %r: a server with pydantic has" % name)
