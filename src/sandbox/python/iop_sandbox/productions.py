"""`PRODUCTIONS` of an entry file: objects and legacy dictionaries as definitions."""
import copy
import math

from iop.production import Production
from iop.production.validation import validate_production_entry

from .classes import registrations


class Entry:
    """One entry: the definition's name and text, the bindings that it brings, and what is odd about it."""

    def __init__(self, name, definition, bindings, report):
        self.name = name
        self.definition = plain(definition)
        self.bindings = bindings
        self.report = report


def entry_of(value, folder, proxies):
    """`proxies`: the settings of each proxy class that the server has or this entry file registers."""
    if isinstance(value, type):
        raise ValueError(
            "PRODUCTIONS must hold Production objects or dictionaries: %s is a class; list %s()."
            % (value.__name__, value.__name__)
        )
    if isinstance(value, Production):
        report = validate_production_entry(value, warn=False, proxies=proxies)
        definition = value.to_dict()[value.name]
        return Entry(value.name, definition, _bindings_of_object(value, folder), report)
    if not isinstance(value, dict) or not value:
        raise ValueError("Each PRODUCTION entry must be a non-empty dict.")
    name = next(iter(value))
    if not isinstance(name, str):
        raise ValueError("%r is a %s: the key of a PRODUCTION entry must be its name, a text." % (name, type(name).__name__))
    report = validate_production_entry(value, warn=False, proxies=proxies)
    definition, bindings = _dictionary(name, value[name], folder)
    return Entry(name, definition, bindings, report)


def _bindings_of_object(production, folder):
    """Messages, components, adapters, each class once."""
    wanted = [(entry.iris_classname, entry.message_class) for entry in production.message_registrations()]
    wanted += [(item.class_name, item.component_class) for item in production.component_registrations()]
    wanted += [(item.adapter_class_name, item.adapter_class) for item in production.adapter_registrations()]
    return [binding for name, cls in dict.fromkeys(wanted) for binding in registrations(name, cls, folder)]


def _dictionary(name, definition, folder):
    if not isinstance(definition, dict):
        raise ValueError("The definition of %s must be a dictionary." % name)
    if definition.get("@Name", name) != name:
        raise ValueError("Production %s has another @Name: %s." % (name, definition["@Name"]))
    items = definition.get("Item") or []
    if isinstance(items, dict):
        # Its keys are taken for items, then.
        raise AttributeError("'str' object has no attribute 'get'")
    bindings = []
    written = []
    for item in items:
        if "@ClassName" not in item:
            raise ValueError("Missing @ClassName for %s." % item.get("@Name"))
        if not item.get("@Name"):
            raise ValueError("Missing @Name of the item of class %s in %s." % (item["@ClassName"], name))
        item = copy.copy(item)
        reference = item["@ClassName"]
        if isinstance(reference, (type, dict)):
            bindings += registrations(item["@Name"], reference, folder)
            item["@ClassName"] = item["@Name"]
        elif not isinstance(reference, str):
            raise ValueError("Invalid value for %s." % item["@Name"])
        written.append(item)
    return dict(definition, Item=written), bindings


def plain(value):
    """As JSON can hold it."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
