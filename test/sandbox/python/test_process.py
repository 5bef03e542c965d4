"""The life of a process (C4, C4b), and errors between components (C8)."""
import unittest

from test_components import ProductionCase, code

FAN = code(
    """
    class Fan(BusinessProcess):
        def on_init(self):
            self.seen = []
        def on_ask(self, request: Ask):
            for key in "abc":
                self.send_request_async("Op", Ask(key), completion_key=key, description="one of three")
            self.send_request_async("Op", Ask("unasked"), response_required=False)
            return Ask("at first")
        def on_response(self, request, response, call_request, call_response, completion_key):
            self.seen.append("%s:%s>%s" % (completion_key, call_request.text, call_response.text))
            return Ask("%s %s" % (response.text, completion_key))
        def on_complete(self, request, response):
            return Ask("%s|%s|%s" % (request.text, response.text, ",".join(self.seen)))
    class Op(BusinessOperation):
        def on_ask(self, request: Ask):
            self.log_info(request.text)
            return Ask(request.text.upper())
    """
)


class Life(ProductionCase):
    def test_C4_the_caller_waits_until_all_is_answered_and_gets_what_on_complete_returns(self):
        self.start(FAN, Fan="Fan", Op="Op")
        self.assertEqual(self.answer("Fan", "Ask", text="q"), {"text": "q|at first a b c|a:a>A,b:b>B,c:c>C"})
        self.call("drain")
        self.assertEqual(self.logged("Info"), ["a", "b", "c", "unasked"])

    def test_C4_reply_answers_first_and_the_process_goes_on(self):
        self.start(
            code(
                """
                class P(BusinessProcess):
                    def on_ask(self, request: Ask):
                        self.send_request_async("Op", request)
                        self.reply(Ask("early"))
                    def on_response(self, request, response, call_request, call_response, key):
                        self.log_info("then " + call_response.text)
                    def on_complete(self, request, response):
                        self.log_info("done")
                        return Ask("too late")
                class Op(BusinessOperation):
                    def on_ask(self, request: Ask):
                        return request
                """
            ),
            P="P",
            Op="Op",
        )
        self.assertEqual(self.answer("P", "Ask", text="x"), {"text": "early"})
        self.call("drain")
        self.assertEqual(self.logged("Info"), ["then x", "done"])

    def test_C4_processes_that_call_processes_wait_for_each_other(self):
        self.start(
            code(
                """
                class Outer(BusinessProcess):
                    def on_ask(self, request: Ask):
                        return self.send_request_sync("Inner", Ask(request.text + "1"))
                class Inner(BusinessProcess):
                    def on_ask(self, request: Ask):
                        self.send_request_async("Op", Ask(request.text + "2"))
                    def on_response(self, request, response, call_request, call_response, key):
                        return call_response
                class Op(BusinessOperation):
                    def on_ask(self, request: Ask):
                        return Ask(request.text + "3")
                """
            ),
            Outer="Outer",
            Inner="Inner",
            Op="Op",
        )
        self.assertEqual(self.answer("Outer", "Ask", text="0"), {"text": "0123"})

    def test_C4_many_messages_that_wait_do_not_nest(self):
        self.start(
            code(
                """
                class Poll(PollingBusinessService):
                    def on_poll(self):
                        for number in range(500):
                            self.send_request_async("Outer", Ask(str(number)))
                class Outer(BusinessProcess):
                    def on_ask(self, request: Ask):
                        return self.send_request_sync("Inner", request)
                class Inner(BusinessProcess):
                    def on_ask(self, request: Ask):
                        self.send_request_async("Op", request)
                class Op(BusinessOperation):
                    def on_ask(self, request: Ask):
                        self.log_info(request.text)
                """
            ),
            Poll="Poll",
            Outer="Outer",
            Inner="Inner",
            Op="Op",
        )
        self.call("poll", item="Poll")
        while self.call("drain")["queued"]:
            pass
        self.assertEqual(self.logged("Error"), [])
        self.assertEqual(self.logged("Info"), [str(number) for number in range(500)])

    def test_C4_a_timer_is_an_answer_that_comes_when_nothing_else_is_to_be_done(self):
        self.start(
            code(
                """
                class P(BusinessProcess):
                    def on_ask(self, request: Ask):
                        self.set_timer("PT1H", "late")
                        self.set_timer(5, "soon")
                        self.send_request_async("Op", request, completion_key="answer")
                    def on_response(self, request, response, call_request, call_response, key):
                        return Ask((response.text + " " if response else "") + key)
                class Op(BusinessOperation):
                    def on_ask(self, request: Ask):
                        return request
                """
            ),
            P="P",
            Op="Op",
        )
        self.assertEqual(self.answer("P", "Ask"), {"text": "answer soon late"})

    def test_C4b_named_attributes_last_and_each_message_has_an_instance_of_its_own(self):
        self.start(
            code(
                """
                class P(BusinessProcess):
                    PERSISTENT_PROPERTY_LIST = ["word", "count", "list"]
                    count = 0
                    def on_ask(self, request: Ask):
                        self.count += 1
                        self.word, self.list = "w", [1]
                        self.send_request_async("Op", request)
                    def on_response(self, request, response, call_request, call_response, key):
                        self.count += 1
                    def on_complete(self, request, response):
                        return Ask("%s %d" % (self.word, self.count))
                class Op(BusinessOperation):
                    def on_ask(self, request: Ask):
                        return request
                """
            ),
            P="P",
            Op="Op",
        )
        self.assertEqual(self.answer("P", "Ask"), {"text": "w 2"})
        self.assertEqual(self.answer("P", "Ask"), {"text": "w 2"})


class Errors(ProductionCase):
    CODE = code(
        """
        class P(BusinessProcess):
            def on_ask(self, request: Ask):
                if request.text == "async":
                    self.send_request_async("Op", request)
                elif request.text == "caught":
                    try:
                        self.send_request_sync("Op", request)
                    except KeyError:
                        return Ask("its own error")
                    except RuntimeError as problem:
                        return Ask("%s: %s" % (type(problem).__name__, problem))
                elif request.text == "unknown":
                    try:
                        self.send_request_async("Nobody", request)
                    except RuntimeError as problem:
                        return Ask(str(problem))
                else:
                    return self.send_request_sync("Op", request)
            def on_complete(self, request, response):
                return response
        class Op(BusinessOperation):
            def on_ask(self, request: Ask):
                raise KeyError("boom")
        class Exit(BusinessOperation):
            def on_ask(self, request: Ask):
                raise SystemExit(3)
        """
    )
    TEXT = "ERROR <Ens>ErrGeneral: Exception in Python class: Op - KeyError - 'boom'"

    def test_C8_a_failing_handler_is_a_status_and_its_traceback_is_in_the_log(self):
        self.start(self.CODE, Op="Op")
        self.assertEqual(self.refused("Op", "Ask"), self.TEXT)
        (error,) = [entry for entry in self.log if entry["type"] == "Error"]
        self.assertEqual((error["item"], error["class"], error["method"]), ("Op", "Op", "on_ask"))
        self.assertTrue(error["text"].startswith("Traceback (most recent call last):\n  File \"/opt/demo/code_.py\", line "))
        self.assertTrue(error["text"].endswith("KeyError: 'boom'"))
        self.assertNotIn("iop_sandbox", error["text"])

    def test_C8_a_sender_sees_a_status_exception(self):
        self.start(self.CODE, P="P", Op="Op")
        self.assertEqual(self.answer("P", "Ask", text="caught"), {"text": "StatusException: " + self.TEXT})
        unknown = self.answer("P", "Ask", text="unknown")["text"]
        self.assertIn("ErrBusinessDispatchNameNotRegistered", unknown)
        self.assertIn("'Nobody'", unknown)

    def test_C8_an_error_in_place_of_an_answer_ends_the_process(self):
        self.start(self.CODE, P="P", Op="Op")
        self.assertEqual(self.refused("P", "Ask", text="async"), self.TEXT)
        self.assertIn("Exception in Python class: P - StatusException - " + self.TEXT, self.refused("P", "Ask"))

    def test_C8_a_component_that_exits_is_an_error_like_any(self):
        self.start(self.CODE, Exit="Exit")
        self.assertIn("Exit - SystemExit - 3", self.refused("Exit", "Ask"))

    def test_C8_whatever_is_raised_is_an_error_like_any(self):
        for raised, shown in (
            ("KeyboardInterrupt()", "KeyboardInterrupt - "),
            ("GeneratorExit()", "GeneratorExit - "),
            ("Odd()", "Odd - <exception str() failed>"),
        ):
            source = """
                class Odd(BaseException):
                    def __str__(self):
                        raise ValueError("no words")
                class Op(BusinessOperation):
                    def on_ask(self, request: Ask):
                        raise %s
                """
            self.start(code(source % raised), Op="Op")
            self.assertEqual(
                self.refused("Op", "Ask", text="x"), "ERROR <Ens>ErrGeneral: Exception in Python class: Op - %s" % shown
            )
            self.assertIn(shown.split(" ")[0], self.logged("Error")[-1])

    def test_C8_an_unknown_target_of_a_test(self):
        self.assertIn("ErrBusinessDispatchNameNotRegistered", self.refused("Nobody"))

    def test_C8_a_message_whose_class_is_not_there(self):
        self.start(self.CODE, Op="Op")
        self.assertIn("MessageClassImportError - Failed to load class code_.Nothing", self.refused("Op", "Nothing"))


class Multiple(ProductionCase):
    def test_C8_of_several_calls_each_has_its_own_code(self):
        self.start(
            code(
                """
                from grongier.pex import BusinessProcess as Older
                from grongier.pex._business_operation import _BusinessOperation
                class P(Older):
                    def on_ask(self, request: Ask):
                        if request.text == "none":
                            return self.send_multi_request_sync([])
                        found = self.send_multi_request_sync([("Op", Ask("a")), ("Op", Ask("bad")), (request.text or "Op", Ask("c"))])
                        return Ask(" ".join("%s:%s:%s" % (sent.text, got and got.text, code) for _, sent, got, code in found))
                class Op(_BusinessOperation):
                    def on_ask(self, request: Ask):
                        return Ask({"a": "A", "c": "C"}[request.text])
                """
            ),
            P="P",
            Op="Op",
        )
        self.assertEqual(self.answer("P", "Ask"), {"text": "a:A:1 bad:None:-1 c:C:1"})
        self.assertIn("'Nobody' is not registered", self.refused("P", "Ask", text="Nobody"))
        self.assertIn("target_request must not be empty", self.refused("P", "Ask", text="none"))


class Log(ProductionCase):
    def test_C9_the_log_holds_what_was_logged_with_the_calling_method(self):
        self.start(
            code(
                """
                class Op(BusinessOperation):
                    def on_ask(self, request: Ask):
                        self.trace("t")
                        self.log_info("i")
                        self.log_warning("w")
                        self.log_error("e")
                        self.log_alert("a")
                        self.log_assert("s")
                        self.logger.critical("c %d", 1)
                        self.helper()
                        self.log_info("console", to_console=True)
                        self.log_to_console = True
                        self.logger.info("also console")
                        return request
                    def helper(self):
                        self.logger.info("h")
                """
            ),
            Op="Op",
        )
        self.answer("Op", "Ask")
        self.assertEqual(
            [(entry["type"], entry["text"], entry["method"], entry["item"], entry["class"]) for entry in self.log],
            [
                (kind, text, method, "Op", "Op")
                for kind, text, method in [
                    ("Trace", "t", "on_ask"),
                    ("Info", "i", "on_ask"),
                    ("Warning", "w", "on_ask"),
                    ("Error", "e", "on_ask"),
                    ("Alert", "a", "on_ask"),
                    ("Assert", "s", "on_ask"),
                    ("Alert", "c 1", "on_ask"),
                    ("Info", "h", "helper"),
                ]
            ],
        )
        self.assertEqual(self.console, ["Op: console", "Op: also console"])


if __name__ == "__main__":
    unittest.main()
