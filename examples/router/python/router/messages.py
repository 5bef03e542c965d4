from dataclasses import dataclass

from iop import Message


@dataclass
class HL7(Message):
    """A raw HL7 v2 message: segments in lines, fields between bars."""

    text: str = ""


@dataclass
class Acknowledgement(Message):
    code: str = "AA"
    control_id: str = ""
    text: str = ""
