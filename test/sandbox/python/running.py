"""A production in plain CPython: code in a temporary folder, its items started as the sandbox starts them."""
import json
import pathlib
import shutil
import sys
import tempfile
import textwrap
import unittest
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "src" / "sandbox" / "python"))

import sandbox_host  # noqa: E402
from iop_sandbox import live  # noqa: E402

HEAD = "from dataclasses import dataclass, field\nfrom typing import *\nfrom iop import *\n\n"


class ProductionCase(unittest.TestCase):
    """`start(code, Item="Class", …)`, then `answer("Item", "code.Message", field=…)`; `errors` and `logged` tell the rest."""

    count = 0

    def setUp(self):
        warnings.simplefilter("ignore", RuntimeWarning)
        ProductionCase.count += 1
        self.namespace = "TEST%d" % ProductionCase.count
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="iop-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.addCleanup(lambda: live.BUSES.pop(self.namespace, None))
        self.log, self.console = [], []
        self.call("configure", strictImports=False)

    def call(self, method, **request):
        answer = json.loads(sandbox_host.call(method, json.dumps({"namespace": self.namespace, **request})))
        self.log += answer.get("log", [])
        self.console += answer.get("said", [])
        return answer

    def start(self, code, settings=None, adapter=None, lines="", **items):
        """Writes `code.py` and starts items of its classes."""
        (self.folder / "code_.py").write_text(HEAD + textwrap.dedent(code))
        spec = {"path": str(self.folder), "root": "/opt/demo", "module": "code_", "lines": lines}
        spec.update(host=settings or {}, adapter=adapter or {}, adapters=getattr(self, "adapters", {}))
        return self.call(
            "sync", stop=[], files={}, start={name: {**spec, "classname": cls} for name, cls in items.items()}
        )

    def foreign(self, **items):
        self.call("sync", stop=[], files={}, start={name: {"class": cls} for name, cls in items.items()})

    def send(self, target, classname=None, **fields):
        """The whole result of a test message."""
        named = {"classname": "code_.%s" % classname, "body": json.dumps(fields)} if classname else {}
        return self.call("test", target=target, **named)

    def answer(self, target, classname=None, **fields):
        """The fields of the answer; None where there is none."""
        result = self.send(target, classname, **fields)
        self.assertIsNone(result["error"], self.log)
        return result["answer"] and json.loads(result["answer"]["body"])

    def refused(self, target, classname=None, **fields):
        """The error's text."""
        result = self.send(target, classname, **fields)
        self.assertIsNotNone(result["error"], result)
        return result["error"]

    def logged(self, kind):
        return [entry["text"] for entry in self.log if entry["type"] == kind]


