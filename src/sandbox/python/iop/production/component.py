"""An item of a production, as its author handles it."""
from dataclasses import dataclass, field
from typing import Any

from .common import (
    adapter_type_of,
    adapter_type_of_name,
    bool_text,
    proxy_class_name,
    settings_to_iris,
    text_value,
    update_settings,
)
from .types import TargetSetting, TargetSettingRef, target_settings


class ChainedText(str):
    """A text of an item that can be called with another, which gives the item: `item.comment` and `item.comment("x")`."""

    def __new__(cls, text, item, name):
        made = super().__new__(cls, text)
        made._set = lambda value: setattr(item, name, value) or item
        return made

    def __call__(self, text):
        return self._set(text)

    def __reduce__(self):
        return str, (str(self),)


@dataclass(eq=False)
class ComponentRef:
    """A handle to a configured item, not the running component. The methods that change it return it, to be chained."""

    production: Any
    name: str
    component_class: Any = None
    class_name: Any = None
    adapter_class: Any = None
    adapter_class_name: str = ""
    kind: str = "component"
    category: str = ""
    pool_size: Any = 1
    enabled: Any = True
    foreground: Any = False
    comment: str = ""
    log_trace_events: Any = False
    schedule: str = ""
    host_settings: dict = field(default_factory=dict)
    adapter_settings: dict = field(default_factory=dict)
    other_settings: list = field(default_factory=list)
    target_setting_names: set = field(default_factory=set)
    runtime_metadata: dict = field(default_factory=dict)

    def __post_init__(self):
        if self.class_name is None:
            if self.component_class is None:
                raise ValueError("component_class or class_name is required")
            self.class_name = proxy_class_name(self.component_class)
        self.adapter_class_name = (
            self.adapter_class_name
            or (proxy_class_name(self.adapter_class) if self.adapter_class is not None else "")
            or adapter_type_of(self.component_class)
            or adapter_type_of_name(self.class_name)
        )

    def __setattr__(self, name, value):
        if name in ("category", "comment", "schedule") and isinstance(value, str):
            value = ChainedText(value, self, name)
        super().__setattr__(name, value)

    def __getattr__(self, name):
        """`item.Output`: a target setting that the class declares, or that was named before. Others are an error."""
        known = self.__dict__.get("target_setting_names", ())
        if name in known or isinstance(getattr(self.__dict__.get("component_class"), name, None), TargetSetting):
            return TargetSettingRef(self.production, self, name)
        raise AttributeError(
            "Item %r has no target setting or attribute %r" % (self.__dict__.get("name", ""), name), name=name, obj=self
        )

    def __dir__(self):
        return sorted({*super().__dir__(), *target_settings(self.component_class), *self.target_setting_names})

    def target_setting(self, name):
        """A target setting by name: for IRIS's own classes, whose settings Python does not know."""
        self.target_setting_names.add(name)
        return TargetSettingRef(self.production, self, name)

    def port(self, name):
        """What `target_setting` was called in 4.0."""
        return self.target_setting(name)

    def pool(self, size):
        self.pool_size = size
        return self

    def enable(self, enabled=True):
        self.enabled = enabled
        return self

    def disable(self):
        return self.enable(False)

    def run_foreground(self, enabled=True):
        self.foreground = enabled
        return self

    def trace(self, enabled=True):
        self.log_trace_events = enabled
        return self

    def schedule_on(self, schedule):
        self.schedule = schedule
        return self

    def comment_as(self, text):
        self.comment = text
        return self

    def category_as(self, category):
        self.category = category
        return self

    def set_host_setting(self, name, value):
        self.host_settings[name] = value

    def host_setting(self, name, value):
        """Sets a setting of the host; None removes it."""
        return self.host_settings_update({name: value})

    def host_settings_update(self, values):
        update_settings(self.host_settings, values)
        return self

    def setting(self, name, value):
        return self.host_setting(name, value)

    def settings_update(self, values):
        return self.host_settings_update(values)

    def adapter_setting(self, name, value):
        return self.adapter_settings_update({name: value})

    def adapter_settings_update(self, values):
        update_settings(self.adapter_settings, values)
        return self

    def other_setting(self, target, name, value):
        """A setting of another target than Host and Adapter; None removes it."""
        if target == "Host":
            return self.host_setting(name, value)
        if target == "Adapter":
            return self.adapter_setting(name, value)
        kept = [
            entry for entry in self.other_settings if (entry.get("@Target"), entry.get("@Name")) != (target, name)
        ]
        line = {"@Target": target, "@Name": name, "#text": text_value(value)}
        self.other_settings = kept if value is None else [*kept, line]
        return self

    def connect(self, target_setting, target_component=None, **options):
        """Leads one of its target settings to other items; see `Production.connect`."""
        self.production.connect(self._reference(target_setting), target_component, **options)
        return self

    def connect_add(self, target_setting, target_component):
        return self.connect(target_setting, target_component, mode="add")

    def _reference(self, target_setting):
        if isinstance(target_setting, TargetSettingRef):
            if target_setting.production is not self.production:
                raise ValueError("source target setting belongs to a different Production")
            if target_setting.component is not self:
                raise ValueError("source target setting belongs to a different component")
            return target_setting
        if isinstance(target_setting, TargetSetting):
            owner = target_setting.owner
            if owner is None or not target_setting.name:
                raise ValueError("target setting must be declared on a component class")
            if self.component_class is not None and not issubclass(self.component_class, owner):
                raise ValueError(
                    "Target setting %r belongs to %s.%s, not to %s"
                    % (target_setting.name, owner.__module__, owner.__qualname__, self.class_name)
                )
            return self.target_setting(target_setting.name)
        return self.target_setting(str(target_setting))

    def inspect(self, *, refresh=True):
        return self.production.inspect_component(self, refresh=refresh)

    def start(self):
        self.production.start_component(self)

    def stop(self):
        self.production.stop_component(self)

    def restart(self):
        self.production.restart_component(self)

    def test(self, message=None, *, classname=None, body=None):
        return self.production.test_component(self, message=message, classname=classname, body=body)

    def to_dict(self):
        """The item as a definition has it."""
        item = {
            "@Name": self.name,
            "@Category": self.category,
            "@ClassName": self.class_name,
            "@PoolSize": text_value(self.pool_size),
            "@Enabled": bool_text(self.enabled),
            "@Foreground": bool_text(self.foreground),
            "@Comment": self.comment,
            "@LogTraceEvents": bool_text(self.log_trace_events),
            "@Schedule": self.schedule,
        }
        settings = [
            *settings_to_iris("Host", self.host_settings),
            *settings_to_iris("Adapter", self.adapter_settings),
            *(dict(entry) for entry in self.other_settings),
        ]
        return {**item, "Setting": settings} if settings else item
