"""All that is known of one item: how it is configured, its routes, and what it does now."""
from .import_ import normalize_queue_info
from .runtime import NoDirector, director_of


def inspect_component(production, component, *, refresh=True):
    item = production.component_ref(component)
    edges = production.graph().edges
    info = {
        "production": production.name,
        "name": item.name,
        "class_name": item.class_name or "",
        "adapter_class_name": item.adapter_class_name,
        "kind": item.kind,
        "category": item.category,
        "enabled": item.enabled,
        "pool_size": item.pool_size,
        "foreground": item.foreground,
        "comment": item.comment,
        "log_trace_events": item.log_trace_events,
        "schedule": item.schedule,
        "settings": {
            "Host": dict(item.host_settings),
            "Adapter": dict(item.adapter_settings),
            "Other": [dict(entry) for entry in item.other_settings],
        },
        "target_settings": sorted(item.target_setting_names),
        "outgoing": [edge.to_dict() for edge in edges if edge.source_item == item.name],
        "incoming": [edge.to_dict() for edge in edges if edge.target == item.name],
    }
    runtime = {}
    if refresh:
        runtime = component_runtime_info(production, item.name)
    elif item.name in production._queue_info:
        runtime = {"queue": dict(production._queue_info[item.name])}
    return {**info, "runtime": runtime} if runtime else info


def component_runtime_info(production, name):
    """State of the production and the item's queue; what could not be read stands under `warnings`."""
    director = director_of(production)
    runtime, warnings = {}, []
    try:
        status = director.status_production()
        if isinstance(status, dict):
            runtime.update(_status(production, status))
        else:
            warnings.append("Production status response is invalid: %r" % (status,))
    except NoDirector:
        raise
    except Exception as problem:  # noqa: BLE001 - the rest is told all the same
        warnings.append("Could not fetch production status: %s" % problem)
    try:
        queues, told = normalize_queue_info(director.export_production_queue_info(production.name))
        warnings += told
        production._queue_info = queues
        if name in queues:
            runtime["queue"] = dict(queues[name])
    except Exception as problem:  # noqa: BLE001 - the rest is told all the same
        warnings.append("Could not fetch queue info: %s" % problem)
    return {**runtime, "warnings": warnings} if warnings else runtime


def _status(production, status):
    name = str(status.get("Production") or status.get("production") or "")
    state = str(status.get("Status") or status.get("status") or "")
    return {
        "production_status": dict(status),
        "current_production": name,
        "status": state,
        "is_current_production": name == production.name,
        "is_running": name == production.name and state.lower() == "running",
    }
