"""The routes of a production: which target setting leads to which items."""
from .component import ComponentRef
from .graph import GraphEdge
from .types import TargetSetting, TargetSettingRef, target_settings

_MODES = {
    "replace": "replace",
    "set": "replace",
    "add": "add",
    "append": "add",
    "remove": "remove",
    "delete": "remove",
    "disconnect": "remove",
}


class ConnectingMethods:
    """`_connections` holds the targets of each pair of item and setting; `_edges` all routes that are known."""

    @property
    def edges(self):
        return tuple(self._edges)

    def connect(self, source, target_component=None, *, mode="replace"):
        """Leads a target setting to an item, or to several: a name, an item, or a list of them.

        `mode`: `replace` what it led to, `add` to it (what is there already is not repeated), or `remove` from it.
        """
        self._check_source(source)
        wanted = _MODES.get(str(mode or "").strip().lower())
        if wanted is None:
            raise ValueError("Unsupported connection mode: %r. Expected 'replace', 'add', or 'remove'." % mode)
        if wanted == "remove":
            self._remove(source, target_component)
            return
        if target_component is None:
            raise ValueError("target_component is required unless mode='remove'")
        names = [self._item_name(item) for item in _several(target_component)]
        if not names:
            raise ValueError("target_component names no item")
        if wanted == "replace":
            self._forget_routes(source.item_name, source.name)
            source.component.host_settings[source.name] = ""
        source.component.target_setting_names.add(source.name)
        for name in names:
            _add_target(source.component, source.name, name)
            self._register_connection(source.item_name, source.name, name)

    def connect_add(self, source, target_component):
        self.connect(source, target_component, mode="add")

    def _check_source(self, source):
        if isinstance(source, TargetSetting):
            raise TypeError(
                "source must be bound to a production item. Use component.connect(ComponentClass.Target, "
                "target_component) or prod.connect(component.Target, target_component)."
            )
        if not isinstance(source, TargetSettingRef):
            raise TypeError("source must be a TargetSettingRef returned from a ComponentRef")
        if source.production is not self:
            raise ValueError("source target setting belongs to a different Production")

    def disconnect(self, source):
        """Takes all targets of a target setting away: `item.Output` or "Item.Output"."""
        if isinstance(source, TargetSettingRef):
            self._check_source(source)
            item, setting = source.item_name, source.name
        else:
            item, dot, setting = str(source).rpartition(".")
            if not dot:
                raise ValueError("source must be a TargetSettingRef or an Item.TargetSetting string")
        if (item, setting) not in self._connections:
            raise ValueError("Production target setting is not connected: %s.%s" % (item, setting))
        self._forget_routes(item, setting)
        self.item(item).host_settings.pop(setting, None)

    def _remove(self, source, target_component):
        if target_component is None:
            self.disconnect(source)
            return
        key = (source.item_name, source.name)
        for name in [self._item_name(item) for item in _several(target_component)]:
            routes = [edge for edge in self._edges if _of(edge, *key) and edge.target == name]
            if name not in self._connections.get(key, ()) and not routes:
                raise ValueError("Production target setting is not connected: %s -> %s" % (source.path, name))
            self._edges = [edge for edge in self._edges if edge not in routes]
            self._set_targets(key, [other for other in self._connections.get(key, ()) if other != name])

    def _set_targets(self, key, names):
        """What a setting leads to, in the model and in the item's settings."""
        settings = self.item(key[0]).host_settings
        if names:
            self._connections[key] = names
            settings[key[1]] = ",".join(names)
        else:
            self._connections.pop(key, None)
            settings.pop(key[1], None)

    def _forget_target(self, key, name):
        """The text of a setting that names other items too is left as it is: so does IoP, and validation finds it."""
        self._connections[key] = [other for other in self._connections[key] if other != name]
        if not self._connections[key]:
            del self._connections[key]
        settings = self.item(key[0]).host_settings
        if settings.get(key[1]) == name:
            del settings[key[1]]

    def _forget_routes(self, item, setting):
        self._connections.pop((item, setting), None)
        self._edges = [edge for edge in self._edges if not _of(edge, item, setting)]

    def _forget_item(self, name):
        for key, names in list(self._connections.items()):
            if key[0] == name:
                del self._connections[key]
            elif name in names:
                self._forget_target(key, name)
        self._edges = [edge for edge in self._edges if name not in (edge.source_item, edge.target)]

    def resolve_target_setting_ref(self, reference):
        """The one item to which a target setting leads; none or several is an error."""
        if reference.production is not self:
            raise ValueError("target setting ref belongs to a different Production")
        return self._resolve(reference.item_name, reference.name)

    def _resolve(self, item, setting):
        names = self._connections.get((item, setting))
        if not names:
            raise ValueError("Production target setting is not connected: %s.%s" % (item, setting))
        if len(names) > 1:
            raise ValueError(
                "Production target setting is ambiguous: %s.%s resolves to multiple targets (%s)"
                % (item, setting, ", ".join(map(repr, names)))
            )
        return names[0]

    def _apply_target_defaults(self):
        """A target setting with a default is written with it, and is a route as soon as its item is there."""
        for item in self._items:
            for setting, descriptor in target_settings(item.component_class).items():
                name = descriptor.default
                if not name or (setting not in item.host_settings and setting in item.target_setting_names):
                    continue
                item.host_settings.setdefault(setting, name)
                item.target_setting_names.add(setting)
                if str(item.host_settings[setting]) == name and self._has_item(name):
                    self._register_connection(item.name, setting, name)

    def _register_connection(
        self, source_item, setting, target, *, origin="authored", interaction="request", metadata=None, check=True
    ):
        """Notes a route; the same one is not noted twice."""
        if not self._has_item(source_item):
            raise ValueError("Production item does not exist: %s" % source_item)
        if check and not self._has_item(target):
            raise ValueError("Production item does not exist: %s" % target)
        if setting:
            names = self._connections.setdefault((source_item, setting), [])
            if target not in names:
                names.append(target)
        edge = GraphEdge(source_item, target, setting, origin, interaction, metadata)
        self._edges = [other for other in self._edges if other.identity() != edge.identity()] + [edge]
        return edge


def _of(edge, item, setting):
    return (edge.source_item, edge.source_target_setting) == (item, setting)


def _several(items):
    return [items] if isinstance(items, (str, ComponentRef)) or not isinstance(items, (list, tuple, set)) else list(items)


def _add_target(item, setting, name):
    names = [part.strip() for part in str(item.host_settings.get(setting, "")).split(",") if part.strip()]
    item.host_settings[setting] = ",".join(names if name in names else [*names, name])
