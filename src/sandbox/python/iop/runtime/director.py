"""IoP's director: what scripts on a server use to reach a production.

In the sandbox productions are started, stopped and read through the API. What cannot be had raises and says so.
"""
from . import server


class NotInTheSandbox(NotImplementedError):
    """A function of a server that the sandbox has not."""


def create_python_business_service(target):
    """The Python instance of a service of the running production: `bs.on_process_input(message)`."""
    return server.current().business_service(target)


def create_business_service(target):
    """The IRIS object of a service; `GetClass()` gives the Python instance."""
    return create_python_business_service(target).iris_handle


def _missing(name, instead):
    def refuse(*_arguments, **_options):
        raise NotInTheSandbox("the sandbox has no Director.%s: use %s" % (name, instead))

    refuse.__name__ = name
    return refuse


_INSTEAD = {
    "start_production": "POST /start",
    "start_production_with_log": "POST /start and GET /log",
    "stop_production": "POST /stop",
    "restart_production": "POST /restart",
    "shutdown_production": "POST /kill",
    "update_production": "POST /update",
    "start_component": "POST /component/start",
    "stop_component": "POST /component/stop",
    "restart_component": "POST /component/restart",
    "list_productions": "GET /list",
    "status_production": "GET /status",
    "set_default_production": "PUT /default",
    "get_default_production": "GET /default",
    "log_production": "GET /log",
    "log_production_top": "GET /log",
    "read_log": "GET /log",
    "read_top_log": "GET /log",
    "test_component": "POST /test",
}
for _name, _route in _INSTEAD.items():
    globals()[_name] = _missing(_name, _route)


class Director:
    """The same functions as static methods, as older packages call them."""

    _bs = {}

    def get_business_service(self, target, force_session_id=False):
        """A service of the running production, made once."""
        if self._bs.get(target) is None:
            self._bs[target] = create_python_business_service(target)
        return self._bs[target]

    create_business_service = staticmethod(create_business_service)
    create_python_business_service = staticmethod(create_python_business_service)


for _name in _INSTEAD:
    setattr(Director, _name, staticmethod(globals()[_name]))
