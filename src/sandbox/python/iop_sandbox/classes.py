"""`CLASSES` of an entry file: which proxy class stands for which Python class."""
import ast
import contextlib
import importlib
import os
import sys

from iop.components import SUPERS, is_component, super_of
from iop.components.properties import component_properties
from iop.messages import Message, PersistentMessage, PydanticMessage
from iop.production.common import adapter_type_of

from .imports import missing_module


def registrations(key, value, folder):
    """All bindings of one entry of `CLASSES` (wire-notes, 6.5); `folder` is that of the entry file."""
    if not isinstance(key, str):
        raise ValueError("CLASSES key %r is a %s: it must be the name of the class, a text." % (key, type(key).__name__))
    absent = missing_module(value)
    if absent is not None:
        raise ModuleNotFoundError(_not_there(key, absent, folder), name=absent)
    if isinstance(value, type):
        if issubclass(value, PersistentMessage):
            return []
        if not is_component(value):
            hint = "; list message classes in SCHEMAS" if issubclass(value, Message) else ""
            raise ValueError("CLASSES entry %s is not a component class%s." % (key, hint))
        return [binding(key, value.__module__, value.__name__, folder, super_of(value))]
    if hasattr(value, "__file__") and hasattr(value, "__name__"):
        path = os.path.join(os.path.dirname(value.__file__), "%s.py" % value.__name__)
        return parsed(key, path, value.__name__, folder)
    if isinstance(value, dict) and "path" in value:
        return from_path(key, value)
    raise ValueError("CLASSES entry %s has an unknown form." % key)


def _not_there(key, module, folder):
    """The words of a server where a module is missing, which a stand-in replaced here."""
    own = os.path.basename(folder.rstrip("/"))
    hint = "it must be installed on a server"
    if module == own:
        hint = "the files of a package are imported without the name of its folder: `from bo import X`, not `from %s.bo`" % own
    return "No module named '%s': CLASSES entry %s is of it; %s" % (module, key, hint)


def from_path(key, value):
    path = os.path.abspath(value["path"])
    if "class" in value:
        module = value["module"]
        found = find(path, module, value["class"])
        return [binding(key, module, value["class"], path, found)]
    if "package" in value:
        folder = os.path.join(path, value["package"])
        return folder_entries(key, folder, folder)
    if "file" in value:
        module = os.path.splitext(value["file"])[0].replace("/", ".")
        return parsed(key, os.path.join(path, value["file"]), module, path)
    return folder_entries(key, path, path)


def folder_entries(key, folder, classpaths):
    found = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".py"):
            found.extend(parsed(key, os.path.join(folder, name), name[:-3], classpaths))
    return found


def parsed(key, path, module, classpaths):
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
            found.append(binding(iris, module, node.name, classpaths, SUPERS[name]))
    return found


def find(path, module, name):
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


def binding(key, module, name, classpaths, base):
    return {"class": key, "module": module, "classname": name, "classpaths": classpaths.rstrip("/"), "super": base}


def about_class(cls):
    """What its proxy class keeps of a Python class: its settings, of those for targets the defaults, and its adapter."""
    if not isinstance(cls, type):
        return {}
    settings = component_properties(cls)
    targets = {name: str(default) for name, kind, default, *_ in settings if kind == "Ens.DataType.ConfigName"}
    adapter = adapter_type_of(cls)
    found = {"settings": sorted(entry[0] for entry in settings), "targets": targets}
    return {**found, "adapter": adapter} if adapter else found


def schema(value):
    """The full name of a class in `SCHEMAS`: a message that is no table of IRIS."""
    name = "%s.%s" % (getattr(value, "__module__", ""), getattr(value, "__name__", value))
    if isinstance(value, type) and issubclass(value, PersistentMessage):
        raise ValueError("%s is a PersistentMessage. Register it in CLASSES, not SCHEMAS." % name)
    if not isinstance(value, type) or not issubclass(value, (Message, PydanticMessage)):
        raise ValueError("%s cannot be registered as a DTL schema. Use a Message or PydanticMessage subclass." % name)
    return name


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
