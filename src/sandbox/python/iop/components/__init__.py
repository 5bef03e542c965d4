"""Components: what a production is made of."""
from .adapters import InboundAdapter, OutboundAdapter
from .business_operation import BusinessOperation
from .business_process import BusinessProcess
from .business_service import BusinessService, PollingBusinessService
from .dispatch import handler
from .duplex import DuplexOperation, DuplexProcess, DuplexService
from .proxies import SUPERS, is_component, super_of

__all__ = [
    "SUPERS",
    "BusinessOperation",
    "BusinessProcess",
    "BusinessService",
    "DuplexOperation",
    "DuplexProcess",
    "DuplexService",
    "InboundAdapter",
    "OutboundAdapter",
    "PollingBusinessService",
    "handler",
    "is_component",
    "super_of",
]
