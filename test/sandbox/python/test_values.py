"""Values of messages as IoP writes them and as pydantic reads them (M3, M4), measured against both."""
import collections
import datetime
import decimal
import enum
import pathlib
import re
import sys
import types
import unittest
from dataclasses import dataclass, field
from typing import Any, Dict, List, NamedTuple, Optional, Union

import running  # noqa: F401 - puts the sandbox's Python on the path

from iop import Message
from iop.messages import SerializationError, serialize
from iop_values.typed import dataclass_from


class Colour(enum.Enum):
    RED = "red"


@dataclass
class Strict:
    n: int
    text: str = None
    made: int = field(default=3, init=False)

    def __post_init__(self):
        if self.n == 13:
            raise ValueError("no 13")


@dataclass
class Other:
    other: int = 0


class Pair(NamedTuple):
    a: int
    b: int = 2


class Plain:
    def __init__(self):
        self.a = 1


@dataclass
class Holder(Message):
    any: Any = None
    one: Strict = None
    many: List[Strict] = None
    named: Dict[str, Strict] = None
    maybe: Optional[Strict] = None
    either: Union[Strict, Other, str] = None
    pair: Pair = None
    plain: Plain = None
    price: decimal.Decimal = None
    span: datetime.timedelta = None
    pattern: re.Pattern = None


def read(**fields):
    return dataclass_from(Holder, fields)


class AsPydanticReads(unittest.TestCase):
    """What IoP leaves to pydantic: below a field's List, Dict, Optional or Union all is right, or nothing is read."""

    def test_M3_dataclasses_in_lists_are_read_whole_or_not_at_all(self):
        good, none = {"n": "1", "text": "a"}, {"n": 1, "text": None}
        self.assertEqual(read(many=[good]).many, [Strict(1, "a")])
        self.assertEqual(read(many=[{"n": 1}]).many, [Strict(1)])
        for bad in (none, {"n": "x"}, {}, {"n": 13}, {"n": 1, "text": 5}, "text"):
            self.assertEqual(read(many=[good, bad]).many, [good, bad], bad)
            self.assertEqual(read(named={"a": bad}).named, {"a": bad})
        self.assertEqual(read(maybe=none).maybe, none)

    def test_M3_a_field_that_is_a_dataclass_itself_is_read_by_IoP_leniently(self):
        self.assertIsNone(read(one={"n": 1, "text": None}).one.text)
        self.assertEqual(read(one={"n": "x", "more": 1}).one.n, "x")
        self.assertEqual(read(one={"n": 1, "more": 1}).one.more, 1)

    def test_M3_below_it_unknown_fields_and_those_of_no_init_are_left_out(self):
        made = read(many=[{"n": 1, "made": 9, "more": 2}]).many[0]
        self.assertEqual((made.made, hasattr(made, "more")), (3, False))

    def test_M3_of_several_dataclasses_the_one_that_knows_most(self):
        self.assertEqual(read(either={"other": 1}).either, Other(1))
        self.assertEqual(read(either={"n": 1}).either, Strict(1))

    def test_M3_single_values(self):
        self.assertEqual(read(pair=[1, "3"]).pair, Pair(1, 3))
        self.assertEqual(read(pair=["x"]).pair, ["x"])
        self.assertEqual(read(price="NaN").price, "NaN")
        self.assertEqual(read(span="5").span, "5")
        self.assertEqual(read(pattern="(").pattern, "(")
        with self.assertRaisesRegex(TypeError, "Unable to generate pydantic-core schema"):
            read(plain={"a": 1})

    def test_M3_annotations_that_are_text_are_looked_up_where_IoP_stands(self):
        module = types.ModuleType("later")
        sys.modules["later"] = module
        self.addCleanup(sys.modules.pop, "later")
        exec(
            "from __future__ import annotations\nimport datetime\nfrom dataclasses import dataclass\n"
            "from typing import *\n@dataclass\nclass Later:\n    count: int = 0\n    many: list[int] | None = None\n"
            "    any: Any = None\n    when: datetime.datetime = None\n    maybe: Optional[int] = None\n",
            module.__dict__,
        )
        later = module.Later
        made = dataclass_from(later, {"count": "7", "many": ["1"], "any": {}, "when": None})
        self.assertEqual((made.count, made.many, made.any), (7, [1], {}))
        for name, value in (("when", "2024-01-01"), ("maybe", 1)):
            with self.assertRaisesRegex(TypeError, "is not fully defined.*__future__"):
                dataclass_from(later, {name: value})


class AsIoPWrites(unittest.TestCase):
    def sent(self, value):
        return serialize(Holder(any=value)).text.split(',"one"')[0][len('{"any":') :]

    def test_M4_what_travels(self):
        cases = [
            ({(1, Colour.RED): 2}, '{"1,red":2}'),
            (lambda: 1, "{}"),
            (Plain(), '{"a":1}'),
            ((entry for entry in [1, (2,)]), "[1,[2]]"),
            (zip([1], "a"), '[[1,"a"]]'),
            (re.compile("a+"), '"a+"'),
            ((Strict(1),), '[{"n":1,"text":null,"made":3}]'),
            ([0.00001, 0.000015, 1e-7, -0.00002, 1e16, 0.5], "[0.00001,0.000015,1e-7,-0.00002,1e+16,0.5]"),
            (float("nan"), "null"),
            (Colour.RED, '"red"'),
        ]
        for value, text in cases:
            self.assertEqual(self.sent(value), text)

    def test_M4_what_has_no_form_is_refused(self):
        for value in (
            *("\ud800", {"a": "\ud800"}, collections.deque([1]), pathlib.PurePosixPath("/a"), [Plain()], ({"a": Plain()},)),
            *([lambda: 1], {frozenset([1]): 1}, range(3), {}.keys(), object(), Plain, [Exception()], memoryview(b"a")),
        ):
            with self.assertRaises(SerializationError, msg=repr(value)):
                serialize(Holder(any=value))


if __name__ == "__main__":
    unittest.main()
