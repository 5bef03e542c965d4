"""Productions written in Python: the model of `from iop import Production`."""
from .component import ComponentRef
from .declarations import ComponentItem, OperationItem, ProcessItem, Route, ServiceItem
from .graph import GraphEdge, GraphNode, ProductionDiff, ProductionDiffEntry, ProductionGraph
from .model import Production
from .planning import ProductionChangePlan, ProductionPlanOperation
from .results import ProductionApplyResult, ProductionVerifyResult
from .runtime import resolve_target
from .types import PersistentMessageRegistration, Port, TargetSetting, TargetSettingRef, target
from .validation import (
    ProductionValidationError,
    ProductionValidationIssue,
    ProductionValidationReport,
    ProductionValidationWarning,
)

__all__ = [
    "ComponentItem",
    "ComponentRef",
    "GraphEdge",
    "GraphNode",
    "OperationItem",
    "PersistentMessageRegistration",
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
    "Route",
    "ServiceItem",
    "TargetSetting",
    "TargetSettingRef",
    "resolve_target",
    "target",
]
