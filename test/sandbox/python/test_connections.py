"""Where components send (C11), their settings, and what validation finds (P5), in plain CPython."""
import pathlib
import sys
import tempfile
import typing
import unittest
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "src" / "sandbox" / "python"))

from iop import BusinessOperation, BusinessProcess, BusinessService, Category, Production, controls  # noqa: E402
from iop import setting, target  # noqa: E402
from iop.components.connections import connections_of  # noqa: E402
from iop.components.properties import component_properties  # noqa: E402
from iop.production import ProductionValidationError, ProductionValidationWarning  # noqa: E402
from iop.production.source_inference import infer_source_connections  # noqa: E402
from iop.production.validation import validate_production_entry  # noqa: E402


class Nested:
    name = "Deep"


class Sender(BusinessProcess):
    Output = target()
    Fallback = target("Second")
    Plain = "Third"
    nested = Nested()

    def on_request(self, request):
        self.send_request_sync("First", request)
        self.send_request_async(self.Fallback, request)
        self.send_request_async(request=request, target=self.Plain)
        self.send_generator_request(self.nested.name, request)
        self.send_request_async(self.Output, request)
        self.send_request_async(request.where, request)
        self.send_request_sync("First", request)
        self.log_info("Fourth")


class C11Source(unittest.TestCase):
    def test_literals_and_attributes_that_are_texts(self):
        self.assertEqual(connections_of(Sender.__new__(Sender)), ["First", "Second", "Third", "Deep"])

    def test_the_value_of_a_setting_counts(self):
        sender = Sender.__new__(Sender)
        sender.Output = "Fifth"
        self.assertEqual(connections_of(sender), ["First", "Second", "Third", "Deep", "Fifth"])

    def test_a_production_that_is_read_back_has_the_routes_of_its_source(self):
        class_name = "Python.testconnections.Sender"
        here = pathlib.Path(__file__).parent
        found = infer_source_connections(class_name, {}, root=here)
        self.assertEqual(
            [(entry.target, entry.interaction, entry.detail) for entry in found],
            [
                ("First", "sync", "send_request_sync literal"),
                ("Second", "async", "send_request_async self.Fallback"),
                ("Third", "async", "send_request_async self.Plain"),
            ],
        )
        self.assertEqual(infer_source_connections("EnsLib.File.PassthroughService", {}, root=here), [])
        self.assertEqual(Sender.__new__(Sender).on_get_connections(), ["First", "Second", "Third", "Deep"])
        by_settings = {"%module": "test_connections", "%classname": "Sender", "%classpaths": str(here)}
        self.assertEqual(infer_source_connections("Any.Class", by_settings, root=here), found)


class C11ObjectScript(unittest.TestCase):
    SOURCE = '''/// A router
Class Demo.Router Extends (Ens.BusinessProcess, Demo.Base)
{

Property Target As Ens.DataType.ConfigName [ InitialExpression = "Sink" ];

Property Other As Ens.DataType.ConfigName;

Method OnRequest(request, Output response) As %Status
{
    do ..SendRequestSync("Say ""hi""", request)
    do ..SendRequestAsync(..Target, request)
    quit ..SendRequestAsync(..Other, request)
}

}
'''

    def found(self, text, class_name, settings):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "A.cls").write_text(text, encoding="utf-8")
            (pathlib.Path(folder) / "parts.py").write_text(
                "class Op:\n    def go(self):\n        self.send_request_sync('Sink', 1)\n", encoding="utf-8"
            )
            found = infer_source_connections(class_name, settings, root=folder)
        return [(entry.target, entry.interaction, entry.detail) for entry in found]

    def test_literals_properties_and_their_defaults(self):
        self.assertEqual(
            self.found(self.SOURCE, "Demo.Router", {"Other": "A, B"}),
            [
                ('Say "hi"', "sync", "SendRequestSync literal"),
                ("Sink", "async", "SendRequestAsync ..Target"),
                ("A", "async", "SendRequestAsync ..Other"),
                ("B", "async", "SendRequestAsync ..Other"),
            ],
        )
        self.assertEqual(self.found(self.SOURCE, "Demo.Other", {}), [])

    def test_a_class_of_iop_leads_to_its_python(self):
        text = """Class Demo.Op Extends IOP.BusinessOperation
{
Property %classname As %String [ InitialExpression = "Op" ];
Property %module As %String [ InitialExpression = "parts" ];
}
"""
        self.assertEqual(self.found(text, "Demo.Op", {}), [("Sink", "sync", "send_request_sync literal")])


class Described(BusinessService):
    Limit: int = 10
    Ratio = setting(0.5, category=Category.ADDITIONAL, required=True, description="how much")
    Folder = setting("/in", control=controls.directory())
    Output = target()
    Annotated: typing.Annotated[str, setting("x", category="Mine")]
    Secret = setting("s", exclude=True)
    Old = "older"
    _private = 1

    def Old_info() -> {"Category": "Dev", "DataType": "Ens.DataType.Old"}:  # noqa: N802, N805
        pass

    def method(self):
        pass


class Settings(unittest.TestCase):
    def test_names_types_defaults_and_places(self):
        found = {entry[0]: entry[1:] for entry in component_properties(Described)}
        selector = "selector?context={Ens.ContextSearch/ProductionItems?targets=1&productionName=@productionId}"
        self.assertEqual(
            found,
            {
                "Limit": ["Integer", 10, False, "", "", ""],
                "Ratio": ["Numeric", 0.5, True, "Additional", "how much", ""],
                "Folder": ["String", "/in", False, "", "", "directorySelector"],
                "Output": ["Ens.DataType.ConfigName", "", False, "Basic", "", selector],
                "Annotated": ["String", "x", False, "Mine", "", ""],
                "Old": ["Ens.DataType.Old", "older", False, "Dev", "", ""],
            },
        )

    def test_what_registration_learns_of_a_class(self):
        self.assertEqual(Described._get_info()[:1], ["iop.BusinessService"])
        self.assertEqual(len(Described._get_info()), 4)
        self.assertEqual(Described._get_properties(), component_properties(Described))

    def test_on_an_instance_a_setting_is_its_value_or_its_default(self):
        described = Described.__new__(Described)
        self.assertEqual((described.Ratio, described.Output), (0.5, ""))
        described.Ratio = "2"
        self.assertEqual((described.Ratio, Described.Ratio.name, Described.Ratio.owner), ("2", "Ratio", Described))


class Sink(BusinessOperation):
    pass


class P5Validation(unittest.TestCase):
    def report(self, production):
        return [issue.to_text() for issue in validate_production_entry(production, warn=False).issues]

    def test_every_target_is_looked_at(self):
        made = Production("A.B")
        sender = made.process("Sender", Sender, settings={"Output": "Sink, Gone"})
        made.operation("Sink", Sink)
        self.assertEqual(
            [text.split(":")[0] for text in self.report(made)],
            ["route items.Sender.settings.Host.Fallback", "route items.Sender.settings.Host.Output"],
        )
        sender.host_settings_update({"Output": "Sink", "Fallback": "Sink"})
        self.assertEqual(self.report(made), [])

    def test_names_that_a_class_has_not(self):
        made = Production("A.B")
        made.operation("Sink", Sink, settings={"Limt": 1, "%settings": "x=1", "target_config_name": "X"})
        made.operation("Native", class_name="EnsLib.File.PassthroughOperation", settings={"Anything": 1})
        made.desciption = "lost"
        self.assertEqual(
            self.report(made),
            [
                "production production.desciption: Unknown public Production attribute. Only documented Production "
                "fields are serialized.",
                "setting items.Sink.settings.Host.Limt: Unknown setting name.",
                "setting items.Sink.settings.Host.target_config_name: Unknown setting name.",
            ],
        )

    def test_a_proxy_class_has_the_settings_of_its_python_class_and_of_its_host(self):
        lines = [{"@Target": "Host", "@Name": name, "#text": "1"} for name in ("Own", "AlertOnError", "Other")]
        entry = {"A.B": {"Item": [{"@Name": "I", "@ClassName": "Python.X", "Setting": lines}]}}
        found = validate_production_entry(entry, warn=False, proxies={"Python.X": ["Own"]})
        self.assertEqual([issue.path for issue in found.issues], ["items.I.settings.Host.Other"])
        self.assertEqual(self.report(entry), [])

    def test_dictionaries(self):
        entry = {
            "A.B": {
                "@Name": "A.B",
                "Descripton": "x",
                "Setting": [
                    {"@Name": "ShutdownTimeout", "#text": "1"},
                    {"@Name": "shutdown_timeout", "#text": "1"},
                    {"@Name": "Nothing", "#text": "1"},
                ],
                "Item": {"@Name": "S", "@ClassName": Sink, "Setting": {"@Target": "Host", "@Name": "X", "#text": ""}},
            }
        }
        self.assertEqual(
            [text.split(":")[0] for text in self.report(entry)],
            [
                "production production.Descripton",
                "production production.settings.shutdown_timeout",
                "production production.settings.Nothing",
                "setting items.S.settings.Host.X",
            ],
        )

    def test_strict_raises_and_otherwise_it_warns(self):
        made = Production("A.B")
        made.process("Work", Sender, settings={"Output": "Gone"}, adapter_settings={"Port": 1})
        with self.assertRaises(ProductionValidationError) as raised:
            made.validate(strict=True)
        self.assertTrue(raised.exception.report.has_issues)
        self.assertIn("Business process items do not support adapter settings.", str(raised.exception))
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            report = made.validate()
        self.assertEqual([entry.category for entry in seen], [ProductionValidationWarning] * len(report.issues))
        self.assertEqual(str(Production("A.B").validate()), "Production validation: A.B\n  no issues")


if __name__ == "__main__":
    unittest.main()
