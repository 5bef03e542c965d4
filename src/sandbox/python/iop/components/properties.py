"""The settings of a component class, as its IRIS class gets them."""
import inspect
import types
import typing

from .settings import Setting, plain_text

#: Public attributes of component classes that are no settings.
NO_SETTINGS = {
    "INFO_URL",
    "ICON_URL",
    "PERSISTENT_PROPERTY_LIST",
    "log_to_console",
    "logger",
    "iris_handle",
    "DISPATCH",
    "adapter",
    "Adapter",
    "buffer",
    "BusinessHost",
    "business_host",
    "business_host_python",
}

_TYPES = {int: "Integer", float: "Numeric", complex: "Numeric", bool: "Boolean", str: "String"}
_NAMES = {
    **{cls.__name__: name for cls, name in _TYPES.items()},
    **{name.lower(): name for name in _TYPES.values()},
    "number": "Numeric",
}


def component_properties(cls):
    """Of each setting: name, type, default, required, category, description, editor; IoP's `_get_properties`."""
    hints = _hints(cls)
    members = dict(inspect.getmembers(cls))
    names = [name for name, value in members.items() if _may_be_setting(name, value)]
    names += [name for name in hints if name not in members and _may_be_setting(name, None)]
    found = [_property(cls, name, members.get(name), name in members, hints.get(name)) for name in names]
    return [entry for entry in found if entry is not None]


#: IoP's own classes with an adapter, and without.
_WITH_ADAPTER = ("BusinessService", "BusinessOperation", "DuplexService", "DuplexOperation")
_WITHOUT = ("BusinessProcess", "DuplexProcess", "InboundAdapter", "OutboundAdapter")


def component_info(cls):
    """Base class, description, the addresses of help and icon, and the adapter if there is one; [] of no component."""
    base = next((base for base in cls.__mro__ if _is_iop(base, (*_WITH_ADAPTER, *_WITHOUT))), None)
    if base is None:
        return []
    about = inspect.getdoc(cls)
    about = "" if about is None or about == inspect.getdoc(cls.__mro__[1]) else about
    info = ["iop.%s" % base.__name__, about, getattr(cls, "INFO_URL", ""), getattr(cls, "ICON_URL", "")]
    adapter = cls.get_adapter_type() if base.__name__ in _WITH_ADAPTER else None
    return [*info, adapter] if adapter else info


def _is_iop(cls, names):
    return cls.__name__ in names and cls.__module__.split(".")[0] == "iop"


def setting_names(cls):
    return {entry[0] for entry in component_properties(cls)}


def _may_be_setting(name, value):
    if name.startswith("_") or name in NO_SETTINGS:
        return False
    return not (inspect.ismethod(value) or inspect.isfunction(value) or inspect.isclass(value))


def _hints(cls):
    try:
        return typing.get_type_hints(cls, include_extras=True)
    except Exception:  # noqa: BLE001 - one annotation that cannot be read takes nothing from the others
        found = {}
        for base in reversed(cls.__mro__):
            found.update(getattr(base, "__annotations__", {}))
        return found


def _property(cls, name, value, is_member, hint):
    hint, annotated = _split(hint)
    own = value if isinstance(value, Setting) else None
    about = own or annotated or Setting()
    if about.exclude:
        return None
    if own is not None or (not is_member and annotated is not None):
        value = about.default if about.has_default else ""
    if value is None or isinstance(value, property):
        value = ""
    kind = about.iris_type or iris_type(about.data_type or hint) or iris_type(type(value)) or "String"
    entry = [name, kind, value, bool(about.required), about.category or "", about.description, about.control]
    return _with_info(cls, entry)


def _with_info(cls, entry):
    """The older way: a method NAME_info whose return annotation tells of the setting, and which gives its default."""
    function = getattr(cls, "%s_info" % entry[0], None)
    if not callable(function):
        return entry
    about = getattr(function, "__annotations__", {}).get("return") or {}
    if about.get("ExcludeFromSettings"):
        return None
    name, kind, value, required, category, description, control = entry
    default = function()
    if about.get("DataType"):
        kind = iris_type(about["DataType"]) or str(about["DataType"])
    return [
        name,
        kind,
        value if default is None else default,
        bool(about.get("IsRequired", required)),
        _text(about.get("Category", category)),
        _text(about.get("Description", description)),
        _text(about.get("Control", about.get("EditorContext", control))),
    ]


def _text(value):
    return "" if value is None else plain_text(value)


def _split(hint):
    """An annotation without what `Annotated` adds, and the setting among that."""
    if typing.get_origin(hint) is not typing.Annotated:
        return hint, None
    plain, *added = typing.get_args(hint)
    return plain, next((entry for entry in reversed(added) if isinstance(entry, Setting)), None)


def iris_type(data_type):
    """The name of IRIS's type; None where Python's says nothing."""
    if data_type is None or data_type == "":
        return None
    data_type, _ = _split(data_type)
    if typing.get_origin(data_type) in (typing.Union, types.UnionType):
        rest = [entry for entry in typing.get_args(data_type) if entry is not type(None)]
        data_type = rest[0] if len(rest) == 1 else data_type
    if isinstance(data_type, str):
        return _NAMES.get(data_type.strip().lower(), data_type.strip())
    if data_type is typing.Any or data_type is object:
        return "String"
    if isinstance(data_type, type) and data_type in _TYPES:
        return _TYPES[data_type]
    return "String" if typing.get_origin(data_type) is not None else None


__all__ = ["component_properties", "iris_type", "setting_names"]
