"""Models: classes whose annotations are their fields."""
import copy
import json
from typing import Annotated, ClassVar, get_args, get_origin

from iop_values.json_text import dumps, plain
from iop_values.typed import annotations_of

from .dumping import dumped
from .errors import ValidationError
from .fields import MISSING, FieldInfo, PrivateAttribute, checked_config
from .validation import after, one, private_of, twin, validated
from .validators import Hook


class ModelMetaclass(type):
    """Takes fields, private attributes and hooks out of a class's body."""

    def __new__(mcs, name, bases, namespace, **options):
        private, hooks, defaults = {}, {}, {}
        for key, value in list(namespace.items()):
            if isinstance(value, Hook):
                hooks[key] = namespace.pop(key)
            elif isinstance(value, PrivateAttribute) or key.startswith("_") and not key.startswith("__") and not callable(value):
                private[key] = namespace.pop(key)
        for key, value in namespace.items():
            if isinstance(value, FieldInfo):
                defaults[key] = value
        cls = super().__new__(mcs, name, bases, namespace)
        cls.__private__ = {k: v for base in reversed(cls.__mro__[1:]) for k, v in getattr(base, "__private__", {}).items()} | private
        cls.__hooks__ = {k: v for base in reversed(cls.__mro__[1:]) for k, v in getattr(base, "__hooks__", {}).items()} | hooks
        config = {}
        for base in reversed(cls.__mro__[1:]):
            config.update(getattr(base, "model_config", None) or {})
        cls.model_config = {**config, **checked_config(namespace.get("model_config") or {}), **checked_config(options)}
        cls.__fields_cache__ = None
        return cls

    @property
    def model_fields(cls):
        """Name to `FieldInfo`; read when it is first needed, as annotations may name classes that come later."""
        if cls.__dict__.get("__fields_cache__") is None:
            cls.__fields_cache__ = _fields_of(cls)
        return cls.__fields_cache__

    @property
    def __fields__(cls):
        return cls.model_fields


def _fields_of(cls):
    found = {}
    for name, kind in annotations_of(cls).items():
        if name.startswith("_") or name == "model_config" or get_origin(kind) is ClassVar or kind is ClassVar:
            continue
        default = getattr(cls, name, MISSING)
        info = default if isinstance(default, FieldInfo) else None
        if info is None and get_origin(kind) is Annotated:
            extra = next((entry for entry in get_args(kind)[1:] if isinstance(entry, FieldInfo)), None)
            info = copy.copy(extra) if extra else None
            if info is not None and default is not MISSING:
                info.default = default
        info = copy.copy(info) if info is not None else FieldInfo(default)
        info.annotation = kind
        found[name] = info
    return found


class BaseModel(metaclass=ModelMetaclass):
    """A model: keyword arguments, each validated as its annotation says."""

    __slots__ = ("__dict__", "__pydantic_fields_set__", "__pydantic_private__")
    model_config = {}

    def __init__(self, **data):
        values, given, extra = validated(type(self), data)
        object.__setattr__(self, "__dict__", {**values, **extra})
        object.__setattr__(self, "__pydantic_fields_set__", given | set(extra))
        object.__setattr__(self, "__pydantic_private__", private_of(type(self)))
        after(self)

    def __getattr__(self, name):
        if name.startswith("_") and not name.startswith("__"):
            private = object.__getattribute__(self, "__pydantic_private__")
            if name in private:
                return private[name]
        raise AttributeError("%r object has no attribute %r" % (type(self).__name__, name))

    def __setattr__(self, name, value):
        cls = type(self)
        if name in cls.__private__:
            self.__pydantic_private__[name] = value
            return
        if isinstance(getattr(cls, name, None), property):
            return object.__setattr__(self, name, value)
        if cls.model_config.get("frozen"):
            raise ValidationError(cls.__name__, [{"type": "frozen_instance", "loc": (name,), "msg": "Instance is frozen", "input": value}])
        info = cls.model_fields.get(name)
        if info is None and cls.model_config.get("extra") != "allow":
            raise ValueError('"%s" object has no field "%s"' % (cls.__name__, name))
        if info is not None and cls.model_config.get("validate_assignment"):
            problems = []
            value = one(cls, name, info, value, problems)
            if problems:
                raise ValidationError(cls.__name__, problems)
        self.__dict__[name] = value

    @classmethod
    def model_validate(cls, data, **_options):
        if isinstance(data, cls):
            return data
        if cls.model_config.get("from_attributes") and not isinstance(data, dict):
            data = {name: getattr(data, name) for name in cls.model_fields if hasattr(data, name)}
        if not isinstance(data, dict):
            words = "Input should be a valid dictionary or instance of %s" % cls.__name__
            raise ValidationError(cls.__name__, [{"type": "model_type", "loc": (), "msg": words, "input": data}])
        made = cls.__new__(cls)
        cls.__init__(made, **data)
        return made

    @classmethod
    def model_validate_json(cls, text, **_options):
        try:
            data = json.loads(text)
        except ValueError as problem:
            words = "Invalid JSON: %s" % problem
            raise ValidationError(cls.__name__, [{"type": "json_invalid", "loc": (), "msg": words, "input": text}]) from None
        return cls.model_validate(data)

    @classmethod
    def model_construct(cls, _fields_set=None, **values):
        """A model without validation."""
        made = cls.__new__(cls)
        defaults = {k: f.initial(copy.deepcopy) for k, f in cls.model_fields.items() if not f.is_required()}
        object.__setattr__(made, "__dict__", {**defaults, **values})
        object.__setattr__(made, "__pydantic_fields_set__", set(values))
        object.__setattr__(made, "__pydantic_private__", private_of(cls))
        return made

    def model_dump(self, *, mode="python", include=None, exclude=None, by_alias=False, exclude_unset=False,
                   exclude_none=False, exclude_defaults=False, **_options):  # fmt: skip
        found = dumped(self, by_alias, exclude_unset, exclude_none, exclude_defaults)
        found = {k: v for k, v in found.items() if (include is None or k in include) and k not in (exclude or ())}
        return plain(found) if mode == "json" else found

    def model_dump_json(self, *, indent=None, **options):
        found = self.model_dump(**options)
        return dumps(found) if indent is None else json.dumps(plain(found), indent=indent, ensure_ascii=False)

    def model_copy(self, *, update=None, deep=False):
        made = copy.deepcopy(self) if deep else copy.copy(self)
        made.__dict__.update(update or {})
        return made

    def __copy__(self):
        return twin(self, dict(self.__dict__), dict(self.__pydantic_private__))

    def __deepcopy__(self, memo=None):
        return twin(self, copy.deepcopy(self.__dict__, memo), copy.deepcopy(self.__pydantic_private__, memo))

    def __getstate__(self):
        return {"fields": self.__dict__, "private": self.__pydantic_private__, "set": self.__pydantic_fields_set__}

    def __setstate__(self, state):
        object.__setattr__(self, "__dict__", state["fields"])
        object.__setattr__(self, "__pydantic_private__", state["private"])
        object.__setattr__(self, "__pydantic_fields_set__", state["set"])

    @property
    def model_fields_set(self):
        return self.__pydantic_fields_set__

    # The names of pydantic 1, which 2 still has.
    dict = model_dump
    json = model_dump_json
    copy = model_copy
    parse_obj = model_validate
    parse_raw = model_validate_json
    construct = model_construct

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self):
        if type(self).model_config.get("frozen"):
            return hash((type(self), tuple(self.__dict__.values())))
        raise TypeError("unhashable type: %r" % type(self).__name__)

    def __iter__(self):
        yield from self.__dict__.items()

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join("%s=%r" % pair for pair in self.__dict__.items()))

    def __str__(self):
        return " ".join("%s=%r" % pair for pair in self.__dict__.items())




def create_model(name, *, __base__=None, **fields):
    """A model made of `field=(type, default)`."""
    kinds = {key: value[0] for key, value in fields.items()}
    defaults = {key: value[1] for key, value in fields.items() if value[1] is not Ellipsis}
    return ModelMetaclass(name, (__base__ or BaseModel,), {"__annotations__": kinds, **defaults})
