"""References: `${name}` is the id of what is called so, `${name.field}` a field of it.

`$${` writes a `${` that is none. A text that is nothing but a reference keeps the type of its value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import nearest
from .yamlfile import Place

_MARK = re.compile(r"\$(\$\{)|\$\{([^{}]*)\}|\$\{")
_NAME = re.compile(r"\s*([^\W\d][\w-]*)((?:\.[\w-]+)*)\s*")


@dataclass(frozen=True, slots=True)
class Reference:
    """A name, and the fields (or list positions, from 0) that lead from it to the value."""

    name: str
    path: tuple[str, ...]
    place: Place

    def __str__(self) -> str:
        return "${" + ".".join((self.name, *self.path)) + "}"


@dataclass(frozen=True, slots=True)
class Template:
    """A text with references in it."""

    parts: tuple[str | Reference, ...]

    def __str__(self) -> str:
        return "".join(str(part) for part in self.parts)


Lookup = Callable[[Reference], Any]
"""What a reference stands for; raises FileError at its place."""


def parse(text: str, place: Place) -> str | Reference | Template:
    """The text, the reference or the mixture that `text` is; raises FileError."""
    if "${" not in text:
        return text
    parts: list[str | Reference] = []
    end = 0
    for mark in _MARK.finditer(text):
        parts += [text[end : mark.start()], "${" if mark[1] else _reference(mark[2], place)]
        end = mark.end()
    parts.append(text[end:])
    parts = [part for part in parts if part != ""]
    if len(parts) == 1 and isinstance(parts[0], Reference):
        return parts[0]
    if any(isinstance(part, Reference) for part in parts):
        return Template(tuple(parts))
    return "".join(str(part) for part in parts)


def _reference(text: str | None, place: Place) -> Reference:
    if text is None:
        raise place.error("A '${' without its '}'. Write '$${' for one that is no reference.")
    if (match := _NAME.fullmatch(text)) is None:
        raise place.error(f"'${{{text}}}' is no reference. Write ${{name}} or ${{name.field}}.")
    return Reference(match[1], tuple(match[2].split(".")[1:]), place)


def references(value: Any) -> Iterable[Reference]:
    """All references in a value, however deep."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, Template):
        yield from (part for part in value.parts if isinstance(part, Reference))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from references(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from references(one)


def resolve(value: Any, lookup: Lookup) -> Any:
    """The value with what its references stand for."""
    if isinstance(value, Reference):
        return lookup(value)
    if isinstance(value, Template):
        return "".join(as_text(lookup(part)) if isinstance(part, Reference) else part for part in value.parts)
    if isinstance(value, Mapping):
        return {key: resolve(one, lookup) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [resolve(one, lookup) for one in value]
    return value


def walk(value: Any, reference: Reference) -> Any:
    """What the path of the reference leads to within `value`; raises FileError."""
    for step in reference.path:
        if isinstance(value, Mapping) and step in value:
            value = value[step]
        elif isinstance(value, (list, tuple)) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            raise reference.place.error(f"{reference} leads nowhere: {_dead_end(value, step)}")
    return value


def _dead_end(value: Any, step: str) -> str:
    if isinstance(value, Mapping):
        return f"there is no '{step}'. {nearest(step, value)}"
    if isinstance(value, (list, tuple)):
        return f"the list has {len(value)} elements, counted from 0."
    return f"{as_text(value)!r} has no parts."


def as_text(value: Any) -> str:
    """A value within a text: as JSON and YAML write it, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
