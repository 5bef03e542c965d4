"""Productions written in Python (P1-P4 of the Python surface), in plain CPython: python3 -m unittest discover."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "src" / "sandbox" / "python"))

from iop import BusinessOperation, BusinessProcess, BusinessService, PersistentMessage  # noqa: E402
from iop.production import (  # noqa: E402
    ComponentItem,
    OperationItem,
    ProcessItem,
    Production,
    Route,
    ServiceItem,
    target,
)


class Source(BusinessService):
    Output = target()
    Fallback = target("Sink")


class Router(BusinessProcess):
    Accepted = target()


class Sink(BusinessOperation):
    pass


def demo():
    production = Production("Demo.Production")
    source = production.service("Source", Source)
    router = production.process("Router", Router)
    sink = production.operation("Sink", Sink)
    return production, source, router, sink


def settings(item):
    return [(line["@Target"], line["@Name"], line["#text"]) for line in item.to_dict().get("Setting", [])]


class P1Fluent(unittest.TestCase):
    def test_every_keyword_of_a_production_is_written(self):
        made = Production(
            "Demo.Production",
            testing_enabled=True,
            log_general_trace_events="1",
            actor_pool_size=4,
            description="Orders",
            shutdown_timeout=30,
            alert_action_window=60,
        )
        definition = made.to_dict()["Demo.Production"]
        self.assertEqual(
            definition,
            {
                "@Name": "Demo.Production",
                "@TestingEnabled": "true",
                "@LogGeneralTraceEvents": "true",
                "Description": "Orders",
                "ActorPoolSize": "4",
                "Setting": [{"@Name": "ShutdownTimeout", "#text": "30"}],
            },
        )

    def test_chains_give_the_object_itself(self):
        made = Production("Demo.Production")
        same = made.testing().tracing(False).actor_pool(3).describe("x").timeouts(update=5).alerting(manager="M")
        self.assertIs(same.in_namespace("USER"), made)
        item = made.service("Source", Source)
        self.assertIs(
            item.pool(2)
            .disable()
            .enable()
            .run_foreground()
            .trace()
            .comment_as("c")
            .category_as("k")
            .schedule_on("START:*")
            .host_setting("A", 1)
            .setting("B", True)
            .settings_update({"B": None})
            .adapter_setting("Port", 80)
            .other_setting("Ens", "X", "y")
            .connect("Output", made.operation("Sink", Sink)),
            item,
        )
        written = item.to_dict()
        self.assertEqual(
            {key: value for key, value in written.items() if key != "Setting"},
            {
                "@Name": "Source",
                "@Category": "k",
                "@ClassName": "Python.testauthoring.Source",
                "@PoolSize": "2",
                "@Enabled": "true",
                "@Foreground": "true",
                "@Comment": "c",
                "@LogTraceEvents": "true",
                "@Schedule": "START:*",
            },
        )
        self.assertEqual(
            settings(item),
            [
                ("Host", "Fallback", "Sink"),
                ("Host", "A", "1"),
                ("Host", "Output", "Sink"),
                ("Adapter", "Port", "80"),
                ("Ens", "X", "y"),
            ],
        )

    def test_a_misspelt_keyword_or_method_is_an_error(self):
        with self.assertRaises(TypeError):
            Production("Demo.Production", testing_enable=True)
        made, source, *_ = demo()
        with self.assertRaises(TypeError):
            made.service("Other", Source, pool_sise=2)
        with self.assertRaises(TypeError):
            target(requierd=True)
        for call in (lambda: made.conect(1, 2), lambda: source.Ouput, lambda: source.pol(2)):
            with self.assertRaises(AttributeError):
                call()

    def test_items_by_class_by_name_and_by_iris_class(self):
        made = Production("Demo.Production")
        self.assertEqual(made.operation(Sink).name, "Sink")
        native = made.operation("File", class_name="EnsLib.File.PassthroughOperation")
        self.assertEqual((native.class_name, native.component_class), ("EnsLib.File.PassthroughOperation", None))
        with self.assertRaisesRegex(ValueError, "component_class or class_name is required"):
            made.operation("Nothing")

    def test_the_adapter_is_known_from_the_class_or_as_given(self):
        class Adapted(BusinessService):
            @staticmethod
            def get_adapter_type():
                return "Ens.InboundAdapter"

        class Own:
            pass

        made = Production("Demo.Production")
        self.assertEqual(made.service("A", Adapted).adapter_class_name, "Ens.InboundAdapter")
        own = made.service("B", Source, adapter_class=Own)
        self.assertEqual(own.adapter_class_name, "Python.testauthoring.Own")
        self.assertEqual(made.adapter_registrations(), (own,))
        self.assertEqual(made.service("C", Source, adapter_class="X.Adapter").adapter_class_name, "X.Adapter")

    def test_P1_comment_category_and_schedule_are_texts_and_can_be_called(self):
        item = Production("A.B").operation("Sink", Sink)
        self.assertIs(item.comment("c").category("k").schedule("START:*"), item)
        self.assertEqual((item.comment, item.category, item.schedule), ("c", "k", "START:*"))
        self.assertEqual(item.to_dict()["@Comment"], "c")


class P2Routes(unittest.TestCase):
    def test_several_targets_are_written_with_commas(self):
        made, source, router, sink = demo()
        made.connect(source.Output, [router, "Sink"])
        self.assertEqual(source.host_settings["Output"], "Router,Sink")
        made.connect(source.Output, sink)
        self.assertEqual(source.host_settings["Output"], "Sink")

    def test_add_does_not_repeat_and_remove_takes_away(self):
        made, source, router, sink = demo()
        made.connect(source.Output, sink)
        made.connect(source.Output, router, mode="add")
        made.connect(source.Output, sink, mode="add")
        self.assertEqual(source.host_settings["Output"], "Sink,Router")
        made.connect(source.Output, sink, mode="remove")
        self.assertEqual((source.host_settings["Output"], source.Output.resolve()), ("Router", "Router"))
        made.connect(source.Output, mode="remove")
        self.assertNotIn("Output", source.host_settings)
        with self.assertRaisesRegex(ValueError, "not connected: Source.Output"):
            source.Output.resolve()

    def test_what_cannot_be_connected_is_refused(self):
        made, source, router, sink = demo()
        other = Production("Other.Production").operation("Sink", Sink)
        for wrong, problem in (
            (lambda: made.connect("Source.Output", sink), TypeError),
            (lambda: made.connect(Source.Output, sink), TypeError),
            (lambda: made.connect(source.Output), ValueError),
            (lambda: made.connect(source.Output, "Missing"), ValueError),
            (lambda: made.connect(source.Output, other), ValueError),
            (lambda: made.connect(source.Output, sink, mode="append?"), ValueError),
            (lambda: source.connect(router.Accepted, sink), ValueError),
            (lambda: source.connect(Router.Accepted, sink), ValueError),
        ):
            with self.assertRaises(problem):
                wrong()
        self.assertNotIn("Output", source.host_settings)

    def test_a_default_target_is_a_setting_and_with_its_item_a_route(self):
        made = Production("Demo.Production")
        source = made.service("Source", Source)
        self.assertEqual((source.host_settings, made.edges), ({"Fallback": "Sink"}, ()))
        made.operation("Sink", Sink)
        self.assertEqual([edge.source for edge in made.edges], ["Source.Fallback"])
        made.connect(source.Fallback, made.operation("Other", Sink))
        self.assertEqual([edge.target for edge in made.edges], ["Other"])

    def test_a_class_declares_routes_by_setting_name_or_descriptor(self):
        sink = OperationItem("Sink", Sink)

        class Declared(Production):
            name = "Demo.Declared"
            testing_enabled = True
            services = (ServiceItem("Source", Source, routes=(Route(Source.Output, ("Router", sink)),)),)
            processes = (ProcessItem("Router", Router, routes=Route("Accepted", sink), settings={"Limit": 3}),)
            operations = (sink, OperationItem("File", "EnsLib.File.PassthroughOperation", enabled=False))

        made = Declared()
        self.assertEqual(made.to_dict()["Demo.Declared"]["@TestingEnabled"], "true")
        self.assertEqual(made.item("Source").host_settings["Output"], "Router,Sink")
        self.assertEqual(made.item("Router").host_settings, {"Limit": 3, "Accepted": "Sink"})
        self.assertEqual([item.kind for item in made.items], ["service", "process", "operation", "operation"])
        self.assertEqual(Declared(testing_enabled=False).testing_enabled, False)

    def test_declarations_that_contradict_themselves_are_refused(self):
        def production(**declared):
            return type("Wrong", (Production,), {"name": "Demo.Wrong", **declared})

        sink = OperationItem("Sink", Sink)
        routes = (Route("Output", "Sink"),)
        for wrong, problem in (
            ({"services": (sink,)}, TypeError),
            ({"services": (Source,)}, TypeError),
            ({"services": 3}, TypeError),
            ({"operations": (OperationItem("Sink", "A.B", class_name="C.D"),)}, ValueError),
            ({"operations": (OperationItem("Sink"),)}, ValueError),
            ({"operations": (sink, sink)}, ValueError),
            ({"services": (ServiceItem("S", Source, settings={"Output": "X"}, routes=routes),)}, ValueError),
            ({"services": (ServiceItem("S", Source, settings={"a": 1}, host_settings={"a": 2}),)}, ValueError),
            ({"services": (ServiceItem("S", Source, settings=3),)}, TypeError),
            ({"services": (ServiceItem("S", Source, routes=("Output",)),)}, TypeError),
            ({"services": (ServiceItem("S", Source, routes=Route(Router.Accepted, "Sink")),)}, ValueError),
            ({"services": (ServiceItem("S", Source, routes=Route("Output", ())),)}, ValueError),
            ({"components": (ComponentItem("S", Source, routes=Route("Output", 3)),)}, TypeError),
        ):
            with self.assertRaises(problem, msg=str(wrong)):
                production(**wrong)()


class P3Model(unittest.TestCase):
    def test_update_changes_what_it_names_and_refuses_the_rest(self):
        made, source, *_ = demo()
        made.update_component("Source", pool_size=3, enabled=False, settings={"A": 1, "Fallback": None})
        self.assertEqual((source.pool_size, source.enabled, source.host_settings), (3, False, {"A": 1}))
        made.update_component(source, component_class=Router)
        self.assertEqual(source.class_name, "Python.testauthoring.Router")
        with self.assertRaisesRegex(ValueError, "Unsupported component update fields: sise"):
            made.update_component(source, sise=2)

    def test_delete_takes_the_routes_along(self):
        made, source, router, sink = demo()
        made.connect(source.Output, router)
        made.connect(router.Accepted, sink)
        made.delete_component("Router")
        self.assertEqual([item.name for item in made.items], ["Source", "Sink"])
        self.assertEqual((source.host_settings, [edge.source for edge in made.edges]), (
            {"Fallback": "Sink"},
            ["Source.Fallback"],
        ))

    def test_disconnect_by_setting_and_by_text(self):
        made, source, router, _ = demo()
        for name in (source.Output, "Source.Output"):
            made.connect(source.Output, router)
            made.disconnect(name)
            self.assertNotIn("Output", source.host_settings)
            with self.assertRaises(ValueError):
                made.disconnect(name)

    def test_what_a_name_leads_to(self):
        made, source, router, sink = demo()
        made.connect(source.Output, router)
        self.assertEqual(made.resolve_target("Source.Output"), "Router")
        self.assertIs(made.get_component(source.Output), router)
        self.assertIs(made.component_ref("Sink"), sink)
        made.connect(source.Output, sink, mode="add")
        with self.assertRaisesRegex(ValueError, "ambiguous"):
            made.resolve_target(source.Output)
        for name in ("Missing", "Missing.Output", "Source.Missing"):
            with self.assertRaises(ValueError):
                made.resolve_target(name)

    def test_graph_and_mermaid(self):
        made, source, router, sink = demo()
        made.connect(source.Output, router)
        graph = made.graph().to_dict()
        self.assertEqual([node["kind"] for node in graph["nodes"]], ["service", "process", "operation"])
        self.assertIn(
            {
                "source": "Source.Output",
                "source_item": "Source",
                "source_target_setting": "Output",
                "target": "Router",
                "origin": "authored",
                "interaction": "request",
            },
            graph["edges"],
        )
        self.assertIn("    Output -> Router", str(made.graph()))
        text = made.to_mermaid(direction="tb")
        self.assertEqual(text.splitlines()[0], "flowchart TB")
        for line in (
            '  subgraph services["Services"]',
            '    node_Router["Router<br/>Python.testauthoring.Router"]',
            '  node_Source -- "Output" --> node_Router',
        ):
            self.assertIn(line, text.splitlines())
        with self.assertRaises(ValueError):
            made.to_mermaid(direction="XX")

    def test_from_its_own_definition_it_is_the_same(self):
        made, source, router, sink = demo()
        made.testing().timeouts(shutdown=30)
        made.connect(source.Output, [router, sink])
        source.adapter_setting("Port", 80).other_setting("X", "Y", "z")
        again = Production.from_dict(made.to_dict())
        self.assertEqual(again.to_dict(), made.to_dict())
        self.assertEqual(made.diff(again).to_dict()["changes"], [])
        self.assertEqual([edge.origin for edge in again.edges], ["inferred"] * 3)
        self.assertTrue(made.graph_diff(again).has_changes)

    def test_from_source_that_was_written_from_it_it_is_the_same(self):
        made, source, router, sink = demo()
        made.testing().describe("It's").update_component(source, schedule="x", other_settings=[
            {"@Target": "X", "@Name": "Y", "#text": "z"}
        ])
        made.connect(source.Output, [router, sink])
        for text in (made.to_python(), made.to_class()):
            space = {"__name__": "written"}
            exec(compile(text, "written.py", "exec"), space)  # noqa: S102
            self.assertEqual(made.diff(space["PRODUCTIONS"][0]).to_dict()["changes"], [], text)

    def test_routes_that_the_server_tells_of(self):
        definition = demo()[0].to_dict()
        made = Production.from_dict(
            definition,
            connections={
                "items": [
                    {"item": "Source", "connections": ["Router", "Ens.Alert", "Gone"], "kind": "service", "iop": 1},
                    {"item": "Router", "connections": [], "warnings": ["no source"]},
                ],
                "warnings": ["half"],
            },
            queue_info={"items": [{"item": "Sink", "count": 3}]},
        )
        self.assertEqual(
            [(edge.source, edge.target, edge.origin) for edge in made.edges],
            [("Source", "Router", "runtime"), ("Source", "Gone", "runtime")],
        )
        self.assertEqual(
            made.graph().warnings,
            ("half", "Router: no source", "Runtime connection target does not exist: Source -> Gone"),
        )
        self.assertEqual(made.queue(refresh=False), {"Sink": {"count": 3, "queue_name": "Sink"}})
        self.assertIn("(unresolved)", made.to_mermaid())

    def test_a_plan_knows_its_risks_and_what_is_done(self):
        made, source, router, sink = demo()
        there = Production.from_dict(made.to_dict())
        made.connect(source.Output, router)
        made.delete_component("Sink")
        source.pool(2)
        plan = made.plan(there)
        risks = {step.op_type: step.risk for step in plan.operations}
        self.assertEqual(risks["set_item_field"], "safe")
        self.assertEqual(risks["delete_item"], "destructive")
        self.assertEqual(type(plan).from_dict(plan.to_dict()).to_dict(), plan.to_dict())
        self.assertEqual([step.op_type for step in made.plan(made).operations], [])

    def test_xml_is_what_a_production_class_holds(self):
        made = Production("Demo.Production", description='a < "b"')
        made.operation("Sink & Co", Sink, settings={"Path": "<x>"})
        self.assertEqual(
            made.to_xml().splitlines()[:3],
            [
                '<Production Name="Demo.Production" TestingEnabled="false" LogGeneralTraceEvents="false">',
                '\t<Description>a &lt; "b"</Description>',
                "\t<ActorPoolSize>2</ActorPoolSize>",
            ],
        )
        self.assertIn('\t\t<Setting Target="Host" Name="Path">&lt;x&gt;</Setting>', made.to_xml())

    def test_what_needs_a_server_says_so(self):
        made, source, *_ = demo()
        for call in (made.start, made.status, made.sync, source.restart, lambda: Production.from_iris("X")):
            with self.assertRaises((NotImplementedError, RuntimeError)):
                call()

    def test_with_a_director_it_acts_on_its_own_production_only(self):
        class Director:
            calls = []
            current = "Demo.Production"

            def status_production(self):
                return {"Production": self.current, "Status": "running"}

            def __getattr__(self, name):
                return lambda *args, **options: self.calls.append((name, args, options))

        director = Director()
        made, source, router, _ = demo()
        made.with_director(director).connect(source.Output, router)
        made.stop()
        made.restart_component(source.Output)
        made.test("Source.Output", classname="m.C", body="{}")
        self.assertEqual(
            director.calls,
            [
                ("stop_production", (), {}),
                ("restart_component", ("Router",), {}),
                ("test_component", ("Router",), {"message": None, "classname": "m.C", "body": "{}"}),
            ],
        )
        director.current = "Other.Production"
        for call in (made.stop, made.update, source.start, lambda: made.test("Sink")):
            with self.assertRaisesRegex(RuntimeError, "Other.Production"):
                call()
        self.assertEqual(len(director.calls), 3)

    def test_persistent_messages(self):
        class Order(PersistentMessage):
            pass

        made = Production("Demo.Production")
        self.assertIs(made.message("Demo.Order", Order).message("Demo.Order", Order), made)
        for wrong in (("", Order), ("Demo.Other", Order)):
            with self.assertRaises(ValueError):
                made.message(*wrong)
        with self.assertRaises(TypeError):
            made.message("Demo.X", Sink)
        self.assertEqual([entry.iris_classname for entry in made.message_registrations()], ["Demo.Order"])


class P4Names(unittest.TestCase):
    def test_a_class_without_a_name_is_called_by_module_and_class(self):
        class Unnamed(Production):
            pass

        self.assertEqual(Unnamed().name, "test_authoring.Unnamed")
        self.assertEqual(Unnamed("Given.Name").name, "Given.Name")


if __name__ == "__main__":
    unittest.main()
