"""What a script puts under which key."""

from __future__ import annotations

from collections.abc import Iterator

from harness.deluge import nodes

from ..script import Script


def keyed(script: Script) -> Iterator[tuple[str, nodes.Expression]]:
    """Every key that is a literal with its value, in map literals and in put()."""
    for node in script.all(nodes.MapLiteral):
        for key, value in node.pairs:
            if (name := _name(key)) is not None:
                yield name, value
    for postfix in script.all(nodes.Postfix):
        for part in postfix.parts:
            if isinstance(part, nodes.Call) and part.name.lower() == "put" and len(part.arguments) == 2:
                key, value = part.arguments
                if (name := _name(key)) is not None:
                    yield name, value


def _name(key: nodes.Expression) -> str | None:
    if isinstance(key, nodes.Quoted):
        return key.text
    return key.value if isinstance(key, nodes.Literal) and isinstance(key.value, str) else None
