"""A production as a definition: dictionary, XML, graph."""
from dataclasses import is_dataclass
from xml.sax.saxutils import escape, quoteattr

from pydantic import BaseModel

from ..messages import Message, serialize
from .as_python import production_to_class, production_to_python
from .common import PRODUCTION_SETTING_FIELDS, bool_text, text_value
from .graph import GraphNode, ProductionGraph

__all__ = [
    "dict_to_xml",
    "message_to_classname_body",
    "production_graph",
    "production_to_class",
    "production_to_dict",
    "production_to_python",
    "production_to_xml",
]


def production_to_dict(production):
    """`{name: definition}`; settings of the production only where they are not the default."""
    data = {
        "@Name": production.name,
        "@TestingEnabled": bool_text(production.testing_enabled),
        "@LogGeneralTraceEvents": bool_text(production.log_general_trace_events),
        "Description": production.description,
        "ActorPoolSize": text_value(production.actor_pool_size),
    }
    settings = [
        {"@Name": iris_name, "#text": text_value(getattr(production, field))}
        for field, (iris_name, default) in PRODUCTION_SETTING_FIELDS.items()
        if text_value(getattr(production, field)) != text_value(default)
    ]
    if settings:
        data["Setting"] = settings
    if production.items:
        data["Item"] = [item.to_dict() for item in production.items]
    return {production.name: data}


def production_to_xml(production):
    return dict_to_xml({"Production": production_to_dict(production)[production.name]})


def dict_to_xml(data):
    """XML of a dictionary whose attributes begin with `@` and whose text is `#text`, without the XML declaration."""
    ((name, value),) = data.items()
    return "\n".join(_element(name, value, ""))


def _element(name, value, indent):
    if isinstance(value, list):
        return [line for entry in value for line in _element(name, entry, indent)]
    if not isinstance(value, dict):
        return ["%s<%s>%s</%s>" % (indent, name, escape(text_value(value)), name)]
    attributes = "".join(
        " %s=%s" % (key[1:], quoteattr(text_value(entry))) for key, entry in value.items() if key.startswith("@")
    )
    children = [
        line
        for key, entry in value.items()
        if not key.startswith(("@", "#"))
        for line in _element(key, entry, indent + "\t")
    ]
    start = "%s<%s%s>" % (indent, name, attributes)
    text = escape(text_value(value.get("#text")))
    return [start + text, *children, "%s</%s>" % (indent, name)] if children else ["%s%s</%s>" % (start, text, name)]


def production_graph(production):
    nodes = [
        GraphNode(item.name, item.class_name or "", item.kind, item.enabled, item.category, item.adapter_class_name)
        for item in production.items
    ]
    return ProductionGraph(production.name, tuple(nodes), production.edges, tuple(production._graph_warnings))


def message_to_classname_body(message):
    """What the test route takes for a message: its class and its JSON; (None, None) for what is no message."""
    if not isinstance(message, (Message, BaseModel)) and not is_dataclass(message):
        return None, None
    sent = serialize(message)
    return sent.classname, sent.text
