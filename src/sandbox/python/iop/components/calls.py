"""Calls that send, in the source of a component class, with the targets that can be known without running it."""
import ast
from dataclasses import dataclass

SENDING = ("send_request_sync", "send_request_async", "send_request_async_ng", "send_generator_request")
SENDING_SEVERAL = ("send_multi_request_sync",)


@dataclass(frozen=True)
class Call:
    """`how`: "literal", or the name that holds the target."""

    method: str
    target: str
    how: str

    @property
    def interaction(self):
        return interaction_of(self.method)


def interaction_of(method):
    """How a method sends: `async`, `sync`, or `request` where its name does not say."""
    name = method.lower()
    return "async" if "async" in name else "sync" if "sync" in name else "request"


def read_calls(node):
    """All calls in a class with a literal target, or with a name to which the class gives a literal."""
    values = _literals(node)
    found = []
    for call in ast.walk(node):
        method = called(call) if isinstance(call, ast.Call) else None
        for target in targets_of(call, method):
            text = literal(target)
            name = None if text else _reference(target)
            for value in [text] if text else values.get(name, ()):
                found.append(Call(method, value, "literal" if text else name))
    return found


def called(call):
    """The last name of what is called."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)


def targets_of(call, method):
    """The expressions of a call's targets: one, or with the method for several one of each pair."""
    if method in SENDING:
        named = [word.value for word in call.keywords if word.arg == "target"]
        return named[:1] or call.args[:1]
    if method in SENDING_SEVERAL:
        given = call.args[:1] or [word.value for word in call.keywords if word.arg == "target_request"]
        pairs = given[0].elts if given and isinstance(given[0], (ast.List, ast.Tuple)) else []
        return [pair.elts[0] for pair in pairs if isinstance(pair, ast.Tuple) and pair.elts]
    return []


def literal(node):
    """A text that is not empty; None of everything else."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, SyntaxError, TypeError):
        return None
    return value if isinstance(value, str) and value else None


def _literals(node):
    """Texts by the name that holds them: `name`, and `self.name` of attributes of the class and of the instance."""
    values = {}
    for statement in ast.walk(node):
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        if not isinstance(statement, (ast.Assign, ast.AnnAssign)) or statement.value is None:
            continue
        text = literal(statement.value) or _default(statement.value)
        if not text:
            continue
        for target in targets:
            name = _reference(target)
            if name is None:
                continue
            names = [name, "self.%s" % name] if statement in node.body else [name]
            for entry in names:
                values.setdefault(entry, [])
                if text not in values[entry]:
                    values[entry].append(text)
    return values


def _default(node):
    """The default of `target("Name")` or `setting("Name")`."""
    if not isinstance(node, ast.Call) or called(node) not in ("target", "setting", "Setting", "TargetSetting"):
        return None
    given = [word.value for word in node.keywords if word.arg == "default"] or node.args[:1]
    return literal(given[0]) if given else None


def _reference(node):
    if isinstance(node, ast.Name):
        return node.id
    own = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
    return "self.%s" % node.attr if own else None
