"""Which IRIS class the proxy of a component extends (wire-notes, 3.16)."""
from .adapters import InboundAdapter, OutboundAdapter
from .business_operation import BusinessOperation
from .business_process import BusinessProcess
from .business_service import BusinessService, PollingBusinessService
from .common import Common
from .duplex import DuplexOperation, DuplexProcess, DuplexService

_BASES = {
    PollingBusinessService: "IOP.BusinessService",
    BusinessService: "IOP.BusinessService",
    DuplexProcess: "IOP.DuplexProcess",
    BusinessProcess: "IOP.BusinessProcess",
    BusinessOperation: "IOP.BusinessOperation",
    DuplexService: "IOP.DuplexService",
    DuplexOperation: "IOP.DuplexOperation",
    InboundAdapter: "IOP.InboundAdapter",
    OutboundAdapter: "IOP.OutboundAdapter",
}

#: The same by the name of the Python class: for code that is only read.
SUPERS = {base.__name__: name for base, name in _BASES.items()}


def is_component(value):
    """Whether it is a component class of an author."""
    return isinstance(value, type) and issubclass(value, Common) and not value.__module__.startswith("iop.")


def super_of(cls):
    """The IRIS class that the proxy of a component extends."""
    for base in cls.__mro__:
        if base in _BASES:
            return _BASES[base]
    raise TypeError("%s is not a component" % cls.__name__)
