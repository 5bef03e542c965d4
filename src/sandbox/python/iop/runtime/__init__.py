"""What scripts on a server import to reach it."""
from .director import Director, NotInTheSandbox
from .utils import Utils

__all__ = ["Director", "NotInTheSandbox", "Utils"]
