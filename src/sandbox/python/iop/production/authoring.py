"""The items of a production: added, changed, removed, found."""
from .common import ITEM_FIELDS, adapter_type_of, proxy_class_name, settings_mapping, update_settings
from .component import ComponentRef
from .types import PersistentMessageRegistration, TargetSettingRef


class AuthoringMethods:
    """What a production does with its items. They stand in `_items` in the order in which they were added."""

    @property
    def items(self):
        return tuple(self._items)

    def item(self, name):
        for item in self._items:
            if item.name == name:
                return item
        raise ValueError("Production item does not exist: %s" % name)

    def _has_item(self, name):
        return any(item.name == name for item in self._items)

    def component_ref(self, component):
        """The item that a name, an item or a target setting (`item.Output`, "Item.Output") leads to."""
        return self.item(self.resolve_target(component))

    get_component = component_ref

    def component(
        self,
        name_or_cls,
        cls=None,
        *,
        class_name=None,
        adapter_class=None,
        adapter_class_name=None,
        kind="component",
        enabled=True,
        pool_size=1,
        category="",
        foreground=False,
        comment="",
        log_trace_events=False,
        schedule="",
        settings=None,
        adapter_settings=None,
    ):
        """Adds an item: a name and a Python class, the class alone, or a name and the `class_name` of an IRIS class."""
        if isinstance(cls, str):
            raise TypeError(
                "%r is a text, and no Python class: for an item of an IRIS class give class_name=%r" % (cls, cls)
            )
        if isinstance(name_or_cls, type) and cls is None:
            name_or_cls, cls = name_or_cls.__name__, name_or_cls
        adapter, adapter_name = _adapter(adapter_class, adapter_class_name)
        return self._add_item(
            ComponentRef(
                production=self,
                name=str(name_or_cls),
                component_class=cls,
                class_name=class_name,
                adapter_class=adapter,
                adapter_class_name=adapter_name,
                kind=kind,
                category=category,
                pool_size=pool_size,
                enabled=enabled,
                foreground=foreground,
                comment=comment,
                log_trace_events=log_trace_events,
                schedule=schedule,
                host_settings=settings_mapping(settings),
                adapter_settings=settings_mapping(adapter_settings),
            )
        )

    def add_component(self, *args, **options):
        return self.component(*args, **options)

    def service(self, name_or_cls, cls=None, **options):
        return self.component(name_or_cls, cls, kind="service", **options)

    def process(self, name_or_cls, cls=None, **options):
        return self.component(name_or_cls, cls, kind="process", **options)

    def operation(self, name_or_cls, cls=None, **options):
        return self.component(name_or_cls, cls, kind="operation", **options)

    def _add_item(self, item):
        if not item.name:
            raise ValueError("Production item name is required")
        if self._has_item(item.name):
            raise ValueError("Production item already exists: %s" % item.name)
        for other in self._items:
            known = other.component_class is not None and item.component_class is not None
            if known and other.component_class is not item.component_class and other.class_name == item.class_name:
                raise ValueError(
                    "Python classes %r and %r produce the same IRIS proxy class name %r. Rename one of the Python "
                    "classes or supply an explicit class_name= to resolve the collision."
                    % (other.component_class.__qualname__, item.component_class.__qualname__, item.class_name)
                )
        self._items.append(item)
        self._apply_target_defaults()
        return item

    def update_component(self, item, **changes):
        """Changes fields and settings of an item; a setting whose new value is None is removed."""
        found = self._own_item(item)
        for name in [name for name in ("kind", *ITEM_FIELDS) if name in changes]:
            setattr(found, name, changes.pop(name))
        _change_class(found, changes)
        for name in ("settings", "host_settings"):
            update_settings(found.host_settings, changes.pop(name, None))
        update_settings(found.adapter_settings, changes.pop("adapter_settings", None))
        if "other_settings" in changes:
            found.other_settings = [dict(entry) for entry in changes.pop("other_settings")]
        found.target_setting_names.update(str(name) for name in changes.pop("target_settings", ()))
        if changes:
            raise ValueError("Unsupported component update fields: %s" % ", ".join(sorted(changes)))
        return found

    def delete_component(self, item):
        """Removes an item, its routes, and from other items' target settings its name."""
        found = self._own_item(item)
        self._items = [other for other in self._items if other is not found]
        self._forget_item(found.name)

    def _own_item(self, item):
        if not isinstance(item, ComponentRef):
            return self.item(str(item))
        if item.production is not self:
            raise ValueError("component belongs to a different Production")
        return item

    def _item_name(self, item):
        """The name of an item of this production, of one that is to be a target."""
        if isinstance(item, ComponentRef):
            if item.production is not self:
                raise ValueError("target component belongs to a different Production")
            return item.name
        return self.item(str(item)).name

    def resolve_target(self, target):
        """The name of the one item to which a name, an item or a target setting leads."""
        if isinstance(target, TargetSettingRef):
            return self.resolve_target_setting_ref(target)
        if isinstance(target, ComponentRef) or self._has_item(str(target)):
            return self._item_name(target)
        name, dot, setting = str(target).rpartition(".")
        if not dot:
            raise ValueError("Production item does not exist: %s" % target)
        return self._resolve(self.item(name).name, setting)

    def message(self, iris_classname, msg_cls, *, sync_schema=True):
        """Has migration make a table for a persistent message class."""
        name = str(iris_classname or "").strip()
        if not name:
            raise ValueError("PersistentMessage IRIS classname is required")
        if not is_persistent_message(msg_cls):
            raise TypeError("msg_cls must be a concrete PersistentMessage subclass")
        for known in self._messages:
            same = _full_name(known.message_class) == _full_name(msg_cls)
            if known.iris_classname == name and not same:
                raise ValueError("PersistentMessage IRIS classname already registered: %s" % name)
            if known.iris_classname == name and known.sync_schema != bool(sync_schema):
                raise ValueError("PersistentMessage registration has conflicting sync_schema for %s" % name)
            if known.iris_classname == name:
                return self
            if same:
                raise ValueError(
                    "PersistentMessage class already registered with IRIS classname %s" % known.iris_classname
                )
        self._messages.append(PersistentMessageRegistration(name, msg_cls, bool(sync_schema)))
        return self

    def component_registrations(self):
        """The items whose Python classes migration registers."""
        return tuple(item for item in self._items if item.component_class is not None)

    def adapter_registrations(self):
        return tuple(item for item in self._items if item.adapter_class is not None)

    def message_registrations(self):
        return tuple(self._messages)


def _adapter(adapter_class, name):
    """The Python class of an adapter, if it is one, and the name of its IRIS class."""
    if isinstance(adapter_class, type):
        return adapter_class, name or proxy_class_name(adapter_class)
    return None, name or str(adapter_class or "")


def _change_class(item, changes):
    if "component_class" in changes:
        item.component_class = changes.pop("component_class")
        if item.component_class is not None:
            item.class_name = proxy_class_name(item.component_class)
    item.class_name = changes.pop("class_name", item.class_name)
    if item.class_name is None and item.component_class is None:
        raise ValueError("component_class or class_name is required")
    if "adapter_class" in changes:
        adapter_class = changes.pop("adapter_class")
        item.adapter_class, name = _adapter(adapter_class, None)
        item.adapter_class_name = name if adapter_class is not None else item.adapter_class_name
    if "adapter_class_name" in changes:
        item.adapter_class_name = str(changes.pop("adapter_class_name") or "")
    item.adapter_class_name = item.adapter_class_name or adapter_type_of(item.component_class)


def is_persistent_message(value):
    """A class that derives from `PersistentMessage`, and not that itself."""
    from iop import PersistentMessage

    return isinstance(value, type) and issubclass(value, PersistentMessage) and value is not PersistentMessage


def _full_name(cls):
    return "%s.%s" % (cls.__module__, cls.__qualname__)
