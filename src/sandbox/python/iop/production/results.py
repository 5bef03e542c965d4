"""What became of a plan: applied, skipped, verified; and the copy of a production from before it was applied."""
import json
import os
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from .planning import DESTRUCTIVE, UNSUPPORTED
from .steps import is_done


@dataclass(frozen=True)
class ProductionApplyResult:
    """`operations`: steps as dictionaries, each with its `status` (applied, skipped, failed)."""

    plan_id: str
    production_name: str
    backup_path: str = ""
    operations: tuple = ()
    updated_runtime: bool = False

    def _count(self, status):
        return sum(step.get("status") == status for step in self.operations)

    @property
    def applied(self):
        return self._count("applied")

    @property
    def skipped(self):
        return self._count("skipped")

    @property
    def failed(self):
        return self._count("failed")

    @property
    def success(self):
        return self.failed == 0

    def to_dict(self):
        data = {
            "plan_id": self.plan_id,
            "production": self.production_name,
            "success": self.success,
            "applied": self.applied,
            "skipped": self.skipped,
            "failed": self.failed,
            "updated_runtime": self.updated_runtime,
            "operations": list(self.operations),
        }
        return {**data, "backup_path": self.backup_path} if self.backup_path else data

    @classmethod
    def from_dict(cls, data):
        return cls(
            plan_id=str(data.get("plan_id") or data.get("plan") or ""),
            production_name=str(data.get("production") or ""),
            backup_path=str(data.get("backup_path") or ""),
            operations=tuple(dict(step) for step in data.get("operations", ())),
            updated_runtime=bool(data.get("updated_runtime", False)),
        )

    def to_text(self):
        counts = (self.applied, self.skipped, self.failed)
        lines = ["Production apply result: %s" % self.production_name, "  plan: %s" % self.plan_id]
        lines.append("  applied: %d, skipped: %d, failed: %d" % counts)
        lines += ["  backup: %s" % self.backup_path] if self.backup_path else []
        lines += ["  operations:"] if self.operations else []
        for step in self.operations:
            told = (step.get("id", ""), step.get("op_type", ""), step.get("status", "unknown"))
            lines.append("    %s %s: %s" % told)
        return "\n".join(lines)

    __str__ = to_text


@dataclass(frozen=True)
class ProductionVerifyResult:
    """Which steps are done now, which are not, and which were never to be applied by themselves."""

    plan_id: str
    production_name: str
    converged_operations: tuple = ()
    failed_operations: tuple = ()
    residual_operations: tuple = ()
    warnings: tuple = ()

    @property
    def success(self):
        return not self.failed_operations

    def to_dict(self):
        data = {
            "plan_id": self.plan_id,
            "production": self.production_name,
            "success": self.success,
            "converged_operations": list(self.converged_operations),
            "failed_operations": list(self.failed_operations),
            "residual_operations": list(self.residual_operations),
        }
        return {**data, "warnings": list(self.warnings)} if self.warnings else data

    def to_text(self):
        lines = [
            "Production verify result: %s" % self.production_name,
            "  plan: %s" % self.plan_id,
            "  success: %s" % str(self.success).lower(),
            "  converged: %d" % len(self.converged_operations),
            "  failed: %d" % len(self.failed_operations),
            "  residual: %d" % len(self.residual_operations),
        ]
        for title, steps in (("failed", self.failed_operations), ("residual", self.residual_operations)):
            lines += ["  %s operations:" % title] if steps else []
            lines += ["    %s %s" % (step.get("id", ""), step.get("path", "")) for step in steps]
        lines += ["  warnings:", *("    %s" % entry for entry in self.warnings)] if self.warnings else []
        return "\n".join(lines)

    __str__ = to_text


def verify_change_plan(plan, current):
    converged, failed, residual = [], [], []
    for step in plan.operations:
        if not step.allowed_by_default:
            residual.append(step.to_dict())
        elif is_done(step, current):
            converged.append(step.id)
        else:
            failed.append(step.to_dict())
    return ProductionVerifyResult(
        plan.id,
        plan.production_name,
        tuple(converged),
        tuple(failed),
        tuple(residual),
        tuple(current.graph().warnings),
    )


def skipped_operation_results(plan, *, allow_destructive):
    """The steps that are not applied, each with the reason."""
    results = []
    for step in plan.operations:
        if step.can_apply(allow_destructive=allow_destructive):
            continue
        reason = "operation is not applicable"
        if step.risk == DESTRUCTIVE:
            reason = "requires allow_destructive=True"
        elif step.risk == UNSUPPORTED:
            reason = step.reason or "unsupported operation"
        results.append({**step.to_dict(), "status": "skipped", "message": reason})
    return results


def create_backup(*, backup_dir, plan, current, current_export, connections, queues):
    """A new folder with all that is known of the production before a plan is applied."""
    # Only here: every start of the interpreter would pay for them.
    import getpass
    import socket

    now = datetime.now(timezone.utc)
    folder = Path(os.fspath(backup_dir)) / ("%s-%s" % (now.strftime("%Y%m%dT%H%M%SZ"), plan.id[:12]))
    folder.mkdir(parents=True, exist_ok=False)
    _write(folder / "production.json", current_export)
    (folder / "production.xml").write_text(current.to_xml(), encoding="utf-8")
    _write(folder / "connections.json", connections or {})
    _write(folder / "queues.json", queues or {})
    plan.save(folder / "plan.json")
    metadata = {
        "backup_id": folder.name,
        "created_at": now.isoformat(),
        "user": getpass.getuser(),
        "host": socket.gethostname(),
        "namespace": plan.namespace,
        "production": plan.production_name,
        "plan_id": plan.id,
        "source_fingerprint": plan.source_fingerprint,
        "desired_fingerprint": plan.desired_fingerprint,
    }
    _write(folder / "metadata.json", metadata)
    return folder


def _write(path, data):
    path.write_text(json.dumps(data, indent=2, sort_keys=True, default=str), encoding="utf-8")
