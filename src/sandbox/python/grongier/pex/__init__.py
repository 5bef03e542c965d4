"""The name under which IoP was published before: the same classes."""
from iop import *  # noqa: F401,F403
from iop import Director, Utils  # noqa: F401
