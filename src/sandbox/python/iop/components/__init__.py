"""Components: what a production is made of."""
from .base import (
    SUPERS,
    BusinessOperation,
    BusinessProcess,
    BusinessService,
    DuplexOperation,
    DuplexProcess,
    DuplexService,
    InboundAdapter,
    OutboundAdapter,
    PollingBusinessService,
    handler,
    is_component,
    super_of,
)

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
