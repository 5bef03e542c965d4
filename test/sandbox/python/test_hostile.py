"""What one package does wrong is its own failure: the interpreter, the other items and the other packages go on."""
import textwrap
import unittest

import running
from running import ProductionCase

from iop_sandbox import bus, files

ASK = """
    @dataclass
    class Ask(Message):
        text: str = ""
        n: int = 0
"""


def code(text):
    return textwrap.dedent(ASK) + textwrap.dedent(text)


class Migrations(ProductionCase):
    def migrate(self, settings, **more):
        root = str(self.folder / "demo")
        self.addCleanup(lambda: files.sync({}, []))
        sent = {"%s/settings.py" % root: settings, **{"%s/%s" % (root, name): text for name, text in more.items()}}
        return self.call(
            "migrate", files=sent, directories=[root], roots=[root], clear=[root], entry="%s/settings.py" % root, strict=False
        )

    def test_a_file_that_cannot_be_written_is_this_migrations_error_and_no_later_ones(self):
        for name in ("x.txt", "a/b.txt"):
            answer = self.migrate("CLASSES = {}", **{name: "\ud800", "good.py": "x = 1"})
            self.assertIn("could not be written", answer["error"])
            self.assertEqual(sorted(path.split("/")[-1] for path in answer["files"]), ["good.py", "settings.py"])
        both = self.migrate("CLASSES = {}", **{"a": "text", "a/b": "text"})
        self.assertIn("could not be written", both["error"])
        self.assertIsNone(self.migrate("CLASSES = {}")["error"])

    def test_a_file_of_another_package_that_cannot_be_written_is_not_ours(self):
        answer = self.call(
            "migrate",
            files={"%s/demo/settings.py" % self.folder: "CLASSES = {}", "%s/other/x" % self.folder: "\ud800"},
            directories=[],
            roots=["%s/demo" % self.folder],
            clear=["%s/demo" % self.folder],
            entry="%s/demo/settings.py" % self.folder,
            strict=False,
        )
        self.assertIsNone(answer["error"])

    def test_names_that_are_no_texts_are_errors_that_say_so(self):
        classes = "from iop import *\nclass C(BusinessOperation):\n    pass\n"
        for settings, words in [
            (classes + "CLASSES = {5: C}", "CLASSES key 5 is a int"),
            (classes + "CLASSES = {None: C}", "CLASSES key None is a NoneType"),
            ("PRODUCTIONS = [{5: {'Item': []}}]", "5 is a int"),
            (
                "from iop.migration._production_io import register_production\nregister_production(5, '<Production/>')",
                "",
            ),
        ]:
            answer = self.migrate(settings)
            self.assertIn(words, answer["error"] or "", settings)
            self.assertTrue(all(isinstance(step.get("production", ""), str) for step in answer["steps"]), settings)

    def test_numbers_that_json_has_not_are_texts(self):
        answer = self.migrate("PRODUCTIONS = [{'P.X': {'Item': [], '@Some': float('nan')}}]")
        self.assertEqual(answer["steps"][0]["definition"]["@Some"], "nan")

    def test_what_is_printed_is_bounded(self):
        self.assertLess(len(self.migrate("print('x' * 3_000_000)")["printed"]), 1_100_000)

    def test_a_class_of_a_module_that_is_not_there_says_so(self):
        for settings, words in [
            ("from demo.bo import C\nCLASSES = {'A.B': C}", "imported without the name of its folder"),
            ("from nowhere import x\nCLASSES = {'A.B': x.y}", "No module named 'nowhere': CLASSES entry A.B is of it"),
            ("import nowhere2\nCLASSES = {'A.B': nowhere2}", "No module named 'nowhere2'"),
            ("import nowhere3\nclass C(nowhere3.Op):\n    pass\nCLASSES = {'A.B': C}", "No module named 'nowhere3'"),
        ]:
            self.assertIn(words, self.migrate(settings)["error"] or "", settings)

    def test_P1_an_iris_class_given_as_the_python_class(self):
        answer = self.migrate(
            "from iop import *\np = Production('P.X')\np.operation('E', 'EnsLib.File.PassthroughOperation')\nPRODUCTIONS = [p]"
        )
        self.assertIn("give class_name='EnsLib.File.PassthroughOperation'", answer["error"])


class Traffic(ProductionCase):
    def test_C4_one_that_sends_to_itself_without_end_leaves_the_rest_in_its_queue(self):
        self.start(
            code(
                """
                class Beat(BusinessOperation):
                    def on_ask(self, request: Ask):
                        self.send_request_async("Beat", request)
                class Well(BusinessOperation):
                    def on_ask(self, request: Ask):
                        return Ask("well")
                """
            ),
            Beat="Beat",
            Well="Well",
        )
        self.assertEqual(self.send("Beat", "Ask")["queued"], {"Beat": 1})
        for _ in range(2):
            drained = self.call("drain")
            self.assertEqual((drained["queued"], drained["more"]), ({"Beat": 1}, True))
        self.assertEqual(self.answer("Well", "Ask")["text"], "well")
        (waiting,) = running.live.BUSES[self.namespace].waiting
        depth = 0
        while waiting is not None:
            waiting, depth = waiting.cause, depth + 1
        self.assertLess(depth, 5)

    def test_C4_a_caller_does_not_wait_for_ever_for_what_is_never_done(self):
        before, bus.PATIENCE = bus.PATIENCE, 0.2
        self.addCleanup(setattr, bus, "PATIENCE", before)
        self.start(
            code(
                """
                class Beat(BusinessOperation):
                    def on_ask(self, request: Ask):
                        self.send_request_async("Beat", request)
                class Waits(BusinessProcess):
                    def on_ask(self, request: Ask):
                        self.send_request_async("Beat", request, response_required=False)
                        self.send_request_async("Dead", request)
                class Dead(BusinessOperation):
                    def on_init(self):
                        raise RuntimeError("no")
                """
            ),
            Beat="Beat",
            Waits="Waits",
            Dead="Dead",
        )
        self.assertIn("Waits never answers", self.refused("Waits", "Ask"))

    def test_C8_one_that_waits_for_itself_gets_a_status(self):
        self.start(
            code(
                """
                class Self_(BusinessOperation):
                    def on_ask(self, request: Ask):
                        return self.send_request_sync("Self", request, timeout=3)
                class A(BusinessOperation):
                    def on_ask(self, request: Ask):
                        return self.send_request_sync("B", request)
                class B(BusinessOperation):
                    def on_ask(self, request: Ask):
                        return self.send_request_sync("A", request)
                """
            ),
            Self="Self_",
            A="A",
            B="B",
        )
        self.assertIn("Self does not answer in time", self.refused("Self", "Ask"))
        self.assertIn("A does not answer in time", self.refused("A", "Ask"))

    def test_C4_completion_keys_are_texts(self):
        self.start(
            code(
                """
                class P(BusinessProcess):
                    def on_ask(self, request: Ask):
                        self.keys = []
                        for key in (0, 1, 2.5, None, True, "k"):
                            self.send_request_async("Op", request, completion_key=key)
                    def on_response(self, request, response, call_request, call_response, completion_key):
                        self.keys.append(completion_key)
                    def on_complete(self, request, response):
                        return Ask(repr(self.keys))
                class Op(BusinessOperation):
                    def on_ask(self, request: Ask):
                        return request
                """
            ),
            P="P",
            Op="Op",
        )
        self.assertEqual(self.answer("P", "Ask")["text"], "['0', '1', '2.5', '', '1', 'k']")

    def test_C2_who_waits_for_an_item_of_iris_itself_is_told_that_it_did_not_run(self):
        self.start(
            code(
                """
                class Op(BusinessOperation):
                    def on_ask(self, request: Ask):
                        if request.text == "sync":
                            self.send_request_sync("Native", request)
                        else:
                            self.send_request_async("Native", request)
                class P(BusinessProcess):
                    def on_ask(self, request: Ask):
                        self.send_request_async("Native", request, response_required=request.n == 1)
                """
            ),
            Op="Op",
            P="P",
        )
        self.foreign(Native="EnsLib.File.PassthroughOperation")
        words = "Native is of IRIS's own class EnsLib.File.PassthroughOperation, which the sandbox cannot run"
        self.assertIn(words, self.refused("Op", "Ask", text="sync"))
        self.assertIn(words, self.refused("P", "Ask", n=1))
        self.assertIsNone(self.answer("P", "Ask", n=0))
        self.assertIsNone(self.answer("Op", "Ask", text="async"))
        self.call("drain")
        self.assertIn("Native of IRIS's class EnsLib.File.PassthroughOperation took a message", str(self.console))


class Bounds(ProductionCase):
    def test_C9_the_log_is_bounded(self):
        self.start(
            code(
                """
                class Op(BusinessOperation):
                    def on_ask(self, request: Ask):
                        for _ in range(request.n):
                            self.log_info(request.text)
                            self.log_info(request.text, to_console=True)
                        return request
                """
            ),
            Op="Op",
        )
        self.answer("Op", "Ask", n=1, text="x" * 40_000)
        self.assertEqual(len(self.logged("Info")[0]), 32_000)
        self.log.clear()
        self.answer("Op", "Ask", n=6_000, text="x")
        self.assertEqual(len(self.log), bus.ENTRIES)
        self.assertLessEqual(len(self.console), bus.LINES + 3)
        self.assertIn("1000 log entries of one call more than the sandbox keeps", self.console)
        self.log.clear()
        self.answer("Op", "Ask", n=1_000, text="x" * 32_000)
        self.assertLess(sum(map(len, self.logged("Info"))), bus.ROOM + 1)

    def test_C5_an_interval_that_is_no_number_is_the_usual_one(self):
        text = code("class S(PollingBusinessService):\n        def on_process_input(self, message):\n            pass\n")
        for given, seconds in [("inf", 5.0), ("nan", 5.0), ("x", 5.0), ("1e9", 1e9)]:
            answer = self.start(text, adapter={"CallInterval": given}, S="S")
            self.assertEqual(answer["polls"], {"S": seconds}, given)


if __name__ == "__main__":
    unittest.main()
