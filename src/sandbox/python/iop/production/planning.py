"""Steps from a production that is there to the one that is wanted, each with its risk; and what became of them."""
import hashlib
import importlib
import json
import os
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from .common import ITEM_FIELDS
from .steps import item_place, place_of, route_place

_RESULTS = (
    "ProductionApplyResult",
    "ProductionVerifyResult",
    "create_backup",
    "skipped_operation_results",
    "verify_change_plan",
)

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
        return {**data, **place_of(self)}

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


def __getattr__(name):
    """IoP has the results of a plan here too."""
    if name in _RESULTS:
        return getattr(importlib.import_module(".results", __package__), name)
    raise AttributeError(name)
