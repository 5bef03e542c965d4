"""A production written as a class: what it declares becomes items and routes."""
from .declarations import ItemDeclaration, route_setting_name

_KINDS = (("components", "component"), ("services", "service"), ("processes", "process"), ("operations", "operation"))


class DeclarativeProduction:
    """Reads `components`, `services`, `processes` and `operations` of the class."""

    components = ()
    services = ()
    processes = ()
    operations = ()

    def _hydrate_declared_items(self):
        declared = []
        for attribute, kind in _KINDS:
            for item in self._declared(attribute):
                if item.kind != kind:
                    raise TypeError("%s must contain %sItem declarations" % (attribute, kind.title()))
                _refuse_routes_in_settings(item)
                self._add_declared(item)
                declared.append(item)
        for item in declared:
            self._connect_declared(item)

    def _declared(self, attribute):
        values = getattr(type(self), attribute, None)
        if values is None or isinstance(values, ItemDeclaration):
            return () if values is None else (values,)
        try:
            items = tuple(values)
        except TypeError as problem:
            raise TypeError("%s must be an iterable of item declarations" % attribute) from problem
        if not all(isinstance(item, ItemDeclaration) for item in items):
            raise TypeError("%s must contain production item declarations" % attribute)
        return items

    def _add_declared(self, item):
        component_class, class_name = _class_of(item)
        options = {
            "class_name": class_name,
            "adapter_class": item.adapter_class,
            "adapter_class_name": item.adapter_class_name,
            "enabled": item.enabled,
            "pool_size": item.pool_size,
            "category": item.category,
            "foreground": item.foreground,
            "comment": item.comment,
            "log_trace_events": item.log_trace_events,
            "schedule": item.schedule,
            "settings": item.host_setting_values,
            "adapter_settings": item.adapter_setting_values,
        }
        given = {name: value for name, value in options.items() if value is not None}
        reference = getattr(self, item.kind)(item.name, component_class, **given)
        reference.other_settings = item.other_setting_values

    def _connect_declared(self, item):
        source = self.item(item.name)
        for route in item.route_values:
            owner = route.target_setting_owner
            if owner is not None and source.component_class and not issubclass(source.component_class, owner):
                raise ValueError(
                    "Route target setting %r belongs to %s.%s, not %s.%s"
                    % (
                        route.target_setting_name,
                        owner.__module__,
                        owner.__qualname__,
                        source.component_class.__module__,
                        source.component_class.__qualname__,
                    )
                )
            self.connect(source.target_setting(route.target_setting_name), route.target_names)


def _class_of(item):
    """The Python class of a declaration, and the name of its IRIS class where one is given."""
    if isinstance(item.component, type):
        return item.component, item.class_name
    name = None if item.component is None else str(item.component)
    if name is not None and item.class_name not in (None, name):
        raise ValueError("%s declares conflicting component and class_name values" % item.title)
    name = name if name is not None else item.class_name
    if name is None:
        raise ValueError("%s requires a component class or class_name" % item.title)
    return None, name


def _refuse_routes_in_settings(item):
    settings = {route_setting_name(name) for name in item.host_setting_values}
    both = sorted(settings & {route.target_setting_name for route in item.route_values})
    if both:
        raise ValueError(
            "%s declares route target setting(s) in Host settings: %s. Declare route target settings with Route only."
            % (item.title, ", ".join(map(repr, both)))
        )
