"""Writing a whole definition: its XML is stored as it stands, with what the writer of `PRODUCTIONS` would drop.

`registered` is where the migration under way collects what is registered, in order; None: none is under way.
"""
import re
from xml.etree import ElementTree

registered = None


def register_production(production_name, xml):
    """Saves a production from the XML of its definition, whether it exists or not."""
    if not re.match(r"^%?[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)+$", production_name):
        raise RuntimeError("ERROR #5001: Invalid Production package or name.")
    if registered is None:
        raise RuntimeError("The sandbox registers productions only while a migration runs.")
    try:
        root = ElementTree.fromstring(xml)
    except ElementTree.ParseError as problem:
        raise RuntimeError("ERROR #6301: SAX XML Parser Error: %s" % problem) from None
    if root.tag != "Production":
        raise RuntimeError("ERROR #5001: The definition's root is not Production but %s" % root.tag)
    registered.append({"production": production_name, "definition": _element(root, lists=("Item", "Setting")), "whole": True})


def _element(element, lists=()):
    """The element as `/export` has it: attributes with an @, children by name, text as #text or alone."""
    found = {"@" + name: value for name, value in element.attrib.items()}
    for child in element:
        value = _element(child, lists=("Setting",) if child.tag == "Item" else ())
        if child.tag in lists:
            if isinstance(value, str):
                value = {"#text": value} if value else {}
            found.setdefault(child.tag, []).append(value)
        elif child.tag in found:
            first = found[child.tag]
            found[child.tag] = first + [value] if isinstance(first, list) else [first, value]
        else:
            found[child.tag] = value
    text = element.text or ""
    if len(element) > 0:
        text = (text + "".join(child.tail or "" for child in element)).strip()
    if not found and not lists:
        return text
    if text and not (lists and not text.strip()):
        found["#text"] = text
    return found
