"""Organization ids: hard-wired, or misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harness.deluge import nodes

from ..model import WARNING, Finding, Rule
from ..script import Script
from .answers import FINANCE
from .keyed import keyed

_IN_URL = re.compile(r"organi[sz]ation_id=(\d{5,})")
_DIGITS = re.compile(r"\d{5,}")
_NAME = re.compile(r"(org|organi[sz]ation)_?id", re.IGNORECASE)
_KEY = re.compile(r"organi[sz]ation_?id|x-com-zoho-\w+-organizationid", re.IGNORECASE)
_HINT = 'Use organization.get("organization_id"): other organizations install this, too.'


def hard_wired(script: Script) -> Iterator[Finding]:
    """The id of one particular organization."""
    for literal in script.all(nodes.Literal):
        if type(literal.value) is str and (found := _IN_URL.search(literal.value)):
            yield _finding(literal, found[1])
    for assign in script.all(nodes.Assign):
        if _NAME.fullmatch(assign.name) and (digits := _digits(assign.value)):
            yield _finding(assign.value, digits)
    for key, value in keyed(script):
        if _KEY.fullmatch(key) and (digits := _digits(value)):
            yield _finding(value, digits)
    for postfix in script.all(nodes.Postfix):
        if (argument := _organization_argument(postfix)) and (digits := _digits(argument)):
            yield _finding(argument, digits)


def _finding(node: nodes.Node, digits: str) -> Finding:
    return Finding(node.span, f"The id of one organization ({digits}) is hard-wired", _HINT)


def _digits(node: nodes.Expression) -> str:
    """The id that a literal is, or ""."""
    match node:
        case nodes.Literal(value=bool()):
            return ""
        case nodes.Literal(value=int() | str() as value) | nodes.Quoted(text=value):
            return str(value) if _DIGITS.fullmatch(str(value)) else ""
    return ""


def _organization_argument(postfix: nodes.Postfix) -> nodes.Expression | None:
    """The second argument of a task such as zoho.books.getRecords(module, organization, …)."""
    match postfix:
        case nodes.Postfix(
            base=nodes.Name(name=space),
            parts=[nodes.Member(name=product), nodes.Call(arguments=[_, organization, *_]), *_],
        ) if space.lower() == "zoho" and product.lower() in FINANCE:
            return organization
    return None


def misspelt(script: Script) -> Iterator[Finding]:
    """`organisation_id` in a text: Books knows organization_id only."""
    for literal in script.all(nodes.Literal):
        if type(literal.value) is str and "organisation_id" in literal.value.lower():
            hint = (
                "Write organization_id: another parameter is ignored, and the call goes elsewhere or fails."
            )
            yield Finding(literal.span, "Books knows no 'organisation_id'", hint)


RULES = (
    Rule(
        "hard-wired-organization",
        WARNING,
        "The id of one organization is written into the function.",
        "Zoho's review guidelines for extensions: nothing of one organization in an extension",
        hard_wired,
    ),
    Rule(
        "organisation-id",
        WARNING,
        "organisation_id, so spelt: the parameter and the key are called organization_id.",
        "zoho.com/books/api/v3: organization_id",
        misspelt,
    ),
)
