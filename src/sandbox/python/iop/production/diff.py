"""The difference of two productions: what to change in the one that is there, to make it the one that is wanted."""
import json

from .common import ITEM_FIELDS, PRODUCTION_SETTING_FIELDS, bool_text, text_value
from .graph import ProductionDiff, ProductionDiffEntry, canonical

SCALARS = ("class_name", *ITEM_FIELDS)


def diff_productions(desired, current, metadata=False):
    """`metadata`: also who told of each route, and how it is used."""
    changes = []
    if current.name != desired.name:
        changes.append(ProductionDiffEntry("change", "production", "production.name", current.name, desired.name))
    changes += _values("production", "production", production_signature(current), production_signature(desired))
    changes += _items(current, desired)
    changes += _connections(current, desired, metadata)
    warnings = ["desired: %s" % warning for warning in desired.graph().warnings]
    warnings += ["current: %s" % warning for warning in current.graph().warnings]
    return ProductionDiff(desired.name, tuple(changes), tuple(warnings))


def production_signature(production):
    """What of a production is compared, as text."""
    return {
        "testing_enabled": bool_text(production.testing_enabled),
        "log_general_trace_events": bool_text(production.log_general_trace_events),
        "actor_pool_size": text_value(production.actor_pool_size),
        "description": production.description,
        **{field: text_value(getattr(production, field)) for field in PRODUCTION_SETTING_FIELDS},
    }


def item_signature(item):
    return {
        "class_name": item.class_name or "",
        "category": item.category,
        "pool_size": text_value(item.pool_size),
        "enabled": bool_text(item.enabled),
        "foreground": bool_text(item.foreground),
        "comment": item.comment,
        "log_trace_events": bool_text(item.log_trace_events),
        "schedule": item.schedule,
        "host_settings": _texts(item.host_settings),
        "adapter_settings": _texts(item.adapter_settings),
        "other_settings": canonical(item.other_settings),
    }


def connection_signature(production, metadata=False):
    """Targets, or with `metadata` routes, by item and setting."""
    found = {}
    for edge in production.graph().edges:
        targets = found.setdefault((edge.source_item, edge.source_target_setting), [])
        value = edge.target
        if metadata:
            value = {"target": edge.target, "origin": edge.origin, "interaction": edge.interaction}
            value.update({"metadata": canonical(edge.metadata)} if edge.metadata else {})
        if metadata or value not in targets:
            targets.append(value)
    by_text = (lambda value: json.dumps(value, sort_keys=True, default=str)) if metadata else None
    return {source: sorted(found[source], key=by_text) for source in sorted(found)}


def _texts(settings):
    return {name: text_value(settings[name]) for name in sorted(settings)}


def _values(kind, path, before, after):
    """Removed, added, then changed keys."""
    entries = []
    for key in sorted(before.keys() - after.keys()):
        entries.append(ProductionDiffEntry("remove", kind, "%s.%s" % (path, key), before=before[key]))
    for key in sorted(after.keys() - before.keys()):
        entries.append(ProductionDiffEntry("add", kind, "%s.%s" % (path, key), after=after[key]))
    for key in sorted(before.keys() & after.keys()):
        if before[key] != after[key]:
            entries.append(ProductionDiffEntry("change", kind, "%s.%s" % (path, key), before[key], after[key]))
    return entries


def _items(current, desired):
    before = {item.name: item_signature(item) for item in current.items}
    after = {item.name: item_signature(item) for item in desired.items}
    gone = _values("item", "items", {name: before[name] for name in before.keys() - after.keys()}, {})
    new = _values("item", "items", {}, {name: after[name] for name in after.keys() - before.keys()})
    changed = []
    for name in sorted(before.keys() & after.keys()):
        changed += _item("items.%s" % name, before[name], after[name])
    return gone + new + changed


def _item(path, before, after):
    entries = _values("item", path, {key: before[key] for key in SCALARS}, {key: after[key] for key in SCALARS})
    for target, key in (("Host", "host_settings"), ("Adapter", "adapter_settings")):
        entries += _values("setting", "%s.settings.%s" % (path, target), before[key], after[key])
    old, new = before["other_settings"], after["other_settings"]
    if old != new:
        entries.append(ProductionDiffEntry("change", "setting", "%s.settings.Other" % path, old, new))
    return entries


def _connections(current, desired, metadata):
    before, after = connection_signature(current, metadata), connection_signature(desired, metadata)
    named = [
        {".".join(part for part in source if part): targets for source, targets in side.items()}
        for side in (before, after)
    ]
    return _values("connection", "connections", *named)
