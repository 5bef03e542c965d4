"""A production's graph as a Mermaid flowchart, its services, processes and operations in groups from left to right."""
import html
import re

DIRECTIONS = ("TB", "TD", "BT", "RL", "LR")
_GROUPS = (
    ("service", "services", "Services"),
    ("process", "processes", "Processes"),
    ("operation", "operations", "Operations"),
    ("component", "components", "Other Components"),
)


def flowchart(graph, direction="LR"):
    """The text, with a line break at its end. Items that are only named by a route are marked as unresolved."""
    wanted = str(direction or "").strip().upper()
    if wanted not in DIRECTIONS:
        raise ValueError("Unsupported Mermaid flowchart direction: %r" % direction)
    ids = _ids(graph)
    lines = ["flowchart %s" % wanted, "  %%%% Production: %s" % _comment(graph.production_name)]
    for kind, group, title in _GROUPS:
        lines += _group(group, title, [node for node in graph.nodes if _kind(node) == kind], ids)
    known = {node.name for node in graph.nodes}
    for name in sorted(set(ids) - known):
        lines.append('  %s["%s<br/>(unresolved)"]' % (ids[name], _label(name)))
    for edge in sorted(graph.edges, key=_order):
        label = _label(" | ".join([edge.source_target_setting or "(runtime)", *edge.labels]))
        lines.append('  %s -- "%s" --> %s' % (ids[edge.source_item], label, ids[edge.target]))
    if graph.warnings:
        lines.append("  %% Warnings:")
        lines += ["  %%%% - %s" % _comment(warning) for warning in graph.warnings]
    return "\n".join(lines) + "\n"


def _group(group, title, nodes, ids):
    if not nodes:
        return []
    shown = ['    %s["%s"]' % (ids[node.name], _node_label(node)) for node in nodes]
    return ['  subgraph %s["%s"]' % (group, title), "    direction TB", *shown, "  end"]


def _kind(node):
    return node.kind if node.kind in ("service", "process", "operation") else "component"


def _order(edge):
    return (edge.source_item, edge.source_target_setting, edge.target, edge.origin, edge.interaction)


def _ids(graph):
    """A name that Mermaid takes for each item, also for those that only routes name."""
    names = [node.name for node in graph.nodes]
    for edge in graph.edges:
        names += [edge.source_item, edge.target]
    ids = {}
    for name in names:
        if name in ids:
            continue
        base = "node_%s" % (re.sub(r"\W+", "_", name).strip("_") or "node")
        candidate, number = base, 2
        while candidate in ids.values():
            candidate, number = "%s_%d" % (base, number), number + 1
        ids[name] = candidate
    return ids


def _node_label(node):
    return "%s<br/>%s" % (_label(node.name), _label(node.class_name)) if node.class_name else _label(node.name)


def _label(value):
    return html.escape(" ".join(part.strip() for part in re.split(r"\r\n|\r|\n", str(value))), quote=True)


def _comment(value):
    return re.sub(r"\r\n|\r|\n", " ", str(value))
