"""Registering proxy classes by hand: what Python on a server may call beside `CLASSES` and `PRODUCTIONS`.

`registrar` does it for the migration under way; None: none is under way.
"""
import os

registrar = None


def register_component(module, classname, path, overwrite=1, iris_classname="Python"):
    """Makes the proxy class of one Python class, whose module lies in the folder `path`."""
    _running().bind(iris_classname, {"module": module, "class": classname, "path": path}, overwrite)


def register_file(file, overwrite=1, iris_package_name="Python"):
    """Makes the proxy classes of the components in a file, below a package of IRIS."""
    folder, name = os.path.split(file)
    _running().bind(iris_package_name, {"file": name, "path": folder}, overwrite)


def register_folder(path, overwrite=1, iris_package_name="Python"):
    """The same for the files directly in a folder."""
    _running().bind(iris_package_name, {"path": path}, overwrite)


def register_package(package, path, overwrite=1, iris_package_name="Python"):
    """The same for the files directly in the folder of a package below `path`."""
    _running().bind(iris_package_name, {"package": package, "path": path}, overwrite)


def unregister_component(iris_classname):
    """Removes a proxy class that no item uses."""
    _running().unbind(iris_classname)


bind_component = register_component
unbind_component = unregister_component


def _running():
    if registrar is None:
        raise RuntimeError("The sandbox registers components only while a migration runs.")
    return registrar
