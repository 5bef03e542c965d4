"""Answers that come one by one."""
from ..messages import deserialize, serialize


class GeneratorRequest:
    """Iterates over what the target's generator yields."""

    def __init__(self, host, target, request, timeout=-1, description=None):
        self.host, self.target, self.request = host, target, request
        host.iris_handle.dispatchGeneratorStart(target, serialize(request), timeout, description)

    def __iter__(self):
        return self

    def __next__(self):
        return deserialize(self.host.iris_handle.dispatchGeneratorPoll(self.target))
