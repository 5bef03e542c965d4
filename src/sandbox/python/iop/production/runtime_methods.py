"""What a production does on a server. Whatever changes something looks first whether that production is current."""
import json

from .import_ import normalize_queue_info
from .inspection import inspect_component
from .planning import production_fingerprint
from .rendering import message_to_classname_body
from .results import ProductionApplyResult, create_backup, skipped_operation_results, verify_change_plan
from .runtime import director_of


class RuntimeMethods:
    """Each goes to the director; without one it is an error that says so."""

    def start(self, detach=True):
        director = director_of(self)
        (director.start_production if detach else director.start_production_with_log)(self.name)

    def stop(self):
        self._current("stop production %r" % self.name).stop_production()

    def restart(self):
        self._current("restart production %r" % self.name).restart_production()

    def kill(self):
        self._current("kill production %r" % self.name).shutdown_production()

    def update(self):
        self._current("update production %r" % self.name).update_production()

    def status(self):
        return director_of(self).status_production()

    def queue(self, *, refresh=True):
        """Counters by item."""
        if refresh:
            told = director_of(self).export_production_queue_info(self.name)
            self._queue_info, _ = normalize_queue_info(told)
        return {name: dict(info) for name, info in self._queue_info.items()}

    def queue_info(self, *, refresh=True):
        return self.queue(refresh=refresh)

    def export(self):
        return director_of(self).export_production(self.name)

    def set_default(self):
        director_of(self).set_default_production(self.name)

    def log(self, top=None):
        director = director_of(self)
        if top is None:
            director.log_production()
        else:
            director.log_production_top(top)

    def inspect_component(self, component, *, refresh=True):
        return inspect_component(self, component, refresh=refresh)

    def start_component(self, component):
        self._component("start", component)

    def stop_component(self, component):
        self._component("stop", component)

    def restart_component(self, component):
        self._component("restart", component)

    def _component(self, action, component):
        name = self.resolve_target(component)
        director = self._current("%s component %r in production %r" % (action, name, self.name))
        getattr(director, "%s_component" % action)(name)

    def test_component(self, target_or_ref, message=None, classname=None, body=None):
        """Sends a message to an item, or to where a target setting leads."""
        name = self.resolve_target(target_or_ref)
        director = director_of(self)
        self._check_running(director)
        if classname is None and body is None and message is not None:
            classname, body = message_to_classname_body(message)
            message = message if classname is None else None
        return director.test_component(name, message=message, classname=classname, body=body)

    def test(self, target_or_ref, message=None, classname=None, body=None):
        return self.test_component(target_or_ref, message=message, classname=classname, body=body)

    def _read_status(self, director, action):
        try:
            status = director.status_production()
        except Exception as problem:
            raise RuntimeError(
                "Cannot %s: could not verify production status (%s)." % (action, problem)
            ) from problem
        if not isinstance(status, dict):
            raise RuntimeError("Cannot %s: production status response is invalid (%r)." % (action, status))
        name = status.get("Production") or status.get("production") or ""
        return str(name), str(status.get("Status") or status.get("status") or "")

    def _current(self, action):
        """The director; an error where another production is current, or none."""
        director = director_of(self)
        name, state = self._read_status(director, action)
        if name == self.name:
            return director
        reason = "runtime status did not report a current/default production"
        if name:
            reason = "current/default production is %r" % name
        elif state:
            reason = "current status is %r" % state
        raise RuntimeError(
            "Cannot %s: %s. Select %r with `prod.set_default()` or start it with `prod.start()` before using this "
            "lifecycle method." % (action, reason, self.name)
        )

    def _check_running(self, director):
        name, state = self._read_status(director, "test")
        running = state.lower() == "running"
        if name == self.name and running:
            return
        head = "Production %r exists but is not running" % self.name
        if name and name != self.name and running:
            raise RuntimeError(
                "%s (currently running production is %r). IRIS can run only one production at a time. Stop %r first "
                "with `iop --stop`, then start %r with `iop --start %s --detach`; or call `prod.stop()` and "
                "`prod.start()` explicitly. Do that before calling `prod.test(...)`."
                % (head, name, name, self.name, self.name)
            )
        reason = "runtime status did not report a running production"
        if name and name != self.name:
            reason = "current default production is %r" % name
        elif state:
            reason = "current status is %r" % state
        raise RuntimeError(
            "%s (%s). Start it with `iop --start %s --detach` or `prod.start()` before calling `prod.test(...)`."
            % (head, reason, self.name)
        )

    def sync(self, *, root_path=None, update=True):
        raise NotImplementedError(
            "Production.sync() writes to IRIS itself, which the sandbox has not: put the production into PRODUCTIONS "
            "and migrate it through the API."
        )

    def verify(self, plan):
        """What of a plan is done, looked up on the server."""
        current = self.from_iris(plan.production_name, namespace=self.namespace, director=director_of(self))
        return verify_change_plan(plan, current)

    def apply(
        self, plan=None, *, allow_destructive=False, backup_dir=".iop/backups", root_path=None, update=True
    ):
        """Applies a plan's steps after a backup; a production that changed since the plan was made is refused."""
        director = director_of(self)
        plan = self.plan() if plan is None else plan
        if plan.production_name != self.name:
            raise ValueError("Plan targets %r, not %r." % (plan.production_name, self.name))
        skipped = skipped_operation_results(plan, allow_destructive=allow_destructive)
        if not plan.operations_for_apply(allow_destructive=allow_destructive):
            return ProductionApplyResult(plan.id, self.name, operations=tuple(skipped))
        told = self._snapshot(director)
        if production_fingerprint(told["current"]) != plan.source_fingerprint:
            raise RuntimeError(
                "Cannot apply production plan: current IRIS production changed since the plan was created."
            )
        backup = create_backup(backup_dir=backup_dir, plan=plan, **told)
        answer = director.apply_production_plan(plan.to_dict(), allow_destructive=allow_destructive)
        return ProductionApplyResult(
            plan.id,
            self.name,
            backup_path=str(backup),
            operations=(*_operation_results(answer), *skipped),
            updated_runtime=update and self._update_if_current(director),
        )

    def _snapshot(self, director):
        exported = director.export_production(self.name)
        told = {}
        for key, method, title in (
            ("connections", "export_production_connections", "runtime connections"),
            ("queues", "export_production_queue_info", "queue info"),
        ):
            try:
                told[key] = getattr(director, method)(self.name)
            except Exception as problem:  # noqa: BLE001 - the definition is known: say what is not
                told[key] = {"warnings": ["Could not export %s: %s" % (title, problem)]}
        current = self.from_dict(
            exported,
            connections=told["connections"],
            queue_info=told["queues"],
            namespace=self.namespace,
            director=director,
        )
        return {"current": current, "current_export": exported, **told}

    def _update_if_current(self, director):
        try:
            name, _ = self._read_status(director, "update")
        except RuntimeError:
            return False
        if name == self.name:
            director.update_production()
        return name == self.name

    @staticmethod
    def rollback_backup(backup_path, *, director=None, namespace=None, allow_destructive=False, update=True):
        if not allow_destructive:
            raise RuntimeError("Rollback restores a full production export and requires allow_destructive=True.")
        raise NotImplementedError(
            "Production.rollback_backup() writes to IRIS itself, which the sandbox has not: migrate the definition in "
            "the backup's production.json through the API."
        )


def _operation_results(answer):
    answer = json.loads(answer) if isinstance(answer, str) else answer
    if isinstance(answer, dict):
        if answer.get("error"):
            raise RuntimeError(str(answer["error"]))
        answer = answer.get("operations", ())
    return [dict(step) for step in answer or ()]
