"""The files of the server inside the interpreter."""
import contextlib
import os
import sys

#: The paths that came from the server: what Python itself brought is not ours to remove.
written = set()
#: The folders of the server.
folders = set()


def sync(files, directories, gone=None):
    """Makes the file system hold the server's files; what Python itself brought stays.

    `gone`: `files` are those only that are new or became others, and these are no more; None: they are all that there are.
    Gives what could not be written, and why: one that cannot takes nothing from the others.
    """
    problems = {}
    with ours():
        for path in sorted(written - set(files) if gone is None else gone):
            with contextlib.suppress(OSError, ValueError):
                os.remove(path)
        for path in list(directories):
            with contextlib.suppress(OSError, ValueError):
                os.makedirs(path, exist_ok=True)
        for path, text in files.items():
            try:
                _write(path, text)
            except (OSError, ValueError) as problem:
                problems[path] = problem
    if gone is None:
        written.clear()
        folders.clear()
    folders.update(directories)
    written.difference_update(gone or ())
    written.update(set(files) - set(problems))
    if problems:
        _watched["touched"] = True
    return problems


def _write(path, text):
    """The bytes first: a text that is none leaves no empty file behind."""
    content = text.encode("utf-8")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def below(roots):
    """The files below the roots, after Python had its way."""
    found = {}
    for root in roots:
        for folder, folders, names in os.walk(root):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in names:
                path = os.path.join(folder, name)
                with contextlib.suppress(OSError, UnicodeDecodeError):
                    with open(path, encoding="utf-8", newline="") as file:
                        found[path] = file.read()
    return found


def read(request):
    """All files below these folders."""
    return {"files": below(request["roots"])}


def write(files):
    """Writes files beside those that are there; who needs one that cannot be written will say so."""
    with ours():
        for path, text in files.items():
            with contextlib.suppress(OSError, ValueError):
                _write(path, text)


# Whether authors' code changed files of the server: then they are looked at, all of them, instead of those of one package.

_watched = {"touched": False, "open": False, "ours": 0, "apart": ()}
_CHANGES = {"os.remove": 1, "os.rename": 2, "os.rmdir": 1, "os.truncate": 1}
#: From then on nobody is told: of what is linked other names change it, and an open file is written to whenever it likes.
_UNSEEN = ("os.link", "os.symlink", "sqlite3.connect")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@contextlib.contextmanager
def ours():
    """What is changed now is changed by the sandbox."""
    _watched["ours"] += 1
    try:
        yield
    finally:
        _watched["ours"] -= 1


@contextlib.contextmanager
def apart(roots):
    """What is changed below these folders now is looked at in any case."""
    _watched["apart"] = tuple(root.rstrip("/") + "/" for root in roots)
    try:
        yield
    finally:
        _watched["apart"] = ()


def take_touched():
    """Whether a file of the server was, or may have been, changed since the last time."""
    touched = _watched["touched"] or _watched["open"]
    _watched["touched"] = False
    return touched


def _watch(event, args):
    if event == "open":
        if (not isinstance(args[2], int) or args[2] & _WRITING) and _is_touched(args[0], -1):
            _watched["open"] = True
    elif event in _CHANGES:
        count = _CHANGES[event]
        if any(_is_touched(path, folder) for path, folder in zip(args[:count], args[count:])):
            _watched["touched"] = True
    elif event in _UNSEEN:
        _watched["open"] = True


def _is_touched(path, folder):
    # A file that is open was looked at when it was opened.
    if _watched["ours"] or _watched["open"] or isinstance(path, int):
        return False
    try:
        path = os.path.abspath(os.fsdecode(path)) if folder in (-1, None) else None
    except Exception:  # noqa: B902 - whatever was given for a path
        path = None
    return path is None or (_of_server(path) and not path.startswith(_watched["apart"]))


def _of_server(path):
    if "/__pycache__" in path:
        return False
    above = path
    while above not in folders:
        above, name = os.path.split(above)
        if not name:
            return False
    return True


sys.addaudithook(_watch)
