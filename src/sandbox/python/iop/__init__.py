"""The authoring surface of IoP, as far as a sandbox without IRIS can give it.

Packages import the same names as on a real server; what would reach IRIS reaches the sandbox's host instead.
"""
import sys

from . import _aliases
from .components import (
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
from .messages import (
    Field,
    Message,
    Model,
    PersistentMessage,
    PickleMessage,
    PydanticMessage,
    PydanticPickleMessage,
)
from .components.settings import Category, Setting, controls, setting
from .production import (
    ComponentItem,
    ComponentRef,
    OperationItem,
    Port,
    ProcessItem,
    Production,
    ProductionApplyResult,
    ProductionChangePlan,
    ProductionDiff,
    ProductionDiffEntry,
    ProductionGraph,
    ProductionPlanOperation,
    ProductionValidationError,
    ProductionValidationIssue,
    ProductionValidationReport,
    ProductionValidationWarning,
    ProductionVerifyResult,
    Route,
    ServiceItem,
    TargetSettingRef,
    target,
)
from .migration._registration import bind_component, register_component, unbind_component, unregister_component
from .runtime import Director, Utils

__all__ = [
    "BusinessOperation",
    "BusinessProcess",
    "BusinessService",
    "Category",
    "ComponentItem",
    "ComponentRef",
    "Director",
    "DuplexOperation",
    "DuplexProcess",
    "DuplexService",
    "Field",
    "InboundAdapter",
    "Message",
    "Model",
    "OperationItem",
    "OutboundAdapter",
    "PersistentMessage",
    "PickleMessage",
    "PollingBusinessService",
    "Port",
    "ProcessItem",
    "Production",
    "ProductionApplyResult",
    "ProductionChangePlan",
    "ProductionDiff",
    "ProductionDiffEntry",
    "ProductionGraph",
    "ProductionPlanOperation",
    "ProductionValidationError",
    "ProductionValidationIssue",
    "ProductionValidationReport",
    "ProductionValidationWarning",
    "ProductionVerifyResult",
    "PydanticMessage",
    "PydanticPickleMessage",
    "Route",
    "ServiceItem",
    "Setting",
    "TargetSettingRef",
    "Utils",
    "bind_component",
    "controls",
    "handler",
    "register_component",
    "setting",
    "target",
    "unbind_component",
    "unregister_component",
]


_aliases.install("iop", _aliases.of(sys.modules[__name__]))
