"""An HL7-like router: enough of the standard to show a process between a service and two operations."""
from iop import BusinessOperation, BusinessProcess, BusinessService

from messages import HL7, Acknowledgement


def header(message):
    """Type and control id of a message, from its MSH segment."""
    fields = message.text.split("\n")[0].split("|")
    if fields[0] != "MSH" or len(fields) < 10:
        raise ValueError("no MSH segment")
    return fields[8], fields[9]


class HL7In(BusinessService):
    target = "Router"

    def on_process_input(self, message):
        return self.send_request_sync(self.target, message)


class Router(BusinessProcess):
    laboratory = "Laboratory"
    archive = "Archive"

    def on_hl7(self, request: HL7) -> Acknowledgement:
        try:
            kind, control_id = header(request)
        except ValueError as problem:
            self.log_warning("refused: %s" % problem)
            return Acknowledgement(code="AE", text=str(problem))
        self.send_request_async(self.archive, request)
        if kind.startswith(("ORM", "ORU")):
            return self.send_request_sync(self.laboratory, request)
        return Acknowledgement(control_id=control_id, text="archived only")


class Laboratory(BusinessOperation):
    def on_hl7(self, request: HL7) -> Acknowledgement:
        _kind, control_id = header(request)
        return Acknowledgement(control_id=control_id, text="taken by the laboratory")


class Archive(BusinessOperation):
    def on_init(self):
        self.count = 0

    def on_hl7(self, request: HL7) -> Acknowledgement:
        self.count += 1
        self.log_info("archived message %d" % self.count)
        return Acknowledgement(text="archived")
