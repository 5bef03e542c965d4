"""What a server tells of a production (definition, connections, queues), in one shape whatever form it came in."""
from .common import PRODUCTION_SETTING_FIELDS_BY_IRIS, as_list, setting_targets

#: Targets that IRIS itself answers; no item has these names.
INTERNAL_TARGETS = ("Ens.Alert", "Ens.ScheduleHandler")

_TARGET_KEYS = ("target", "name", "to")
_SETTING_KEYS = ("source_target_setting", "target_setting", "source_port", "port")


def production_payload(data):
    """Name and definition: of `{name: definition}`, or of `{"Production": definition}` as XML gives it."""
    if not isinstance(data, dict) or not data:
        raise ValueError("Production data must be a non-empty dictionary.")
    key = "Production" if "Production" in data else next(iter(data))
    definition = data[key]
    if not isinstance(definition, dict):
        raise ValueError("Production data must be a dictionary.")
    return definition.get("@Name") or key, definition


def split_settings(settings):
    """Settings of the host, of the adapter, and the lines of all other targets."""
    host, adapter, other = {}, {}, []
    for entry in as_list(settings):
        if not isinstance(entry, dict):
            continue
        target = entry.get("@Target", "Host")
        if target in ("", "Host", "Adapter"):
            (adapter if target == "Adapter" else host)[entry.get("@Name", "")] = entry.get("#text", "")
        else:
            other.append(dict(entry))
    return host, adapter, other


def split_production_settings(settings):
    """Settings of the production itself, by the attribute of `Production` that holds them."""
    found = {}
    for entry in as_list(settings):
        if isinstance(entry, dict) and entry.get("@Target", "") in ("", "Production"):
            field = PRODUCTION_SETTING_FIELDS_BY_IRIS.get(entry.get("@Name", ""))
            if field:
                found[field] = entry.get("#text", "")
    return found


def normalize_connections(connections):
    """Targets by item, the items of which the server told, and warnings.

    Taken are: the answer of `/connections`, `{item: targets}`, and a list of edges.
    """
    targets, told, warnings = {}, set(), []
    if connections is None:
        return targets, told, warnings
    if not isinstance(connections, (dict, list)):
        return targets, told, ["Ignoring invalid runtime connections: %r" % (connections,)]
    if isinstance(connections, dict):
        warnings += [str(value) for value in as_list(connections.get("warnings"))]
        if "items" in connections:
            _read_items(connections["items"], targets, told, warnings)
            return targets, told, warnings
        pairs = [
            (str(source), entry)
            for source, entries in connections.items()
            if source not in ("production", "warnings")
            for entry in (as_list(entries) or [None])
        ]
    else:
        pairs = [_edge_source(edge) for edge in connections if isinstance(edge, dict)]
    for source, entry in pairs:
        if source:
            told.add(source)
            _note(targets, source, entry)
    return targets, told, warnings


def _read_items(items, targets, told, warnings):
    for item in as_list(items):
        source = item_key(item)
        if not source:
            continue
        problems = [value for value in as_list(item.get("warnings")) if value]
        warnings += ["%s: %s" % (source, value) for value in problems]
        entries = as_list(item.get("connections")) + as_list(item.get("edges"))
        found = [_note(targets, source, entry) for entry in entries]
        if any(found) or not problems:
            told.add(source)


def _edge_source(edge):
    source = edge.get("source_item") or edge.get("item") or ""
    if not source and "." in str(edge.get("source", "")):
        source, _, setting = str(edge["source"]).rpartition(".")
        edge = {**edge, "source_target_setting": edge.get("source_target_setting") or setting}
        edge.pop("source")
    return str(source), edge


def _note(targets, source, entry):
    """Adds a target of an item; whether there was one."""
    if isinstance(entry, str):
        entry = {"target": entry}
    if not isinstance(entry, dict):
        return False
    target = _first(entry, _TARGET_KEYS)
    if not target:
        return False
    known = (*_TARGET_KEYS, *_SETTING_KEYS, "interaction", "metadata")
    rest = {str(key): value for key, value in entry.items() if key not in known and value is not None}
    found = {"target": str(target), "source_target_setting": str(_first(entry, _SETTING_KEYS))}
    if entry.get("interaction"):
        found["interaction"] = str(entry["interaction"])
    metadata = {**rest, **dict(entry.get("metadata") or {})}
    targets.setdefault(source, []).append({**found, "metadata": metadata} if metadata else found)
    return True


def item_metadata(connections):
    """What `/connections` tells of each item itself: adapter, kind, whether it is Python's and whose class it is."""
    found = {}
    for item in as_list(connections.get("items")) if isinstance(connections, dict) else []:
        name = item_key(item)
        if not name:
            continue
        told = {
            "adapter_class_name": _first(item, ("adapter_class_name", "adapter", "AdapterClassName", "Adapter")),
            "kind": item.get("kind") or "",
            "%module": item.get("module") or item.get("%module") or "",
            "%classname": item.get("classname") or item.get("%classname") or "",
            "%classpaths": item.get("classpaths") or item.get("%classpaths") or "",
        }
        found[name] = {key: str(value) for key, value in told.items() if value}
        if "iop" in item:
            found[name]["iop"] = item["iop"]
    return found


def normalize_queue_info(value):
    """Counters by item, and warnings; from the answer of `/queues`, `{item: counters}`, or a list."""
    if value is None:
        return {}, []
    if not isinstance(value, (dict, list)):
        return {}, ["Ignoring invalid queue info: %r" % (value,)]
    warnings = []
    if isinstance(value, dict):
        warnings = [str(entry) for entry in as_list(value.get("warnings")) if entry]
        if "items" not in value:
            named = {key: entry for key, entry in value.items() if key not in ("production", "warnings")}
            return {str(key): dict(entry) for key, entry in named.items() if isinstance(entry, dict)}, warnings
        value = as_list(value["items"])
    queues = {}
    for entry in value:
        name = _first(entry, ("item", "name", "queue_name")) if isinstance(entry, dict) else ""
        if name:
            info = {key: told for key, told in entry.items() if key not in ("item", "name")}
            info.setdefault("queue_name", entry.get("name", name))
            queues[str(name)] = info
    return queues, warnings


def matching_setting(item, target):
    """The setting of the host that names a target; "" where none does."""
    return next((name for name, value in item.host_settings.items() if target in setting_targets(value)), "")


def item_key(item):
    return str(_first(item, ("item", "name", "source_item"))) if isinstance(item, dict) else ""


def _first(values, keys):
    return next((values[key] for key in keys if values.get(key)), "")
