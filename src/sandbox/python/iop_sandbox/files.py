"""The files of the server inside the interpreter."""
import contextlib
import os

#: The paths that came from the server: what Python itself brought is not ours to remove.
written = set()


def sync(files, directories):
    """Makes the file system hold just these files; what Python itself brought stays.

    Gives what could not be written, and why: one that cannot takes nothing from the others.
    """
    problems = {}
    for path in sorted(written - set(files)):
        with contextlib.suppress(OSError):
            os.remove(path)
    for path in list(directories):
        with contextlib.suppress(OSError, ValueError):
            os.makedirs(path, exist_ok=True)
    for path, text in files.items():
        try:
            _write(path, text)
        except (OSError, ValueError) as problem:
            problems[path] = problem
    written.clear()
    written.update(set(files) - set(problems))
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


def write(files):
    """Writes files beside those that are there; who needs one that cannot be written will say so."""
    for path, text in files.items():
        with contextlib.suppress(OSError, ValueError):
            _write(path, text)
