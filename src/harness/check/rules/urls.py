"""URLs: values joined to them raw, and hosts of one data centre."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from harness.deluge import nodes

from ..model import WARNING, Finding, Rule
from ..script import Script

_SCHEME = re.compile(r"\s*https?://", re.IGNORECASE)
_BOOKS = re.compile(
    r"https?://(?:www\.zoho(?:apis|cloud\w*)(?:\.\w{2,3}){1,2}/books/v3"
    r"|books\.zoho(?:\.\w{2,3}){1,2}/api/v3)",
    re.IGNORECASE,
)
_PARAMETER = re.compile(r"[?&]([\w.\[\]-]+)=[^&]*$")
_FREE = re.compile(
    r"(?:.*[_a-z])?(?:name|title|e?mail|description|subject|text|message|note|notes|comment|address|city|street"
    r"|phone|mobile|keyword|search|query)(?:_contains|_startswith)?\d*",
    re.IGNORECASE,
)
"""Names of values that people write as they like."""

_HOLE, _TAIL = "\N{OBJECT REPLACEMENT CHARACTER}", 200
"""What stands for a value that only a run knows; so much of what stands before it tells what it is for."""

_DEPTH = 5
"""So many variables deep a URL is followed."""

_ENCODING = frozenset(("encodeurl", "urlencode", "base64encode"))
_HARMLESS = frozenset(
    (
        "count", "day", "day360", "getday", "getmonth", "getyear", "indexof", "len", "length", "month",
        "round", "size", "todecimal", "tolong", "tonumber", "unixepoch", "year",
    )
)  # fmt: skip
"""Builtins that give a number."""

_CLEANING = frozenset(("replaceall", "replacefirst", "replaceallignorecase", "remove", "getalphanumeric"))
"""Whoever calls these has thought of what a URL cannot hold."""


def raw_value(script: Script) -> Iterator[Finding]:
    """A text that people write, joined to a URL as it is."""
    for chain in script.all(nodes.Chain):
        if all(term.operator == "+" for term in chain.terms):
            operands = (chain.first, *(term.operand for term in chain.terms))
            if _is_url(script, operands[0]):
                yield from _raw(script, operands)


def _is_url(script: Script, first: nodes.Expression) -> bool:
    """Does the chain begin as a URL does: with http://, or with Books' own root?"""
    found = script.value(first)
    for _ in range(_DEPTH):  # a variable may be made of itself
        if not isinstance(found, nodes.Chain):
            break
        found = script.value(found.first)
    text = script.text(found)
    if text is not None:
        return bool(_SCHEME.match(text))
    return isinstance(found, nodes.Postfix) and _last_name(found) == "api_root_endpoint"


def _raw(script: Script, operands: Sequence[nodes.Expression]) -> Iterator[Finding]:
    before = ""
    for operand in operands:
        text = script.text(operand)
        if text is None and _is_free(script, operand, before):
            what = _last_name(operand) or "a value"
            hint = "A blank, an & or a # in it changes the address: use encodeUrl(…)."
            yield Finding(operand.span, f"'{what}' goes into the URL as it is", hint)
        before = f"{before}{_HOLE if text is None else text}"[-_TAIL:]


def _is_free(script: Script, operand: nodes.Expression, before: str) -> bool:
    """May the value hold what a URL cannot? By its own name, or that of the parameter it is for."""
    value = script.value(operand)
    if _is_encoded(value):
        return False
    names = [_last_name(operand), _last_name(value)]
    if parameter := _PARAMETER.search(before):
        names.append(parameter[1])
    return any(_FREE.fullmatch(name) for name in names if name)


def _is_encoded(node: nodes.Expression) -> bool:
    """Encoded by itself, a number, or a formatted date."""
    match node:
        case nodes.Literal() | nodes.Quoted():
            return True
        case nodes.Call(name=name):
            return name.lower() in _ENCODING | _HARMLESS
        case nodes.Postfix(parts=[*_, nodes.Call(name=name, arguments=arguments)]):
            formatted = name.lower() == "tostring" and bool(arguments)
            return formatted or name.lower() in _ENCODING | _HARMLESS | _CLEANING
        case nodes.Choice(then=then, otherwise=otherwise):
            return _is_encoded(then) and _is_encoded(otherwise)
    return False


def _last_name(node: nodes.Expression) -> str:
    """What a value is called: the variable, or the key of the last get()."""
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Call(name=name, arguments=[first, *_]) if name.lower() == "ifnull":
            return _last_name(first)
        case nodes.Postfix(
            parts=[*_, nodes.Call(name=name, arguments=[nodes.Literal(value=str() as key), *_])]
        ):
            return key if name.lower() in ("get", "getjson") else ""
        case nodes.Postfix(base=base, parts=[nodes.Call(name=name)]) if name.lower() in ("tostring", "trim"):
            return _last_name(base)
    return ""


def hard_wired_domain(script: Script) -> Iterator[Finding]:
    """Books' API in one particular data centre: where it is named first, for it is the same everywhere."""
    roots: dict[str, list[nodes.Literal]] = {}
    for literal in script.all(nodes.Literal):
        if type(literal.value) is str and (found := _BOOKS.match(literal.value)):
            roots.setdefault(found[0].lower(), []).append(literal)
    for root, found_in in roots.items():
        places = sorted(found_in, key=lambda one: one.span)
        lines = ", ".join(str(one.span.line) for one in places[1:])
        hint = (
            'Begin with organization.get("api_root_endpoint"): it is right for organizations of every data '
            f"centre.{f' So in lines {lines}.' if lines else ''}"
        )
        yield Finding(places[0].span, f"{root} is Books in one data centre only", hint)


RULES = (
    Rule(
        "raw-value-in-url",
        WARNING,
        "A text that people write is joined to a URL without encodeUrl().",
        "creator/help: encodeUrl",
        raw_value,
    ),
    Rule(
        "hard-wired-domain",
        WARNING,
        "A URL of Books' API names a data centre instead of beginning with api_root_endpoint.",
        "Zoho's review guidelines for extensions (books/developer/extensions/review-guidelines.html)",
        hard_wired_domain,
    ),
)
