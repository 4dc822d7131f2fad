"""Finds the exchange that has most to do with a failure, and the line of Deluge that sent it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..errors import FileError
from ..extension import Extension
from .expect import Difference, leaves
from .results import Nearest
from .yamlfile import read_text

ERRORS = 400
"""From here on a status says that the call failed."""
SHORTEST = 3
"""Shorter texts are in too many exchanges to tell anything."""
NAMED, REFUSED, BY_FUNCTION, TO_SERVICE, CHANGING = 3.0, 1.5, 1.0, 1.0, 0.5
"""What it counts that a call holds a text of the difference, was refused, was made by a function, went to the
fake that is looked at, changes something."""


def nearest_exchange(
    differences: Sequence[Difference], exchanges: Sequence[Any], about: str, extension: Extension
) -> Nearest | None:
    """The exchange that speaks most of what differs, of two alike the later one; None if none does.

    `about` is the name of the fake that was looked at, if it was one.
    """
    words = _words(differences)
    scored = [(_score(exchange, words, about), exchange.id, exchange) for exchange in exchanges]
    if not scored:
        return None
    score, _, exchange = max(scored, key=lambda one: one[:2])
    return describe(exchange, extension) if score else None


def describe(exchange: Any, extension: Extension) -> Nearest:
    """An exchange in a line, with the Deluge line that sent it if a function did."""
    shown = exchange.as_json()
    outcome = str(exchange.status) if exchange.error is None else shown["error"]
    because = f" ({exchange.reason})" if exchange.reason else ""
    text = f"#{exchange.id} {exchange.method} {shown['url']} -> {outcome}{because}"
    name, line = exchange.cause.get("function"), exchange.cause.get("line", 0)
    function = extension.function(name) if name else None
    if function is None:
        return Nearest(exchange.id, text)
    return Nearest(exchange.id, text, function.file, line, source_line(function.file, line))


def source_line(file: str, line: int) -> str:
    """A line of a file, "" if it cannot be read."""
    try:
        lines = read_text(file).splitlines()
    except FileError:
        return ""
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""


def _words(differences: Sequence[Difference]) -> set[str]:
    sides: Iterable[Any] = (side for one in differences for side in (one.expected, one.seen))
    return {word for side in sides for word in leaves(_plain(side)) if len(word) >= SHORTEST}


def _plain(value: Any) -> Any:
    return value if isinstance(value, (Mapping, list, tuple, str, int, float)) else None


def _score(exchange: Any, words: set[str], about: str) -> float:
    score = 0.0
    if exchange.cause.get("function"):
        score += BY_FUNCTION
    if exchange.error is not None or (exchange.status or 0) >= ERRORS:
        score += REFUSED
    if exchange.method != "GET":
        score += CHANGING
    if exchange.service == about:
        score += TO_SERVICE
    text = _text(exchange)
    return score + NAMED * sum(word in text for word in words)


def _text(exchange: Any) -> str:
    bodies = exchange.request_body + b" " + exchange.response_body
    return f"{exchange.url} {exchange.status} {bodies.decode('utf-8', 'replace')}"
