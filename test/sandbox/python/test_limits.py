"""What WebAssembly can't, and modules that are not there (C10 of the Python surface)."""
import datetime
import pathlib
import subprocess
import sys
import tempfile
import unittest
import zoneinfo

from test_components import ProductionCase, code

from iop_sandbox import imports, zones

SOURCE = pathlib.Path(__file__).resolve().parents[3] / "src" / "sandbox" / "python"


def without_threads(source):
    """Runs a program in which threads are what they are in WebAssembly; gives what it prints."""
    head = "import sys; sys.path.insert(0, %r)\nfrom iop_sandbox import event_loop, threads\n" % str(SOURCE)
    run = subprocess.run(
        [sys.executable, "-B", "-c", head + "threads.replace(); event_loop.install()\n" + source],
        capture_output=True,
        text=True,
    )
    return (run.stdout + run.stderr[-300:]).strip()


class Threads(unittest.TestCase):
    def test_C10_threads_that_end_run_at_once(self):
        source = """
import threading
seen = []
thread = threading.Thread(target=seen.append, args=(1,))
thread.start(); thread.join(); print(seen, thread.is_alive())
"""
        self.assertEqual(without_threads(source), "[1] False")

    def test_C10_executors_and_to_thread_work_one_after_the_other(self):
        source = """
import asyncio
from concurrent.futures import ThreadPoolExecutor, as_completed
with ThreadPoolExecutor(max_workers=3) as pool:
    futures = [pool.submit(str, n) for n in range(3)]
    print(list(pool.map(str, [7])), sorted(f.result() for f in as_completed(futures)))
async def main():
    return await asyncio.gather(asyncio.to_thread(lambda: 5), asyncio.wait_for(asyncio.sleep(0.01, 6), 1))
print(asyncio.run(main()))
loop = asyncio.new_event_loop()
print(loop.run_until_complete(main()), asyncio.get_event_loop().run_until_complete(main()))
"""
        self.assertEqual(without_threads(source), "['7'] ['0', '1', '2']\n[5, 6]\n[5, 6] [5, 6]")

    def test_C10_what_cannot_be_names_the_limit(self):
        for source in (
            "import threading; threading.Thread(target=print, daemon=True).start()",
            "import threading; threading.Timer(1, print).start()",
            "import threading; threading.Event().wait()",
            "import queue; queue.Queue().get()",
            "from concurrent.futures import ProcessPoolExecutor; ProcessPoolExecutor()",
            "import multiprocessing; multiprocessing.Process(target=print).start()",
            "import multiprocessing; multiprocessing.Pool(2)",
            "import multiprocessing; multiprocessing.Queue()",
        ):
            self.assertIn("WebAssembly, which has no threads and no processes", without_threads(source), source)

    def test_C10_time_zones_are_brought_along(self):
        with tempfile.TemporaryDirectory() as folder:
            zones.unpack(folder)
            with open(pathlib.Path(folder) / "Europe" / "Vienna", "rb") as file:
                vienna = zoneinfo.ZoneInfo.from_file(file)
        for month, hours in [(1, 1), (7, 2)]:
            offset = datetime.datetime(2026, month, 1, tzinfo=vienna).utcoffset()
            self.assertEqual(offset, datetime.timedelta(hours=hours))


class StandIns(ProductionCase):
    def test_C10_stand_ins_can_be_caught_subclassed_and_decorate(self):
        self.start(
            code(
                """
                import nosuch
                from nosuch.deep import Thing, retry
                from nosuch.types import Array
                import nosuch.exceptions

                app = nosuch.App(__name__)
                session = nosuch.Session()
                LIMIT = nosuch.config["limit"]
                WAIT = 2 * nosuch.DEFAULT + int(nosuch.LONG)
                NEW = nosuch.VERSION >= (2, 0)
                if nosuch.gpu.is_available():
                    raise RuntimeError("there is none")
                with nosuch.open("x") as file:
                    lines = [line for line in file]

                class Own(Thing):
                    field: Array[int] = None
                    other: "Optional[nosuch.Other]" = None
                    def method(self):
                        return "own"

                class OwnError(nosuch.exceptions.BaseError):
                    pass

                @nosuch.register
                @retry(times=3)
                def function():
                    return "function"

                class Op(BusinessOperation):
                    @app.get("/path")
                    def route(self):
                        return "route"
                    def on_ask(self, request: Ask):
                        if request.text == "call":
                            return Ask(session.get("http://x").text)
                        if request.text == "subclass":
                            return Ask(Own().method())
                        try:
                            if request.text == "own error":
                                raise OwnError("mine")
                            raise ValueError("plain")
                        except nosuch.exceptions.BaseError as problem:
                            return Ask("caught %s" % problem)
                        except (nosuch.Timeout, nosuch.deep.error, ValueError):
                            return Ask(" ".join([function(), self.route(), Own.method(None), str(isinstance(1, nosuch.Thing))]))
                """
            ),
            Op="Op",
        )
        self.assertEqual(self.logged("Error"), [])
        self.assertEqual(self.answer("Op", "Ask"), {"text": "function route own False"})
        self.assertEqual(self.answer("Op", "Ask", text="own error"), {"text": "caught mine"})
        self.assertIn("MissingModule - nosuch.Session().get is not there", self.refused("Op", "Ask", text="call"))
        self.assertIn("MissingModule - nosuch.deep.Thing is not there", self.refused("Op", "Ask", text="subclass"))

    def test_C10_who_is_prepared_for_a_missing_module_gets_the_truth(self):
        self.start(
            code(
                """
                try:
                    import nosuch
                except ImportError:
                    nosuch = None
                try:
                    import othersuch as fast
                except (ModuleNotFoundError, OSError):
                    import json as fast
                class Op(BusinessOperation):
                    def on_ask(self, request: Ask):
                        return Ask("%s %s" % (nosuch, fast.__name__))
                """
            ),
            Op="Op",
        )
        self.assertEqual(self.answer("Op", "Ask"), {"text": "None json"})

    def test_C10_a_stand_in_never_hides_a_module_of_the_package(self):
        self.start(code("import helper\nclass Op(BusinessOperation):\n    pass\n"), A="Op")
        (self.folder / "helper.py").write_text("VALUE = 'own'\n")
        self.start(
            ASK_HELPER,
            B="Op",
        )
        self.assertEqual(self.answer("B", "Ask"), {"text": "own"})

    def test_C10_modules_that_were_replaced_are_told_once(self):
        imports.take_warnings()
        told = self.start(code("import once_only.deep\nclass Op(BusinessOperation):\n    pass\n"), A="Op")["missing"]
        self.assertEqual(told, ["once_only"])

    def test_C10_iris_holds_objects_and_globals_and_refuses_the_rest(self):
        self.start(
            code(
                """
                import iris
                class Op(BusinessOperation):
                    def on_ask(self, request: Ask):
                        if request.text:
                            return eval(request.text)
                        counts = iris.gref("^Count")
                        counts["a", 1] = (counts["a", 1] or 0) + 1
                        made = iris.cls("Demo.Msg")._New()
                        made.Name = "n"
                        return Ask("%s %s %s" % (counts["a", 1], made.Name, made._IsA("Demo.Msg")))
                """
            ),
            Op="Op",
        )
        self.assertEqual(self.answer("Op", "Ask"), {"text": "1 n True"})
        self.assertEqual(self.answer("Op", "Ask"), {"text": "2 n True"})
        self.assertIn("iris.sql.exec", self.refused("Op", "Ask", text="iris.sql.exec('select 1')"))
        self.assertIn("cannot call Ens.Director.StopProduction", self.refused("Op", "Ask", text="iris.cls('Ens.Director').StopProduction()"))


ASK_HELPER = code(
    """
    import helper
    class Op(BusinessOperation):
        def on_ask(self, request: Ask):
            return Ask(helper.VALUE)
    """
)

if __name__ == "__main__":
    unittest.main()
