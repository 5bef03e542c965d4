"""The annotations of classes, as types."""
import sys
import typing


def annotations_of(cls):
    """The annotations of a class and its bases, as types where they can be resolved."""
    try:
        return typing.get_type_hints(cls, include_extras=True)
    except Exception:
        found = {}
        for base in reversed(cls.__mro__):
            found.update(_own_annotations(base))
        return found


def _own_annotations(cls):
    if sys.version_info >= (3, 14):
        import annotationlib

        return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)
    return cls.__dict__.get("__annotations__", {})


class Unresolved:
    """An annotation that is a text (`from __future__ import annotations`) and that a server cannot resolve: it looks the
    names up in a module of its own, where there is nothing but Python's own and `Any`."""

    def __init__(self, text):
        self.text = text

    def refusal(self):
        return TypeError(
            "`TypeAdapter[%s]` is not fully defined: a server reads a message's annotations in a module of its own, where "
            "`from __future__ import annotations` leaves it a text; take that import away" % self.text
        )


def by_name(text):
    try:
        return eval(text, {"Any": typing.Any})  # noqa: S307 - as pydantic does; the text is the author's own code
    except NameError:
        return Unresolved(text)
