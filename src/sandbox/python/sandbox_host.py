"""The sandbox's side inside Python: runs migrations as wire-notes section 6 describes, and dispatches messages.

`call(method, text)` is the only way in; requests and answers are JSON.
"""
import ast
import contextlib
import importlib
import importlib.util
import io
import json
import os
import shutil
import sys
import traceback

import sandbox_asyncio
import sandbox_imports
from iop._components import SUPERS, is_component, super_of
from iop._messages import Message, PersistentMessage
from iop._production import Item, Production

written = set()


def call(method, text):
    import sandbox_live

    methods = {
        "configure": _configure,
        "drain": sandbox_live.drain,
        "migrate": migrate,
        "sync": sandbox_live.sync,
        "test": sandbox_live.test,
        "poll": sandbox_live.poll,
    }
    answer = methods[method](json.loads(text))
    if isinstance(answer, dict):
        answer["missing"] = sandbox_imports.take_warnings()
    return json.dumps(answer)


def _configure(request):
    sandbox_asyncio.install()
    if not request["strictImports"]:
        sandbox_imports.allow_missing()
    return {}


def _sync_files(files, directories):
    """Makes the file system hold just these files; what Python itself brought stays."""
    for path in sorted(written - set(files)):
        with contextlib.suppress(OSError):
            os.remove(path)
    for path in list(directories):
        os.makedirs(path, exist_ok=True)
    for path, text in files.items():
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    written.clear()
    written.update(files)


def _files_now(roots):
    """The files below the roots, after Python had its way."""
    found = {}
    for root in roots:
        for folder, folders, names in os.walk(root):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in names:
                path = os.path.join(folder, name)
                with contextlib.suppress(OSError, UnicodeDecodeError):
                    with open(path, encoding="utf-8", newline="") as file:
                        found[path] = file.read()
    return found


def migrate(request):
    _sync_files(request["files"], request["directories"])
    for root in request["clear"]:
        shutil.rmtree(os.path.join(root, "__pycache__"), ignore_errors=True)
    out = io.StringIO()
    steps = []
    error = None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            run = Migration(request)
            run.plan()
            print(run.text(), end="")
            run = Migration(request)
            run.plan()
            run.execute(steps)
            print("\nMigration succeeded in namespace %s: %s" % (request["namespace"], request["entry"]))
        except BaseException as problem:  # noqa: B036 - also SystemExit of a settings file is only its failure
            error = _describe(problem)
    return {"steps": steps, "error": error, "printed": out.getvalue(), "files": _files_now(request["roots"])}


def _describe(problem):
    where = traceback.extract_tb(problem.__traceback__)
    last = next((frame for frame in reversed(where) if not frame.filename.startswith("/sandbox")), None)
    at = " (%s:%s)" % (last.filename, last.lineno) if last else ""
    return "<PYTHON EXCEPTION> 246 %s: %s%s" % (type(problem), problem, at)


class Migration:
    """One run of an entry file: first the whole plan, then its execution."""

    def __init__(self, request):
        self.request = request
        self.entry = request["entry"]
        self.folder = os.path.dirname(self.entry)
        self.classes = []
        self.productions = []
        self.schemas = []
        self.issues = []

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
            self.classes.extend(self.registrations(key, value))
        for value in productions or []:
            self.productions.append(self.production(value))
        for value in schemas or []:
            if not isinstance(value, type) or not issubclass(value, Message):
                raise ValueError("SCHEMAS must be a list of message classes.")
            self.schemas.append(value)
        for name, definition, _ in self.productions:
            self.issues.extend("%s %s" % (name, issue) for issue in validate(definition))
        if self.issues and self.request["strict"]:
            raise ValueError("Production validation: %s" % "\n".join(self.issues))

    def registrations(self, key, value):
        """All bindings of one entry of `CLASSES` (wire-notes, 6.5)."""
        if isinstance(value, type):
            if issubclass(value, PersistentMessage):
                return []
            if not is_component(value):
                hint = "; list message classes in SCHEMAS" if issubclass(value, Message) else ""
                raise ValueError("CLASSES entry %s is not a component class%s." % (key, hint))
            return [self.binding(key, value.__module__, value.__name__, self.folder, super_of(value))]
        if hasattr(value, "__file__") and hasattr(value, "__name__"):
            path = os.path.join(os.path.dirname(value.__file__), "%s.py" % value.__name__)
            return self.parsed(key, path, value.__name__, self.folder)
        if isinstance(value, dict) and "path" in value:
            return self.from_path(key, value)
        raise ValueError("CLASSES entry %s has an unknown form." % key)

    def from_path(self, key, value):
        path = os.path.abspath(value["path"])
        if "class" in value:
            module = value["module"]
            found = self.find(path, module, value["class"])
            return [self.binding(key, module, value["class"], path, found)]
        if "package" in value:
            folder = os.path.join(path, value["package"])
            return self.folder_entries(key, folder, folder)
        if "file" in value:
            module = os.path.splitext(value["file"])[0].replace("/", ".")
            return self.parsed(key, os.path.join(path, value["file"]), module, path)
        return self.folder_entries(key, path, path)

    def folder_entries(self, key, folder, classpaths):
        found = []
        for name in sorted(os.listdir(folder)):
            if name.endswith(".py"):
                found.extend(self.parsed(key, os.path.join(folder, name), name[:-3], classpaths))
        return found

    def parsed(self, key, path, module, classpaths):
        """Top-level classes with exactly one base that is named as a component base is."""
        with open(path, encoding="utf-8") as file:
            tree = ast.parse(file.read(), path)
        found = []
        for node in tree.body:
            if not isinstance(node, ast.ClassDef) or len(node.bases) != 1:
                continue
            base = node.bases[0]
            name = base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")
            if name in SUPERS:
                iris = ("%s.%s.%s" % (key, module, node.name)).replace("_", "")
                found.append(self.binding(iris, module, node.name, classpaths, SUPERS[name]))
        return found

    def find(self, path, module, name):
        """The super of a class of a dict form; a module that cannot be found is noticed when its turn comes."""
        file = os.path.join(path, *module.split(".")) + ".py"
        if not os.path.isfile(file):
            file = os.path.join(path, *module.split("."), "__init__.py")
        if not os.path.isfile(file):
            return None
        cls = getattr(load_from(path, module), name, None)
        if cls is None:
            raise ValueError("Module %s does not define class %s." % (module, name))
        return super_of(cls)

    def binding(self, key, module, name, classpaths, base):
        return {"class": key, "module": module, "classname": name, "classpaths": classpaths.rstrip("/"), "super": base}

    def production(self, value):
        if isinstance(value, type) and issubclass(value, Production):
            value = value()
        if isinstance(value, Production):
            return self.rendered(value)
        if not isinstance(value, dict) or len(value) != 1:
            raise ValueError("PRODUCTIONS must hold Production objects or dictionaries with one production.")
        ((name, definition),) = value.items()
        if not isinstance(definition, dict):
            raise ValueError("The definition of %s must be a dictionary." % name)
        if definition.get("@Name", name) != name:
            raise ValueError("Production %s has another @Name: %s." % (name, definition["@Name"]))
        items = definition.get("Item", [])
        if items is None:
            items = []
        if isinstance(items, dict):
            raise AttributeError("'str' object has no attribute 'get'")
        bindings = []
        plain = []
        for item in items:
            item = dict(item)
            classname = item.get("@ClassName")
            if isinstance(classname, (type, dict)):
                bindings.extend(self.registrations(item["@Name"], classname))
                item["@ClassName"] = bindings[-1]["class"] if bindings else ""
            plain.append(item)
        return name, dict(definition, Item=plain), bindings

    def rendered(self, production):
        bindings = []
        items = []
        for item in production.items:
            classname = item.component
            if isinstance(classname, type):
                iris = ("Python.%s.%s" % (classname.__module__, classname.__name__)).replace("_", "")
                bindings.extend(self.registrations(iris, classname))
                classname = iris
            settings = [(("Host"), item.settings), ("Adapter", item.adapter_settings)]
            items.append(
                {
                    "@Name": item.name,
                    "@Category": item.category,
                    "@ClassName": classname,
                    "@PoolSize": str(item.pool_size),
                    "@Enabled": _bool(item.enabled),
                    "@Foreground": _bool(item.foreground),
                    "@Comment": item.comment,
                    "@LogTraceEvents": _bool(item.log_trace_events),
                    "@Schedule": item.schedule,
                    "Setting": [
                        {"@Target": where, "@Name": key, "#text": _text(value)}
                        for where, values in settings
                        for key, value in values.items()
                    ],
                }
            )
        definition = {
            "@Name": production.name,
            "@TestingEnabled": _bool(production.test_enabled),
            "@LogGeneralTraceEvents": _bool(production.log_trace_events),
            "Description": production.description,
            "ActorPoolSize": str(production.actor_pool_size),
            "Setting": [
                {"@Target": "", "@Name": key, "#text": _text(value)} for key, value in production.settings.items()
            ],
            "Item": items,
        }
        return production.name, definition, bindings

    def execute(self, steps):
        for binding in self.classes:
            self.register(binding, steps)
        for name, definition, bindings in self.productions:
            for binding in bindings:
                self.register(binding, steps)
            steps.append({"production": name, "definition": _plain(definition)})

    def register(self, binding, steps):
        """The module is executed anew from disk, as a server does to read a component's settings."""
        if binding["super"] is None:
            raise RuntimeError(
                "Could not register IRIS proxy class '%s' for Python component %s.%s.\nRegistration details:\n"
                "  No module named '%s' in %s"
                % (binding["class"], binding["module"], binding["classname"], binding["module"], binding["classpaths"])
            )
        load_from(binding["classpaths"], binding["module"])
        steps.append({"binding": binding})

    def text(self):
        lines = ["Migration plan: %s" % self.entry, "Mode: REMOTE", "Namespace: %s" % self.request["namespace"], ""]
        bindings = self.classes + [binding for _, _, more in self.productions for binding in more]
        lines += ["CLASSES:"] + (
            ["  %s -> %s.%s (component)" % (b["class"], b["module"], b["classname"]) for b in bindings] or ["  none"]
        )
        lines += ["", "SCHEMAS:"] + (["  %s" % schema.__name__ for schema in self.schemas] or ["  none"])
        lines += ["", "PRODUCTIONS:"] + (["  %s" % name for name, _, _ in self.productions] or ["  none"])
        lines += ["", "VALIDATION:"] + (["  %s" % issue for issue in self.issues] or ["  none"])
        return "\n".join(lines) + "\n"


def load_from(path, module):
    """Executes a module from a directory anew and leaves the directory on `sys.path`, with a slash, as servers do."""
    sys.path.insert(0, path)
    importlib.invalidate_caches()
    try:
        sys.modules.pop(module, None)
        return importlib.import_module(module)
    finally:
        with contextlib.suppress(ValueError):
            sys.path.remove(path)
        if path + "/" not in sys.path:
            sys.path.append(path + "/")


def validate(definition):
    """Target settings that name a missing item; other rules of the server need its class dictionary."""
    names = {item.get("@Name") for item in definition.get("Item", [])}
    for item in definition.get("Item", []):
        settings = item.get("Setting") or []
        for entry in [settings] if isinstance(settings, dict) else settings:
            name = str(entry.get("@Name", ""))
            if not (name.startswith("Target") or name.endswith(("ConfigName", "ConfigNames", "Target"))):
                continue
            for target in str(entry.get("#text") or "").split(","):
                if target.strip() and target.strip() not in names:
                    yield "target %s.%s: no item %s" % (item.get("@Name"), name, target.strip())


def _bool(value):
    return "true" if value in (True, 1, "1", "true", "True") else "false"


def _text(value):
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Item):
        return value.name
    return "" if value is None else str(value)


def _plain(value):
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
