"""Where IoP 3 keeps its tools: packages and entrypoints that serve both versions look here second."""
from .migration._production_io import register_production


class _Utils:
    """Of all its functions the one that no route of the API has."""

    register_production = staticmethod(register_production)
