"""What is wrong with a production, before it is deployed: unknown settings, targets that are not there."""
import warnings
from dataclasses import dataclass

from .common import (
    PRODUCTION_FIELDS,
    PRODUCTION_SETTING_FIELDS_BY_IRIS,
    PRODUCTION_SETTING_NAMES,
    SETTING_NAME_ALIASES,
    as_list,
    setting_targets,
    settings_mapping,
)
from .import_ import production_payload, split_settings
from .types import target_settings

_PUBLIC = {"name", "namespace", *PRODUCTION_FIELDS}
_KEYS = {"@Name", "@TestingEnabled", "@LogGeneralTraceEvents", "Description", "ActorPoolSize", "Setting", "Item"}
#: What IRIS's hosts have by inheritance: a proxy class has these beside the settings of its Python class.
_HOST_SETTINGS = {
    "AlertGroups",
    "AlertOnError",
    "AlertRetryGracePeriod",
    "ArchiveIO",
    "BusinessPartner",
    "DisableErrorTraps",
    "FailureTimeout",
    "GenerateSuperSessionID",
    "InactivityTimeout",
    "QueueCountAlert",
    "QueueWaitAlert",
    "ReplyCodeActions",
    "RetryInterval",
    "SendSuperSession",
    "ThrottleDelay",
}
_ALIAS = "name is accepted as a known alias for validation, but IoP will emit the original name."


@dataclass(frozen=True)
class ProductionValidationIssue:
    """`kind`: production, setting or route."""

    kind: str
    path: str
    message: str
    suggestion: str = ""

    def to_dict(self):
        data = {"kind": self.kind, "path": self.path, "message": self.message}
        return {**data, "suggestion": self.suggestion} if self.suggestion else data

    def to_text(self):
        text = "%s %s: %s" % (self.kind, self.path, self.message)
        return "%s %s" % (text, self.suggestion) if self.suggestion else text


@dataclass(frozen=True)
class ProductionValidationReport:
    production_name: str
    issues: tuple = ()

    @property
    def has_issues(self):
        return bool(self.issues)

    def to_dict(self):
        return {
            "production": self.production_name,
            "has_issues": self.has_issues,
            "issues": [issue.to_dict() for issue in self.issues],
        }

    def to_text(self):
        issues = ["  %s" % issue.to_text() for issue in self.issues] or ["  no issues"]
        return "\n".join(["Production validation: %s" % self.production_name, *issues])

    __str__ = to_text


class ProductionValidationWarning(UserWarning):
    """An issue of a production that is not refused for it."""


class ProductionValidationError(ValueError):
    """A production that is refused; `report` says why."""

    def __init__(self, report):
        self.report = report
        super().__init__(report.to_text())


def validate_production(production, *, strict=False, warn=True):
    """A report of a `Production`. `strict` raises where it has issues, `warn` warns of each."""
    return _finish(_object_report(production), strict, warn)


def validate_production_entry(production, *, strict=False, warn=True, proxies=None):
    """The same for an entry of PRODUCTIONS: a `Production` or a dictionary.

    `proxies`: the settings of the Python classes behind proxy classes, by the proxy's name, as far as they are known.
    """
    is_object = all(hasattr(production, name) for name in ("to_dict", "component_registrations", "name"))
    report = _object_report if is_object else _dict_report
    return _finish(report(production, proxies or {}), strict, warn)


def _finish(report, strict, warn):
    if report.has_issues and strict:
        raise ProductionValidationError(report)
    for issue in report.issues if warn else ():
        warnings.warn(issue.to_text(), ProductionValidationWarning, stacklevel=4)
    return report


def _object_report(production, proxies=None):
    issues = [
        ProductionValidationIssue(
            "production",
            "production.%s" % name,
            "Unknown public Production attribute. Only documented Production fields are serialized.",
        )
        for name in sorted(vars(production))
        if not name.startswith("_") and name not in _PUBLIC
    ]
    for item in production.items:
        issues += _item_issues(item, proxies or {})
    for item in production.items:
        issues += _target_issues(item, {other.name for other in production.items})
    return ProductionValidationReport(str(production.name), tuple(issues))


def _item_issues(item, proxies):
    path = "items.%s.settings" % item.name
    issues = _unknown(item.host_settings, "%s.Host" % path, item.component_class or item.class_name, proxies)
    if item.kind == "process" and item.adapter_settings:
        message = "Business process items do not support adapter settings."
        issues.append(ProductionValidationIssue("setting", "%s.Adapter" % path, message))
    return issues + _unknown(item.adapter_settings, "%s.Adapter" % path, item.adapter_class, {})


def _target_issues(item, names):
    """Targets that no item is."""
    issues = []
    settings = settings_mapping(item.host_settings)
    for setting in sorted({*item.target_setting_names, *target_settings(item.component_class)} & settings.keys()):
        for name in setting_targets(settings[setting]):
            if name not in names:
                issues.append(
                    ProductionValidationIssue(
                        "route",
                        "items.%s.settings.Host.%s" % (item.name, setting),
                        "Target setting references missing production item %r." % name,
                        "Add a production item named %r, or update/remove this target setting." % name,
                    )
                )
    return issues


def _unknown(settings, path, cls, proxies):
    """Settings that a Python class, or its proxy, has not; of IRIS's own classes it is not known which they have."""
    proxy = proxies.get(cls) if isinstance(cls, str) else None
    names = _names(cls) if proxy is None else {*proxy, *_HOST_SETTINGS}
    if names is None:
        return []
    issues = []
    for name in sorted(settings_mapping(settings)):
        if name.startswith("%") or name in names:
            continue
        alias = SETTING_NAME_ALIASES.get(name)
        message, suggestion = "Unknown setting name.", ""
        if alias in names:
            message, suggestion = "Setting %s" % _ALIAS, "Use %r." % alias
        issues.append(ProductionValidationIssue("setting", "%s.%s" % (path, name), message, suggestion))
    return issues


def _names(cls):
    """The settings of a component class; None of what is none, and of one that cannot tell."""
    tell = getattr(cls, "_get_properties", None) if isinstance(cls, type) else None
    try:
        found = tell() if callable(tell) else None
    except Exception:  # noqa: BLE001 - a class whose settings cannot be read: unknown is not wrong
        return None
    if not isinstance(found, (list, tuple)):
        return None
    return {str(entry[0]) for entry in found if isinstance(entry, (list, tuple)) and entry}


def _dict_report(data, proxies):
    try:
        name, definition = production_payload(data)
    except ValueError:
        return ProductionValidationReport("Production")
    issues = [
        ProductionValidationIssue("production", "production.%s" % key, "Unknown production dictionary key.")
        for key in sorted(set(definition) - _KEYS)
    ]
    issues += _production_setting_issues(definition.get("Setting"))
    for item in as_list(definition.get("Item")):
        if isinstance(item, dict):
            host, _, _ = split_settings(item.get("Setting"))
            path = "items.%s.settings.Host" % item.get("@Name", "")
            issues += _unknown(host, path, item.get("@ClassName"), proxies)
    return ProductionValidationReport(str(name), tuple(issues))


def _production_setting_issues(settings):
    issues = []
    for entry in as_list(settings):
        if not isinstance(entry, dict) or entry.get("@Target", "") not in ("", "Production"):
            continue
        name = str(entry.get("@Name", ""))
        if not name or name in PRODUCTION_SETTING_FIELDS_BY_IRIS:
            continue
        alias = PRODUCTION_SETTING_NAMES.get(name)
        message = "Production setting %s" % _ALIAS if alias else "Unknown production-level setting."
        suggestion = "Use %r." % alias if alias else ""
        issues.append(
            ProductionValidationIssue("production", "production.settings.%s" % name, message, suggestion)
        )
    return issues
