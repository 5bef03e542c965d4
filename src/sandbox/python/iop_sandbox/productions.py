"""`PRODUCTIONS` of an entry file: objects, classes and legacy dictionaries as definitions."""
from iop._production import Item, Production

from .classes import registrations


def definition_of(value, folder):
    """Name, definition and bindings of an entry of `PRODUCTIONS`."""
    if isinstance(value, type) and issubclass(value, Production):
        value = value()
    if isinstance(value, Production):
        return rendered(value, folder)
    if not isinstance(value, dict) or len(value) != 1:
        raise ValueError("PRODUCTIONS must hold Production objects or dictionaries with one production.")
    ((name, definition),) = value.items()
    if not isinstance(definition, dict):
        raise ValueError("The definition of %s must be a dictionary." % name)
    if definition.get("@Name", name) != name:
        raise ValueError("Production %s has another @Name: %s." % (name, definition["@Name"]))
    items = definition.get("Item", [])
    if items is None:
        items = []
    if isinstance(items, dict):
        raise AttributeError("'str' object has no attribute 'get'")
    bindings = []
    plain = []
    for item in items:
        item = dict(item)
        classname = item.get("@ClassName")
        if isinstance(classname, (type, dict)):
            bindings.extend(registrations(item["@Name"], classname, folder))
            item["@ClassName"] = bindings[-1]["class"] if bindings else ""
        plain.append(item)
    return name, dict(definition, Item=plain), bindings


def rendered(production, folder):
    bindings = []
    items = []
    for item in production.items:
        classname = item.component
        if isinstance(classname, type):
            iris = ("Python.%s.%s" % (classname.__module__, classname.__name__)).replace("_", "")
            bindings.extend(registrations(iris, classname, folder))
            classname = iris
        settings = [(("Host"), item.settings), ("Adapter", item.adapter_settings)]
        items.append(
            {
                "@Name": item.name,
                "@Category": item.category,
                "@ClassName": classname,
                "@PoolSize": str(item.pool_size),
                "@Enabled": _bool(item.enabled),
                "@Foreground": _bool(item.foreground),
                "@Comment": item.comment,
                "@LogTraceEvents": _bool(item.log_trace_events),
                "@Schedule": item.schedule,
                "Setting": [
                    {"@Target": where, "@Name": key, "#text": _text(value)}
                    for where, values in settings
                    for key, value in values.items()
                ],
            }
        )
    definition = {
        "@Name": production.name,
        "@TestingEnabled": _bool(production.test_enabled),
        "@LogGeneralTraceEvents": _bool(production.log_trace_events),
        "Description": production.description,
        "ActorPoolSize": str(production.actor_pool_size),
        "Setting": [
            {"@Target": "", "@Name": key, "#text": _text(value)} for key, value in production.settings.items()
        ],
        "Item": items,
    }
    return production.name, definition, bindings


def validate(definition):
    """Target settings that name a missing item; other rules of the server need its class dictionary."""
    names = {item.get("@Name") for item in definition.get("Item", [])}
    for item in definition.get("Item", []):
        settings = item.get("Setting") or []
        for entry in [settings] if isinstance(settings, dict) else settings:
            name = str(entry.get("@Name", ""))
            if not (name.startswith("Target") or name.endswith(("ConfigName", "ConfigNames", "Target"))):
                continue
            for target in str(entry.get("#text") or "").split(","):
                if target.strip() and target.strip() not in names:
                    yield "target %s.%s: no item %s" % (item.get("@Name"), name, target.strip())


def _bool(value):
    return "true" if value in (True, 1, "1", "true", "True") else "false"


def _text(value):
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Item):
        return value.name
    return "" if value is None else str(value)


def plain(value):
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
