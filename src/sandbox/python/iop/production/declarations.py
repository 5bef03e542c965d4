"""Items and routes as a production class declares them."""
from dataclasses import dataclass
from typing import Any, ClassVar

from .common import SETTING_NAME_ALIASES, settings_mapping
from .types import TargetSetting


@dataclass(frozen=True)
class Route:
    """From a target setting to an item, or to several: a name, an item's declaration, or a sequence of them."""

    target_setting: Any
    targets: Any

    @property
    def target_setting_name(self):
        return route_setting_name(self.target_setting)

    @property
    def target_setting_owner(self):
        """The class that declares it; None where it is only named."""
        return self.target_setting.owner if isinstance(self.target_setting, TargetSetting) else None

    @property
    def target_names(self):
        targets = self.targets
        if isinstance(targets, (str, ItemDeclaration)):
            targets = (targets,)
        try:
            targets = tuple(targets)
        except TypeError as problem:
            raise TypeError(
                "Route %r targets must be an item name, a production item declaration, or an iterable of either"
                % self.target_setting_name
            ) from problem
        if not targets:
            raise ValueError("Route %r requires at least one target" % self.target_setting_name)
        return tuple(self._name(entry) for entry in targets)

    def _name(self, entry):
        name = entry.name if isinstance(entry, ItemDeclaration) else entry
        if isinstance(name, str) and name:
            return name
        raise TypeError(
            "Route %r targets must be item names or production item declarations" % self.target_setting_name
        )

    # The words of 4.0.
    port = property(lambda self: self.target_setting)
    port_name = target_setting_name
    port_owner = target_setting_owner


@dataclass(frozen=True)
class ItemDeclaration:
    """An item: a Python class, or the name of an IRIS class."""

    name: str
    component: Any = None
    class_name: Any = None
    adapter_class: Any = None
    adapter_class_name: Any = None
    enabled: Any = True
    pool_size: Any = 1
    category: str = ""
    foreground: Any = False
    comment: str = ""
    log_trace_events: Any = False
    schedule: str = ""
    settings: Any = None
    host_settings: Any = None
    adapter_settings: Any = None
    other_settings: Any = None
    routes: Any = ()

    kind: ClassVar[str] = "component"

    @property
    def title(self):
        """How messages call it."""
        return "%s item %r" % (self.kind.title(), self.name)

    @property
    def host_setting_values(self):
        """`settings` and `host_settings` are the same; one that stands in both is an error."""
        first = self._mapping("settings")
        second = self._mapping("host_settings")
        both = sorted(first.keys() & second.keys())
        if both:
            raise ValueError(
                "%s declares duplicate Host setting keys: %s" % (self.title, ", ".join(map(repr, both)))
            )
        return {**first, **second}

    @property
    def adapter_setting_values(self):
        return self._mapping("adapter_settings")

    @property
    def other_setting_values(self):
        return [dict(entry) for entry in self.other_settings or ()]

    @property
    def route_values(self):
        routes = (self.routes,) if isinstance(self.routes, Route) else tuple(self.routes or ())
        if not all(isinstance(route, Route) for route in routes):
            raise TypeError("%s routes must be Route instances" % self.title)
        return routes

    def _mapping(self, attribute):
        values = getattr(self, attribute)
        try:
            return settings_mapping(values)
        except (TypeError, ValueError) as problem:
            raise TypeError("Production item %r %s must be a mapping" % (self.name, attribute)) from problem


@dataclass(frozen=True)
class ComponentItem(ItemDeclaration):
    kind: ClassVar[str] = "component"


@dataclass(frozen=True)
class ServiceItem(ItemDeclaration):
    kind: ClassVar[str] = "service"


@dataclass(frozen=True)
class ProcessItem(ItemDeclaration):
    kind: ClassVar[str] = "process"


@dataclass(frozen=True)
class OperationItem(ItemDeclaration):
    kind: ClassVar[str] = "operation"


def route_setting_name(name):
    """The setting's name in IRIS; the Python spellings of IRIS's own ones are known."""
    if isinstance(name, TargetSetting):
        if not name.name:
            raise ValueError("Route target setting must be declared on a component class")
        return name.name
    return SETTING_NAME_ALIASES.get(str(name), str(name))


__all__ = ["ComponentItem", "ItemDeclaration", "OperationItem", "ProcessItem", "Route", "ServiceItem"]
