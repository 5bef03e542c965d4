"""To which items a component sends, as its class's source says: IoP's default of `on_get_connections`."""
import ast
import inspect
import textwrap

from .calls import SENDING, called, literal, targets_of

_UNKNOWN = object()


def connections_of(host):
    """Targets of the calls that send in the class's own source: texts, and attributes of the component that are texts."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(type(host))))
    found = []
    for node in ast.walk(tree):
        method = called(node) if isinstance(node, ast.Call) else None
        if method in SENDING:
            found += [_value(host, target) for target in targets_of(node, method)]
    return list(dict.fromkeys(value for value in found if isinstance(value, str) and value))


def _value(host, node):
    """The value of `"Name"`, `name` (an attribute of the component) and `self.name.other`."""
    text = literal(node)
    if text is not None:
        return text
    if isinstance(node, ast.Name):
        return host if node.id == "self" else getattr(host, node.id, _UNKNOWN)
    if not isinstance(node, ast.Attribute):
        return _UNKNOWN
    owner = _value(host, node.value)
    return _UNKNOWN if owner is _UNKNOWN else getattr(owner, node.attr, _UNKNOWN)
