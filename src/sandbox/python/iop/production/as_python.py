"""A production as Python source: as statements, or as a class. What a definition cannot tell stands as a comment."""
import keyword
import re

from .common import ITEM_FIELDS, PRODUCTION_FIELDS, bool_text, text_value

_KINDS = ("component", "service", "process", "operation")
_PLURALS = {"component": "components", "service": "services", "process": "processes", "operation": "operations"}
_HEAD = [
    "# Generated from a production's definition. Read it before it becomes the source:",
    "# routes that exist only at run time, and the Python classes themselves, cannot be told from one.",
]


def production_to_python(production):
    """A script that builds it with `Production` and `component`."""
    names = _variables(production.items)
    routes = _routes(production)
    lines = [*_HEAD, "from iop import Production", "", ""]
    given = _keywords(_production_values(production))
    head = "prod = Production(%r" % production.name
    lines += [head + ",", *("    %s," % entry for entry in given), ")", ""] if given else [head + ")", ""]
    for item in production.items:
        given = [repr(item.name), "class_name=%r" % (item.class_name or "")]
        kind = {} if item.kind == "component" else {"kind": item.kind}
        given += _keywords({**kind, **_item_values(item, routes)})
        lines += _call("%s = prod.component" % names[item.name], given, "")
        for entry in item.other_settings:
            told = (names[item.name], entry.get("@Target", ""), entry.get("@Name", ""), entry.get("#text", ""))
            lines.append("%s.other_setting(%r, %r, %r)" % told)
        lines.append("")
    statements = []
    for (item, setting), targets in sorted(routes.items()):
        source = "%s.target_setting(%r)" % (names[item], setting)
        for number, target in enumerate(targets):
            mode = ', mode="add"' if number else ""
            statements.append("prod.connect(%s, %s%s)" % (source, names[target], mode))
    comments = _comments(production, "")
    lines += [*statements, *([""] if statements else []), *comments, *([""] if comments else [])]
    return "\n".join([*lines, "PRODUCTIONS = [prod]"]) + "\n"


def production_to_class(production):
    """A class that declares it."""
    routes = _routes(production)
    groups = {kind: [item for item in production.items if _kind(item) == kind] for kind in _KINDS}
    used = ["Production", *sorted("%sItem" % kind.title() for kind in _KINDS if groups[kind])]
    class_name = _class_name(production.name)
    lines = list(_HEAD)
    if any(_is_proxy(item) for item in production.items):
        lines.append("# TODO: put Python's classes in the place of the names Python.…, to have them registered again.")
    lines += ["from iop import %s" % ", ".join([*used, "Route"] if routes else used), "", ""]
    lines += ["class %s(Production):" % class_name, "    name = %r" % production.name]
    lines += ["    %s = %r" % entry for entry in _production_values(production).items()]
    for kind in _KINDS:
        if groups[kind]:
            lines += ["", "    %s = (" % _PLURALS[kind]]
            for item in groups[kind]:
                lines += _declaration(item, kind, routes)
            lines.append("    )")
    comments = _comments(production, "    ")
    lines += [*([""] if comments else []), *comments]
    return "\n".join([*lines, "", "", "PRODUCTIONS = [%s()]" % class_name]) + "\n"


def _declaration(item, kind, routes):
    given = [repr(item.name), repr(item.class_name or ""), *_keywords(_item_values(item, routes))]
    if item.other_settings:
        given.append("other_settings=%r" % [dict(entry) for entry in item.other_settings])
    own = [(setting, targets) for (name, setting), targets in sorted(routes.items()) if name == item.name]
    if own:
        shown = ["Route(%r, %r)" % (name, to[0] if len(to) == 1 else tuple(to)) for name, to in own]
        given.append("routes=(%s,)" % ", ".join(shown))
    lines = _call("%sItem" % kind.title(), given, "        ")
    return [*lines[:-1], "%s," % lines[-1]]


def _call(function, arguments, indent):
    return ["%s%s(" % (indent, function), *("%s    %s," % (indent, entry) for entry in arguments), "%s)" % indent]


def _keywords(values):
    return ["%s=%r" % entry for entry in values.items()]


def _production_values(production):
    values = {name: _literal(getattr(production, name), default) for name, default in PRODUCTION_FIELDS.items()}
    return {name: value for name, value in values.items() if value != PRODUCTION_FIELDS[name]}


def _item_values(item, routes):
    """What is not the default, without the settings that routes write."""
    values = {name: _literal(getattr(item, name), default) for name, default in ITEM_FIELDS.items()}
    values = {name: value for name, value in values.items() if value != ITEM_FIELDS[name]}
    settings = {name: value for name, value in item.host_settings.items() if (item.name, name) not in routes}
    if settings:
        values["settings"] = settings
    if item.adapter_settings:
        values["adapter_settings"] = dict(item.adapter_settings)
    return values


def _literal(value, default):
    """A definition holds texts: what is a boolean or a number by its default becomes one."""
    if isinstance(default, bool):
        return {"true": True, "false": False}.get(bool_text(value), value)
    if isinstance(default, int) and text_value(value).strip().isdigit():
        return int(value)
    return value


def _routes(production):
    """Targets that are there, by item and setting."""
    names = {item.name for item in production.items}
    found = {}
    for edge in production.edges:
        if edge.source_target_setting and {edge.source_item, edge.target} <= names:
            targets = found.setdefault((edge.source_item, edge.source_target_setting), [])
            if edge.target not in targets:
                targets.append(edge.target)
    return found


def _comments(production, indent):
    names = {item.name for item in production.items}
    open_routes = sorted(
        {
            "%s -> %s" % (edge.source, edge.target)
            for edge in production.edges
            if not edge.source_target_setting or edge.target not in names
        }
    )
    lines = ["# TODO: review unresolved or runtime-only routes:", *("# - %s" % route for route in open_routes)]
    warnings = ["# Import warnings:", *("# - %s" % warning for warning in production.graph().warnings)]
    told = (lines if open_routes else []) + (warnings if len(warnings) > 1 else [])
    return [indent + line.replace("\n", " ") for line in told]


def _kind(item):
    return item.kind if item.kind in _KINDS else "component"


def _is_proxy(item):
    return str(item.class_name or "").startswith("Python.")


def _variables(items):
    names = {}
    for item in items:
        base = re.sub(r"\W+", "_", item.name).strip("_").lower() or "component"
        base = "component_%s" % base if base[0].isdigit() else base
        base = "%s_component" % base if keyword.iskeyword(base) else base
        candidate, number = base, 2
        while candidate in names.values() or candidate == "prod":
            candidate, number = "%s_%d" % (base, number), number + 1
        names[item.name] = candidate
    return names


def _class_name(name):
    parts = [part for part in re.split(r"\W+", name) if part]
    if not parts:
        return "GeneratedProduction"
    last = "".join(part[:1].upper() + part[1:] for part in re.split(r"[_\s]+", parts[-1]) if part)
    if parts[-1] == "Production" and len(parts) > 1:
        last = "".join(parts[-2:])
    if not last or not last[0].isalpha():
        last = "Generated%s" % last
    return "%sDefinition" % last if keyword.iskeyword(last) or last == "Production" else last
