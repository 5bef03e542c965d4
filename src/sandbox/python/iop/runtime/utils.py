"""IoP's tools for registering by hand: in the sandbox they register while a migration runs."""
from ..migration import _registration
from .director import NotInTheSandbox

_NAMES = (
    "bulk_import", "create_proxy", "delete_component", "export_production", "filename_to_module", "guess_path",
    "import_module_from_path", "migrate", "migrate_remote", "raise_on_error", "register_message_schema",
    "register_schema", "set_productions_settings", "setup", "stream_to_string", "string_to_stream",
)  # fmt: skip


def _missing(name):
    def refuse(*_arguments, **_options):
        raise NotInTheSandbox("the sandbox has no Utils.%s: PUT /migrate registers CLASSES and PRODUCTIONS" % name)

    refuse.__name__ = name
    return staticmethod(refuse)


class Utils:
    """What it cannot do raises, so that no script takes for done what was not."""


for _name in _NAMES:
    setattr(Utils, _name, _missing(_name))

for _name in ("register_component", "register_file", "register_folder", "register_package"):
    setattr(Utils, _name, staticmethod(getattr(_registration, _name)))
