"""A production as a Python object: `prod = Production("Demo.Production")`, or a class of its own."""
from .authoring import AuthoringMethods
from .common import PRODUCTION_FIELDS
from .connecting import ConnectingMethods
from .declarative import DeclarativeProduction
from .diff import diff_productions
from .planning import build_change_plan
from .reconstruction import production_from_dict
from .rendering import (
    production_graph,
    production_to_class,
    production_to_dict,
    production_to_python,
    production_to_xml,
)
from .runtime_methods import RuntimeMethods, director_of

_NOT_GIVEN = object()


class Production(RuntimeMethods, AuthoringMethods, ConnectingMethods, DeclarativeProduction):
    """Items, their settings and the routes between them. What is not given comes from the class, else is the default.

    Chained calls change the object itself. A keyword or a method that does not exist is an error.
    """

    def __init__(
        self,
        name=_NOT_GIVEN,
        *,
        testing_enabled=_NOT_GIVEN,
        log_general_trace_events=_NOT_GIVEN,
        actor_pool_size=_NOT_GIVEN,
        description=_NOT_GIVEN,
        shutdown_timeout=_NOT_GIVEN,
        update_timeout=_NOT_GIVEN,
        alert_notification_manager=_NOT_GIVEN,
        alert_notification_operation=_NOT_GIVEN,
        alert_notification_recipients=_NOT_GIVEN,
        alert_action_window=_NOT_GIVEN,
        namespace=_NOT_GIVEN,
        director=_NOT_GIVEN,
    ):
        self._prepare(
            name,
            {
                "testing_enabled": testing_enabled,
                "log_general_trace_events": log_general_trace_events,
                "actor_pool_size": actor_pool_size,
                "description": description,
                "shutdown_timeout": shutdown_timeout,
                "update_timeout": update_timeout,
                "alert_notification_manager": alert_notification_manager,
                "alert_notification_operation": alert_notification_operation,
                "alert_notification_recipients": alert_notification_recipients,
                "alert_action_window": alert_action_window,
                "namespace": namespace,
                "director": director,
            },
        )
        self._hydrate_declared_items()

    @classmethod
    def _without_declared_items(cls, name, **given):
        """An empty one, to be filled from a definition, whatever the class declares or its `__init__` takes."""
        production = object.__new__(cls)
        Production._prepare(production, name, given)
        return production

    def _prepare(self, name, given):
        cls = type(self)
        if name is _NOT_GIVEN:
            name = getattr(cls, "name", "%s.%s" % (cls.__module__, cls.__name__))
        self.name = str(name)
        for field, default in {**PRODUCTION_FIELDS, "namespace": None, "director": None}.items():
            value = given.get(field, _NOT_GIVEN)
            value = getattr(cls, field, default) if value is _NOT_GIVEN else value
            setattr(self, "_director" if field == "director" else field, value)
        self._items = []
        self._connections = {}
        self._edges = []
        self._graph_warnings = []
        self._queue_info = {}
        self._messages = []

    def testing(self, enabled=True):
        self.testing_enabled = enabled
        return self

    def tracing(self, enabled=True):
        self.log_general_trace_events = enabled
        return self

    def actor_pool(self, size):
        self.actor_pool_size = size
        return self

    def describe(self, text):
        self.description = text
        return self

    def timeouts(self, *, shutdown=None, update=None):
        return self._given(shutdown_timeout=shutdown, update_timeout=update)

    def alerting(self, *, manager=None, operation=None, recipients=None, action_window=None):
        return self._given(
            alert_notification_manager=manager,
            alert_notification_operation=operation,
            alert_notification_recipients=recipients,
            alert_action_window=action_window,
        )

    def _given(self, **values):
        for name, value in values.items():
            if value is not None:
                setattr(self, name, value)
        return self

    def in_namespace(self, namespace):
        self.namespace = namespace
        return self

    def with_director(self, director):
        self._director = director
        return self

    @classmethod
    def from_dict(cls, data, *, connections=None, queue_info=None, namespace=None, director=None):
        """From a definition as `to_dict` and the export give it; `connections`: what the server says of its routes."""
        return production_from_dict(
            cls, data, connections=connections, queue_info=queue_info, namespace=namespace, director=director
        )

    @classmethod
    def from_iris(cls, name, *, namespace=None, director=None):
        """What is deployed now, as the director tells it."""
        seed = cls._without_declared_items(name, namespace=namespace, director=director)
        found = director_of(seed)
        exported = found.export_production(name)
        try:
            connections = found.export_production_connections(name)
        except AttributeError:
            connections = None
        except Exception as problem:  # noqa: BLE001 - the definition is known: say what is not
            connections = {"warnings": ["Could not export runtime connections: %s" % problem]}
        if not isinstance(connections, (dict, list)):
            connections = None
        return cls.from_dict(exported, connections=connections, namespace=namespace, director=director)

    def to_dict(self):
        return production_to_dict(self)

    def to_xml(self):
        return production_to_xml(self)

    def to_python(self):
        return production_to_python(self)

    def to_class(self):
        return production_to_class(self)

    def to_mermaid(self, *, direction="LR"):
        return self.graph().to_mermaid(direction=direction)

    def graph(self):
        return production_graph(self)

    def validate(self, *, strict=False):
        """A report; what it finds is also warned of, or raised when `strict`."""
        from .validation import validate_production

        return validate_production(self, strict=strict, warn=not strict)

    def diff(self, other=None):
        """What to change in another production (that of the server, by default) to make it this one."""
        return self.diff_deployable(other)

    def diff_deployable(self, other=None):
        return diff_productions(self, self._other(other))

    def graph_diff(self, other=None):
        """The same with what is known of each route: who told of it, how it is used."""
        return diff_productions(self, self._other(other), metadata=True)

    def plan(self, other=None):
        """The difference as steps, each with its risk."""
        return build_change_plan(self, self._other(other))

    def _other(self, other):
        if other is None:
            return self.from_iris(self.name, namespace=self.namespace, director=self._director)
        if isinstance(other, Production):
            return other
        if isinstance(other, dict):
            return self.from_dict(other, namespace=self.namespace, director=self._director)
        raise TypeError("other must be a Production, production dictionary, or None")
