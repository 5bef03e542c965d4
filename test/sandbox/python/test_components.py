"""Components: their making, settings, adapters, dispatch (C1-C3, C5-C7 of the Python surface)."""
import unittest

from running import ProductionCase

ASK = """
@dataclass
class Ask(Message):
    text: str = ""
"""


def code(text):
    """A message `Ask`, then the component's own code."""
    import textwrap

    return ASK + textwrap.dedent(text)


class Making(ProductionCase):
    def test_C1_init_is_not_run_and_is_warned_of(self):
        self.start(
            code(
                """
                class Op(BusinessOperation):
                    def __init__(self):
                        self.made = "by __init__"
                    def on_init(self):
                        self.ready = "by on_init"
                    def on_ask(self, request: Ask):
                        return Ask("%s %s" % (getattr(self, "made", "no"), self.ready))
                """
            ),
            Op="Op",
        )
        self.assertEqual(self.answer("Op", "Ask"), {"text": "no by on_init"})
        self.assertIn("code_.Op defines or inherits __init__()", self.logged("Warning")[0])

    def test_C2_on_init_that_raises_is_no_component(self):
        self.start(
            code(
                """
                class Op(BusinessOperation):
                    def on_init(self):
                        raise KeyError("database")
                class Front(BusinessOperation):
                    def on_ask(self, request: Ask):
                        self.send_request_async("Op", request)
                        self.send_request_sync("Op", request)
                """
            ),
            Op="Op",
            Front="Front",
        )
        (error,) = self.logged("Error")
        self.assertIn("KeyError: 'database'", error)
        self.assertIn("did not start: Exception in Python class: Op - KeyError - 'database'", self.refused("Op", "Ask"))
        self.assertIn("Op did not start", self.refused("Front", "Ask"))
        # What was sent to it waits.
        self.assertEqual(self.call("drain")["queued"], {"Op": 1})

    def test_C2_an_item_of_an_unknown_class_or_module_is_an_error(self):
        self.start(ASK, Gone="NotThere")
        self.foreign(Theirs="Demo.Missing", Native="EnsLib.File.PassthroughOperation")
        self.assertIn("has no attribute 'NotThere'", self.refused("Gone", "Ask"))
        self.assertIn("there is no class Demo.Missing in this namespace", self.refused("Theirs", "Ask"))
        self.assertIn("EnsLib.File.PassthroughOperation, which the sandbox cannot run", self.refused("Native", "Ask"))
        self.assertEqual(len(self.logged("Error")), 2)

    def test_C2_what_on_connected_raises_is_a_warning(self):
        self.start(
            code(
                """
                class Op(BusinessOperation):
                    def on_connected(self):
                        raise OSError("no line")
                    def on_ask(self, request: Ask):
                        return Ask("works")
                """
            ),
            Op="Op",
        )
        self.assertEqual(self.answer("Op", "Ask"), {"text": "works"})
        self.assertEqual(self.logged("Warning"), ["OSError: no line"])

    def test_C2_on_tear_down_runs_at_the_end_and_its_error_is_logged(self):
        self.start(
            code(
                """
                class Op(BusinessOperation):
                    def on_tear_down(self):
                        self.log_info("bye")
                        raise ValueError("late")
                """
            ),
            Op="Op",
        )
        self.call("sync", stop=["Op"], files={}, start={})
        self.assertEqual(self.logged("Info"), ["bye"])
        self.assertIn("ValueError: late", self.logged("Error")[0])


class Dispatch(ProductionCase):
    def test_C3_the_order(self):
        self.start(
            code(
                """
                @dataclass
                class ByHandler(Message):
                    pass
                @dataclass
                class ByText(Message):
                    pass
                @dataclass
                class ByType(Message):
                    pass
                @dataclass
                class ByTable(Message):
                    pass
                @dataclass
                class Other(Message):
                    pass

                class Op(BusinessOperation):
                    DISPATCH = [("code_.ByTable", "from_table"), ("code_.ByType", "from_table"), ("code_.ByHandler", "from_table")]
                    @handler(ByHandler)
                    def a_marked(self, request):
                        return Ask("handler")
                    @handler("code_.ByText")
                    def named(self, request):
                        return Ask("text")
                    def from_table(self, request):
                        return Ask("table")
                    def typed_first(self, request: ByType):
                        return Ask("first")
                    def typed_second(self, request: ByType):
                        return Ask("second")
                    def typed_handler(self, request: ByHandler):
                        return Ask("type")
                    def two(self, request: Other, more=None):
                        return Ask("two arguments")
                    def on_message(self, request):
                        return Ask("on_message")
                """
            ),
            Op="Op",
        )
        cases = {"ByHandler": "handler", "ByText": "text", "ByType": "second", "ByTable": "table", "Other": "on_message"}
        for message, method in cases.items():
            self.assertEqual(self.answer("Op", message), {"text": method}, message)
        self.assertTrue(any("keeping typed_second" in text for text in self.logged("Warning")), self.log)

    def test_C3_objects_of_iris_are_dispatched_by_their_class(self):
        self.start(
            code(
                """
                import iris
                class Front(BusinessProcess):
                    def on_ask(self, request: Ask):
                        answer = self.send_request_sync("Op", iris.cls("Ens.StringRequest")._New("hello"))
                        return Ask(answer.StringValue)
                class Op(BusinessOperation):
                    def on_text(self, request: iris.Ens.StringRequest):
                        return iris.Ens.StringResponse._New(request.StringValue.upper())
                    def on_message(self, request):
                        return Ask(type(request).__module__ + "." + type(request).__name__)
                """
            ),
            Front="Front",
            Op="Op",
        )
        self.assertEqual(self.answer("Front", "Ask"), {"text": "HELLO"})
        self.assertEqual(self.answer("Op"), {"text": "iris.Ens.Request"})

    def test_C3_string_annotations_are_taken_as_they_are_written(self):
        self.start(
            code(
                """
                class Op(BusinessOperation):
                    def on_full(self, request: "code_.Ask"):
                        return Ask("full")
                    def on_message(self, request):
                        return Ask("fallback")
                """
            ),
            Op="Op",
        )
        self.assertEqual(self.answer("Op", "Ask"), {"text": "full"})


SETTINGS = code(
    """
    class Op(BusinessOperation):
        plain = 3
        word = "default"
        typed = setting(3, data_type=int)
        flag: bool = setting(False)
        text = setting("x")
        _private = "mine"
        def helper(self):
            return "method"
        def on_ask(self, request: Ask):
            return Ask(repr([self.plain, self.word, self.typed, self.flag, self.text, self._private, self.helper()]))
    """
)


class Settings(ProductionCase):
    def test_C5_settings_are_text_but_where_a_setting_is_typed(self):
        host = {"plain": "5", "word": "", "typed": "7", "flag": "1", "text": "9", "_private": "x", "helper": "y", "Other": "z"}
        self.start(SETTINGS, settings=host, Op="Op")
        values = "['5', 'default', 7, True, '9', 'mine', 'method']"
        self.assertEqual(self.answer("Op", "Ask"), {"text": values})

    def test_C5_lines_of_settings_are_text_and_set_anything(self):
        self.start(SETTINGS + "    def on_init(self):\n        self.seen = self.new\n", lines="plain=5\nnew=a=b\r\n\n", Op="Op")
        self.assertIn("'5'", self.answer("Op", "Ask")["text"])
        bus = __import__("iop_sandbox.live", fromlist=["live"]).BUSES[self.namespace]
        self.assertEqual(bus.items["Op"].instance.seen, "a=b")


class Adapters(ProductionCase):
    CODE = code(
        """
        class Line(OutboundAdapter):
            rate = "1"
            def on_init(self):
                self.ready = "ready at %s" % self.rate
            def write(self, text):
                return "%s %s" % (text, self.ready)
        class Op(BusinessOperation):
            def get_adapter_type():
                return "Python.Line"
            def on_ask(self, request: Ask):
                assert self.Adapter is self.adapter and self.Adapter.business_host_python is self
                return Ask(self.Adapter.write(request.text))
        class Native(BusinessOperation):
            @staticmethod
            def get_adapter_type():
                return "EnsLib.File.OutboundAdapter"
            def on_ask(self, request: Ask):
                return Ask(self.Adapter.FilePath)
        class Feed(InboundAdapter):
            def on_task(self):
                self.BusinessHost.ProcessInput(Ask("from outside"))
        class In(BusinessService):
            @staticmethod
            def get_adapter_type():
                return "Python.Feed"
            def on_process_input(self, message_input):
                self.log_info(message_input.text)
        """
    )

    def setUp(self):
        super().setUp()
        self.adapters = {
            "Python.Line": {"module": "code_", "classname": "Line"},
            "Python.Feed": {"module": "code_", "classname": "Feed"},
        }

    def test_C6_a_python_adapter_is_an_instance_with_its_own_settings(self):
        self.start(self.CODE, settings={"rate": "9"}, adapter={"rate": "5"}, Op="Op")
        self.assertEqual(self.answer("Op", "Ask", text="x"), {"text": "x ready at 5"})

    def test_C6_an_adapter_of_iris_is_an_object_that_holds_its_settings(self):
        self.start(self.CODE, adapter={"FilePath": "/out"}, Native="Native")
        self.assertEqual(self.answer("Native", "Ask"), {"text": "/out"})

    def test_C6_an_inbound_adapter_in_python_polls_its_service(self):
        self.assertEqual(self.start(self.CODE, adapter={"CallInterval": "2"}, In="In")["polls"], {"In": 2.0})
        self.call("poll", item="In")
        self.assertEqual(self.logged("Info"), ["from outside"])

    def test_services_are_polled_and_what_they_send_is_handled(self):
        self.start(
            code(
                """
                class Poll(PollingBusinessService):
                    def on_poll(self):
                        self.send_request_async("Op", Ask("1"))
                        self.log_info(self.send_request_sync("Op", Ask("2")).text)
                        raise ValueError("after all")
                class Op(BusinessOperation):
                    def on_ask(self, request: Ask):
                        self.log_info("got " + request.text)
                        return request
                """
            ),
            Poll="Poll",
            Op="Op",
        )
        self.call("poll", item="Poll")
        self.assertEqual(self.logged("Info"), ["got 2", "2", "got 1"])
        self.assertIn("ValueError: after all", self.logged("Error")[0])


class Duplex(ProductionCase):
    def test_C7_a_duplex_service_sends_documents_to_its_process(self):
        self.start(
            code(
                """
                class In(DuplexService):
                    PERSISTENT_PROPERTY_LIST = ["x"]
                    DuplexTargetConfigName = "Process"
                    @staticmethod
                    def get_adapter_type():
                        return "Ens.InboundAdapter"
                    def on_process_input(self, message_input):
                        self.on_keepalive()
                        self.send_document_to_process(Ask("1"))
                        self.send_document_to_process(Ask("2"))
                class Process(DuplexProcess):
                    PERSISTENT_PROPERTY_LIST = ["count"]
                    def on_private_session_started(self, source_config_name, self_generated):
                        self.count = 0
                    def on_document(self, source_config_name, request):
                        self.count += 1
                        self.log_info("%s %s %d" % (source_config_name, request.text, self.count))
                """
            ),
            In="In",
            Process="Process",
        )
        self.call("poll", item="In")
        self.assertEqual(self.logged("Info"), ["In 1 1", "In 2 2"])


class Generators(ProductionCase):
    def test_M6_a_generator_is_asked_for(self):
        self.start(
            code(
                """
                class Front(BusinessProcess):
                    def on_ask(self, request: Ask):
                        return Ask(",".join(part.text for part in self.send_generator_request("Op", Ask("ab"))))
                class Op(BusinessOperation):
                    def on_ask(self, request: Ask):
                        for letter in request.text:
                            yield Ask(letter)
                """
            ),
            Front="Front",
            Op="Op",
        )
        self.assertEqual(self.answer("Front", "Ask"), {"text": "a,b"})
        self.assertIn("generator", self.refused("Op", "Ask"))


if __name__ == "__main__":
    unittest.main()
