"""Puts proxy classes among the steps of a migration: those of its entry file, and those that code asks for by hand."""
from .classes import about_class, load_from, registrations


class Steps(list):
    """What a migration registers, in its order: names are texts, whatever an entry file puts in their place."""

    def append(self, step):
        binding = step.get("binding", {})
        names = [binding[part] for part in ("class", "super", "module", "classname", "classpaths") if binding]
        names += [step[part] for part in ("production", "unbind") if part in step]
        for name in names:
            if not isinstance(name, str):
                raise ValueError("%r is a %s, and no name" % (name, type(name).__name__))
        super().append(step)


class Registrar:
    def __init__(self, steps, known):
        self.steps = steps
        #: The proxy classes that are there.
        self.known = set(known)
        self.gone = set()

    def bind(self, key, entry, overwrite):
        """An entry as in `CLASSES`; without `overwrite` an existing proxy class is an error."""
        for binding in registrations(key, entry, ""):
            if not overwrite and binding["class"] in self.known:
                raise RuntimeError("ERROR <Ens>ErrGeneral: Proxy class '%s' already exists." % binding["class"])
            self.register(binding)

    def unbind(self, name):
        # The entry file runs more than once: what it removed stays removed.
        if name not in self.gone:
            self.gone.add(name)
            self.known.discard(name)
            self.steps.append({"unbind": name})

    def register(self, binding):
        """The module is executed anew from disk, as a server does to read a component's settings."""
        if binding["super"] is None:
            raise RuntimeError(
                "Could not register IRIS proxy class '%s' for Python component %s.%s.\nRegistration details:\n"
                "  No module named '%s' in %s"
                % (binding["class"], binding["module"], binding["classname"], binding["module"], binding["classpaths"])
            )
        module = load_from(binding["classpaths"], binding["module"])
        about = about_class(getattr(module, binding["classname"], None))
        self.gone.discard(binding["class"])
        self.steps.append({"binding": {**binding, **about}})
