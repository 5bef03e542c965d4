"""The authoring surface of IoP, as far as a sandbox without IRIS can give it.

Packages import the same names as on a real server; what would reach IRIS reaches the sandbox's host instead.
"""
from ._components import (
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
)
from ._messages import (
    Message,
    PersistentMessage,
    PickleMessage,
    PydanticMessage,
    PydanticPickleMessage,
)
from ._production import (
    Category,
    OperationItem,
    ProcessItem,
    Production,
    Route,
    ServiceItem,
    controls,
    setting,
    target,
)
from ._tools import Director, Utils

__all__ = [
    "BusinessOperation",
    "BusinessProcess",
    "BusinessService",
    "Category",
    "Director",
    "DuplexOperation",
    "DuplexProcess",
    "DuplexService",
    "InboundAdapter",
    "Message",
    "OperationItem",
    "OutboundAdapter",
    "PersistentMessage",
    "PickleMessage",
    "PollingBusinessService",
    "ProcessItem",
    "Production",
    "PydanticMessage",
    "PydanticPickleMessage",
    "Route",
    "ServiceItem",
    "Utils",
    "controls",
    "handler",
    "setting",
    "target",
]
