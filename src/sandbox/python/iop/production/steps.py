"""What a step of a plan is about, and whether a production has what it would bring."""
from .common import text_value
from .diff import SCALARS, connection_signature, item_signature, production_signature


def item_place(path):
    """Item and field of `items.NAME.FIELD`; names may hold dots."""
    rest = path[len("items.") :].split(".settings.", 1)[0]
    for name in SCALARS:
        if rest.endswith(".%s" % name):
            return rest[: -len(name) - 1], name
    return rest, ""


def setting_place(path):
    """Item, target and name of `items.NAME.settings.TARGET.SETTING`."""
    item, _, rest = path[len("items.") :].partition(".settings.")
    target, _, name = rest.partition(".")
    return item, target, name


def route_place(path):
    """Item and setting of `connections.ITEM.SETTING`."""
    item, dot, setting = path[len("connections.") :].rpartition(".")
    return (item, setting) if dot else (setting, "")


def place_of(step):
    """What a step is about, by parts."""
    if step.op_type in ("add_item", "delete_item"):
        return {"item": item_place(step.path)[0]}
    if step.op_type in ("set_item_field", "replace_item_class"):
        return dict(zip(("item", "field"), item_place(step.path)))
    if step.op_type in ("set_setting", "remove_setting"):
        return dict(zip(("item", "target", "setting"), setting_place(step.path)))
    if step.op_type in ("set_route_setting", "remove_route"):
        item, setting = route_place(step.path)
        return {
            "source_item": item,
            "source_target_setting": setting,
            "item": item,
            "target": "Host",
            "setting": setting,
        }
    return {"field": step.path[len("production.") :]} if step.op_type == "set_production_field" else {}


def is_done(step, current):
    """Whether a production has what a step would bring."""
    items = {item.name: item for item in current.items}
    place = place_of(step)
    item = items.get(place.get("item", ""))
    if step.op_type == "set_production_field":
        return production_signature(current).get(place["field"]) == step.after
    if step.op_type in ("set_route_setting", "remove_route"):
        routes = connection_signature(current)
        key = (place["source_item"], place["source_target_setting"])
        return key not in routes if step.op_type == "remove_route" else bool(key[1]) and routes.get(key, []) == step.after
    if step.op_type in ("delete_item", "remove_setting") and item is None:
        return True
    if item is None:
        return False
    if step.op_type == "add_item":
        return item_signature(item) == step.after
    if step.op_type in ("set_item_field", "replace_item_class"):
        return item_signature(item).get(place["field"]) == step.after
    settings = {"Host": item.host_settings, "Adapter": item.adapter_settings}.get(place.get("target"))
    if step.op_type == "set_setting" and settings is None:
        return place["target"] == "Other" and item.other_settings == step.after
    if step.op_type == "set_setting":
        return text_value(settings.get(place["setting"])) == text_value(step.after)
    return step.op_type == "remove_setting" and settings is not None and place["setting"] not in settings
