"""`iris_handle`: the IRIS object behind a component, as its Python reaches it."""
from iop.components.business_service import process_input

from .status import StatusException, not_registered


class Handle:
    """Of an item; of a process a new one for each message, with the run that the message began."""

    def __init__(self, bus, item, run=None):
        self._bus, self._item, self._run = bus, item, run
        self._properties = {}
        self.instance = self.adapter = None

    def twin(self):
        """Another one of the same item: that of its adapter."""
        return Handle(self._bus, self._item, self._run)

    # What IoP's classes offer to Python.

    def dispatchSendRequestSync(self, target, request, timeout=-1, description=None):
        return self._bus.send_sync(self._item, target, request)

    def dispatchSendRequestSyncMultiple(self, calls, timeout=-1):
        """Of each call the answer and 1; where the target failed None and -1. An unknown target fails all of them."""
        for target, _ in calls:
            self._bus.target(target)
        return [self._coded(target, request) for target, request in calls]

    def _coded(self, target, request):
        try:
            return self._bus.send_sync(self._item, target, request), 1
        except StatusException:
            return None, -1

    def dispatchSendRequestAsync(self, target, request, *options):
        """Options of a process: whether an answer is wanted, completion key, description; of others the description."""
        if self._run is None or len(options) < 3:
            self._bus.send_async(self._item, target, request)
        else:
            self._run.send(target, request, bool(options[0]), _key(options[1]))

    def dispatchReply(self, response):
        self._in_run("reply").reply(response)

    def dispatchSetTimer(self, timeout, completion_key=None):
        self._in_run("set_timer").set_timer(timeout, _key(completion_key))

    def dispatchGeneratorStart(self, target, request, timeout=-1, description=None):
        self._bus.start_generator(self._item, target, request)

    def dispatchGeneratorPoll(self, target):
        return self._bus.poll_generator(self._item, target)

    def dispatchSendDocumentToProcess(self, document):
        """The session's process gets it as a document and answers at once: the sandbox has no private sessions."""
        target = getattr(self.instance, "DuplexTargetConfigName", "") or self._item.spec["host"].get("DuplexTargetConfigName", "")
        if not target:
            raise not_registered("")
        return self._bus.send_document(self._item, target, document)

    def ProcessInput(self, message=None, *_more):
        """What an adapter calls with what came in."""
        return process_input(self.instance, message)

    dispatchProcessInput = ProcessInput

    def setPersistentProperty(self, name, value):
        self._properties[name] = value

    def getPersistentProperty(self, name):
        return self._properties.get(name)

    def GetClass(self):
        return self.instance

    def GetModule(self):
        return self._item.spec["module"]

    def GetClassname(self):
        return self._item.spec["classname"]

    @property
    def Adapter(self):
        return self.adapter

    @property
    def _ConfigName(self):
        return self._item.name

    def ForceSessionId(self):
        return 1

    def _in_run(self, word):
        if self._run is None:
            raise StatusException("ERROR <Ens>ErrGeneral: %s is for processes, while a message is handled" % word)
        return self._run


def _key(key):
    """A completion key as IRIS keeps one: a text, and 1 or 0 of a truth."""
    return "" if key is None else str(int(key) if isinstance(key, bool) else key)
