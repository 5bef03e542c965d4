"""ObjectScript classes beside a project's Python: to which items their code sends, and which are IoP's."""
import os
import re
from dataclasses import dataclass
from pathlib import Path

from .common import setting_targets

_TEXT = r'"(?:""|[^"])*"'
_NAME = r"[A-Za-z%][\w%]*"
_CLASS = re.compile(r"(?im)^\s*Class\s+(%s(?:\.%s)*)(?:\s+Extends\s+(\([^)]*\)|[^\s\[{]+))?" % (_NAME, _NAME))
_SEND = re.compile(r"(?i)\b(SendRequest(?:Sync|AsyncNG|Async)?)\s*\(\s*(%s|\.\.%s)" % (_TEXT, _NAME))
_DEFAULT = re.compile(r"(?im)^\s*Property\s+(%s)\b[^\n]*\bInitialExpression\s*=\s*(%s)" % (_NAME, _TEXT))


@dataclass(frozen=True)
class Source:
    """The text of a class; `bases` as it names them."""

    text: str
    bases: tuple

    @property
    def is_iop(self):
        return any(base.startswith("IOP.") for base in self.bases)

    @property
    def defaults(self):
        """Initial values of properties, as far as they are texts."""
        return {name: _text(value) for name, value in _DEFAULT.findall(self.text)}


def find_class(class_name, roots, ignored):
    """The source of a class, from the `.cls` files below the first root that has it; None: nowhere."""
    for root in roots:
        for folder, folders, names in os.walk(root):
            folders[:] = sorted(name for name in folders if name not in ignored)
            for name in sorted(names):
                source = _read(Path(folder, name), class_name) if name.lower().endswith(".cls") else None
                if source is not None:
                    return source
    return None


def _read(path, class_name):
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    found = _CLASS.search(text)
    if found is None or found.group(1) != class_name:
        return None
    return Source(text, tuple(name for name in re.split(r"[\s(),]+", found.group(2) or "") if name))


def read_sends(source, settings):
    """Method, target and how the target is written, of each call with a literal or a property of its own."""
    defaults = source.defaults
    for method, target in _SEND.findall(source.text):
        if target.startswith('"'):
            yield method, _text(target), "literal"
            continue
        value = settings.get(target[2:]) or defaults.get(target[2:], "")
        for name in setting_targets(value):
            yield method, name, target


def _text(value):
    return value[1:-1].replace('""', '"')
