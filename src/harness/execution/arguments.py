"""`--arg name=@file.json --arg name=text`: what a function is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..errors import UsageError, nearest
from ..scenario.yamlfile import read_text
from .pasted import read_pasted

_TYPES: Mapping[str, Callable[[str], Any]] = {
    "int": int,
    "bigint": int,
    "number": int,
    "long": int,
    "float": float,
    "decimal": float,
    "double": float,
    "bool": lambda text: {"true": True, "false": False}[text.lower()],
    "boolean": lambda text: {"true": True, "false": False}[text.lower()],
}
_TEXTS = frozenset({"string", "text"})


def read_arguments(
    written: Iterable[str], parameters: Mapping[str, str], known: Iterable[str]
) -> dict[str, Any]:
    """The values by name; `parameters` are the types of a header, `known` all that can be given.

    Raises UsageError for what is no argument or none of this function, FileError for a wrong file.
    """
    names = sorted({*known, *parameters})
    found: dict[str, Any] = {}
    for one in written:
        name, equals, value = one.partition("=")
        if not equals or not name:
            raise UsageError(f"'{one}' is no argument. Write --arg name=text or --arg name=@file.json.")
        if name not in names:
            raise UsageError(f"The function reads no variable '{name}'. {nearest(name, names)}")
        found[name] = _value(name, value, parameters.get(name, ""))
    return found


def _value(name: str, text: str, kind: str) -> Any:
    source = f"--arg {name}"
    if text.startswith("@"):
        source = text[1:]
        text = read_text(source)
        if kind in _TEXTS:
            return text.removeprefix("\ufeff")
        return _unwrapped(name, read_pasted(text, source))
    if kind in _TYPES:
        return _typed(name, text, kind)
    if kind not in _TEXTS and text.lstrip()[:1] in ("{", "["):
        return _unwrapped(name, read_pasted(text, source))
    return text


def _typed(name: str, text: str, kind: str) -> Any:
    try:
        return _TYPES[kind](text.strip())
    except (ValueError, KeyError):
        raise UsageError(
            f"--arg {name}: '{text}' is no {kind}, which the function's header asks for."
        ) from None


def _unwrapped(name: str, value: Any) -> Any:
    """The record itself, where an answer of the API or a map of it was pasted: `{"project": {…}}`."""
    if (
        isinstance(value, dict)
        and isinstance(value.get(name), dict)
        and set(value) <= {"code", "message", name}
    ):
        return value[name]
    return value
