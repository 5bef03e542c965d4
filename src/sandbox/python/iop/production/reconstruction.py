"""A production from its definition, its routes from what the server says, from its settings, and from its source."""
from .common import PRODUCTION_SETTING_FIELDS, as_list, is_true, setting_targets
from .component import ComponentRef
from .graph import GraphEdge
from .import_ import (
    INTERNAL_TARGETS,
    item_metadata,
    matching_setting,
    normalize_connections,
    normalize_queue_info,
    production_payload,
    split_production_settings,
    split_settings,
)
from .source_inference import infer_source_connections

_KINDS = ("service", "process", "operation", "component")


def production_from_dict(cls, data, *, connections=None, queue_info=None, namespace=None, director=None):
    name, definition = production_payload(data)
    settings = split_production_settings(definition.get("Setting"))
    production = cls._without_declared_items(
        name,
        testing_enabled=definition.get("@TestingEnabled", False),
        log_general_trace_events=definition.get("@LogGeneralTraceEvents", False),
        actor_pool_size=definition.get("ActorPoolSize", 2),
        description=definition.get("Description") or "",
        namespace=namespace,
        director=director,
        **{field: settings.get(field, default) for field, (_, default) in PRODUCTION_SETTING_FIELDS.items()},
    )
    for item in as_list(definition.get("Item")):
        if isinstance(item, dict):
            production._add_item(_item(production, item))
    _take_queues(production, queue_info)
    _take_metadata(production, item_metadata(connections))
    told, with_targets = _take_connections(production, connections)
    _conclude_from_settings(production, told, with_targets)
    _conclude_from_source(production)
    return production


def _item(production, item):
    host, adapter, other = split_settings(item.get("Setting"))
    return ComponentRef(
        production=production,
        name=item.get("@Name", ""),
        class_name=item.get("@ClassName", ""),
        adapter_class_name=item.get("@AdapterClassName") or item.get("@Adapter") or "",
        kind=_kind(item),
        category=item.get("@Category", ""),
        pool_size=item.get("@PoolSize", 1),
        enabled=item.get("@Enabled", True),
        foreground=item.get("@Foreground", False),
        comment=item.get("@Comment", ""),
        log_trace_events=item.get("@LogTraceEvents", False),
        schedule=item.get("@Schedule", ""),
        host_settings=host,
        adapter_settings=adapter,
        other_settings=other,
    )


def _kind(item):
    """As the definition says, else as the name of the class ends."""
    for key in ("@Kind", "@kind", "kind", "type", "role"):
        kind = kind_of(item.get(key))
        if kind:
            return kind
    class_name = str(item.get("@ClassName") or "")
    if class_name.startswith(("Python.", "Ens.", "EnsLib.", "IOP.")):
        for kind in _KINDS[:3]:
            if class_name.lower().endswith(kind):
                return kind
    return "component"


def kind_of(value):
    """`service` of "BusinessService" and the like; "" of what is no kind."""
    text = str(value or "").strip().lower()
    text = text[len("business") :] if text.startswith("business") else text
    text = "component" if text == "host" else text
    return text if text in _KINDS else ""


def _take_queues(production, queue_info):
    queues, warnings = normalize_queue_info(queue_info)
    production._graph_warnings += warnings
    for name, info in queues.items():
        if production._has_item(name):
            production._queue_info[name] = dict(info)
        else:
            production._graph_warnings.append("Queue info item does not exist: %s" % name)


def _take_metadata(production, metadata):
    for item in production.items:
        told = metadata.get(item.name, {})
        item.adapter_class_name = item.adapter_class_name or told.get("adapter_class_name", "")
        item.kind = kind_of(told.get("kind")) or item.kind
        if "iop" in told:
            item.runtime_metadata["iop"] = told["iop"]
        for name in ("%module", "%classname", "%classpaths"):
            if told.get(name):
                item.host_settings.setdefault(name, told[name])


def _take_connections(production, connections):
    """Routes of which the server told. Gives the items it told of, and those of them that lead somewhere."""
    targets, told, warnings = normalize_connections(connections)
    production._graph_warnings += warnings
    with_targets = set()
    for source, entries in targets.items():
        if not production._has_item(source):
            production._graph_warnings.append("Runtime connection source does not exist: %s" % source)
            continue
        for entry in entries:
            if _take_connection(production, production.item(source), entry):
                with_targets.add(source)
    return told, with_targets


def _take_connection(production, item, entry):
    name = entry["target"]
    setting = entry["source_target_setting"] or matching_setting(item, name)
    if setting:
        item.target_setting_names.add(setting)
    if not production._has_item(name):
        if name in INTERNAL_TARGETS:
            return False
        production._graph_warnings.append("Runtime connection target does not exist: %s -> %s" % (item.name, name))
    production._register_connection(
        item.name,
        setting,
        name,
        origin="runtime",
        interaction=entry.get("interaction", "request"),
        metadata=entry.get("metadata"),
        check=False,
    )
    return True


def _conclude_from_settings(production, told, with_targets):
    """A setting whose value names an item is a route, where the server told of none."""
    for item in production.items:
        if item.name in with_targets:
            continue
        for setting, value in item.host_settings.items():
            names = [] if str(setting).startswith("%") else setting_targets(value)
            for name in [name for name in names if production._has_item(name)]:
                item.target_setting_names.add(setting)
                metadata = {"source": "Host setting fallback"}
                if item.name in told:
                    metadata["reason"] = "runtime discovery returned no targets"
                production._register_connection(item.name, setting, name, origin="inferred", metadata=metadata)


def _conclude_from_source(production):
    """A call with a known target in the class's source is a route; of one that is known it tells how it is used."""
    for item in production.items:
        iop = is_true(item.runtime_metadata.get("iop"))
        for found in infer_source_connections(item.class_name, item.host_settings, iop=iop):
            if not production._has_item(found.target):
                continue
            known = [edge for edge in production.edges if (edge.source_item, edge.target) == (item.name, found.target)]
            if known:
                _add_interaction(production, known[-1], found)
                continue
            detail = {"detail": found.detail} if found.detail else {}
            production._register_connection(
                item.name,
                "",
                found.target,
                origin="inferred",
                interaction=found.interaction,
                metadata={"source": found.source, **detail},
            )


def _add_interaction(production, edge, found):
    if found.interaction in ("", "request") or edge.interaction not in ("", "request", "unknown"):
        return
    metadata = {"source": found.source, **({"detail": found.detail} if found.detail else {}), **edge.metadata}
    better = GraphEdge(
        edge.source_item, edge.target, edge.source_target_setting, edge.origin, found.interaction, metadata
    )
    production._edges = [better if other is edge else other for other in production._edges]
