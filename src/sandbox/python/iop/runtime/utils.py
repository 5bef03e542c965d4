"""IoP's tools for registering by hand: in the sandbox `PUT /migrate` registers, from `CLASSES` and `PRODUCTIONS`."""
from .director import NotInTheSandbox

_NAMES = (
    "bulk_import", "create_proxy", "delete_component", "export_production", "filename_to_module", "guess_path",
    "import_module_from_path", "migrate", "migrate_remote", "raise_on_error", "register_component", "register_file",
    "register_folder", "register_message_schema", "register_package", "register_schema", "set_productions_settings",
    "setup", "stream_to_string", "string_to_stream",
)  # fmt: skip


def _missing(name):
    def refuse(*_arguments, **_options):
        raise NotInTheSandbox("the sandbox has no Utils.%s: PUT /migrate registers CLASSES and PRODUCTIONS" % name)

    refuse.__name__ = name
    return staticmethod(refuse)


class Utils:
    """Each function raises, so that no script takes for done what was not."""


for _name in _NAMES:
    setattr(Utils, _name, _missing(_name))
