"""The small pydantic (M5 of the Python surface): what it takes, and that it refuses what it has not."""
import datetime
import decimal
import enum
import pickle
import unittest
from typing import Annotated, Dict, List, Literal, Optional, Union

import running  # noqa: F401  puts the sandbox's packages first

import pydantic
from pydantic import BaseModel, ConfigDict, Field, ValidationError, computed_field, field_validator, model_validator


class Kind(str, enum.Enum):
    A = "a"


class Part(BaseModel):
    code: str = Field(min_length=1, max_length=3, pattern="^[A-Z]+$")


class Order(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_assignment=True)
    number: int = Field(alias="no", gt=0)
    when: Optional[datetime.datetime] = None
    price: decimal.Decimal = decimal.Decimal("1.5")
    kind: Kind = Kind.A
    parts: List[Part] = []
    named: Dict[str, Part] = Field(default_factory=dict)
    mode: Literal["x", "y"] = "x"
    either: Union[int, str] = 0
    small: Annotated[int, Field(le=5)] = 1
    _secret: int = 3

    @field_validator("mode", mode="before")
    @classmethod
    def lower(cls, value):
        return value.lower()

    @model_validator(mode="after")
    def check(self):
        if self.small == 4:
            raise ValueError("four is taken")
        return self

    @computed_field
    @property
    def double(self) -> int:
        return self.number * 2


class SmallPydantic(unittest.TestCase):
    def test_M5_it_is_ours(self):
        self.assertIn("sandbox", pydantic.VERSION)

    def test_M5_values_are_read_nested_and_dumped(self):
        order = Order(no="7", when="2024-01-02T03:04:05", parts=[{"code": "AB"}], named={"k": Part(code="C")}, mode="Y", either="1")
        self.assertEqual((order.number, order.mode, order.either, order._secret), (7, "y", "1", 3))
        self.assertIsInstance(order.parts[0], Part)
        self.assertEqual(
            order.model_dump_json(),
            '{"number":7,"when":"2024-01-02T03:04:05","price":"1.5","kind":"a","parts":[{"code":"AB"}],'
            '"named":{"k":{"code":"C"}},"mode":"y","either":"1","small":1,"double":14}',
        )
        self.assertEqual(order.model_dump(exclude_unset=True, by_alias=True)["no"], 7)
        self.assertEqual(Order.model_validate_json('{"no": 7, "parts": [{"code": "AB"}]}').parts, order.parts)
        self.assertEqual(pickle.loads(pickle.dumps(order)), order)
        self.assertEqual(order.model_copy(update={"number": 9}).number, 9)

    def test_M5_every_error_is_told_with_its_place(self):
        with self.assertRaises(ValidationError) as caught:
            Order(no=0, parts=[{"code": "AB"}, {"code": "toolong"}], mode="z", small=9, extra=1)
        places = [(".".join(map(str, error["loc"])), error["type"]) for error in caught.exception.errors()]
        expected = [("no", "greater_than"), ("parts.1.code", "too_long"), ("mode", "literal_error")]
        self.assertEqual(places, [*expected, ("small", "less_than_equal"), ("extra", "extra_forbidden")])
        self.assertIn("5 validation errors for Order", str(caught.exception))

    def test_M5_validators_and_assignment(self):
        with self.assertRaisesRegex(ValidationError, "Value error, four is taken"):
            Order(no=1, small=4)
        order = Order(no=1)
        order.small = "5"
        self.assertEqual(order.small, 5)
        with self.assertRaises(ValidationError):
            order.small = 6
        with self.assertRaises(ValueError):
            order.nothing = 1

    def test_M5_what_is_not_here_is_refused(self):
        with self.assertRaisesRegex(ImportError, "HttpUrl"):
            from pydantic import HttpUrl  # noqa: F401
        with self.assertRaisesRegex(TypeError, "Field option"):
            Field(allow_inf_nan=False)
        with self.assertRaisesRegex(TypeError, "config option"):
            ConfigDict(strict=True)
        with self.assertRaisesRegex(TypeError, "wrap validators"):
            field_validator("x", mode="wrap")


if __name__ == "__main__":
    unittest.main()
