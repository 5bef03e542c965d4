"""Objects of IRIS's classes: they hold what is set on them; their methods are ObjectScript, which the sandbox has not."""

_classes = {}


class NoObjectScript(RuntimeError):
    """A method of an IRIS class was called."""


class IrisMeta(type):
    """A class of IRIS by its name; a name below it is a class of its package, or a method of it."""

    def __getattr__(cls, name):
        if name.startswith("__") or cls.__iris__ == "":
            raise AttributeError(name)
        return named("%s.%s" % (cls.__iris__, name))

    def __call__(cls, *_arguments, **_options):
        raise NoObjectScript("<CLASS DOES NOT EXIST> the sandbox has no ObjectScript: it cannot call %s" % cls.__iris__)


class IrisObject(metaclass=IrisMeta):
    __iris__ = ""

    @classmethod
    def _New(cls, value=None, *_more):
        made = object.__new__(cls)
        if cls.__iris__ in TEXTS:
            made.StringValue = "" if value is None else value
        return made

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise AttributeError(
            "%s.%s: the sandbox knows of this object only what was set on it" % (type(self).__iris__, name)
        )

    def _IsA(self, name):
        return name in (type(self).__iris__, "%Persistent", "%RegisteredObject") or name in PARENTS.get(type(self).__iris__, ())

    def _ClassName(self, full=0):
        return type(self).__iris__ if full else type(self).__iris__.split(".")[-1]

    def _Id(self):
        return ""

    def _Save(self, *_options):
        return 1

    def __repr__(self):
        return "<%s %r>" % (type(self).__iris__, self.__dict__)


TEXTS = ("Ens.StringRequest", "Ens.StringResponse", "Ens.StringContainer")
PARENTS = {
    "Ens.StringRequest": ("Ens.Request", "Ens.MessageBody"),
    "Ens.StringResponse": ("Ens.Response", "Ens.MessageBody"),
    "Ens.AlarmRequest": ("Ens.Request", "Ens.MessageBody"),
    "Ens.AlarmResponse": ("Ens.Response", "Ens.MessageBody"),
    "Ens.Request": ("Ens.MessageBody",),
    "Ens.Response": ("Ens.MessageBody",),
}


def named(name):
    """The class of that name: one and the same for each name, as messages are told apart by it."""
    if name not in _classes:
        package, _, own = name.rpartition(".")
        space = {"__iris__": name, "__module__": "iris.%s" % package if package else "iris", "__qualname__": own}
        _classes[name] = IrisMeta(own, (IrisObject,), space)
    return _classes[name]


def cls(name):
    """`iris.cls("Ens.StringRequest")`."""
    return named(name)


def adapter(kind, values):
    """The object that stands for an adapter of IRIS's own: it holds its settings."""
    made = object.__new__(named(kind))
    made.__dict__.update(values)
    return made
