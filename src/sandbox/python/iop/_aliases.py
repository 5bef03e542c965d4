"""The module names of IoP 3 and of grongier.pex: packages that import by them find the same classes."""
import sys
import types


def install(package, names):
    """Makes `package._module` with the given names importable."""
    for module, members in names.items():
        made = types.ModuleType("%s.%s" % (package, module))
        vars(made).update(members)
        sys.modules["%s.%s" % (package, module)] = made


def of(iop):
    """Module name to members, from the public classes."""

    def private(*names):
        return {"_" + name: getattr(iop, name) for name in names}

    duplex = {"_PrivateSessionDuplex": iop.DuplexService, "_PrivateSessionProcess": iop.DuplexProcess}
    return {
        "_business_host": {"_BusinessHost": iop.components.business_host.BusinessHost},
        "_business_operation": private("BusinessOperation"),
        "_business_process": private("BusinessProcess"),
        "_business_service": private("BusinessService"),
        "_common": {"_Common": iop.components.common.Common},
        "_director": private("Director"),
        "_inbound_adapter": private("InboundAdapter"),
        "_message": private("Message", "PickleMessage", "PydanticMessage", "PydanticPickleMessage"),
        "_outbound_adapter": private("OutboundAdapter"),
        "_pickle_message": private("PickleMessage"),
        "_private_session_duplex": duplex,
        "_private_session_process": duplex,
    }
