"""Errors as IRIS hands them from one component to the other: a status, not the other's own exception."""
import os
import traceback

#: Frames of this are ours, and nobody's error.
OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


class StatusException(RuntimeError):
    """An error status of IRIS, as Python gets it: its text begins with ERROR."""


class TookTooLong(KeyboardInterrupt):
    """The sandbox waits no longer: what a component or an entry file is at ends, and all else goes on."""

    @classmethod
    def interrupt(cls, _signal, _frame):
        raise cls("it ran longer than the sandbox waits, and was ended")


def general(words):
    return StatusException("ERROR <Ens>ErrGeneral: %s" % words)


def not_registered(name):
    return StatusException(
        "ERROR <Ens>ErrBusinessDispatchNameNotRegistered: Business dispatch name '%s' is not registered to run" % name
    )


def of_exception(cls, problem):
    """What a sender, and `/test`, see of an exception of a component."""
    return general("Exception in Python class: %s - %s - %s" % (cls.__name__, type(problem).__name__, words_of(problem)))


def words_of(problem):
    """Its text; an exception that cannot say it is still one."""
    try:
        return str(problem)
    except BaseException:  # noqa: B036
        return "<exception str() failed>"


def traceback_of(problem, shown=lambda path: path):
    """The traceback with the frames of the author's code alone; `shown` gives the path of a file on the server."""
    whole = traceback.TracebackException.from_exception(problem)
    at = whole
    while at is not None:
        at.stack[:] = [frame for frame in at.stack if not _is_ours(frame.filename)]
        for frame in at.stack:
            frame.filename = shown(frame.filename)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "".join(whole.format()).rstrip("\n")


def method_of(problem):
    """The name of the author's method in which it began; empty: in none."""
    frames = traceback.extract_tb(problem.__traceback__)
    return next((frame.name for frame in frames if not _is_ours(frame.filename)), "")


def _is_ours(path):
    return path.startswith("<frozen importlib") or path.startswith(OURS) and not path.startswith(OURS + "run" + os.sep)
