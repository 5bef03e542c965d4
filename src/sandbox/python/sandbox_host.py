"""The only way into Python: `call(method, text)`, requests and answers as JSON."""
from iop_sandbox.host import call

__all__ = ["call"]
