"""Target settings of components, and references to them in a production."""
from dataclasses import dataclass
from typing import Any

from .graph import GraphEdge, GraphNode, ProductionDiff, ProductionDiffEntry, ProductionGraph
from ..components.settings import Category, Setting, controls

__all__ = [
    "GraphEdge",
    "GraphNode",
    "PersistentMessageRegistration",
    "Port",
    "ProductionDiff",
    "ProductionDiffEntry",
    "ProductionGraph",
    "TargetSetting",
    "TargetSettingRef",
    "target",
    "target_settings",
]


class TargetSetting(Setting):
    """A setting whose value names the item (or items) to which a component sends."""

    def __init__(self, default="", **options):
        options.setdefault("iris_type", "Ens.DataType.ConfigName")
        options.setdefault("category", Category.BASIC)
        options.setdefault("control", controls.production_item())
        super().__init__(target_name(default), **options)


def target(default="", **options):
    """Declares a target setting on a component class; the default names an item."""
    return TargetSetting(default, **options)


def target_name(value):
    """The name of an item, of an item's declaration or of a reference to one; "" for none."""
    return "" if value is None else str(getattr(value, "name", value)).strip()


def target_settings(component_class):
    """The target settings of a class and of its bases, by name."""
    found = {}
    for base in reversed(getattr(component_class, "__mro__", ())):
        found.update({name: value for name, value in vars(base).items() if isinstance(value, TargetSetting)})
    return found


@dataclass
class TargetSettingRef:
    """A target setting of an item of a production: `item.Output`."""

    production: Any
    component: Any
    name: str

    @property
    def item_name(self):
        return self.component.name

    @property
    def path(self):
        return "%s.%s" % (self.item_name, self.name)

    def resolve(self):
        """The one item to which it leads now."""
        return self.production.resolve_target_setting_ref(self)

    def __str__(self):
        return self.path


#: What it was called in 4.0.
Port = TargetSettingRef


@dataclass(frozen=True)
class PersistentMessageRegistration:
    """A message class that IRIS stores in a table of its own."""

    iris_classname: str
    message_class: type
    sync_schema: bool = True
