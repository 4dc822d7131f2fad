"""Builtins that take a regular expression: Java's, matched against a clock (reference 2.1).

The library is imported at the first use: it takes milliseconds, and few functions need it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import LimitError, ScriptError
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import Kind

if TYPE_CHECKING:
    import regex

_JAVA: Final = re.compile(r"\\Q(.*?)(?:\\E|\Z)|\\(.)|(&&)", re.DOTALL)
"""What Java writes otherwise than Python: `\\Q…\\E`, `\\z` and `\\Z`, and `&&` in a class."""

_REFERENCE: Final = re.compile(r"\\(.)|\$(\d+)|\$\{(\w+)\}", re.DOTALL)


def _translated(found: re.Match[str]) -> str:
    if found[1] is not None:
        return re.escape(found[1])
    return {"z": r"\Z", "Z": r"(?=\n?\Z)"}.get(found[2], found[0])


def _pattern(search: str, *, literal: bool, any_case: bool = False) -> regex.Pattern[str]:
    """Compile. As in Java, \\d, \\w and \\s are ASCII, and only what is ASCII has two cases."""
    import regex

    flags = regex.ASCII | (regex.IGNORECASE if any_case else 0) | (regex.V1 if "&&" in search else 0)
    try:
        return regex.compile(regex.escape(search) if literal else _JAVA.sub(_translated, search), flags)
    except (regex.error, OverflowError, RecursionError) as error:
        message = f"'{search[:60]}' is no regular expression: {error}"
        raise ScriptError(message, "Escape . * + ? ( ) [ ] { } | ^ $ with two backslashes.") from None


def _timed_out(run: Run) -> LimitError:
    return LimitError(
        f"A regular expression takes more than {run.limits.regex_seconds:g} seconds",
        "This bound protects your machine; it is not a limit of Zoho's.",
    )


def matches(run: Run, text: str, search: str) -> bool:
    pattern = _pattern(search, literal=False)
    try:
        return pattern.fullmatch(text, timeout=run.limits.regex_seconds) is not None
    except TimeoutError:
        raise _timed_out(run) from None


def _expanded(found: regex.Match[str], replacement: str) -> str:
    """Java's replacement text: $1 and ${name} are groups, a backslash takes what follows as it is."""

    def one(part: re.Match[str]) -> str:
        if part[1] is not None:
            return part[1]
        return _group(found, part[2]) if part[2] else _named(found, part[3])

    return _REFERENCE.sub(one, replacement)


def _group(found: regex.Match[str], digits: str) -> str:
    """As many digits as there are groups; the others are text."""
    size = next((size for size in range(len(digits), 0, -1) if int(digits[:size]) <= found.re.groups), 0)
    if not size:
        raise ScriptError(f"No group {digits} in the regular expression")
    return (found[int(digits[:size])] or "") + digits[size:]


def _named(found: regex.Match[str], name: str) -> str:
    if name not in found.re.groupindex:
        raise ScriptError(f"No group {name} in the regular expression")
    return found[name] or ""


def _pieces(run: Run, text: str, pattern: regex.Pattern[str], replacement: str, count: int) -> Iterator[str]:
    at = 0
    found: regex.Match[str]
    for turn, found in enumerate(pattern.finditer(text, timeout=run.limits.regex_seconds)):
        if count and turn >= count:
            break
        yield text[at : found.start()]
        yield _expanded(found, replacement)
        at = found.end()
    yield text[at:]


def _replace(run: Run, text: str, pattern: regex.Pattern[str], replacement: str, count: int) -> str:
    pieces: list[str] = []
    try:
        for piece in _pieces(run, text, pattern, replacement, count):
            run.charge(len(piece))
            pieces.append(piece)
    except TimeoutError:
        raise _timed_out(run) from None
    return "".join(pieces)


def _replacing(name: str, count: int, *, any_case: bool) -> Builtin:
    def replace(run: Run, text: str, search: str, new: str, literal: bool = False) -> str:
        pattern = _pattern(search, literal=literal, any_case=any_case)
        new = new.replace("\\", "\\\\").replace("$", "\\$") if literal else new
        return _replace(run, text, pattern, new, count)

    return Builtin(name, _TEXT, replace, (_TEXT, _TEXT, Kind.BOOLEAN), optional=1)


_TEXT = Kind.TEXT

BUILTINS = (
    Builtin("matches", _TEXT, matches, (_TEXT,)),
    _replacing("replaceAll", 0, any_case=False),
    _replacing("replaceFirst", 1, any_case=False),
    _replacing("replaceAllIgnoreCase", 0, any_case=True),
    _replacing("replaceFirstIgnoreCase", 1, any_case=True),
)
