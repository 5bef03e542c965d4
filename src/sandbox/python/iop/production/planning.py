"""Steps from a production that is there to the one that is wanted, each with its risk; and what became of them."""
import hashlib
import json
import os
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from .common import ITEM_FIELDS, text_value
from .diff import SCALARS, connection_signature, item_signature, production_signature

SAFE = "safe"
DESTRUCTIVE = "destructive"
UNSUPPORTED = "unsupported"


@dataclass(frozen=True)
class ProductionPlanOperation:
    """One step. Safe ones are applied, destructive ones when that is asked for, unsupported ones never."""

    id: str
    op_type: str
    action: str
    kind: str
    path: str
    before: Any = None
    after: Any = None
    risk: str = SAFE
    reason: str = ""
    detail: str = ""

    @property
    def supported(self):
        return self.risk != UNSUPPORTED

    @property
    def allowed_by_default(self):
        return self.risk == SAFE

    @property
    def requires_allow_destructive(self):
        return self.risk == DESTRUCTIVE

    def can_apply(self, *, allow_destructive=False):
        return self.risk == SAFE or (self.risk == DESTRUCTIVE and bool(allow_destructive))

    def to_dict(self):
        data = {name: getattr(self, name) for name in ("id", "op_type", "action", "kind", "path", "risk")}
        data["allowed_by_default"] = self.allowed_by_default
        data.update({name: getattr(self, name) for name in ("before", "after") if getattr(self, name) is not None})
        data.update({name: getattr(self, name) for name in ("reason", "detail") if getattr(self, name)})
        return {**data, **_place(self)}

    @classmethod
    def from_dict(cls, data):
        texts = {name: str(data.get(name) or "") for name in ("action", "kind", "path", "reason", "detail")}
        return cls(
            id=str(data["id"]),
            op_type=str(data["op_type"]),
            before=data.get("before"),
            after=data.get("after"),
            risk=str(data.get("risk") or SAFE),
            **texts,
        )

    def to_text(self):
        reason = ": %s" % self.reason if self.reason else ""
        return "%s %s %s [%s]%s" % (self.id, self.op_type, self.path, self.risk, reason)


@dataclass(frozen=True)
class ProductionChangePlan:
    """All steps, with fingerprints of both productions: a plan of a production that changed since is refused."""

    id: str
    production_name: str
    namespace: str = ""
    created_at: str = ""
    source_fingerprint: str = ""
    desired_fingerprint: str = ""
    operations: tuple = ()
    warnings: tuple = ()
    metadata: dict = field(default_factory=dict)

    @property
    def has_changes(self):
        return bool(self.operations)

    @property
    def safe_operations(self):
        return tuple(step for step in self.operations if step.allowed_by_default)

    @property
    def blocked_operations(self):
        return tuple(step for step in self.operations if not step.allowed_by_default)

    def operations_for_apply(self, *, allow_destructive=False):
        return tuple(step for step in self.operations if step.can_apply(allow_destructive=allow_destructive))

    def to_dict(self):
        data = {
            "id": self.id,
            "production": self.production_name,
            "namespace": self.namespace,
            "created_at": self.created_at,
            "source_fingerprint": self.source_fingerprint,
            "desired_fingerprint": self.desired_fingerprint,
            "has_changes": self.has_changes,
            "operations": [step.to_dict() for step in self.operations],
        }
        if self.warnings:
            data["warnings"] = list(self.warnings)
        return {**data, "metadata": dict(self.metadata)} if self.metadata else data

    @classmethod
    def from_dict(cls, data):
        names = ("namespace", "created_at", "source_fingerprint", "desired_fingerprint")
        return cls(
            id=str(data["id"]),
            production_name=str(data.get("production") or data.get("production_name")),
            operations=tuple(ProductionPlanOperation.from_dict(step) for step in data.get("operations", ())),
            warnings=tuple(str(entry) for entry in data.get("warnings", ())),
            metadata=dict(data.get("metadata") or {}),
            **{name: str(data.get(name) or "") for name in names},
        )

    def to_text(self):
        lines = ["Production change plan: %s" % self.production_name, "  id: %s" % self.id]
        lines += ["  namespace: %s" % self.namespace] if self.namespace else []
        steps = ["    %s" % step.to_text() for step in self.operations]
        lines += ["  operations:", *steps] if steps else ["  no changes"]
        lines += ["  warnings:", *("    %s" % entry for entry in self.warnings)] if self.warnings else []
        return "\n".join(lines)

    def save(self, path):
        place = Path(os.fspath(path))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(self.to_dict(), indent=2, sort_keys=True), encoding="utf-8")

    @classmethod
    def load(cls, path):
        return cls.from_dict(json.loads(Path(os.fspath(path)).read_text(encoding="utf-8")))

    __str__ = to_text


def build_change_plan(desired, current):
    diff = desired.diff_deployable(current)
    steps = tuple(_operation(number, change) for number, change in enumerate(diff.changes, start=1))
    source, wanted = production_fingerprint(current), production_fingerprint(desired)
    told = {
        "production": desired.name,
        "source": source,
        "desired": wanted,
        "operations": [step.to_dict() for step in steps],
    }
    return ProductionChangePlan(
        id=_fingerprint(told),
        production_name=desired.name,
        namespace=str(desired.namespace or current.namespace or ""),
        created_at=datetime.now(timezone.utc).isoformat(),
        source_fingerprint=source,
        desired_fingerprint=wanted,
        operations=steps,
        warnings=diff.warnings,
        metadata={"generator": "iop.production.plan.v1", "default_policy": "safe-only"},
    )


def production_fingerprint(production):
    return _fingerprint(production.to_dict())


def _fingerprint(data):
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _operation(number, change):
    op_type, risk, reason = _classify(change)
    return ProductionPlanOperation(
        id="%04d-%s" % (number, op_type),
        op_type=op_type,
        action=change.action,
        kind=change.kind,
        path=change.path,
        before=change.before,
        after=change.after,
        risk=risk,
        reason=reason,
        detail=change.detail,
    )


def _classify(change):
    removed = change.action == "remove"
    if change.kind == "item":
        if change.action == "add":
            return "add_item", SAFE, ""
        if removed:
            return "delete_item", DESTRUCTIVE, "item deletion is destructive"
        name = item_place(change.path)[1]
        if name == "class_name":
            return "replace_item_class", DESTRUCTIVE, "class replacement can change runtime behavior"
        return ("set_item_field", SAFE, "") if name in ITEM_FIELDS else (
            "set_item_field",
            UNSUPPORTED,
            "unsupported item field",
        )
    if change.kind == "setting":
        return ("remove_setting", DESTRUCTIVE, "setting removal is destructive") if removed else ("set_setting", SAFE, "")
    if change.kind == "connection":
        if not route_place(change.path)[1]:
            return "set_route_setting", UNSUPPORTED, "runtime-only route has no source setting to mutate"
        return ("remove_route", DESTRUCTIVE, "route removal is destructive") if removed else ("set_route_setting", SAFE, "")
    if change.kind == "production":
        return "set_production_field", SAFE, ""
    return "unsupported", UNSUPPORTED, "unsupported diff entry"


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


def _place(step):
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
    place = _place(step)
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
