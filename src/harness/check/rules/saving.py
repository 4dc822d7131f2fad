"""What keeps a file from being saved: found by the parser and the compiler, listed here."""

from __future__ import annotations

from collections.abc import Iterator

from harness.errors import nearest

from ..model import ERROR, SYNTAX, WARNING, Finding, Rule
from ..script import Script

_SUGGESTIONS = 20
"""A file with more unknown names has other troubles than misspelling, and each search takes its time."""

_HELP = "deluge/help/error-messages.html"


def undefined(script: Script) -> Iterator[Finding]:
    """Names that nobody assigns or gives."""
    unknown = {
        name: span
        for name, span in script.analysis.needed.items()
        if not script.gives(name) and name not in script.perhaps_assigned
    }
    for number, (name, span) in enumerate(unknown.items()):
        close = nearest(name, [*script.assigned, *script.surroundings.given]) if number < _SUGGESTIONS else ""
        suggestion = f" {close}" if close.startswith("Did") else ""
        hint = (
            f"No statement assigns it, and it is not among what the function is given.{suggestion} "
            f"If it is a parameter of the function, say so in a comment: // harness: given[{name}]"
        )
        yield Finding(span, f"Variable '{name}' is not defined", hint)


RULES = (
    Rule(
        SYNTAX,
        ERROR,
        "A parser refuses it; the code goes on with what it is about, such as syntax.statement.",
        f"{_HELP}; GRAMMAR.md; YAML 1.2",
    ),
    Rule(
        "unknown-variable",
        ERROR,
        "No statement assigns the variable, and nobody gives it to the function.",
        f"{_HELP}: Variable 'x' is not defined",
        undefined,
    ),
    Rule("unknown-function", ERROR, "There is no such function.", f"{_HELP}: Not able to find 'f' function"),
    Rule(
        "argument-count",
        ERROR,
        "The function takes another number of arguments.",
        f"{_HELP}: No. of arguments mismatches for the function f",
    ),
    Rule("unknown-key", ERROR, "The task in brackets has no such key.", "deluge/help, page of the task"),
    Rule("repeated-key", ERROR, "A key of a task is given twice.", "deluge/help, page of the task"),
    Rule(
        "missing-key",
        ERROR,
        "A key that the task cannot do without is missing.",
        f"{_HELP}: 'FROM' message is missing for sendmail task",
    ),
    Rule(
        "missing-return",
        ERROR,
        "The header promises a value, and no return gives one.",
        f"{_HELP}: Missing return statement",
        whole=True,
    ),
    Rule("misplaced", ERROR, "break or continue outside of a loop.", "deluge/help, page of the statement"),
    Rule(
        "no-effect",
        ERROR,
        "A value that is neither stored nor printed is no statement.",
        f"{_HELP}: Improper Statement Error",
    ),
    Rule(
        "not-deluge",
        ERROR,
        "What other languages have and Deluge has not, such as i++, a ? b : c or a type before a variable.",
        f"{_HELP}: Improper Statement Error; GRAMMAR.md",
    ),
    Rule(
        "creator",
        ERROR,
        "A statement or function of Zoho Creator, which a Books function does not have.",
        f"{_HELP}: <task> is not supported for this function",
    ),
    Rule(
        "other-function",
        ERROR,
        "A call of another custom function, which a Books function cannot make.",
        "deluge/help/functions: namespaces of Creator and CRM",
    ),
    Rule("second-function", ERROR, "A file holds one function.", "Books keeps each function by itself"),
    Rule("encoding", ERROR, "The file is text, but not UTF-8.", "the harness reads UTF-8 only"),
    Rule(
        "while",
        WARNING,
        "while is in none of Zoho's pages; editors of Creator refuse it, reports say.",
        "deluge/help/keywords; reports of developers",
    ),
)
