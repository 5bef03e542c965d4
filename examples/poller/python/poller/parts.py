from dataclasses import dataclass

from iop import BusinessOperation, Message, PollingBusinessService


@dataclass
class Reading(Message):
    celsius: float = 0.0


@dataclass
class Report(Message):
    text: str = ""


class SensorService(PollingBusinessService):
    """Reads a sensor at each interval; here the sensor only counts."""

    target = "Station"
    call_interval = 60

    def on_init(self):
        self.readings = 0

    def on_poll(self):
        self.readings += 1
        self.send_request_sync(self.target, Reading(celsius=20.0 + self.readings))


class StationOperation(BusinessOperation):
    unit = "C"
    site = ""

    def on_reading(self, request: Reading) -> Report:
        value = request.celsius if self.unit == "C" else request.celsius * 9 / 5 + 32
        self.log_info("%s: %.1f %s" % (self.site, value, self.unit))
        return Report(text="%s: %.1f %s" % (self.site, value, self.unit))
