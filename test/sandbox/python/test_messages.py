"""Messages (M1-M6 of the Python surface)."""
import datetime
import decimal
import enum
import unittest
import uuid
from dataclasses import dataclass
from typing import Dict, List, Optional

from running import ProductionCase

from iop import Message
from iop.messages import SerializationError, deserialize, serialize
from iop_values import json_text
from iop_values.typed import Mismatch, convert, dataclass_from


class Authors(ProductionCase):
    def test_M1_the_authors_own_dataclass_options_work(self):
        self.start(
            """
            @dataclass
            class Tagged(Message):
                a: str = "x"
                tags: list = field(default_factory=list)

            @dataclass(kw_only=True)
            class Base(Message):
                first: str = "1"

            @dataclass(kw_only=True, frozen=True)
            class Frozen(Message):
                x: int
                y: int = 2

            @dataclass
            class Heir(Tagged):
                more: int = 3

            class Op(BusinessOperation):
                def on_message(self, request):
                    return request
            """,
            Op="Op",
        )
        self.assertEqual(self.answer("Op", "Tagged"), {"a": "x", "tags": []})
        self.assertEqual(self.answer("Op", "Frozen", x=1), {"x": 1, "y": 2})
        self.assertEqual(self.answer("Op", "Base"), {"first": "1"})
        self.assertEqual(self.answer("Op", "Heir", tags=[1]), {"a": "x", "tags": [1], "more": 3})

    def test_M1_a_message_without_dataclass_is_refused_when_it_is_sent(self):
        self.start(
            """
            @dataclass
            class Go(Message):
                pass
            class Bare(Message):
                a: str = "x"
            class Op(BusinessOperation):
                def on_message(self, request):
                    return Bare()
            """,
            Op="Op",
        )
        self.assertIn("Op - TypeError - code_.Bare must be a dataclass", self.refused("Op", "Go"))
        self.assertIn("must be a Pydantic model or dataclass", self.refused("Op", "Bare"))

    def test_M2_the_receiver_gets_a_copy_of_its_own_class(self):
        self.start(
            """
            @dataclass
            class Note(Message):
                lines: list = field(default_factory=list)

            class Front(BusinessOperation):
                def on_note(self, request: Note):
                    note = Note(["mine"])
                    answer = self.send_request_sync("Back", note)
                    assert isinstance(answer, Note)
                    return Note([*note.lines, *answer.lines])

            class Back(BusinessOperation):
                def on_note(self, request: Note):
                    assert isinstance(request, Note)
                    request.lines.append("changed")
                    return request
            """,
            Front="Front",
            Back="Back",
        )
        expected = {"lines": ["mine", "mine", "changed"]}
        self.assertEqual(self.answer("Front", "Note"), expected)
        # A restart loads the module anew: the classes of the two items are no longer the same object.
        self.call("sync", stop=["Front"], files={}, start={})
        self.start((self.folder / "code_.py").read_text().split("from iop import *\n", 1)[1], Front="Front")
        self.assertEqual(self.answer("Front", "Note"), expected)

    def test_M2_the_modules_of_one_item_are_not_anothers(self):
        code = """
            seen = []
            @dataclass
            class Note(Message):
                count: int = 0
            class Op(BusinessOperation):
                def on_note(self, request: Note):
                    seen.append(1)
                    return Note(len(seen))
            """
        self.start(code, A="Op", B="Op")
        self.answer("A", "Note")
        self.assertEqual(self.answer("A", "Note"), {"count": 2})
        self.assertEqual(self.answer("B", "Note"), {"count": 1})

    def test_M5_pydantic_messages_take_keywords_and_validate(self):
        self.start(
            """
            from pydantic import BaseModel, Field
            class Line(BaseModel):
                code: str
                amount: int = Field(ge=0)
            class Order(PydanticMessage):
                lines: List[Line] = []
                note: Optional[str] = None
            class Op(BusinessOperation):
                def on_order(self, request: Order):
                    assert isinstance(request.lines[0], Line)
                    return Order(lines=request.lines, note="%d" % sum(line.amount for line in request.lines))
            """,
            Op="Op",
        )
        lines = [{"code": "A", "amount": "3"}, {"code": "B", "amount": 4}]
        answer = self.answer("Op", "Order", lines=lines)
        self.assertEqual(answer, {"lines": [{"code": "A", "amount": 3}, {"code": "B", "amount": 4}], "note": "7"})
        self.assertIn("greater than or equal to 0", self.refused("Op", "Order", lines=[{"code": "A", "amount": -1}]))
        self.assertIn("Field required", self.refused("Op", "Order", lines=[{}]))

    def test_M6_a_handler_returns_a_message_or_nothing(self):
        self.start(
            """
            @dataclass
            class Ask(Message):
                what: str = ""
            class Op(BusinessOperation):
                def on_ask(self, request: Ask):
                    return eval(request.what)
                def numbers(self):
                    yield Ask()
                async def later(self):
                    return Ask()
            """,
            Op="Op",
        )
        for value in ("'text'", "5", "[]", "{}", "self.numbers()", "self.later()", "object()"):
            self.assertIn("Op - TypeError", self.refused("Op", "Ask", what=value), value)
        self.assertIsNone(self.answer("Op", "Ask", what="None"))
        self.assertIsNone(self.answer("Op", "Ask", what="''"))
        self.assertEqual(self.answer("Op", "Ask", what="Ask('me')"), {"what": "me"})

    def test_M6_pickled_messages_keep_what_json_has_no_form_for(self):
        self.start(
            """
            class Any_(PickleMessage):
                def __init__(self, value=None):
                    self.value = value
            @dataclass
            class Ask(Message):
                text: str = ""
            class Front(BusinessOperation):
                def on_ask(self, request: Ask):
                    return Ask(str(self.send_request_sync("Back", Any_({1: (2, {3})})).value))
            class Back(BusinessOperation):
                def on_any(self, request: Any_):
                    return Any_([request.value])
            """,
            Front="Front",
            Back="Back",
        )
        self.assertEqual(self.answer("Front", "Ask"), {"text": "[{1: (2, {3})}]"})


class Colour(enum.Enum):
    RED = "red"
    ONE = 1


@dataclass
class Inner(Message):
    when: datetime.date = None


@dataclass
class Typed(Message):
    at: datetime.datetime = None
    day: datetime.date = None
    time: datetime.time = None
    span: datetime.timedelta = None
    price: decimal.Decimal = None
    raw: bytes = None
    colour: Colour = None
    tags: set = None
    pair: tuple = None
    key: uuid.UUID = None
    count: int = 0
    inners: List[Inner] = None
    named: Dict[str, Inner] = None
    maybe: Optional[Inner] = None


FULL = Typed(
    at=datetime.datetime(2024, 1, 2, 3, 4, 5),
    day=datetime.date(2024, 1, 2),
    time=datetime.time(3, 4),
    span=datetime.timedelta(days=1, hours=2, seconds=1.5),
    price=decimal.Decimal("1.50"),
    raw=b"abc",
    colour=Colour.ONE,
    tags={"a"},
    pair=(1, "b"),
    key=uuid.UUID(int=5),
    count=7,
    inners=[Inner(datetime.date(2024, 1, 2))],
    named={"x": Inner(datetime.date(2024, 1, 2))},
    maybe=Inner(datetime.date(2024, 1, 3)),
)


class Values(unittest.TestCase):
    def test_M3_fields_come_back_typed(self):
        again = deserialize(serialize(FULL))
        self.assertEqual(again, FULL)
        self.assertIsInstance(again.inners[0], Inner)
        self.assertIsInstance(again.named["x"].when, datetime.date)
        self.assertIsInstance(again.tags, set)
        self.assertIsInstance(again.pair, tuple)

    def test_M3_text_is_read_as_the_type_and_what_cannot_be_stays(self):
        self.assertEqual(dataclass_from(Typed, {"count": "7"}).count, 7)
        self.assertEqual(dataclass_from(Typed, {"count": "seven"}).count, "seven")
        self.assertIsNone(dataclass_from(Typed, {"count": None}).count)

    def test_M3_unknown_fields_are_kept_and_sent_on(self):
        made = dataclass_from(Inner, {"when": "2024-01-02", "extra": [1]})
        self.assertEqual(made.extra, [1])
        self.assertEqual(serialize(made).text, '{"when":"2024-01-02","extra":[1]}')

    def test_M4_json_is_compact_and_dates_are_iso(self):
        self.assertEqual(
            serialize(FULL).text,
            '{"at":"2024-01-02T03:04:05","day":"2024-01-02","time":"03:04:00","span":"P1DT2H1.5S","price":"1.50",'
            '"raw":"abc","colour":1,"tags":["a"],"pair":[1,"b"],"key":"00000000-0000-0000-0000-000000000005","count":7,'
            '"inners":[{"when":"2024-01-02"}],"named":{"x":{"when":"2024-01-02"}},"maybe":{"when":"2024-01-03"}}',
        )

    def test_M4_odd_values(self):
        utc = datetime.timezone.utc
        cases = [
            (datetime.datetime(2024, 1, 2, 3, 4, 5, 6000, utc), '"2024-01-02T03:04:05.006000Z"'),
            (datetime.timedelta(seconds=-5), '"-PT5S"'),
            (datetime.timedelta(0), '"PT0S"'),
            (float("nan"), "null"),
            ({1: "a", True: "b"}, '{"1":"b"}'),
            ("é", '"é"'),
            (frozenset([1]), "[1]"),
        ]
        for value, text in cases:
            self.assertEqual(json_text.dumps(value), text)
        with self.assertRaises(TypeError):
            json_text.dumps(object)
        with self.assertRaises(SerializationError):
            serialize(Typed(raw=b"\xff"))

    def test_M3_lenient_reading_has_its_limits(self):
        self.assertEqual(convert(bool, "yes"), True)
        self.assertEqual(convert(float, "1.5"), 1.5)
        self.assertEqual(convert(int, 7.0), 7)
        self.assertEqual(convert(datetime.timedelta, "1 day, 02:00:00"), datetime.timedelta(days=1, hours=2))
        for kind, value in [(int, 7.5), (int, "x"), (str, 5), (bool, 2), (list, "text"), (datetime.date, "no")]:
            with self.assertRaises(Mismatch, msg="%s %r" % (kind, value)):
                convert(kind, value)


if __name__ == "__main__":
    unittest.main()
