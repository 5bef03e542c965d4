"""What scripts import to drive a server."""
from .tools import Director, Utils

__all__ = ["Director", "Utils"]
