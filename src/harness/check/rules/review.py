"""What Zoho's review of an extension asks of its functions; functions that stand alone are not asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harness.deluge import nodes
from harness.deluge.tasks import FUNCTIONS

from ..model import NOTE, Finding, Rule
from ..script import Script

_GUIDELINES = "Zoho's review guidelines for extensions (books/developer/extensions/review-guidelines.html)"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_COMPONENT = re.compile(
    r"/settings/(?:preferences/)?(?:customfields|workflows|webhooks|customfunctions|custombuttons|fields)\b"
)


def finance_task(script: Script) -> Iterator[Finding]:
    """zoho.books.*, which the other finance applications do not have."""
    if not script.surroundings.published:
        return
    for postfix in script.all(nodes.Postfix):
        path = ".".join([_base(postfix), *(one.name for one in postfix.parts[:2])])
        if path.lower().startswith("zoho.books.") and path.lower() in FUNCTIONS:
            hint = "If the extension is for several finance applications, use invokeurl with a connection."
            yield Finding(postfix.span, f"{path} is there in Books only", hint)


def _base(postfix: nodes.Postfix) -> str:
    return postfix.base.name if isinstance(postfix.base, nodes.Name) else ""


def personal_data(script: Script) -> Iterator[Finding]:
    """The address of a person in a comment."""
    if not script.surroundings.published:
        return
    for comment in script.comments:
        if _MAIL.search(comment.text) and "example." not in comment.text:
            yield Finding(
                comment.span, "This comment holds a mail address", "Personal data do not belong there."
            )


def component(script: Script) -> Iterator[Finding]:
    """A call that makes a field, a rule or a webhook."""
    if not script.surroundings.published:
        return
    for task in script.all(nodes.Task):
        entries = {entry.key: entry.value for entry in task.entries}
        method = entries.get("type")
        if task.name == "invokeurl" and isinstance(method, nodes.Name) and method.name.upper() == "POST":
            yield from _component(entries.get("url", method))


def _component(url: nodes.Expression) -> Iterator[Finding]:
    operands = [url.first, *(one.operand for one in url.terms)] if isinstance(url, nodes.Chain) else [url]
    for one in operands:
        if isinstance(one, nodes.Literal) and _COMPONENT.search(str(one.value)):
            hint = "Make it in the extension portal: it is installed with the extension, and removed with it."
            yield Finding(one.span, "A script makes a component of the extension", hint)


RULES = (
    Rule(
        "finance-task",
        NOTE,
        "zoho.books tasks in an extension: not if it is for several of the finance applications.",
        _GUIDELINES,
        finance_task,
    ),
    Rule("personal-data", NOTE, "A comment of an extension names a person.", _GUIDELINES, personal_data),
    Rule(
        "created-component",
        NOTE,
        "A script of an extension makes custom fields, workflows or webhooks.",
        _GUIDELINES,
        component,
    ),
)
