"""`PUT /migrate` inside Python: one run of an entry file (wire-notes, section 6)."""
import contextlib
import importlib
import importlib.util
import io
import os
import shutil
import sys
import traceback

from iop.migration import _production_io, _registration
from iop.production import ProductionValidationError

from . import event_loop, files
from .classes import about_class, registrations, schema
from .status import words_of
from .productions import entry_of
from .registrar import Registrar, Steps


def migrate(request):
    unwritten = files.sync(request["files"], request["directories"], request.get("gone"))
    with files.ours():
        for root in request["clear"]:
            shutil.rmtree(os.path.join(root, "__pycache__"), ignore_errors=True)
    out = io.StringIO()
    steps = Steps()
    error = None
    _production_io.registered = steps
    registrar = _registration.registrar = Registrar(steps, request.get("proxies", {}))
    with files.apart(request["clear"]), event_loop.outside(), contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            _refuse_unwritten(unwritten, request["clear"])
            run = Migration(request)
            run.plan()
            print(run.text(), end="")
            run = Migration(request)
            run.plan()
            run.execute(registrar)
            print("\nMigration succeeded in namespace %s: %s" % (request["namespace"], request["entry"]))
        except BaseException as problem:  # noqa: B036 - also SystemExit of a settings file is only its failure
            error = _describe(problem)
        finally:
            _production_io.registered = _registration.registrar = None
    return {"steps": steps, "error": error, "printed": _shortened(out), "files": files.below(request["roots"])}


#: Characters that an answer may hold of what an entry file prints.
PRINTED = 1_000_000


def _shortened(out):
    text = out.getvalue()
    return text if len(text) <= PRINTED else "%s\n… %d characters more" % (text[:PRINTED], len(text) - PRINTED)


def _refuse_unwritten(problems, roots):
    """Where a file of this package could not be written; those of others are theirs."""
    for path, problem in problems.items():
        if any(path.startswith(root.rstrip("/") + "/") for root in roots):
            raise OSError("%r could not be written: %s" % (path, words_of(problem)))


def _describe(problem):
    where = traceback.extract_tb(problem.__traceback__)
    last = next((frame for frame in reversed(where) if not frame.filename.startswith("/sandbox")), None)
    at = " (%s:%s)" % (last.filename, last.lineno) if last else ""
    return "<PYTHON EXCEPTION> 246 %s: %s%s" % (type(problem), words_of(problem), at)


class Migration:
    """One run of an entry file: first the whole plan, then its execution."""

    def __init__(self, request):
        self.request = request
        self.entry = request["entry"]
        self.folder = os.path.dirname(self.entry)
        self.classes = []
        self.productions = []
        self.schemas = []

    def load(self):
        if not os.path.isfile(self.entry):
            raise FileNotFoundError("Migration file not found: %s" % self.entry)
        name = os.path.splitext(os.path.basename(self.entry))[0]
        sys.path.insert(0, self.folder)
        importlib.invalidate_caches()
        try:
            spec = importlib.util.spec_from_file_location(name, self.entry)
            module = importlib.util.module_from_spec(spec)
            sys.modules[name] = module
            spec.loader.exec_module(module)
            return module
        finally:
            with contextlib.suppress(ValueError):
                sys.path.remove(self.folder)

    def plan(self):
        module = self.load()
        classes = getattr(module, "CLASSES", None)
        productions = getattr(module, "PRODUCTIONS", None)
        schemas = getattr(module, "SCHEMAS", None)
        if classes is not None and not isinstance(classes, dict):
            raise ValueError("CLASSES must be a dictionary.")
        if productions is not None and not isinstance(productions, list):
            raise ValueError("PRODUCTIONS must be a list.")
        if schemas is not None and not isinstance(schemas, list):
            raise ValueError("SCHEMAS must be a list of message classes.")
        for key, value in (classes or {}).items():
            self.classes.extend(registrations(key, value, self.folder))
        proxies = {**self.request.get("proxies", {}), **self.own_proxies()}
        for value in productions or []:
            entry = entry_of(value, self.folder, proxies)
            if entry.report.has_issues and self.request["strict"]:
                raise ProductionValidationError(entry.report)
            self.productions.append(entry)
        self.schemas = [schema(value) for value in schemas or []]

    def own_proxies(self):
        """The settings of the classes that this file registers, where they are loaded already."""
        loaded = {
            one["class"]: about_class(getattr(sys.modules.get(one["module"]), one["classname"], None))
            for one in self.classes
        }
        return {name: about["settings"] for name, about in loaded.items() if about}

    def execute(self, registrar):
        for binding in self.classes:
            registrar.register(binding)
        for entry in self.productions:
            for binding in entry.bindings:
                registrar.register(binding)
            registrar.steps.append({"production": entry.name, "definition": entry.definition})

    def text(self):
        lines = ["Migration plan: %s" % self.entry, "Mode: REMOTE", "Namespace: %s" % self.request["namespace"], ""]
        bindings = self.classes + [binding for entry in self.productions for binding in entry.bindings]
        lines += ["CLASSES:"] + (
            ["  %s -> %s.%s (component)" % (b["class"], b["module"], b["classname"]) for b in bindings] or ["  none"]
        )
        lines += ["", "SCHEMAS:"] + (["  %s" % name for name in self.schemas] or ["  none"])
        lines += ["", "PRODUCTIONS:"] + (["  %s" % entry.name for entry in self.productions] or ["  none"])
        issues = [
            "  %s: %s" % (entry.report.production_name, issue.to_text())
            for entry in self.productions
            for issue in entry.report.issues
        ]
        lines += ["", "VALIDATION:"] + (issues or ["  none"])
        return "\n".join(lines) + "\n"
