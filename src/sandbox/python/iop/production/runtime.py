"""From a production's model to the server on which it runs: through a director."""
from .types import TargetSettingRef


class NoDirector(NotImplementedError):
    """Nothing here can reach a running production."""


class _NoServer:
    """Stands where IRIS's own director would: the sandbox's productions are run through its API."""

    def __getattr__(self, name):
        raise NoDirector(
            "The sandbox has no director for %s: start, stop, test and read productions through the API, "
            "or give the production one (Production(..., director=...))." % name
        )


def resolve_target(target_value):
    """What a message is sent to: of a target setting of a production, the item to which it leads."""
    return target_value.resolve() if isinstance(target_value, TargetSettingRef) else target_value


def director_of(production):
    return _NoServer() if production._director is None else production._director
