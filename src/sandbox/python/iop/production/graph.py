"""The graph of a production: its items, the routes between them, and what differs between two productions."""
import json
from dataclasses import dataclass, field
from typing import Any

from .common import bool_text
from .mermaid import flowchart

ORIGINS = ("authored", "runtime", "inferred")


@dataclass(frozen=True)
class GraphNode:
    """An item."""

    name: str
    class_name: str
    kind: str = "component"
    enabled: Any = True
    category: str = ""
    adapter_class_name: str = ""

    def to_dict(self):
        data = {
            "name": self.name,
            "class_name": self.class_name,
            "kind": self.kind,
            "enabled": self.enabled,
            "category": self.category,
        }
        return {**data, "adapter_class_name": self.adapter_class_name} if self.adapter_class_name else data


@dataclass(frozen=True)
class GraphEdge:
    """A way that messages may take. `origin`: written by the author, told by the server, or concluded from settings."""

    source_item: str
    target: str
    source_target_setting: str = ""
    origin: str = "authored"
    interaction: str = "request"
    metadata: dict = field(default_factory=dict)

    def __post_init__(self):
        origin = self.origin or "authored"
        if origin not in ORIGINS:
            raise ValueError("Unsupported GraphEdge origin: %r" % origin)
        object.__setattr__(self, "origin", origin)
        object.__setattr__(self, "interaction", self.interaction or "unknown")
        object.__setattr__(self, "metadata", dict(self.metadata or {}))

    @property
    def runtime(self):
        return self.origin == "runtime"

    @property
    def inferred(self):
        return self.origin == "inferred"

    @property
    def source(self):
        return ".".join(part for part in (self.source_item, self.source_target_setting) if part)

    @property
    def labels(self):
        """What a reader is told beside the name of the setting."""
        origin = [] if self.origin == "authored" else [self.origin]
        return origin + ([] if self.interaction == "request" else [self.interaction])

    def identity(self):
        """Two edges with the same one are the same edge."""
        data = json.dumps(canonical(self.metadata), sort_keys=True, default=str)
        return (self.source_item, self.source_target_setting, self.target, self.origin, self.interaction, data)

    def to_dict(self):
        data = {
            "source": self.source,
            "source_item": self.source_item,
            "source_target_setting": self.source_target_setting,
            "target": self.target,
            "origin": self.origin,
            "interaction": self.interaction,
        }
        if self.metadata:
            data["metadata"] = dict(self.metadata)
        if self.origin != "authored":
            data[self.origin] = True
        return data


@dataclass(frozen=True)
class ProductionGraph:
    """Items and routes of one production, with what could not be found out about them."""

    production_name: str
    nodes: tuple
    edges: tuple
    warnings: tuple = ()

    def to_dict(self):
        data = {
            "production": self.production_name,
            "nodes": [node.to_dict() for node in self.nodes],
            "edges": [edge.to_dict() for edge in self.edges],
        }
        return {**data, "warnings": list(self.warnings)} if self.warnings else data

    def to_text(self):
        """An item a line, and below it where its settings lead."""
        names = {node.name for node in self.nodes}
        lines = [self.production_name]
        for node in self.nodes:
            lines.append("  %s%s" % (node.name, " [%s]" % node.class_name if node.class_name else ""))
            own = [edge for edge in self.edges if edge.source_item == node.name]
            for edge in sorted(own, key=lambda edge: (edge.source_target_setting, edge.target)):
                missing = "" if edge.target in names else " (unresolved)"
                labels = " [%s]" % ", ".join(edge.labels) if edge.labels else ""
                setting = edge.source_target_setting or "(runtime)"
                lines.append("    %s -> %s%s%s" % (setting, edge.target, missing, labels))
        if self.warnings:
            lines += ["  warnings:"] + ["    %s" % warning for warning in self.warnings]
        return "\n".join(lines)

    def to_mermaid(self, *, direction="LR"):
        """The graph as the text of a Mermaid flowchart."""
        return flowchart(self, direction)

    __str__ = to_text


@dataclass(frozen=True)
class ProductionDiffEntry:
    """One thing to change (`add`, `remove`, `change`) in what is there, to make it what is wanted."""

    action: str
    kind: str
    path: str
    before: Any = None
    after: Any = None
    detail: str = ""

    def to_dict(self):
        data = {"action": self.action, "kind": self.kind, "path": self.path}
        if self.before is not None:
            data["before"] = self.before
        if self.after is not None:
            data["after"] = self.after
        return {**data, "detail": self.detail} if self.detail else data

    def to_text(self):
        line = "%s %s %s" % (self.action, self.kind, self.path)
        values = {
            "add": [self.after],
            "remove": [self.before],
            "change": [self.before, self.after],
        }.get(self.action)
        if self.detail or values is None:
            return "%s: %s" % (line, self.detail) if self.detail else line
        return "%s: %s" % (line, " -> ".join(_shown(value) for value in values))


@dataclass(frozen=True)
class ProductionDiff:
    """From what is there to what is wanted."""

    production_name: str
    changes: tuple
    warnings: tuple = ()

    @property
    def has_changes(self):
        return bool(self.changes)

    def to_dict(self):
        data = {
            "production": self.production_name,
            "has_changes": self.has_changes,
            "changes": [change.to_dict() for change in self.changes],
        }
        return {**data, "warnings": list(self.warnings)} if self.warnings else data

    def to_text(self):
        lines = ["Production diff: %s" % self.production_name]
        lines += ["  %s" % change.to_text() for change in self.changes] or ["  no changes"]
        if self.warnings:
            lines += ["  warnings:"] + ["    %s" % warning for warning in self.warnings]
        return "\n".join(lines)

    __str__ = to_text


def canonical(value):
    """The same value, whatever the order of its keys and however its booleans are written."""
    if isinstance(value, dict):
        return {str(key): canonical(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, (list, tuple)):
        return [canonical(entry) for entry in value]
    if value is None:
        return ""
    return bool_text(value) if isinstance(value, bool) else value


def _shown(value):
    if isinstance(value, str):
        return repr(value)
    try:
        return json.dumps(value, sort_keys=True)
    except TypeError:
        return repr(value)
