"""How data becomes a model's values."""
import copy
from enum import Enum
from typing import Annotated, get_args, get_origin

from iop_values.scalars import Mismatch
from iop_values.typed import convert

from .errors import ValidationError


def validated(cls, data):
    """The values of the fields, the names of those that were given, and what else is kept. ValidationError with every error of the data."""
    for hook in hooks(cls, "model", "before"):
        data = _called(hook, cls, data, [], ())
    problems, values, given, rest = [], {}, set(), dict(data)
    by_name = cls.model_config.get("populate_by_name") or cls.model_config.get("validate_by_name")
    for name, info in cls.model_fields.items():
        key = info.alias if info.alias in rest else name if not info.alias or by_name else info.alias
        if key in rest:
            values[name] = one(cls, name, info, rest.pop(key), problems)
            given.add(name)
        elif info.is_required():
            problems.append({"type": "missing", "loc": (key,), "msg": "Field required", "input": data})
        else:
            values[name] = info.initial(copy.deepcopy)
    extra = cls.model_config.get("extra", "ignore")
    if extra == "forbid":
        words = "Extra inputs are not permitted"
        problems += [{"type": "extra_forbidden", "loc": (k,), "msg": words, "input": v} for k, v in rest.items()]
    if problems:
        raise ValidationError(cls.__name__, problems)
    return values, given, rest if extra == "allow" else {}


def one(cls, name, info, value, problems):
    """One field's value; what is wrong with it goes into `problems`."""
    mine = [hook for hook in hooks(cls, "field") if name in hook.fields or "*" in hook.fields]
    try:
        for hook in mine:
            if hook.mode == "before":
                value = _called(hook, cls, value, problems, (name,))
        if cls.model_config.get("str_strip_whitespace") and isinstance(value, str):
            value = value.strip()
        if not any(hook.mode == "plain" for hook in mine):
            value = info.check(read(info.annotation, value, cls))
        for hook in mine:
            if hook.mode != "before":
                value = _called(hook, cls, value, problems, (name,))
    except Mismatch as problem:
        problems += problem.below(info.alias or name)
    except ValidationError as problem:
        problems += [{**error, "loc": (info.alias or name, *error["loc"])} for error in problem.errors()]
    return value.value if cls.model_config.get("use_enum_values") and isinstance(value, Enum) else value


def read(kind, value, cls):
    """The value as an annotation says, strict types first."""
    if get_origin(kind) is Annotated:
        for extra in get_args(kind)[1:]:
            if hasattr(extra, "before"):
                extra.before(value)
    if isinstance(kind, str):
        raise TypeError("%s: the annotation %r names nothing that is known" % (cls.__name__, kind))
    return convert(kind, value)


def after(model):
    """The model's own validators, and its `model_post_init`."""
    cls = type(model)
    for hook in hooks(cls, "model", "after"):
        try:
            hook.function(model)
        except (ValueError, AssertionError) as problem:
            raise ValidationError(cls.__name__, [_said(problem, model, ())]) from None
    post = getattr(model, "model_post_init", None)
    if post is not None:
        post(None)


def hooks(cls, kind, mode=None):
    return [hook for hook in cls.__hooks__.values() if hook.kind == kind and mode in (None, hook.mode)]


def _called(hook, cls, value, problems, at):
    try:
        names = hook.function.__code__.co_argcount
        return hook.function(*([] if hook.plain else [cls]), value, *([None] if names > (1 if hook.plain else 2) else []))
    except ValidationError:
        raise
    except (ValueError, AssertionError) as problem:
        if not at:
            raise ValidationError(cls.__name__, [_said(problem, value, at)]) from None
        raise Mismatch.of([_said(problem, value, ())]) from None


def _said(problem, value, at):
    kind = "assertion_error" if isinstance(problem, AssertionError) else "value_error"
    word = "Assertion failed" if isinstance(problem, AssertionError) else "Value error"
    return {"type": kind, "loc": at, "msg": "%s, %s" % (word, problem), "input": value}


def private_of(cls):
    found = {}
    for name, attribute in cls.__private__.items():
        factory = getattr(attribute, "default_factory", None)
        default = attribute.default if hasattr(attribute, "default_factory") else attribute
        found[name] = factory() if factory else copy.deepcopy(default)
    return found


def twin(model, values, private):
    """Another object of the same class."""
    made = type(model).__new__(type(model))
    object.__setattr__(made, "__dict__", values)
    object.__setattr__(made, "__pydantic_fields_set__", set(model.__pydantic_fields_set__))
    object.__setattr__(made, "__pydantic_private__", private)
    return made
