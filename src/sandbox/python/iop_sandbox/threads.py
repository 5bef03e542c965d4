"""Threads in WebAssembly: there are none. What ends by itself runs at once instead, in the thread that asks for it; what
would go on beside the component, or wait for another thread, raises an error that names the limit."""
import concurrent.futures
import os
import sys
import threading
import time
import traceback
import types


class WebAssemblyLimit(RuntimeError):
    """WebAssembly cannot do it; a server can."""


def _limit(what):
    return WebAssemblyLimit("the sandbox runs Python in WebAssembly, which has no threads and no processes: %s" % what)


def _start(thread):
    if getattr(thread, "_ran", False):
        raise RuntimeError("threads can only be started once")
    if thread.daemon or isinstance(thread, threading.Timer):
        raise _limit("%s cannot go on beside the component" % ("a timer" if isinstance(thread, threading.Timer) else "a daemon thread"))
    thread._ran = True
    try:
        thread.run()
    except SystemExit:
        pass
    except BaseException:  # as in a thread: it is told, and does not end who started it
        traceback.print_exc()


def _join(thread, timeout=None):
    if not getattr(thread, "_ran", False):
        raise RuntimeError("cannot join thread before it is started")


def _wait(condition, timeout=None):
    if timeout is None:
        raise _limit("nothing can end a wait for another one")
    time.sleep(max(0, timeout))
    return False


class InlineExecutor(concurrent.futures.Executor):
    """Each task is done when it is submitted."""

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=(), **_options):
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._initializer, self._initargs = initializer, initargs
        self._ended = False

    def submit(self, fn, /, *args, **kwargs):
        if self._ended:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if self._initializer is not None:
            self._initializer(*self._initargs)
            self._initializer = None
        future = concurrent.futures.Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as problem:
            future.set_exception(problem)
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._ended = True


class NoProcesses:
    """Stands for what needs other processes."""

    #: Python looks at it when it loads what it builds on semaphores.
    SEM_VALUE_MAX = 1

    def __init__(self, *_arguments, **_options):
        raise _limit("use a ThreadPoolExecutor, whose tasks run one after the other")


def _fork():
    raise _limit("it cannot fork")


def _no_semaphore(_name):
    raise _limit("it has no semaphores")


def install():
    """Only where there are no threads: `sys.platform` is "emscripten"."""
    if sys.platform == "emscripten":
        replace()


def replace():
    threading.Thread.start = _start
    threading.Thread.join = _join
    threading.Thread.is_alive = lambda thread: False
    threading.Condition.wait = _wait
    concurrent.futures.ThreadPoolExecutor = InlineExecutor
    concurrent.futures.ProcessPoolExecutor = NoProcesses
    os.fork = _fork
    parallel = types.ModuleType("_multiprocessing")
    parallel.SemLock = NoProcesses
    parallel.sem_unlink = _no_semaphore
    sys.modules["_multiprocessing"] = parallel
