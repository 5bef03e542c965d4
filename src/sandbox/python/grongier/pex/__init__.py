"""The name under which IoP was published before: the same classes."""
import iop
from iop import *  # noqa: F401,F403
from iop import Director, Utils, _aliases  # noqa: F401

_aliases.install("grongier.pex", _aliases.of(iop))
