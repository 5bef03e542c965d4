"""Settings of components: what the portal shows, in which category, and with which editor.

A component class declares one as `Limit = setting(10, category=Category.BASIC)`; on an instance the attribute holds the
value that the production gives, or else the default.
"""
from enum import Enum

_NONE = object()


class Category(str, Enum):
    """Where the portal shows a setting."""

    INFO = "Info"
    BASIC = "Basic"
    CONNECTION = "Connection"
    ADDITIONAL = "Additional"
    ALERTING = "Alerting"
    DEV = "Dev"


def plain_text(value):
    """The text of a value; of an enumeration's member the text of what it stands for."""
    return str(value.value) if isinstance(value, Enum) else str(value)


class Setting:
    """One setting of a component class. `owner` and `name` are known as soon as the class is made."""

    def __init__(
        self,
        default=_NONE,
        *,
        data_type=None,
        iris_type=None,
        category=None,
        required=False,
        description="",
        control=None,
        exclude=False,
    ):
        self.default = default
        self.data_type = data_type
        self.iris_type = iris_type
        self.category = None if category is None else plain_text(category)
        self.required = required
        self.description = description or ""
        self.control = control or ""
        self.exclude = exclude
        self.name = ""
        self.owner = None

    def __set_name__(self, owner, name):
        self.owner = owner
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, self.default if self.has_default else None)

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value

    @property
    def has_default(self):
        return self.default is not _NONE


def setting(default=_NONE, **options):
    """A setting with its default; the options are those of `Setting`."""
    return Setting(default, **options)


def _selector(context=None, **options):
    """`selector?name=value&…` with the context in braces."""
    parts = []
    if options.get("multi_select") is not None:
        parts.append("multiSelect=%d" % bool(options["multi_select"]))
    if context:
        wrapped = context.startswith("{") and context.endswith("}")
        parts.append("context=%s" % (context if wrapped else "{%s}" % context))
    parts += ["%s=%s" % (key, value) for key, value in options.items() if key != "multi_select" and value is not None]
    return "selector?%s" % "&".join(parts) if parts else "selector"


class _Controls:
    """Editors that the portal offers for a setting, by what is chosen with them."""

    @staticmethod
    def raw(value):
        return value

    @staticmethod
    def selector(context=None, *, multi_select=None, **params):
        return _selector(context, multi_select=multi_select, **params)

    @staticmethod
    def production_item(*, targets=True, production_name="@productionId", multi_select=False):
        context = "Ens.ContextSearch/ProductionItems?targets=%d&productionName=%s" % (bool(targets), production_name)
        return _selector(context, multi_select=True if multi_select else None)

    @staticmethod
    def partner():
        return "partnerSelector"

    @staticmethod
    def rule():
        return "ruleSelector"

    @staticmethod
    def credentials():
        return "credentialsSelector"

    @staticmethod
    def directory():
        return "directorySelector"

    @staticmethod
    def file():
        return "fileSelector"

    @staticmethod
    def dtl():
        return "dtlSelector"

    @staticmethod
    def schedule():
        return "scheduleSelector"

    @staticmethod
    def ssl_config():
        return "sslConfigSelector"

    @staticmethod
    def bpl():
        return "bplSelector"

    @staticmethod
    def character_set():
        return _selector("Ens.ContextSearch/CharacterSets")

    charset = character_set

    @staticmethod
    def framing(*, host="@currHostId", prop="Framing"):
        return _selector("Ens.ContextSearch/getDisplayList?host=%s&prop=%s" % (host, prop))

    @staticmethod
    def local_interface():
        return _selector("Ens.ContextSearch/TCPLocalInterfaces")

    @staticmethod
    def schema_category(host):
        return _selector("Ens.ContextSearch/SchemaCategories?host=%s" % host)

    @staticmethod
    def search_table(host):
        return _selector("Ens.ContextSearch/SearchTableClasses?host=%s" % host)


controls = _Controls()
