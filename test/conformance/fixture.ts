/** The fixture of wire-notes section 13, as one migration that any server takes. */
export const FIXTURE = {
  package: "conformance",
  settings_file: "settings.py",
  body: [
    {
      name: "cmsg.py",
      data: "from dataclasses import dataclass\nfrom iop import Message\n\n@dataclass\nclass Ping(Message):\n    a: int = 0\n",
    },
    {
      name: "cparts.py",
      data: `from iop import BusinessOperation, BusinessService, OutboundAdapter
from cmsg import Ping


class Svc(BusinessService):
    def on_process_input(self, message):
        return None


class Op(BusinessOperation):
    def on_ping(self, request: Ping):
        return Ping(a=request.a + 1)

    def on_message(self, request):
        return None


class Orphan(BusinessOperation):
    pass


class Adp(OutboundAdapter):
    pass
`,
    },
    {
      name: "settings.py",
      data: `import cparts

CLASSES = {
    "Python.Svc": cparts.Svc,
    "Python.Op": cparts.Op,
    "Python.Orphan": cparts.Orphan,
    "Python.Adp": cparts.Adp,
}

def setting(name, text):
    return {"@Target": "Host", "@Name": name, "#text": text}

PRODUCTIONS = [
    {"Demo.P": {"@Name": "Demo.P", "@TestingEnabled": "true", "@LogGeneralTraceEvents": "false", "Description": "", "ActorPoolSize": "2", "Item": [
        {"@Name": "Svc", "@ClassName": "Python.Svc", "@PoolSize": "1", "@Enabled": "true", "Setting": [setting("A", "1"), setting("B", "2")]},
        {"@Name": "Op", "@ClassName": "Python.Op", "@PoolSize": "1", "@Enabled": "true", "Setting": setting("C", "3")},
        {"@Name": "Off", "@ClassName": "EnsLib.Any", "@PoolSize": "1", "@Enabled": "false"},
    ]}},
    {"Solo.P": {"@Name": "Solo.P", "@TestingEnabled": "false", "Item": [
        {"@Name": "One", "@ClassName": "Python.Op", "@PoolSize": "1", "@Enabled": "true", "Setting": {"@Target": "Host", "@Name": "Empty"}},
    ]}},
]
`,
    },
  ],
} as const;
