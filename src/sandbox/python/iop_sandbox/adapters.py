"""The adapter of an item: an instance of an author's class, or an object that stands for one of IRIS's."""
import importlib

import iris

from . import settings


def adapter_of(item, handle):
    """None where the class has no adapter."""
    kind = getattr(item.cls, "get_adapter_type", lambda: None)()
    if not kind:
        return None
    values = item.spec["adapter"]
    binding = item.spec.get("adapters", {}).get(kind)
    if binding is None:
        return iris.adapter(kind, values)
    cls = getattr(importlib.import_module(binding["module"]), binding["classname"])
    adapter = cls.__new__(cls)
    adapter._set_iris_handles(handle.twin(), handle)
    settings.apply(adapter, values)
    adapter._dispatch_on_connected(handle)
    adapter._dispatch_on_init(handle)
    return adapter
