"""One self-contained page about a run, for a browser: no script, nothing from outside, works from a file.

The same results give the same bytes, but for the section `timing` at its end.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ..results import FAILED, FAULT, PASSED, SKIPPED, CaseResult, Results
from . import bodies, calls, trees
from .calls import Call
from .console import counts
from .diagram import sequence
from .text import findings, shown

if TYPE_CHECKING:
    from jinja2 import Environment

MARKS = {PASSED: "✓", FAILED: "✗", FAULT: "‼", SKIPPED: "–"}
MOST = 40
"""So many differences of a failure, `info` lines of a run and records of a kind are shown."""
SHORT = 120
"""Longer values are shown folded."""

_STYLE = "style.css"
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What a page cannot hold, not even escaped."""


def write(results: Results) -> str:
    """The page as a text."""
    style = _style()
    page = (
        _environment()
        .get_template("page.html")
        .render(
            results=results,
            counts=counts(results),
            views=[_view(number, case, results.seed) for number, case in enumerate(results.cases, 1)],
            findings=dict.fromkeys(line for case in results.cases for line in findings(case)),
            assumptions=_assumptions(results.cases),
            style=style,
            policy=_policy(style),
            version=version("zoho-books-harness"),
        )
    )
    return _IMPOSSIBLE.sub("\ufffd", page)


def _view(number: int, case: CaseResult, seed: int) -> dict[str, Any]:
    """What the template needs to know of a case."""
    anchor, made = f"s{number}", [Call(raw) for raw in case.exchanges]
    failures = [part.failure for part in case.parts if part.failure is not None]
    nearest = [failure.nearest.exchange for failure in failures if failure.nearest is not None]
    return {
        "anchor": anchor,
        "case": case,
        "again": _again(case, seed),
        "known": frozenset(call.number for call in made),
        "runs": list(calls.runs(made)),
        "with_bodies": bodies.chosen(made, nearest),
        "diagram": sequence(case, anchor),
        "trees": list(trees.compare(case.sides)),
        "listings": list(trees.listings(case.sides)),
    }


def _again(case: CaseResult, seed: int) -> str:
    """The command that runs just this scenario again; double quotes serve every shell."""
    words = [case.file, "-k", case.title.replace('"', " ")]
    quoted = (f'"{word}"' if re.search(r"[^\w./\\:-]", word) else word for word in words)
    return f"harness run {' '.join(quoted)} --seed {seed}"


def _assumptions(cases: Iterable[CaseResult]) -> Sequence[tuple[str, int]]:
    """All that the run leaned on, and how many scenarios did."""
    leaned = Counter(f"{key}={value}" for case in cases for key, value in case.assumptions.items())
    return sorted(leaned.items())


def _style() -> str:
    environment = _environment()
    assert environment.loader is not None
    source, _, _ = environment.loader.get_source(environment, _STYLE)
    return "\n".join(source.splitlines())


def _policy(style: str) -> str:
    """A content security policy under which nothing but the page's own style sheet has any effect."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(MARKS=MARKS, MOST=MOST, SHORT=SHORT)
    environment.filters.update(
        text=_text,
        shown=shown,
        moment=calls.moment,
        numbered=calls.numbered,
        pretty=bodies.pretty,
        pretty_query=bodies.pretty_query,
        pretty_value=bodies.pretty_value,
    )
    return environment


def _text(value: str) -> Any:
    """Text between tags: quotes, of which JSON is full, need no escaping there."""
    from markupsafe import Markup

    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(escaped)  # noqa: S704  # escaped in the line above
