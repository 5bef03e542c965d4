"""Which method of a component takes a message.

An explicit `@handler` comes first; then methods by the class of their one argument and what `DISPATCH` lists, of which
the later wins (methods come after `DISPATCH`, in the order of their names); then `on_message`.
"""
import inspect

from ..messages.kinds import class_name, is_iris_object, is_message_class

MARK = "__iop_handler_message__"


def handler(message_type):
    """Marks the method that takes a class of messages, given as the class or as "module.Class"."""
    name = message_name(message_type)
    if name is None:
        raise TypeError("handler() requires a message class or class name")

    def mark(method):
        setattr(method, MARK, name)
        return method

    return mark


def message_name(message_type):
    """`module.Class` of a class of messages, of an IRIS object, or as it is written; None: no class of messages."""
    if isinstance(message_type, str):
        return message_type
    if is_iris_object(message_type):
        return class_name(type(message_type))
    if is_message_class(message_type) or isinstance(message_type, type) and message_type.__module__.startswith("iris"):
        return class_name(message_type)
    return None


def dispatch_table(host):
    """Message class to the name of the method, for an instance; what is ambiguous is warned of in the log."""
    chosen = {}
    for rank, source, message, method in _candidates(host):
        known = chosen.get(message)
        if known is not None and known[2] != method:
            kept, lost = ((rank, source, method), known) if rank <= known[0] else (known, (rank, source, method))
            host.log_warning(
                "Duplicate dispatch mapping for %s: keeping %s from %s; discarding %s from %s."
                % (message, kept[2], kept[1], lost[2], lost[1])
            )
        if known is None or rank <= known[0]:
            chosen[message] = (rank, source, method)
    return [(message, method) for message, (_, _, method) in chosen.items()]


def _candidates(host):
    """Rank (lower wins, of equals the later), where it comes from, message class, method."""
    members = [(name, getattr(host, name)) for name in dir(host)]
    for name, member in members:
        if callable(member) and getattr(member, MARK, None) is not None:
            yield 0, "@handler", getattr(member, MARK), name
    declared = vars(host).get("DISPATCH", vars(type(host)).get("DISPATCH"))
    for message, name in declared or []:
        yield 1, "DISPATCH", message, name
    for name, member in members:
        if name.startswith("_") or not callable(member) or getattr(member, MARK, None) is not None:
            continue
        message = _of_one_argument(member)
        if message is not None:
            yield 1, "typed method", message, name


def _of_one_argument(method):
    try:
        parameters = list(inspect.signature(method).parameters.values())
    except (TypeError, ValueError):
        return None
    if len(parameters) != 1 or parameters[0].annotation is inspect.Parameter.empty:
        return None
    return message_name(parameters[0].annotation)


def dispatch(host, request):
    """Gives the message to its method."""
    name = class_name(type(request))
    for message, method in host.DISPATCH:
        if message == name:
            return getattr(host, method)(request)
    return host.on_message(request)
