"""Productions as Python objects: what renders to a definition."""


class Category:
    """Where a setting stands in the portal."""

    BASIC = "Basic"
    CONNECTION = "Connection"
    ADDITIONAL = "Additional"
    ALERTING = "Alerting"
    DEV = "Dev"


class _Controls:
    """Editors of the portal for a setting; names of them, here."""

    def __getattr__(self, name):
        return lambda *args, **options: name


controls = _Controls()


class _Descriptor:
    def __init__(self, default=None, **options):
        self.default = default
        self.options = options
        self.name = ""

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, self.default)

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value


class setting(_Descriptor):
    """A setting of a component, with its default."""


class target(_Descriptor):
    """A setting that names the item to which a component sends."""


Setting = setting


class Item:
    """An item of a production: `ComponentRef` to those who connect it."""

    def __init__(self, name=None, component=None, **options):
        if component is None and name is not None and not isinstance(name, str):
            name, component = None, name
        component = component or options.pop("component_class", None)
        self.component = component or options.pop("class_name", None) or options.pop("classname", None)
        self.adapter_class = options.pop("adapter_class", None)
        self.name = name or getattr(component, "__name__", None)
        self.category = options.pop("category", "")
        self.pool_size = options.pop("pool_size", 1)
        self.enabled = options.pop("enabled", True)
        self.foreground = options.pop("foreground", False)
        self.comment = options.pop("comment", "")
        self.log_trace_events = options.pop("log_trace_events", False)
        self.schedule = options.pop("schedule", "")
        given = dict(options.pop("settings", None) or {})
        by_target = {key: given.pop(key) for key in ("Host", "Adapter") if isinstance(given.get(key), dict)}
        self.settings = dict(_defaults(component), **dict(by_target.get("Host", {}), **given))
        self.routes = options.pop("routes", None) or ()
        adapter = options.pop("adapter_settings", None) or options.pop("adapter", None) or {}
        self.adapter_settings = dict(by_target.get("Adapter", {}), **dict(adapter))

    def __set_name__(self, owner, name):
        if self.name is None:
            self.name = name

    def connect(self, port, other=None, **options):
        """Sends what the target setting `port` names to another item."""
        if other is None:
            port, other = "TargetConfigNames", port
        name = port.name if isinstance(port, (_Descriptor, Port)) else str(port)
        target = getattr(other, "name", None) or str(other)
        if options.get("mode") == "remove":
            self.settings.pop(name, None)
        elif options.get("mode") == "add" and self.settings.get(name):
            self.settings[name] = "%s,%s" % (self.settings[name], target)
        else:
            self.settings[name] = target
        return self

    def target_setting(self, name):
        return Port(self, name)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return Port(self, name)


def _defaults(component):
    """Targets that have a default are written with it."""
    found = {}
    for cls in reversed(getattr(component, "__mro__", ())):
        for key, value in vars(cls).items():
            if isinstance(value, target) and value.default:
                found[key] = value.default
    return found


class Port:
    """A target setting of an item: `item.Output` in `connect` and `Route`."""

    def __init__(self, item, name):
        self.item = item
        self.name = name

    def __str__(self):
        return "%s.%s" % (self.item.name, self.name)


ComponentRef = Item


class ServiceItem(Item):
    pass


class ProcessItem(Item):
    pass


class OperationItem(Item):
    pass


class Route:
    """In a production class: from a port of an item to another item."""

    def __init__(self, source, to):
        self.source = source
        self.to = to


class Production:
    """A production with its items; as an object with `service`, `process`, `operation` and `connect`, or as a class."""

    def __init__(self, name=None, **options):
        cls = type(self)
        self.name = name or getattr(cls, "name", None) or "Python.%s" % cls.__name__
        read = lambda key, default: options.get(key, getattr(cls, key, default))
        self.description = read("description", "")
        self.test_enabled = read("testing_enabled", read("test_enabled", False))
        self.log_trace_events = read("log_trace_events", False)
        self.actor_pool_size = read("actor_pool_size", 2)
        self.settings = dict(read("settings", None) or {})
        self.items = []
        routes = []
        for key, value in list(vars(cls).items()):
            for entry in value if isinstance(value, (list, tuple)) else [value]:
                if isinstance(entry, Item):
                    entry.name = entry.name or key
                    if entry not in self.items:
                        self.items.append(entry)
                elif isinstance(entry, Route):
                    routes.append(entry)
        for item in self.items:
            for route in item.routes:
                item.connect(route.source, route.to)
        for route in routes:
            self.connect(route.source, route.to)

    def _add(self, kind, name, component, options):
        item = kind(name, component, **options)
        self.items.append(item)
        return item

    def service(self, name, component=None, **options):
        return self._add(ServiceItem, name, component, options)

    def process(self, name, component=None, **options):
        return self._add(ProcessItem, name, component, options)

    def operation(self, name, component=None, **options):
        return self._add(OperationItem, name, component, options)

    def item(self, name, component=None, **options):
        return self._add(Item, name, component, options)

    add_component = item

    def component_ref(self, name):
        return next(item for item in self.items if item.name == getattr(name, "name", name))

    get_component = component_ref

    def __getattr__(self, name):
        """What would act on a server (`start`, `sync`, `test`, …): here the API does that."""
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **options: None

    def connect(self, source, to, port=None, **options):
        if isinstance(source, Port):
            source.item.connect(source.name, to, **options)
        else:
            found = source if isinstance(source, Item) else next(i for i in self.items if i.name == source)
            found.connect(port or "TargetConfigNames", to)
        return self
