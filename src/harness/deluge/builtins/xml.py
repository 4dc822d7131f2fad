"""Builtins of XML (reference 2.6), on the standard library; documents that declare entities are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime.convert import from_json
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import Kind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_INVALID: Final = "Invalid XML or Invalid XPath"
_LEAF: Final = re.compile(r"(.*)/(?:(text\(\))|@([\w.:-]+))")
_DEPTH: Final = 200


def to_xml(run: Run, text: str) -> str:
    """A JSON text as elements below `<root>`."""
    return value_to_xml(run, from_json(text))


def value_to_xml(run: Run, value: Any) -> str:
    run.charge(4 * len(run.texts.json(value)))
    return "".join(_elements(run, "root", value))


def _elements(run: Run, name: str, value: Any) -> Iterator[str]:
    """A list is a row of elements of the same name."""
    from xml.sax.saxutils import escape

    if isinstance(value, list):
        for one in value:
            yield from _elements(run, name, one)
        return
    yield f"<{name}>"
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _elements(run, _element_name(str(key)), one)
    elif value is not None:
        yield escape(run.texts.text(value))
    yield f"</{name}>"


def _element_name(key: str) -> str:
    name = re.sub(r"[^\w.-]", "_", key)
    return name if re.match(r"[^\W\d]", name) else f"_{name}"


def to_xml_list(run: Run, text: str) -> list[str]:
    """The elements that stand side by side in a text, each as XML."""
    run.charge(2 * len(text))
    return [_markup(one) for one in _parsed(f"<list>{text}</list>")]


def execute_xpath(run: Run, text: str, path: str) -> str:
    """The matches as text: of `/text()` and `/@name` the texts, else the elements as XML.

    Several texts are joined by commas (ours), several elements by `-|-`, at which scripts split them.
    """
    run.charge(2 * len(text))
    found = _LEAF.fullmatch(path.strip())
    matches = _matches(_parsed(text), found[1] if found else path.strip())
    if not found:
        return _BETWEEN.join(map(_markup, matches))
    texts = [one.text if found[2] else one.get(found[3]) for one in matches]
    return ",".join(one for one in texts if one)


def _matches(root: Element, path: str) -> list[Element]:
    from xml.etree.ElementTree import Element

    top = Element("document")
    top.append(root)
    if path.startswith("//"):
        path = f".{path}"
    try:
        return top.findall(f".{path}" if path.startswith("/") else path)
    except (SyntaxError, KeyError, ValueError, TypeError):  # ElementPath raises them all for bad paths
        raise ScriptError(_INVALID, f"The path {path!r} is not understood.") from None


def _parsed(text: str) -> Element:
    from xml.etree.ElementTree import ParseError, fromstring

    _refuse_entities(text)
    try:
        return fromstring(text)  # noqa: S314 - without a document type there are no entities to expand
    except (ParseError, ValueError) as error:
        raise ScriptError(_INVALID, f"{error}.") from None


def _refuse_entities(text: str) -> None:
    """Neither expansion bombs nor files of this machine: a document type ends the reading."""
    from xml.parsers import expat

    def refuse(*_given: Any) -> None:
        raise ScriptError(_INVALID, "A document type (<!DOCTYPE …>) is not accepted.")

    depth = 0

    def deeper(*_given: Any) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise ScriptError(_INVALID, f"Elements are nested more than {_DEPTH} deep.")

    def back(*_given: Any) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = deeper, back
    try:
        parser.Parse(text.encode(errors="replace"), True)
    except (expat.ExpatError, ValueError) as error:
        raise ScriptError(_INVALID, f"{error}.") from None


def _markup(element: Element) -> str:
    from xml.etree.ElementTree import tostring

    element.tail = None
    return tostring(element, "unicode")


_TEXT = Kind.TEXT
_BETWEEN = "-|-"

BUILTINS = (
    Builtin("toXml", _TEXT, to_xml),
    Builtin("toXml", Kind.MAP, value_to_xml),
    Builtin("toXmlList", _TEXT, to_xml_list),
    Builtin("executeXPath", _TEXT, execute_xpath, (_TEXT,)),
)
