"""What the parts of a production's model share: names of settings, texts of values, names of proxy classes."""
import importlib

from ..components.settings import Setting

#: Attributes of a `Production` that are settings of the production: name in IRIS and default.
PRODUCTION_SETTING_FIELDS = {
    "shutdown_timeout": ("ShutdownTimeout", 120),
    "update_timeout": ("UpdateTimeout", 10),
    "alert_notification_manager": ("AlertNotificationManager", ""),
    "alert_notification_operation": ("AlertNotificationOperation", ""),
    "alert_notification_recipients": ("AlertNotificationRecipients", ""),
    "alert_action_window": ("AlertActionWindow", 60),
}
PRODUCTION_SETTING_NAMES = {field: name for field, (name, _) in PRODUCTION_SETTING_FIELDS.items()}
PRODUCTION_SETTING_FIELDS_BY_IRIS = {name: field for field, name in PRODUCTION_SETTING_NAMES.items()}

#: All that a `Production` is made with, with its default.
PRODUCTION_FIELDS = {
    "testing_enabled": False,
    "log_general_trace_events": False,
    "actor_pool_size": 2,
    "description": "",
    **{field: default for field, (_, default) in PRODUCTION_SETTING_FIELDS.items()},
}

#: Attributes of an item beside its name, class and settings, with their defaults.
ITEM_FIELDS = {
    "category": "",
    "pool_size": 1,
    "enabled": True,
    "foreground": False,
    "comment": "",
    "log_trace_events": False,
    "schedule": "",
}

#: Python spellings of IRIS's own target settings.
SETTING_NAME_ALIASES = {"target_config_name": "TargetConfigName", "target_config_names": "TargetConfigNames"}

_TRUE = ("1", "yes", "on", "true")
_FALSE = ("0", "no", "off", "false")


def bool_text(value):
    """`true` or `false`; a text that is neither stays as it is, in lower case."""
    text = str(value).strip().lower()
    if text in _TRUE:
        return "true"
    return "false" if text in _FALSE else text


def text_value(value):
    """The text of a setting's value; None is the empty text."""
    if value is None:
        return ""
    return bool_text(value) if isinstance(value, bool) else str(value)


def proxy_class_name(component_class):
    """The IRIS class that migration makes for a Python class."""
    return ("Python.%s.%s" % (component_class.__module__, component_class.__name__)).replace("_", "")


def adapter_type_of(component_class):
    """The adapter that a component class names with `get_adapter_type`, or ""."""
    method = getattr(component_class, "get_adapter_type", None)
    return str((method() if callable(method) else "") or "")


def adapter_type_of_name(class_name):
    """The same, for the name of a proxy class whose Python class can be imported."""
    if not str(class_name or "").startswith("Python."):
        return ""
    module, _, name = class_name[len("Python.") :].rpartition(".")
    try:
        found = getattr(importlib.import_module(module), name)
    except Exception:  # noqa: BLE001 - whatever a module does: its class is not known, then
        return ""
    return adapter_type_of(found) if isinstance(found, type) else ""


def setting_name(name):
    """A setting may be named by its text or by its descriptor on the class."""
    return name.name if isinstance(name, Setting) and name.name else str(name)


def settings_mapping(values):
    return {setting_name(key): value for key, value in dict(values or {}).items()}


def settings_to_iris(target, values):
    """Settings as lines of a definition."""
    return [
        {"@Target": target, "@Name": setting_name(name), "#text": text_value(value)} for name, value in values.items()
    ]


def update_settings(settings, changes):
    """Takes the changes over; None removes a setting."""
    for name, value in settings_mapping(changes).items():
        if value is None:
            settings.pop(name, None)
        else:
            settings[name] = value


def setting_targets(value):
    """The names of items in the value of a target setting, in order."""
    return [part.strip() for part in text_value(value).split(",") if part.strip()]


def as_list(value):
    """Definitions write one child as itself and several as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def is_true(value):
    return str(value or "").strip().lower() in _TRUE
