"""Models as dictionaries."""
from .validation import hooks
from .validators import Computed


def dumped(model, by_alias=False, unset=False, none=False, defaults=False):
    """Field to value, nested models too; `unset`, `none`, `defaults` leave out such fields."""
    cls, out = type(model), {}
    for name, value in model.__dict__.items():
        info = cls.model_fields.get(name)
        if info is not None and info.exclude or unset and info is not None and name not in model.model_fields_set:
            continue
        if none and value is None or defaults and info is not None and not info.is_required() and value == info.default:
            continue
        for hook in hooks(cls, "serializer"):
            if name in hook.fields:
                value = hook.function(model, value)
        key = info.serialization_alias if by_alias and info is not None and info.serialization_alias else name
        out[key] = _inner(value, (by_alias, unset, none, defaults))
    for base in reversed(cls.__mro__):
        for name, found in vars(base).items():
            if isinstance(found, Computed):
                out[name] = getattr(model, name)
    return out


def _inner(value, options):
    if hasattr(type(value), "model_fields"):
        return dumped(value, *options)
    if isinstance(value, dict):
        return {key: _inner(inner, options) for key, inner in value.items()}
    if type(value) in (list, tuple, set, frozenset):
        return type(value)(_inner(inner, options) for inner in value)
    return value
